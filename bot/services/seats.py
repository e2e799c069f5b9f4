"""Use cases around a seat: joining, waiting, leaving, and where one wants to be reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import studies as rules
from bot.domain.plans import Meeting
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of
from bot.services.ground import Ground
from bot.services.seating import give_back, sit_down
from db.queries import studies as stored
from db.records import Book, Language, Reach, Role, Seat, SeatId, SeatState, Study, StudyId, UserId


@dataclass(frozen=True, slots=True)
class Form:
    """What a member filled in when joining; chapters as numbers of the book."""

    name: str
    language: Language
    reach: Reach = Reach.CHANNEL
    first_time: bool = False
    wants: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Joined:
    """`place` counts from 1 in the waiting list; None for who has a seat."""

    study: Study
    seat: Seat
    place: int | None

    @property
    def late(self) -> bool:
        return self.place is None and self.study.state in rules.UNDER_WAY


@dataclass(frozen=True, slots=True)
class Farewell:
    """What leaving would mean: the sessions to come that somebody leads, and how many they back up."""

    study: Study
    seat: Seat
    leads: tuple[Meeting, ...]
    backs: int

    @property
    def is_easy(self) -> bool:
        """Nothing hangs on it, so nobody is asked twice."""
        return self.seat.state is SeatState.WAITING or self.study.state not in rules.UNDER_WAY


class Seats:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def may_join(self, study_id: StudyId, user_id: UserId) -> tuple[Study, Book]:
        """Asked before the form is shown, so that nobody fills it in for nothing.

        Raises NotRecruiting, AlreadyJoined.
        """
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            rules.check_joining(study, await stored.seats_of(tx, study_id), user_id)
        return study, self._books.of(study.book_id)

    async def join(self, study_id: StudyId, user_id: UserId, form: Form) -> Joined:
        """Take a seat, or a place in the waiting list. Raises NotRecruiting, AlreadyJoined."""
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            seats = await stored.seats_of(tx, study_id)
            new = rules.take_seat(study, seats, self._seat(study_id, user_id, form))
            seat = await sit_down(tx, study, seats, new, self._ground.now())
            place = len(rules.waiting(seats)) + 1 if seat.state is SeatState.WAITING else None
        self._ground.wake()
        return Joined(study, seat, place)

    async def farewell(self, study_id: StudyId, user_id: UserId) -> Farewell:
        """What leaving would mean. Raises NotAMember, NotRecruiting."""
        now = self._ground.now()
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            seats = await stored.seats_of(tx, study_id)
            plan = await plan_of(tx, study)
        rules.leave_seat(study, seats, user_id, now)
        seat = rules.seat_of(seats, user_id)
        assert seat is not None  # noqa: S101 - or there was nothing to leave
        own = [
            (meeting, turn.role) for meeting in plan.to_come(now) for turn in meeting.turns if turn.user_id == user_id
        ]
        leads = tuple(meeting for meeting, role in own if role is Role.LEAD)
        return Farewell(study, seat, leads, len(own) - len(leads))

    async def leave(self, study_id: StudyId, user_id: UserId) -> tuple[Study, rules.Leaving]:
        """Give the seat back; turns to come open again, the next in line moves up. Raises NotAMember, NotRecruiting."""
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            leaving = await give_back(tx, study, user_id, self._ground.now())
        self._ground.wake()
        return study, leaving

    async def remind_in_channel(self, seat_id: SeatId, user_id: UserId) -> Study:
        """Stop writing to a member in private. Raises NotAMember for somebody else's seat."""
        async with self._ground.database.writing() as tx:
            seat = await stored.seat(tx, seat_id)
            if seat is None:
                raise rules.NoSuchStudy
            study = await existing(tx, seat.study_id, lock=True)
            if seat.user_id != user_id:
                raise rules.NotAMember(study)
            await stored.save_seat(tx, replace(seat, reach=Reach.CHANNEL))
            await follow_up(tx, study, self._ground.now())
        self._ground.wake()
        return study

    async def of(self, seat_id: SeatId) -> tuple[Study, Seat]:
        """Raises NoSuchStudy for a seat that is no more."""
        async with self._ground.database.reading() as tx:
            seat = await stored.seat(tx, seat_id)
            if seat is None:
                raise rules.NoSuchStudy
            return await existing(tx, seat.study_id), seat

    async def members(self, study_id: StudyId) -> Sequence[Seat]:
        """Who has a seat, in the order of joining."""
        async with self._ground.database.reading() as tx:
            return rules.seated(await stored.seats_of(tx, study_id))

    def _seat(self, study_id: StudyId, user_id: UserId, form: Form) -> Seat:
        return Seat(
            id=0,
            study_id=study_id,
            user_id=user_id,
            name=form.name,
            state=SeatState.SEATED,
            joined_at=self._ground.now(),
            language=form.language,
            reach=form.reach,
            first_time=form.first_time,
            wants=form.wants,
            # Who names a chapter in both lists would rather present it than not.
            avoids=form.avoids - form.wants,
        )
