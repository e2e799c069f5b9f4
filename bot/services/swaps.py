"""Use cases around a swap: choosing, offering, agreeing, declining, taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import notices
from bot.domain import swaps as rules
from bot.domain.plans import Meeting
from bot.domain.studies import seated
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of, touch
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import aways as stored_aways
from db.queries import notices as outbox
from db.queries import plans as stored_plans
from db.queries import studies as stored_studies
from db.queries import swaps as stored
from db.records import Book, Notice, Seat, ServerId, SessionId, Study, StudyId, Swap, SwapId, TurnId, UserId

Decide = Callable[[rules.Facts, Swap, UserId, datetime], Swap]


@dataclass(frozen=True, slots=True)
class SwapChoices:
    """What one member could give and for what; `avoided` are the numbers of sessions they would rather not have."""

    mine: Meeting
    found: tuple[Meeting, ...]
    study: Study
    book: Book
    names: Mapping[UserId, str]
    avoided: frozenset[int]

    @property
    def turn_id(self) -> TurnId:
        lead = self.mine.presenter()
        assert lead is not None  # noqa: S101  a session without a lead is nobody's to give
        return lead.id


@dataclass(frozen=True, slots=True)
class SwapShown:
    """An offer with all that is needed to speak of it: the two sessions as they stand now, the seats of the two.

    `gone` is why it cannot be answered any more. `own_avoided` and `their_avoided` say that the session which the
    one who asks, or the one who is asked, would get has a chapter they would rather not present.
    """

    swap: Swap
    study: Study
    book: Book
    mine: Meeting
    other: Meeting
    seats: Mapping[UserId, Seat]
    gone: rules.Gone | None
    own_avoided: bool
    their_avoided: bool

    @property
    def earlier(self) -> datetime:
        return min(self.mine.session.starts_at, self.other.session.starts_at)


class Swaps:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def choices(self, gives: TurnId, by: UserId, other: UserId | None = None) -> SwapChoices:
        """The sessions `by` could have for a turn, `other`'s alone where somebody is named.

        Raises NoLeadToSwap, SwapTooLate, NobodyToSwapWith.
        """
        now = self._ground.now()
        async with self._ground.database.reading() as tx:
            facts = await self._facts(tx, await self._study_of(tx, gives), lock=False)
        mine = rules.own_lead(facts, gives, by, now)
        found = rules.choices(facts, mine, other, now)
        study, names = facts.plan.study, {seat.user_id: seat.name for seat in seated(facts.seats)}
        avoided = frozenset(m.session.number for m in found if facts.avoided(by, m))
        return SwapChoices(mine, tuple(found), study, self._books.of(study.book_id), names, avoided)

    async def offer(self, gives: TurnId, takes: TurnId, by: UserId) -> SwapShown:
        """Ask the lead of another session to exchange it; asking again while that is open changes nothing.

        Raises NoLeadToSwap, SwapTooLate, CannotSwap.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            facts = await self._facts(tx, await self._study_of(tx, gives))
            new = rules.offer(facts, gives, takes, by, now)
            swap = await self._open_already(tx, facts, new) or await stored.add(tx, new)
            shown = await self._shown(tx, facts, swap)
            await outbox.add(tx, notices.swap_offered(shown.study, swap, facts.seats, shown.earlier, now), now)
        self._ground.wake()
        return shown

    async def agree(self, swap_id: SwapId, by: UserId) -> SwapShown:
        """Exchange the two turns. Raises NotYourSwap, SwapGone."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            facts, swap = await self._existing(tx, swap_id)
            done = rules.agree(facts, swap, by, now)
            await stored.save(tx, done.swap)
            await stored_plans.save_turns(tx, done.passed)
            for turn in done.begun:
                await stored_plans.add_turn(tx, turn.session_id, turn.user_id, turn.role, turn.state, turn.reason)
            shown = await self._shown(tx, facts, done.swap)
            await follow_up(tx, await touch(tx, shown.study), now)
            await outbox.add(tx, [notices.swap_decided(shown.study, swap, facts.seats, shown.earlier, now)], now)
        self._ground.wake()
        return shown

    async def decline(self, swap_id: SwapId, by: UserId) -> SwapShown:
        """Say no; the one who asked hears of it. Raises NotYourSwap, SwapGone."""
        return await self._decide(swap_id, by, rules.decline, tell=True)

    async def withdraw(self, swap_id: SwapId, by: UserId) -> SwapShown:
        """Take an offer back. Raises NotYourSwap, SwapGone."""
        return await self._decide(swap_id, by, rules.withdraw, tell=False)

    async def of(self, swap_id: SwapId) -> SwapShown:
        """Raises SwapGone for an offer whose study or sessions are no more."""
        async with self._ground.database.reading() as tx:
            facts, swap = await self._existing(tx, swap_id, lock=False)
            return await self._shown(tx, facts, swap)

    async def offered_by(self, server_id: ServerId, user_id: UserId) -> list[SwapShown]:
        """What somebody has asked for in a server and can still take back, the first asked first."""
        async with self._ground.database.reading() as tx:
            return await self._open(tx, await stored.offered_by(tx, server_id, user_id, after=self._ground.now()))

    async def offered_to(self, server_id: ServerId, user_id: UserId) -> list[SwapShown]:
        """What somebody is asked for in a server and can still answer, the first asked first."""
        async with self._ground.database.reading() as tx:
            return await self._open(tx, await stored.offered_to(tx, server_id, user_id, after=self._ground.now()))

    async def asked(self, swap_id: SwapId) -> list[Notice]:
        """The messages that ask the other one, in a channel or by DM."""
        async with self._ground.database.reading() as tx:
            return await outbox.all_sent(tx, notices.Kind.SWAP_OFFER, swap_id)

    async def _open(self, tx: Transaction, offered: Sequence[Swap]) -> list[SwapShown]:
        found = []
        for swap in offered:
            facts = await self._facts(tx, swap.study_id, lock=False)
            if rules.gone(facts, swap, self._ground.now()) is None:
                found.append(await self._shown(tx, facts, swap))
        return found

    async def _decide(self, swap_id: SwapId, by: UserId, decide: Decide, *, tell: bool) -> SwapShown:
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            facts, swap = await self._existing(tx, swap_id)
            decided = decide(facts, swap, by, now)
            await stored.save(tx, decided)
            shown = await self._shown(tx, facts, decided)
            if tell:
                await outbox.add(tx, [notices.swap_decided(shown.study, swap, facts.seats, shown.earlier, now)], now)
        self._ground.wake()
        return shown

    async def _existing(self, tx: Transaction, swap_id: SwapId, *, lock: bool = True) -> tuple[rules.Facts, Swap]:
        """The offer as it stands once nobody else can change its study."""
        known = await stored.swap(tx, swap_id)
        if known is None:
            raise rules.SwapGone(rules.Gone.CHANGED)
        facts = await self._facts(tx, known.study_id, lock=lock)
        return facts, await stored.swap(tx, swap_id) or known

    async def _open_already(self, tx: Transaction, facts: rules.Facts, new: Swap) -> Swap | None:
        known = [
            swap
            for swap in await stored.offered_in(tx, new.study_id)
            if (swap.gives, swap.takes) == (new.gives, new.takes)
        ]
        return next((swap for swap in known if rules.gone(facts, swap, self._ground.now()) is None), None)

    async def _study_of(self, tx: Transaction, turn_id: TurnId) -> StudyId:
        turn = await stored_plans.turn(tx, turn_id)
        session = await stored_plans.session(tx, turn.session_id) if turn else None
        if session is None:
            raise rules.NoLeadToSwap
        return session.study_id

    async def _facts(self, tx: Transaction, study_id: StudyId, *, lock: bool = True) -> rules.Facts:
        study = await existing(tx, study_id, lock=lock)
        seats = await stored_studies.seats_of(tx, study_id)
        return rules.Facts(await plan_of(tx, study), seats, await stored_aways.of_server(tx, study.server_id))

    async def _shown(self, tx: Transaction, facts: rules.Facts, swap: Swap) -> SwapShown:
        mine, other = await self._meeting(tx, facts, swap.gives), await self._meeting(tx, facts, swap.takes)
        study = facts.plan.study
        return SwapShown(
            swap,
            study,
            self._books.of(study.book_id),
            mine,
            other,
            {seat.user_id: seat for seat in facts.seats},
            rules.gone(facts, swap, self._ground.now()),
            own_avoided=facts.avoided(swap.by, other),
            their_avoided=facts.avoided(swap.to, mine),
        )

    async def _meeting(self, tx: Transaction, facts: rules.Facts, turn_id: TurnId) -> Meeting:
        """The session a turn belongs to, whether the turn still stands or not."""
        turn = await stored_plans.turn(tx, turn_id)
        session_id: SessionId | None = turn.session_id if turn else None
        found = next((meeting for meeting in facts.plan.meetings if meeting.session.id == session_id), None)
        if found is None:
            raise rules.SwapGone(rules.Gone.CHANGED)
        return found
