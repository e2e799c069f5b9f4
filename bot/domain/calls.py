"""Rules of a call: a session without a lead looks for one, its backup first, then volunteers, then the organisers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.notices.kinds import in_time
from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from bot.domain.studies import StudyRefusal
from bot.domain.turns import WORDS_AT_MOST
from db.records import Call, CallState, Role, Study, StudyState, Turn, UserId

# A session further off than this has time; nobody is asked for it yet.
AHEAD = timedelta(days=14)
FOR_BACKUP, FOR_VOLUNTEERS = timedelta(days=1), timedelta(days=3)
# With less time than this, everybody is asked at once.
URGENT = timedelta(days=1)


class NobodySought(StudyRefusal):
    """No session of the study looks for a presenter, or this one does not any more."""


class NotAsked(Refusal):
    """Somebody answers what the backup alone was asked; `backup` is None where there is none by now."""

    def __init__(self, backup: UserId | None) -> None:
        super().__init__(backup)
        self.backup = backup


def open_call(meeting: Meeting, zone: str, now: datetime, *, by: UserId | None = None, words: str = "") -> Call:
    """A call for the lead of one session; each gets a share of the time that is left, and no more than it needs.

    Nobody is asked at night by the clock of `zone`, so the shares begin in the morning.
    """
    start = meeting.session.starts_at
    begun = in_time(max(now, start - AHEAD), zone, start)
    left = start - begun
    has_backup = meeting.presenter(Role.BACKUP) is not None
    backup = min(left / 4, FOR_BACKUP) if has_backup and left > URGENT else timedelta(0)
    volunteers = min(left / 2, backup + FOR_VOLUNTEERS) if left > URGENT else timedelta(0)
    return Call(0, meeting.session.id, begun, begun + backup, begun + volunteers, by=by, words=words)


def after_pass(study: Study, meeting: Meeting, passed: Turn, words: str, now: datetime) -> Call | None:
    """The call that a passed turn opens, with what was said to the organisers; none for a backup's.

    In a study that rests it opens when the study goes on.
    """
    if passed.role is not Role.LEAD or study.state is not StudyState.RUNNING:
        return None
    words = words.strip()[:WORDS_AT_MOST]
    return open_call(meeting, study.slot.zone, now, by=passed.user_id, words=words)


def tend(plan: Plan, now: datetime) -> list[Call]:
    """What a change of plan does to its calls: new ones (id 0) where a lead is missing, an end where none is.

    Afterwards each session to come of a running study has a lead or an open call, never both; and no call waits for
    a backup who is gone, or beyond the begin of a session that was moved.
    """
    return [call for meeting in plan.meetings for call in _tended(plan, meeting, now)]


def _tended(plan: Plan, meeting: Meeting, now: datetime) -> Iterator[Call]:
    running, zone = plan.study.state is StudyState.RUNNING, plan.study.slot.zone
    # A study that rests keeps its calls as they are, for the day it goes on.
    looking = meeting.is_to_come(now) and meeting.presenter() is None
    call = meeting.call
    if call is None:
        if looking and running:
            yield open_call(meeting, zone, now)
    elif not looking or plan.study.state is StudyState.FINISHED:
        yield replace(call, state=CallState.FILLED if meeting.presenter() else CallState.CLOSED, closed_at=now)
    elif running and (fitting := _fitting(meeting, call, zone, now)) != call:
        yield fitting


def _fitting(meeting: Meeting, call: Call, zone: str, now: datetime) -> Call:
    if call.volunteers_until > meeting.session.starts_at:
        call = replace(open_call(meeting, zone, now, by=call.by, words=call.words), id=call.id)
    return call if meeting.presenter(Role.BACKUP) else _to_volunteers(call, now)


def _to_volunteers(call: Call, now: datetime) -> Call:
    """The backup is not asked, or not any more; who has been asked already keeps their time."""
    return replace(call, backup_until=min(call.backup_until, max(now, call.opened_at)))


def sought(plan: Plan, meeting: Meeting) -> Call:
    """The open call of a session. Raises NobodySought."""
    if meeting.call is None:
        raise NobodySought(plan.study)
    return meeting.call


def decline(plan: Plan, meeting: Meeting, user_id: UserId, now: datetime) -> Call:
    """'I can't this time': volunteers are asked at once, and the backup stays that. Raises NobodySought, NotAsked."""
    call, backup = sought(plan, meeting), meeting.presenter(Role.BACKUP)
    if backup is None or backup.user_id != user_id:
        raise NotAsked(backup.user_id if backup else None)
    return _to_volunteers(call, now)


def next_open(plan: Plan, now: datetime) -> Meeting:
    """The next session that looks for somebody. Raises NobodySought."""
    found = next((meeting for meeting in plan.to_come(now) if meeting.call is not None), None)
    if found is None:
        raise NobodySought(plan.study)
    return found
