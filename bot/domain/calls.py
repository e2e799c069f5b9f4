"""Rules of a call: a session without a lead looks for one, its backup first, then volunteers, then the organisers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.plans import Meeting, Plan
from db.records import Call, CallState, Role, SessionState, StudyState, UserId

# A session further off than this has time; nobody is asked for it yet.
AHEAD = timedelta(days=14)
FOR_BACKUP, FOR_VOLUNTEERS = timedelta(days=1), timedelta(days=3)
# With less time than this, everybody is asked at once.
URGENT = timedelta(days=1)


def open_call(meeting: Meeting, now: datetime, *, by: UserId | None = None, words: str = "") -> Call:
    """A call for the lead of one session; each gets a share of the time that is left, and no more than it needs."""
    start = meeting.session.starts_at
    begun = max(now, start - AHEAD)
    left = start - begun
    has_backup = meeting.presenter(Role.BACKUP) is not None
    backup = min(left / 4, FOR_BACKUP) if has_backup and left > URGENT else timedelta(0)
    volunteers = min(left / 2, backup + FOR_VOLUNTEERS) if left > URGENT else timedelta(0)
    return Call(0, meeting.session.id, begun, begun + backup, begun + volunteers, by=by, words=words)


def tend(plan: Plan, now: datetime) -> list[Call]:
    """What a change of plan does to its calls: new ones (id 0) where a lead is missing, an end where none is.

    Afterwards each session to come of a running study has a lead or an open call, never both.
    """
    if plan.study.state is not StudyState.RUNNING:
        return []
    return [call for meeting in plan.meetings for call in _tended(meeting, now)]


def _tended(meeting: Meeting, now: datetime) -> Iterator[Call]:
    coming = meeting.session.state is SessionState.PLANNED and meeting.session.starts_at > now
    looking = coming and meeting.presenter() is None
    if looking and meeting.call is None:
        yield open_call(meeting, now)
    if not looking and meeting.call is not None:
        yield replace(meeting.call, state=CallState.FILLED if meeting.presenter() else CallState.CLOSED, closed_at=now)
