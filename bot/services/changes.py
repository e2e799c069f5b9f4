"""Use cases around a change of a published plan: proposing it, editing it, publishing it once, taking it back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import changes as rules
from bot.domain.changed_turns import changed_turns
from bot.domain.changes.refusals import ChangeGone, NotPublished
from bot.domain.notices.of_changes import Said, change_told
from bot.domain.plans import NotYetPlanned, with_fixed
from bot.domain.studies import seated
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of, touch
from bot.services.ground import Ground
from bot.services.holidays import public_holidays
from db.engine import Transaction
from db.queries import aways as stored_aways
from db.queries import bent
from db.queries import calls as stored_calls
from db.queries import changes as stored
from db.queries import notices as outbox
from db.queries import studies as stored_studies
from db.records import Book, CallState, Change, ChangeId, Fixed, SessionId, Shape, Study, StudyId, UserId


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A change with all that is needed to speak of it; `study` as it is now.

    `dropped` are presenters set by hand in the preview before who are not possible any more.
    """

    change: Change
    study: Study
    book: Book
    dropped: tuple[Fixed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Facts:
    """Everything a change is computed from."""

    ahead: rules.Ahead
    people: rules.People

    @property
    def study(self) -> Study:
        return self.ahead.study


class Changes:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def propose(self, study_id: StudyId, by: UserId, wish: rules.Wish) -> ChangeShown:
        """Compute what a wish makes of the plan, and keep it until it is published or discarded.

        Raises NotUnderWay, NotYetPlanned, NothingChanges, and what the wish is refused with: NoSuchSession,
        SessionSettled, NoNextSession, CannotDivide, TooSoon, PastNeighbour, DaysOver, DaysTooMany, NotPaused,
        OutOfRange, TooManySessions, StartInPast, StartTooFar, EverySlotSkipped.
        """
        async with self._ground.database.reading() as tx:
            facts = await self._facts(tx, await existing(tx, study_id))
        # It may think for half a second; others are answered meanwhile.
        proposed = await asyncio.to_thread(rules.propose, facts.ahead, facts.people, wish, by)
        async with self._ground.database.writing() as tx:
            return self._shown(await stored.add(tx, proposed), facts.study)

    async def fix(self, change_id: ChangeId, fixed: Fixed) -> ChangeShown:
        """Settle who presents a session, by its number after the change, and compute the rest around it.

        Raises ChangeGone, PlanMovedOn, NoSuchSession, NotSeated, AwayThen.
        """
        async with self._ground.database.reading() as tx:
            change, facts = await self._proposed(tx, change_id)
        rules.check_fresh(facts.study, change, facts.people.members)
        wish, settled = rules.read(change.wish), with_fixed(change.fixed, fixed)
        computed = await asyncio.to_thread(rules.propose, facts.ahead, facts.people, wish, change.by, settled)
        changed = replace(computed, id=change_id)
        async with self._ground.database.writing() as tx:
            await self._proposed(tx, change_id, lock=True)
            await stored.save(tx, changed)
        return self._shown(changed, facts.study)

    async def again(self, change_id: ChangeId, by: UserId) -> ChangeShown:
        """Compute a change anew from how things stand, with the presenters set by hand who are still possible.

        Raises ChangeGone, and what `propose` raises.
        """
        async with self._ground.database.reading() as tx:
            old, study = await self._existing(tx, change_id)
            facts = await self._facts(tx, study)
        proposed, dropped = await asyncio.to_thread(rules.propose_again, facts.ahead, facts.people, old, by)
        async with self._ground.database.writing() as tx:
            return replace(self._shown(await stored.add(tx, proposed), facts.study), dropped=dropped)

    async def shown(self, change_id: ChangeId) -> ChangeShown:
        """A change, whether proposed, published or taken back. Raises ChangeGone."""
        async with self._ground.database.reading() as tx:
            change, study = await self._existing(tx, change_id)
        return self._shown(change, study)

    async def last(self, study_id: StudyId) -> ChangeShown:
        """The newest change that was published and not taken back. Raises NotPublished where there is none."""
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            change = await stored.last_published(tx, study_id)
        if change is None:
            raise NotPublished
        return self._shown(change, study)

    async def publish(self, change_id: ChangeId) -> ChangeShown:
        """Make it the plan, and tell the channel and those concerned; of two who publish at once, one does.

        Raises ChangeGone, PlanMovedOn.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            change, facts = await self._proposed(tx, change_id, lock=True)
            rules.check_publishing(facts.ahead, facts.people, change)
            published = replace(await self._bend(tx, facts.study, change), published_at=now)
            await stored.save(tx, published)
            study = await self._settle(tx, rules.with_terms(facts.study, change.after), published, Said.PUBLISHED)
        self._ground.wake()
        return self._shown(published, study)

    async def discard(self, change_id: ChangeId) -> None:
        """Raises ChangeGone: what was published meanwhile is not discarded by an old preview."""
        async with self._ground.database.writing() as tx:
            await self._proposed(tx, change_id, lock=True)
            await stored.remove(tx, change_id)

    async def undo(self, change_id: ChangeId) -> ChangeShown:
        """Take a published change back, within a day, while what it changed stands as it left it.

        Raises ChangeGone, NotPublished, TooLateToUndo, UndoInTheWay, TermsInTheWay.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            change, study = await self._existing(tx, change_id, lock=True)
            facts = await self._facts(tx, study)
            shapes = rules.taken_back(facts.ahead, facts.people, change)
            await self._reshape(tx, study, rules.added(change), shapes)
            await stored.remove_skips(tx, study.id, change.skips)
            await stored.add_skips(tx, study.id, change.resumes)
            undone = replace(change, undone_at=now)
            await stored.save(tx, undone)
            study = await self._settle(tx, rules.with_terms(study, change.before), undone, Said.TAKEN_BACK)
        self._ground.wake()
        return self._shown(undone, study)

    async def _bend(self, tx: Transaction, study: Study, change: Change) -> Change:
        """Make the change the plan; its shapes come back with the ids of what was new."""
        shapes = [row.after for row in change.sessions if row.after is not None]
        made = iter(await self._reshape(tx, study, rules.gone(change), shapes))
        await stored.add_skips(tx, study.id, change.skips)
        await stored.remove_skips(tx, study.id, change.resumes)
        sessions = [replace(row, after=next(made)) if row.after is not None else row for row in change.sessions]
        return replace(change, sessions=tuple(sessions))

    async def _reshape(
        self, tx: Transaction, study: Study, gone: list[SessionId], shapes: Sequence[Shape]
    ) -> tuple[Shape, ...]:
        calls = await stored_calls.open_of(tx, study.id)
        for session_id in gone:
            if session_id in calls:
                ended = replace(calls[session_id], state=CallState.CLOSED, closed_at=self._ground.now())
                await stored_calls.save(tx, ended)
        return await bent.bend(tx, study.id, gone, shapes)

    async def _settle(self, tx: Transaction, study: Study, change: Change, said: Said) -> Study:
        """Count the change, tell those whom it concerns, and let calls and notices follow."""
        now = self._ground.now()
        study = await touch(tx, study)
        seats = await stored_studies.seats_of(tx, study.id)
        await outbox.add(tx, change_told(study, change, changed_turns(change).keys(), seats, now, said), now)
        await follow_up(tx, study, now)
        return study

    async def _proposed(self, tx: Transaction, change_id: ChangeId, *, lock: bool = False) -> tuple[Change, _Facts]:
        change, study = await self._existing(tx, change_id, lock=lock)
        if change.published_at is not None:
            raise ChangeGone
        return change, await self._facts(tx, study)

    async def _existing(self, tx: Transaction, change_id: ChangeId, *, lock: bool = False) -> tuple[Change, Study]:
        found = await stored.change(tx, change_id)
        study = await existing(tx, found.study_id, lock=lock) if found else None
        # Who waited for the lock looks again: another may have published or discarded it meanwhile.
        change = await stored.change(tx, change_id) if lock else found
        if change is None or study is None:
            raise ChangeGone
        return change, study

    async def _facts(self, tx: Transaction, study: Study) -> _Facts:
        plan = await plan_of(tx, study)
        if not plan.meetings:
            raise NotYetPlanned(study)
        skips = await stored.skips_of(tx, study.id)
        holidays = public_holidays(study.country, study.language)
        ahead = rules.look_ahead(plan, self._books.of(study.book_id), self._ground.now(), skips, holidays)
        seats = seated(await stored_studies.seats_of(tx, study.id))
        return _Facts(ahead, rules.People(tuple(seats), tuple(await stored_aways.of_server(tx, study.server_id))))

    def _shown(self, change: Change, study: Study) -> ChangeShown:
        return ChangeShown(change, study, self._books.of(study.book_id))
