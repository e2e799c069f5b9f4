"""What a step looks at before it acts: sessions, turns and people, picked by the semester's dice."""

from __future__ import annotations

from datetime import date

from bot.domain.calendar import local
from bot.domain.plans import Meeting
from db.records import Role, SeatState, SessionState, Turn, UserId
from tests.semester.life import STRANGERS, Semester


async def coming(semester: Semester) -> list[Meeting]:
    return (await semester.plan()).to_come(semester.clock.at)


async def begun(semester: Semester) -> list[Meeting]:
    meetings = (await semester.plan()).meetings
    return [
        meeting
        for meeting in meetings
        if meeting.session.starts_at <= semester.clock.at and meeting.session.state is not SessionState.CANCELLED
    ]


async def some_session(semester: Semester) -> Meeting | None:
    """One of those to come, sooner ones rather than later ones."""
    found = (await coming(semester))[:8]
    return semester.dice.choice(found) if found else None


async def some_turn(semester: Semester, role: Role) -> tuple[Meeting, Turn] | None:
    found = [(meeting, turn) for meeting in await coming(semester) if (turn := meeting.presenter(role)) is not None]
    return semester.dice.choice(found[:8]) if found else None


async def members(semester: Semester) -> list[UserId]:
    return [seat.user_id for seat in await semester.seats() if seat.state is SeatState.SEATED]


async def somebody(semester: Semester) -> UserId:
    """A member mostly; now and then somebody who never joined presses a button, too."""
    return semester.dice.choice([*await members(semester), STRANGERS[-1]])


async def today(semester: Semester) -> date:
    return local(semester.clock.at, (await semester.study()).slot.zone).date()
