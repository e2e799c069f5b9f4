"""Every notice a running study owes to whom, and when: facts in, ids out, never a word of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.domain.notices.kinds import (
    DAY,
    DAYS,
    SOON,
    WEEK,
    Kind,
    by_day,
    in_channel,
    in_time,
    minute,
    notice,
    to_member,
)
from bot.domain.notices.of_materials import materials_asked
from bot.domain.notices.of_people import roll_calls
from bot.domain.plans import Meeting, Plan
from db.records import (
    Call,
    Lane,
    Planned,
    Reach,
    Role,
    Seat,
    Session,
    SessionState,
    Study,
    StudyState,
    Target,
    Turn,
    UserId,
)


def for_plan(plan: Plan, seats: Iterable[Seat], staff: Target, now: datetime) -> list[Planned]:
    """Every notice a running study owes from `now` on; nothing for a study that does not run."""
    study = plan.study
    if study.state is not StudyState.RUNNING or not plan.meetings:
        return []
    reach = {seat.user_id: seat.reach for seat in seats}
    planned = [notice for meeting in plan.meetings for notice in _for_meeting(study, meeting, reach, staff)]
    planned += materials_asked(study, plan.meetings, reach)
    planned.append(_done(study, plan.meetings[-1].session))
    return [notice for notice in planned if notice.expires_at > now and notice.due_at > now - WEEK]


def _for_meeting(study: Study, meeting: Meeting, reach: Mapping[UserId, Reach], staff: Target) -> list[Planned]:
    session = meeting.session
    if session.state is not SessionState.PLANNED:
        return []
    lead = meeting.presenter()
    turns = _for_turn(study, session, lead, reach.get(lead.user_id, Reach.CHANNEL)) if lead else []
    calls = _for_call(study, meeting, meeting.call, reach, staff) if meeting.call else []
    return turns + calls + _for_session(study, session) + roll_calls(study, session)


def _for_turn(study: Study, session: Session, turn: Turn, reach: Reach) -> list[Planned]:
    target = to_member(study, turn.user_id, reach)
    week = by_day(session.starts_at - WEEK, study.slot.zone)
    days = by_day(session.starts_at - DAYS, study.slot.zone)
    revision = minute(session.starts_at)
    return [
        notice(study, Kind.TURN_WEEK, turn.id, target, week, days, revision=revision),
        notice(study, Kind.TURN_DAYS, turn.id, target, days, session.starts_at, revision=revision),
    ]


def _for_call(
    study: Study, meeting: Meeting, call: Call, reach: Mapping[UserId, Reach], staff: Target
) -> list[Planned]:
    """The backup is asked first, then the channel, then the organisers; each until the session begins."""
    end, revision, zone = meeting.session.starts_at, minute(meeting.session.starts_at), study.slot.zone
    backup = meeting.presenter(Role.BACKUP)
    public = in_time(call.backup_until, zone, end)
    private = in_time(call.volunteers_until, zone, end)
    asked = [
        notice(study, Kind.CALL_OPEN, call.id, in_channel(study), public, end, revision=revision),
        notice(study, Kind.CALL_STAFF, call.id, staff, private, end, revision=revision),
    ]
    if backup is not None:
        target = to_member(study, backup.user_id, reach.get(backup.user_id, Reach.CHANNEL))
        begun = in_time(call.opened_at, zone, end)
        asked.insert(0, notice(study, Kind.CALL_BACKUP, call.id, target, begun, end, revision=revision))
    return asked


def _for_session(study: Study, session: Session) -> list[Planned]:
    start, end, channel = session.starts_at, session.starts_at + study.length, in_channel(study)
    day, soon, revision = by_day(start - DAY, study.slot.zone), start - SOON, minute(start)
    return [
        notice(study, Kind.SESSION_DAY, session.id, channel, day, soon, revision=revision),
        notice(study, Kind.SESSION_SOON, session.id, channel, soon, start + SOON, Lane.URGENT, revision),
        notice(study, Kind.SESSION_AFTER, session.id, channel, end, end + WEEK, revision=revision),
    ]


def _done(study: Study, last: Session) -> Planned:
    due = by_day(last.starts_at + study.length + DAY, study.slot.zone)
    return notice(
        study, Kind.STUDY_DONE, study.id, in_channel(study), due, due + timedelta(days=60), revision=minute(due)
    )
