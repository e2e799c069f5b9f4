"""The cast everybody knows, and facts around them: Mina presents, Jun mentors, Sora is new, Dana organises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.plans import Meeting, Plan
from db.records import (
    Book,
    Chapter,
    Part,
    Reading,
    Reason,
    Role,
    Seat,
    SeatState,
    Session,
    Slot,
    Study,
    StudyState,
    Turn,
    TurnState,
    Why,
)

MINA, JUN, SORA, DANA = 101, 102, 103, 104
SERVER, CHANNEL = 900, 901
# A Monday in Seoul's morning.
NOW = datetime(2027, 1, 4, 0, 0, tzinfo=UTC)
SATURDAY_EVENING = Slot(5, time(20), "Asia/Seoul")


def a_study(**facts: Any) -> Study:
    study = Study(
        id=1,
        server_id=SERVER,
        book_id=1,
        name="PRML 1기",
        channel_id=CHANNEL,
        language="ko",
        slot=SATURDAY_EVENING,
        start_on=date(2027, 1, 16),
        pages_per_session=30,
        join_short_chapters=True,
        seats=12,
        length=timedelta(minutes=90),
        state=StudyState.RECRUITING,
        organiser_id=DANA,
        created_at=NOW,
    )
    return replace(study, **facts)


def a_seat(user_id: int, **facts: Any) -> Seat:
    seat = Seat(
        id=user_id,
        study_id=1,
        user_id=user_id,
        name=f"member {user_id}",
        state=SeatState.SEATED,
        joined_at=NOW + timedelta(seconds=user_id),
        language="ko",
    )
    seat = replace(seat, **facts)
    return seat if seat.state is SeatState.WAITING or "seated_at" in facts else replace(seat, seated_at=seat.joined_at)


def a_book(chapters: int = 6, pages: int = 30) -> Book:
    """A book without sections, every chapter as long as the others."""
    return Book(
        "test",
        "A Hard Book",
        tuple(
            Chapter(str(n), f"Chapter the {n}th", first_page=(n - 1) * pages + 1, last_page=n * pages)
            for n in range(1, chapters + 1)
        ),
        id=1,
    )


def a_turn(session: int, user_id: int, role: Role = Role.LEAD, **facts: Any) -> Turn:
    number = session * 10 + (role is Role.BACKUP)
    return replace(Turn(number, session, user_id, role, TurnState.PLANNED, Reason(Why.EVEN)), **facts)


def a_meeting(number: int, lead: int | None = None, backup: int | None = None, **facts: Any) -> Meeting:
    """Session `number` of a weekly study from 16 January 2027 on, 20:00 in Seoul."""
    session = Session(
        id=number,
        study_id=1,
        number=number,
        starts_at=datetime(2027, 1, 16, 11, 0, tzinfo=UTC) + timedelta(weeks=number - 1),
        reading=Reading((Part(str(number), number * 30 - 29, number * 30),), pages=30),
    )
    pairs = ((Role.LEAD, lead), (Role.BACKUP, backup))
    turns = tuple(a_turn(number, user, role) for role, user in pairs if user is not None)
    return Meeting(replace(session, **facts), turns)


def a_plan(*meetings: Meeting, **facts: Any) -> Plan:
    return Plan(a_study(**{"state": StudyState.RUNNING} | facts), meetings)
