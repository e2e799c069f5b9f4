"""Use cases around one member's turns: what is mine, I am on it, not this time, I need help."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import calls, notices
from bot.domain import turns as rules
from bot.domain.plans import Meeting, Plan
from bot.domain.studies import seat_of
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of, touch
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import calls as stored_calls
from db.queries import notices as outbox
from db.queries import plans as stored
from db.queries import servers as stored_servers
from db.queries import studies as stored_studies
from db.records import (
    Book,
    Call,
    ChannelId,
    Notice,
    Plea,
    Role,
    Seat,
    ServerId,
    Study,
    StudyState,
    Turn,
    TurnId,
    UserId,
)

REMINDING = (notices.Kind.TURN_WEEK, notices.Kind.TURN_DAYS, notices.Kind.TURN_GIVEN)


@dataclass(frozen=True, slots=True)
class TurnShown:
    """One turn with all that is needed to speak of it; `seat` is the presenter's, None once they left.

    `near`: it is so close that its second reminder is due.
    """

    turn: Turn
    meeting: Meeting
    study: Study
    book: Book
    seat: Seat | None
    near: bool = False

    @property
    def starts_at(self) -> datetime:
        return self.meeting.session.starts_at


@dataclass(frozen=True, slots=True)
class PleaShown:
    plea: Plea
    shown: TurnShown


@dataclass(frozen=True, slots=True)
class Passed:
    """A turn that was passed on `at` an instant; `call` is the one it opened, None for a backup's and in a rest."""

    shown: TurnShown
    call: Call | None
    at: datetime

    @property
    def early(self) -> bool:
        """There is time to ask one after the other."""
        return self.shown.starts_at - self.at > calls.URGENT

    @property
    def asks_later(self) -> datetime | None:
        """When somebody is asked, where that is not at once."""
        return self.call.opened_at if self.call and self.call.opened_at > self.at else None


class Turns:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def mine(self, server_id: ServerId, user_id: UserId) -> list[TurnShown]:
        """The turns to come of one member in one server, the next first."""
        now = self._ground.now()
        async with self._ground.database.reading() as tx:
            studies = await stored_studies.of_server(tx, server_id, [StudyState.RUNNING, StudyState.PAUSED])
            plans = [await plan_of(tx, study) for study in studies]
        found = [
            self._shown(plan, meeting, turn, None)
            for plan in plans
            for meeting, turn in rules.coming(plan, user_id, now)
        ]
        return sorted(found, key=lambda shown: shown.starts_at)

    async def of(self, turn_id: TurnId) -> TurnShown:
        """Raises TurnGone where it was passed on, or its study is no more."""
        async with self._ground.database.reading() as tx:
            return await self._existing(tx, turn_id)

    async def before(self, turn_id: TurnId) -> TurnShown:
        """The same for a turn that may be history by now."""
        async with self._ground.database.reading() as tx:
            return await self._known(tx, turn_id)

    async def reminder(self, turn_id: TurnId, due_at: datetime) -> TurnShown | None:
        """What a reminder speaks of; None where it has nothing to say. Raises TurnGone."""
        async with self._ground.database.reading() as tx:
            shown = await self._existing(tx, turn_id)
            given = await outbox.newest(tx, notices.Kind.TURN_GIVEN, turn_id)
        known = rules.told_already(shown.turn, due_at, given.due_at if given else None, self._ground.now())
        return None if known else shown

    async def confirm(self, turn_id: TurnId, user_id: UserId) -> TurnShown:
        """'I am on it'. Raises TurnGone, NotYourTurn, TurnOver; saying it twice changes nothing."""
        async with self._ground.database.writing() as tx:
            shown = await self._existing(tx, turn_id)
            confirmed = rules.confirm(shown.turn, shown.starts_at, user_id, self._ground.now())
            await stored.save_turns(tx, [confirmed])
            await touch(tx, shown.study)
        return replace(shown, turn=confirmed)

    async def chosen(
        self, server_id: ServerId, channel_id: ChannelId | None, user_id: UserId, named: str | None
    ) -> TurnId:
        """One of my turns to come by its id as `#17`, or by its session's number, this channel's study first.

        Without a name it is the next one I lead, or else back up. Raises NoTurnAhead.
        """
        now = self._ground.now()
        mine = [shown for shown in await self.mine(server_id, user_id) if shown.meeting.is_to_come(now)]
        mine.sort(key=lambda shown: (shown.study.channel_id != channel_id, shown.turn.role is not Role.LEAD))
        wanted = (named or "").strip()
        found = [each for each in mine if wanted in ("", f"#{each.turn.id}", str(each.meeting.session.number))]
        if not found:
            raise rules.NoTurnAhead
        return found[0].turn.id

    async def check_passing(self, turn_id: TurnId, user_id: UserId) -> TurnShown:
        """Asked before the form is shown. Raises what `pass_on` raises."""
        shown = await self.of(turn_id)
        rules.pass_on(shown.turn, shown.meeting.session, user_id, self._ground.now())
        return shown

    async def pass_on(self, turn_id: TurnId, user_id: UserId, words: str = "") -> Passed:
        """'Not this time': somebody else is looked for at once. Raises TurnGone, NotYourTurn, TurnOver, CalledOff."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            shown = await self._existing(tx, turn_id)
            passed = rules.pass_on(shown.turn, shown.meeting.session, user_id, now)
            await stored.save_turns(tx, [passed])
            if (call := calls.after_pass(shown.study, shown.meeting, passed, words, now)) is not None:
                call = await stored_calls.save(tx, call)
            await follow_up(tx, await touch(tx, shown.study), now)
        self._ground.wake()
        return Passed(replace(shown, turn=passed), call, now)

    async def posted(self, turn_id: TurnId) -> list[Notice]:
        """The messages to the presenter that stand in a channel."""
        async with self._ground.database.reading() as tx:
            found = [await outbox.last_sent(tx, kind, turn_id) for kind in REMINDING]
        return [notice for notice in found if notice is not None]

    async def check_plea(self, turn_id: TurnId, user_id: UserId) -> None:
        """Asked before the form is shown. Raises what `plead` raises."""
        shown = await self.of(turn_id)
        rules.check_own(shown.turn, shown.starts_at, user_id, self._ground.now())

    async def plead(self, turn_id: TurnId, user_id: UserId, words: str) -> PleaShown:
        """'I need help': organisers and mentors hear of it, nobody else. Raises TurnGone, NotYourTurn, TurnOver."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            shown = await self._existing(tx, turn_id)
            rules.check_own(shown.turn, shown.starts_at, user_id, now)
            plea = await stored.add_plea(tx, Plea(0, turn_id, user_id, words.strip()[: rules.PLEA_AT_MOST], now))
            server = await stored_servers.server(tx, shown.study.server_id)
            await outbox.add(
                tx, [notices.plea_made(shown.study, plea.id, notices.to_staff(shown.study, server), now)], now=now
            )
        self._ground.wake()
        return PleaShown(plea, shown)

    async def plea(self, plea_id: int) -> PleaShown:
        async with self._ground.database.reading() as tx:
            plea = await stored.plea(tx, plea_id)
            if plea is None:
                raise rules.TurnGone
            return PleaShown(plea, await self._existing(tx, plea.turn_id))

    async def _existing(self, tx: Transaction, turn_id: TurnId) -> TurnShown:
        shown = await self._known(tx, turn_id)
        rules.standing(shown.turn)
        return shown

    async def _known(self, tx: Transaction, turn_id: TurnId) -> TurnShown:
        turn = await stored.turn(tx, turn_id)
        session = await stored.session(tx, turn.session_id) if turn else None
        if turn is None or session is None:
            raise rules.TurnGone
        study = await existing(tx, session.study_id, lock=True)
        # Who held the lock before may have swapped or passed it.
        turn = await stored.turn(tx, turn_id) or turn
        plan = await plan_of(tx, study)
        seat = seat_of(await stored_studies.seats_of(tx, study.id), turn.user_id)
        return self._shown(plan, plan.numbered(session.number), turn, seat)

    def _shown(self, plan: Plan, meeting: Meeting, turn: Turn, seat: Seat | None) -> TurnShown:
        near = rules.is_near(plan.study, meeting.session, self._ground.now())
        return TurnShown(turn, meeting, plan.study, self._books.of(plan.study.book_id), seat, near)
