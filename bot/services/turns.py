"""Use cases around one member's turns: what is mine, I am on it, I need help."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import notices
from bot.domain import turns as rules
from bot.domain.plans import Meeting, Plan
from bot.domain.studies import seat_of
from bot.services.books import Books
from bot.services.facts import existing, plan_of, touch
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import notices as outbox
from db.queries import plans as stored
from db.queries import servers as stored_servers
from db.queries import studies as stored_studies
from db.records import Book, Plea, Seat, ServerId, Study, StudyState, Turn, TurnId, UserId


@dataclass(frozen=True, slots=True)
class TurnShown:
    """One turn with all that is needed to speak of it; `seat` is the presenter's, None once they left."""

    turn: Turn
    meeting: Meeting
    study: Study
    book: Book
    seat: Seat | None

    @property
    def starts_at(self) -> datetime:
        return self.meeting.session.starts_at


@dataclass(frozen=True, slots=True)
class PleaShown:
    plea: Plea
    shown: TurnShown


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

    async def confirm(self, turn_id: TurnId, user_id: UserId) -> TurnShown:
        """'I am on it'. Raises TurnGone, NotYourTurn, TurnOver; saying it twice changes nothing."""
        async with self._ground.database.writing() as tx:
            shown = await self._existing(tx, turn_id)
            confirmed = rules.confirm(shown.turn, shown.starts_at, user_id, self._ground.now())
            await stored.save_turns(tx, [confirmed])
            await touch(tx, shown.study)
        return replace(shown, turn=confirmed)

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
        turn = await stored.turn(tx, turn_id)
        session = await stored.session(tx, turn.session_id) if turn else None
        if turn is None or session is None:
            raise rules.TurnGone
        study = await existing(tx, session.study_id, lock=True)
        plan = await plan_of(tx, study)
        seat = seat_of(await stored_studies.seats_of(tx, study.id), turn.user_id)
        return self._shown(plan, plan.numbered(session.number), rules.standing(turn), seat)

    def _shown(self, plan: Plan, meeting: Meeting, turn: Turn, seat: Seat | None) -> TurnShown:
        return TurnShown(turn, meeting, plan.study, self._books.of(plan.study.book_id), seat)
