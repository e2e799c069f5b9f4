"""Slides and notes of a session that is over: its presenter is asked twice, then no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.domain.notices.kinds import DAY, DAYS, Kind, minute, notice, to_member, waking
from bot.domain.plans import Meeting
from db.records import Planned, Reach, Session, SessionState, Study, UserId

MET = (SessionState.PLANNED, SessionState.HELD)


def materials_asked(study: Study, meetings: Iterable[Meeting], reach: Mapping[UserId, Reach]) -> list[Planned]:
    return [planned for meeting in meetings for planned in _asked(study, meeting, reach)]


def is_asked_for(session: Session) -> bool:
    return session.state in MET and session.materials is None and not session.no_materials


def _asked(study: Study, meeting: Meeting, reach: Mapping[UserId, Reach]) -> list[Planned]:
    lead, session = meeting.presenter(), meeting.session
    if lead is None or not is_asked_for(session):
        return []
    target = to_member(study, lead.user_id, reach.get(lead.user_id, Reach.CHANNEL))
    end, zone = session.starts_at + study.length, study.slot.zone
    first, second = waking(end + DAY, zone), waking(end + DAY + DAYS, zone)
    return [
        notice(study, Kind.MATERIALS_ASKED, session.id, target, due, due + rest, revision=minute(due))
        for due, rest in ((first, second - first), (second, timedelta(days=3)))
    ]
