"""Events and threads of sessions as notices: one for each change that Discord does not show yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain import places as rules
from bot.domain.notices.kinds import WEEK, Kind, in_channel, in_time, minute, notice, waking
from bot.domain.places import Want
from bot.domain.plans import Meeting, Plan
from db.records import Lane, Place, PlaceKind, Planned, Session, Study, Target

MAKES = {PlaceKind.EVENT: Kind.EVENT, PlaceKind.THREAD: Kind.THREAD}
BARRED = {PlaceKind.EVENT: Kind.EVENT_BARRED, PlaceKind.THREAD: Kind.THREAD_BARRED}


def for_places(plan: Plan, gone: Iterable[Session], places: Iterable[Place], now: datetime) -> list[Planned]:
    """What is to be done on Discord from `now` on; `gone` are the sessions that left the plan.

    Each notice is carried out by making it so, whatever it finds. A notice is sent once for its key, so the key tells
    from what to what the place changes: moved and moved back are two changes.
    """
    known = {(place.session_id, place.kind): place for place in places}
    meetings = [*plan.meetings, *(Meeting(session) for session in gone)]
    return [
        planned
        for meeting in meetings
        for kind in PlaceKind
        for planned in _for_place(plan.study, meeting, kind, known.get((meeting.session.id, kind)), now)
        if planned.expires_at > now
    ]


def _for_place(
    study: Study, meeting: Meeting, kind: PlaceKind, place: Place | None, now: datetime
) -> Iterator[Planned]:
    if place is not None and place.gone:
        return
    want = rules.wanted(study, meeting, kind, place, now)
    if want is Want.STAND and (place is None or place.discord_id is None):
        yield _made(study, meeting.session, kind, place, now)
    elif want is not None and place is not None and rules.may_stand(place):
        shown = rules.digest(study, meeting, kind, want)
        if shown != place.shown:
            yield _changed(study, meeting.session, kind, place, shown, now)
    if kind is PlaceKind.THREAD and want is Want.STAND:
        yield _archived(study, meeting)


def _made(study: Study, session: Session, kind: PlaceKind, place: Place | None, now: datetime) -> Planned:
    start = session.starts_at
    due = in_time(max(now, start - rules.AHEAD), study.slot.zone, start)
    revision = rules.number("made", minute(start), place and place.done_at)
    return notice(study, MAKES[kind], session.id, in_channel(study), due, start, Lane.BULK, revision)


def _changed(study: Study, session: Session, kind: PlaceKind, place: Place, shown: str, now: datetime) -> Planned:
    revision = rules.number(place.shown, shown, place.done_at)
    # An event cannot be changed any more once it has begun.
    expires = session.starts_at if kind is PlaceKind.EVENT else max(session.starts_at, now) + WEEK
    return notice(study, MAKES[kind], session.id, in_channel(study), now, expires, revision=revision)


def _archived(study: Study, meeting: Meeting) -> Planned:
    session, due = meeting.session, rules.archived_at(study, meeting)
    revision = rules.number("archived", minute(session.starts_at))
    return notice(study, Kind.THREAD, session.id, in_channel(study), due, due + 8 * WEEK, Lane.BULK, revision)


def place_barred(study: Study, kind: PlaceKind, staff: Target, places: Iterable[Place], now: datetime) -> Planned:
    """To the organisers, once until it works again: the last place that Discord took is in the key."""
    took = [place.done_at for place in places if place.kind is kind and place.done_at is not None]
    revision = rules.number(max(took, default=None))
    due = waking(now, study.slot.zone)
    return notice(study, BARRED[kind], study.id, staff, due, due + WEEK, revision=revision)
