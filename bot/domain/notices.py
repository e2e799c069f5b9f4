"""Which notices a study owes to whom, and when: facts in, ids out, never a word of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import instant
from bot.domain.plans import Meeting, Plan
from db.records import (
    Lane,
    Planned,
    Reach,
    Seat,
    Session,
    SessionState,
    Study,
    StudyState,
    Target,
    TargetKind,
    Turn,
    UserId,
)


class Kind(StrEnum):
    """What a notice says; `subject` is the row it speaks of."""

    STUDY_CARD = "study_card"  # study
    SEAT_UP = "seat_up"  # seat
    PLAN = "plan"  # study
    TURN_WEEK = "turn_week"  # turn
    TURN_DAYS = "turn_days"  # turn
    SESSION_DAY = "session_day"  # session
    SESSION_SOON = "session_soon"  # session
    SESSION_AFTER = "session_after"  # session
    STUDY_DONE = "study_done"  # study
    PLEA = "plea"  # plea


# What `for_plan` plans; the others are single notices that no change of a plan withdraws.
OF_A_PLAN = frozenset(
    {
        Kind.TURN_WEEK,
        Kind.TURN_DAYS,
        Kind.SESSION_DAY,
        Kind.SESSION_SOON,
        Kind.SESSION_AFTER,
        Kind.STUDY_DONE,
    }
)

WEEK, DAYS, DAY, SOON = timedelta(days=7), timedelta(days=3), timedelta(days=1), timedelta(minutes=10)
# Nobody is to be woken: what would come at night comes in the morning of that day.
MORNING, NIGHT = time(9), time(22)


def for_plan(plan: Plan, seats: Iterable[Seat], now: datetime) -> list[Planned]:
    """Every notice a running study owes from `now` on; nothing for a study that does not run."""
    study = plan.study
    if study.state is not StudyState.RUNNING or not plan.meetings:
        return []
    reach = {seat.user_id: seat.reach for seat in seats}
    planned = [notice for meeting in plan.meetings for notice in _for_meeting(study, meeting, reach)]
    planned.append(_done(study, plan.meetings[-1].session))
    return [notice for notice in planned if notice.expires_at > now and notice.due_at > now - WEEK]


def _for_meeting(study: Study, meeting: Meeting, reach: Mapping[UserId, Reach]) -> list[Planned]:
    session = meeting.session
    if session.state is not SessionState.PLANNED:
        return []
    lead = meeting.presenter()
    turns = _for_turn(study, session, lead, reach.get(lead.user_id, Reach.CHANNEL)) if lead else []
    return turns + _for_session(study, session)


def _for_turn(study: Study, session: Session, turn: Turn, reach: Reach) -> list[Planned]:
    target = Target(TargetKind.USER, turn.user_id) if reach is Reach.DM else in_channel(study)
    week = _by_day(session.starts_at - WEEK, study.slot.zone)
    days = _by_day(session.starts_at - DAYS, study.slot.zone)
    revision = _minute(session.starts_at)
    return [
        _notice(study, Kind.TURN_WEEK, turn.id, target, week, days, revision=revision),
        _notice(study, Kind.TURN_DAYS, turn.id, target, days, session.starts_at, revision=revision),
    ]


def _for_session(study: Study, session: Session) -> list[Planned]:
    start, end, channel = session.starts_at, session.starts_at + study.length, in_channel(study)
    day, soon, revision = _by_day(start - DAY, study.slot.zone), start - SOON, _minute(start)
    return [
        _notice(study, Kind.SESSION_DAY, session.id, channel, day, soon, revision=revision),
        _notice(study, Kind.SESSION_SOON, session.id, channel, soon, start + SOON, Lane.URGENT, revision),
        _notice(study, Kind.SESSION_AFTER, session.id, channel, end, end + WEEK, revision=revision),
    ]


def _done(study: Study, last: Session) -> Planned:
    due = _by_day(last.starts_at + study.length + DAY, study.slot.zone)
    return _notice(
        study, Kind.STUDY_DONE, study.id, in_channel(study), due, due + timedelta(days=60), revision=_minute(due)
    )


def study_card(study: Study, now: datetime) -> Planned:
    return _notice(study, Kind.STUDY_CARD, study.id, in_channel(study), now, now + DAY)


def plan_published(study: Study, now: datetime) -> Planned:
    return _notice(study, Kind.PLAN, study.id, in_channel(study), now, now + DAY)


def moved_up(study: Study, seat: Seat, now: datetime) -> Planned:
    target = Target(TargetKind.USER, seat.user_id) if seat.reach is Reach.DM else in_channel(study)
    # Who leaves and moves up again is told again: the minute of joining tells one time from the other.
    return _notice(study, Kind.SEAT_UP, seat.id, target, now, now + WEEK, revision=_minute(seat.joined_at))


def plea_made(study: Study, plea_id: int, staff: Target, now: datetime) -> Planned:
    return _notice(study, Kind.PLEA, plea_id, staff, now, now + WEEK)


def in_channel(study: Study) -> Target:
    return Target(TargetKind.CHANNEL, study.channel_id)


def _minute(instant: datetime) -> int:
    """What tells a moved session's notices from the ones before: unmoved, nothing is said twice."""
    return int(instant.timestamp()) // 60


def _by_day(at: datetime, zone: str) -> datetime:
    """`at`, or 09:00 of the same day where it is night in `zone`."""
    local = at.astimezone(ZoneInfo(zone))
    return at if MORNING <= local.time() < NIGHT else instant(local.date(), MORNING, zone)


def _notice(
    study: Study,
    kind: Kind,
    subject: int,
    target: Target,
    due_at: datetime,
    expires_at: datetime,
    lane: Lane = Lane.NORMAL,
    revision: int | None = None,
) -> Planned:
    return Planned(
        kind,
        subject,
        target,
        due_at,
        expires_at,
        lane,
        study.revision if revision is None else revision,
        study.server_id,
        study.id,
    )
