"""What becomes of a notice after a try: rules of facts and `now`, without a database or Discord."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.errors import Passing, Permanent, Reason, Undelivered
from db.records import MessageId, Notice, NoticeState

BACK_OFF = (
    timedelta(seconds=5),
    timedelta(seconds=20),
    timedelta(minutes=1),
    timedelta(minutes=3),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
)
TRIES = 24
"""The last wait repeats: an outage of most of a day is sat out, within what `expires_at` allows."""


def sent(notice: Notice, message_id: MessageId | None, now: datetime) -> Notice:
    return replace(
        _done(notice, NoticeState.SENT), message_id=message_id, sent_at=now, unsure_since=None, fingerprint=None
    )


def moot(notice: Notice, reason: str) -> Notice:
    return replace(_done(notice, NoticeState.SKIPPED), error=reason)


def released(notice: Notice) -> Notice:
    """Given back untouched, to whoever claims it next."""
    return replace(notice, state=NoticeState.WAITING)


def failed(notice: Notice, error: Permanent, now: datetime) -> Notice:
    """No retry helps. A message that was sent and then deleted has been delivered all the same."""
    if error.reason is Reason.DELETED:
        return replace(_done(notice, NoticeState.SENT), sent_at=now, error=_kept(error))
    return replace(_done(notice, NoticeState.FAILED), error=_kept(error))


def postponed(notice: Notice, error: Passing, now: datetime) -> Notice:
    """Tried again when back-off and Discord allow it, at the latest when its time is over, where it ends."""
    if notice.attempts + 1 >= 2 * TRIES:
        # Not even whether it arrived could be found out.
        return replace(_done(notice, NoticeState.FAILED), error=_kept(error))
    wait = BACK_OFF[min(notice.attempts, len(BACK_OFF) - 1)]
    later = now + max(wait, error.retry_after or wait)
    return replace(
        notice,
        state=NoticeState.WAITING,
        attempts=notice.attempts + 1,
        try_at=min(later, notice.expires_at) if notice.expires_at > now else later,
        error=_kept(error),
    )


def ended(notice: Notice, now: datetime) -> Notice | None:
    """A notice that is not to be tried any more: too late, or tried often enough. None where it is."""
    late, tried = notice.expires_at <= now, notice.attempts > 0
    if late and not tried:
        return moot(notice, Reason.LATE.value)
    if late or notice.attempts >= TRIES:
        return _done(notice, NoticeState.FAILED)
    return None


def _done(notice: Notice, state: NoticeState) -> Notice:
    return replace(notice, state=state, attempts=notice.attempts + 1)


def _kept(error: Undelivered) -> str:
    """The stable word first; `reason_of` reads it back."""
    return str(error)


def reason_of(error: str | None) -> str | None:
    """The stable word of what a row keeps as its error: a `Reason`, or what a `Moot` said."""
    return error.partition(": ")[0] if error else None
