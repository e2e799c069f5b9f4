"""Studies as /help looks at them: under way, recruiting, at a moment of their plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.compass import Around, Hint, Step, hints
from bot.domain.plans import Meeting, Plan
from db.records import (
    Part,
    Reading,
    Reason,
    Role,
    Seat,
    SeatState,
    Server,
    Session,
    SessionState,
    Slot,
    Study,
    StudyState,
    Turn,
    TurnState,
    Why,
)

NOW = datetime(2027, 1, 4, tzinfo=UTC)
SATURDAY = datetime(2027, 1, 9, 11, tzinfo=UTC)
WEEK = timedelta(weeks=1)
MINA, JUN, SORA, DANA, ARA = range(1, 6)
SERVER = Server(100, set_up_at=NOW)


def a_study(state: StudyState = StudyState.RUNNING, seats: int = 12, number: int = 1) -> Study:
    return Study(
        id=number,
        server_id=100,
        book_id=1,
        name="PRML",
        channel_id=200,
        language="en",
        slot=Slot(5, time(20), "Asia/Seoul"),
        start_on=date(2027, 1, 9),
        pages_per_session=30,
        join_short_chapters=True,
        seats=seats,
        length=timedelta(minutes=90),
        state=state,
        organiser_id=DANA,
        created_at=NOW,
    )


def a_meeting(
    week: int,
    lead: int | None = None,
    backup: int | None = None,
    *,
    turn: TurnState = TurnState.PLANNED,
    state: SessionState = SessionState.PLANNED,
) -> Meeting:
    """The session of a week, counted from the first Saturday = 0."""
    held = [(lead, Role.LEAD, turn), (backup, Role.BACKUP, TurnState.PLANNED)]
    turns = [
        Turn(10 * week + place, week, user, role, stands, Reason(Why.EVEN))
        for place, (user, role, stands) in enumerate(held)
        if user is not None
    ]
    session = Session(week, 1, week + 1, SATURDAY + week * WEEK, Reading((Part("1", 1, 30),), 30), state)
    return Meeting(session, tuple(turns))


def seats(members: Iterable[int] = (), waiting: Iterable[int] = ()) -> list[Seat]:
    seated = [Seat(user, 1, user, "a name", SeatState.SEATED, NOW, "en") for user in members]
    return seated + [Seat(user, 1, user, "a name", SeatState.WAITING, NOW, "en") for user in waiting]


def running(*meetings: Meeting, members: Iterable[int] = (MINA, JUN), waiting: Iterable[int] = ()) -> Around:
    return Around(Plan(a_study(), meetings), seats(members, waiting))


def recruiting(*, members: Iterable[int] = (), waiting: Iterable[int] = (), of: int = 12) -> Around:
    return Around(Plan(a_study(StudyState.RECRUITING, of), ()), seats(members, waiting))


def shown_to(
    user_id: int,
    *around: Around,
    now: datetime = NOW,
    server: Server = SERVER,
    admin: bool = False,
    organiser: bool = False,
) -> list[Hint]:
    return hints(server, around, user_id, now, admin=admin, organiser=organiser or admin)


def steps(found: list[Hint]) -> list[Step]:
    return [hint.step for hint in found]
