"""Use cases around a session that looks for a presenter: who takes it, who cannot, whom an organiser asks."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import calls as rules
from bot.domain import giving, notices
from bot.domain.fairest import fairest
from bot.domain.notices import Kind
from bot.domain.plans import Meeting, Plan
from bot.domain.studies import seat_of
from bot.domain.turns import TurnGone
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of, touch
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import aways as stored_aways
from db.queries import calls as stored
from db.queries import notices as outbox
from db.queries import plans as stored_plans
from db.queries import studies as stored_studies
from db.records import (
    Book,
    Call,
    CallId,
    CallState,
    Notice,
    Planned,
    Reason,
    Role,
    Seat,
    Study,
    StudyId,
    Turn,
    UserId,
)

ASKING = (Kind.CALL_BACKUP, Kind.CALL_OPEN, Kind.CALL_STAFF)


@dataclass(frozen=True, slots=True)
class CallShown:
    """A call with all that is needed to speak of it; `seats` are all of its study, left ones too."""

    call: Call
    meeting: Meeting
    study: Study
    book: Book
    seats: tuple[Seat, ...]

    @property
    def is_open(self) -> bool:
        return self.call.state is CallState.OPEN

    @property
    def backup(self) -> Seat | None:
        turn = self.meeting.presenter(Role.BACKUP)
        return seat_of(self.seats, turn.user_id) if turn else None


@dataclass(frozen=True, slots=True)
class Advice:
    """A call as organisers read it: whom to ask, the fairest first, each with one reason."""

    shown: CallShown
    fair: tuple[tuple[Seat, Reason], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A turn that has just begun; `call` is the one it ended, `before` what it took from somebody."""

    turn: Turn
    meeting: Meeting
    study: Study
    book: Book
    call: Call | None
    before: Turn | None


@dataclass(frozen=True, slots=True)
class _Found:
    plan: Plan
    meeting: Meeting
    crew: giving.Crew


class Calls:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def of(self, call_id: CallId) -> CallShown:
        """Raises TurnGone for one whose study is no more."""
        async with self._ground.database.reading() as tx:
            return (await self._advice(tx, call_id)).shown

    async def advice(self, call_id: CallId) -> Advice:
        """Raises TurnGone."""
        async with self._ground.database.reading() as tx:
            return await self._advice(tx, call_id)

    async def posted(self, call_id: CallId) -> list[Notice]:
        """The messages about a call that stand in channels."""
        async with self._ground.database.reading() as tx:
            found = [await outbox.last_sent(tx, kind, call_id) for kind in ASKING]
        return [notice for notice in found if notice is not None]

    async def take(self, call_id: CallId, user_id: UserId) -> Given:
        """'I'll take it'; of two who press at once one gets it, the other hears who.

        Raises Taken, MembersOnly, AwayYourself, TurnOver, CalledOff, TurnGone.
        """
        async with self._ground.database.writing() as tx:
            given = await self._take(tx, await self._of_call(tx, await self._existing(tx, call_id)), user_id)
        self._ground.wake()
        return given

    async def volunteer(self, study_id: StudyId, number: int | None, user_id: UserId) -> Given:
        """The same by the session's number; None takes the next one that looks for somebody.

        Raises NobodySought, NoSuchSession and what `take` raises.
        """
        async with self._ground.database.writing() as tx:
            plan = await plan_of(tx, await existing(tx, study_id, lock=True))
            meeting = plan.numbered(number) if number is not None else rules.next_open(plan, self._ground.now())
            given = await self._take(tx, await self._found(tx, plan, meeting), user_id)
        self._ground.wake()
        return given

    async def decline(self, call_id: CallId, user_id: UserId) -> CallShown:
        """The backup cannot: volunteers are asked at once. Raises Taken, NotAsked, NobodySought, TurnGone."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            found = await self._of_call(tx, await self._existing(tx, call_id))
            giving.check_free(found.meeting, user_id)
            call = await stored.save(tx, rules.decline(found.plan, found.meeting, user_id, now))
            await follow_up(tx, found.plan.study, now)
        self._ground.wake()
        return self._shown(call, found)

    async def ask(self, call_id: CallId, user_id: UserId, by: UserId) -> Given:
        """An organiser gives a session that still looks for somebody to a member.

        Raises Taken, and what `assign` raises.
        """
        async with self._ground.database.writing() as tx:
            found = await self._of_call(tx, await self._existing(tx, call_id))
            giving.check_free(found.meeting, by)
            given = await self._assign(tx, found, user_id, Role.LEAD, by)
        self._ground.wake()
        return given

    async def assign(self, study_id: StudyId, number: int, user_id: UserId, role: Role, by: UserId) -> Given:
        """An organiser sets who presents, or who is backup; those it concerns are told, and nobody else.

        Raises NoSuchSession, NotSeated, AwayThatDay, HasItAlready, BothRoles, TurnOver, CalledOff.
        """
        async with self._ground.database.writing() as tx:
            plan = await plan_of(tx, await existing(tx, study_id, lock=True))
            given = await self._assign(tx, await self._found(tx, plan, plan.numbered(number)), user_id, role, by)
        self._ground.wake()
        return given

    async def _take(self, tx: Transaction, found: _Found, user_id: UserId) -> Given:
        handover = giving.take(found.plan, found.meeting, user_id, found.crew, self._ground.now())
        return (await self._hand_over(tx, found, handover))[0]

    async def _assign(self, tx: Transaction, found: _Found, user_id: UserId, role: Role, by: UserId) -> Given:
        handover = giving.assign(found.plan, found.meeting, user_id, role, found.crew, self._ground.now())
        given = await self._hand_over(tx, found, handover)
        told = self._told([each.turn for each in given], handover, found, by)
        await outbox.add(tx, told, self._ground.now())
        return given[0]

    async def _hand_over(self, tx: Transaction, found: _Found, handover: giving.Handover) -> list[Given]:
        """Turns end and begin, and everything follows; the turn that was asked for comes first."""
        plan, meeting, now = found.plan, found.meeting, self._ground.now()
        await stored_plans.save_turns(tx, handover.ends)
        made = [
            await stored_plans.add_turn(tx, meeting.session.id, post.user_id, role, post.state, post.reason)
            for role, post in handover.begins.items()
        ]
        after = await follow_up(tx, await touch(tx, plan.study), now)
        meeting, book = after.numbered(meeting.session.number), self._books.of(plan.study.book_id)
        return [
            Given(turn, meeting, after.study, book, found.meeting.call, found.meeting.presenter(turn.role))
            for turn in made
        ]

    def _told(self, made: list[Turn], handover: giving.Handover, found: _Found, by: UserId) -> list[Planned]:
        study, session, now = found.plan.study, found.meeting.session, self._ground.now()
        seats = {seat.user_id: seat for seat in found.crew.seats if seat.user_id in found.crew.members - {by}}
        staying = {turn.user_id for turn in made}
        given = [
            notices.turn_given(study, session, turn, seats[turn.user_id], now) for turn in made if turn.user_id in seats
        ]
        return given + [
            notices.turn_taken(study, session, turn, seats[turn.user_id], now)
            for turn in handover.ends
            if turn.user_id in seats.keys() - staying
        ]

    async def _advice(self, tx: Transaction, call_id: CallId) -> Advice:
        call = await self._existing(tx, call_id)
        found = await self._of_call(tx, call)
        away = found.crew.away(found.plan.study, found.meeting)
        return Advice(self._shown(call, found), tuple(fairest(found.meeting, found.plan, found.crew.seats, away)))

    async def _existing(self, tx: Transaction, call_id: CallId) -> Call:
        call = await stored.call(tx, call_id)
        if call is None:
            raise TurnGone
        return call

    async def _of_call(self, tx: Transaction, call: Call) -> _Found:
        """The session of a call as it stands, whether or not the call is still open. Raises TurnGone."""
        session = await stored_plans.session(tx, call.session_id)
        if session is None:
            raise TurnGone
        plan = await plan_of(tx, await existing(tx, session.study_id, lock=True))
        meeting = next((meeting for meeting in plan.meetings if meeting.session.id == session.id), None)
        if meeting is None:
            raise TurnGone
        return await self._found(tx, plan, meeting)

    async def _found(self, tx: Transaction, plan: Plan, meeting: Meeting) -> _Found:
        seats = await stored_studies.seats_of(tx, plan.study.id)
        aways = await stored_aways.of_server(tx, plan.study.server_id)
        return _Found(plan, meeting, giving.Crew(seats, aways))

    def _shown(self, call: Call, found: _Found) -> CallShown:
        study = found.plan.study
        return CallShown(call, found.meeting, study, self._books.of(study.book_id), tuple(found.crew.seats))
