"""Use cases around a plan: computing it, changing the preview, publishing it once, reading it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import aways, notices
from bot.domain import plans as rules
from bot.domain import studies as study_rules
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of
from bot.services.ground import Ground
from bot.services.holidays import public_holidays
from db.engine import Transaction
from db.queries import aways as stored_aways
from db.queries import notices as outbox
from db.queries import plans as stored
from db.queries import studies as stored_studies
from db.records import Away, Book, DraftId, Fixed, PlanDraft, Seat, Study, StudyId, StudyState, UserId


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft with all that is needed to read it."""

    draft: PlanDraft
    study: Study
    book: Book


@dataclass(frozen=True, slots=True)
class PlanShown:
    plan: rules.Plan
    book: Book


class Plans:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def compute(self, study_id: StudyId, by: UserId) -> DraftShown:
        """Plan and rotation for the members of this moment, kept as a draft of one organiser's.

        Raises NoMembers, NotRecruiting, AlreadyStarted.
        """
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            seats = await stored_studies.seats_of(tx, study_id)
            days = await stored_aways.of_server(tx, study.server_id)
        study_rules.check_starting(study, seats)
        computed = await self._computed(study, study_rules.seated(seats), days, by, ())
        async with self._ground.database.writing() as tx:
            draft = await stored.add_draft(tx, computed)
        return self._shown(draft, study)

    async def fix(self, draft_id: DraftId, fixed: Fixed) -> DraftShown:
        """Settle a turn by hand and compute the rest around it.

        Raises NoSuchSession, NotSeated, AwayThatDay, DraftGone.
        """
        async with self._ground.database.reading() as tx:
            draft, study, seats = await self._open_draft(tx, draft_id)
            days = await stored_aways.of_server(tx, study.server_id)
        rules.check_fixed(study, fixed, draft.sessions, [seat.user_id for seat in seats])
        aways.check_fixed(study, fixed, draft.sessions, days)
        computed = await self._computed(study, seats, days, draft.by, rules.with_fixed(draft.fixed, fixed))
        async with self._ground.database.writing() as tx:
            await self._open_draft(tx, draft_id)
            changed = replace(computed, id=draft_id)
            await stored.save_draft(tx, changed)
        return self._shown(changed, study)

    async def draft(self, draft_id: DraftId) -> DraftShown:
        """Raises DraftGone."""
        async with self._ground.database.reading() as tx:
            draft, study, _ = await self._open_draft(tx, draft_id)
        return self._shown(draft, study)

    async def publish(self, draft_id: DraftId) -> DraftShown:
        """Make the draft the plan, post it, and set every reminder; of two who press at once, one does.

        Raises DraftGone, ChangedMeanwhile, OverBefore.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            draft, study, seats = await self._open_draft(tx, draft_id)
            rules.check_publishing(study, draft, [seat.user_id for seat in seats], now)
            aways.check_draft(study, draft.sessions, await stored_aways.of_server(tx, study.server_id))
            running = replace(study, state=StudyState.RUNNING, revision=study.revision + 1)
            await stored_studies.save(tx, running)
            await stored.add_plan(tx, study.id, draft.sessions)
            await stored.remove_drafts(tx, study.id)
            await outbox.add(tx, [notices.plan_published(running, now)], now)
            await follow_up(tx, running, now)
        self._ground.wake()
        return self._shown(draft, running)

    async def discard(self, draft_id: DraftId) -> None:
        """Raises DraftGone: what was published meanwhile is not discarded by an old preview."""
        async with self._ground.database.writing() as tx:
            await self._open_draft(tx, draft_id)
            await stored.remove_draft(tx, draft_id)

    async def shown(self, study_id: StudyId) -> PlanShown:
        """The published plan. Raises NotYetPlanned."""
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            plan = await plan_of(tx, study)
        if not plan.meetings:
            raise rules.NotYetPlanned(study)
        return PlanShown(plan, self._books.of(study.book_id))

    async def _computed(
        self, study: Study, seats: Sequence[Seat], days: Sequence[Away], by: UserId, fixed: tuple[Fixed, ...]
    ) -> PlanDraft:
        # The rotation may think for half a second; others are answered meanwhile.
        return await asyncio.to_thread(self._compute, study, seats, days, by, fixed)

    def _compute(
        self, study: Study, seats: Sequence[Seat], days: Sequence[Away], by: UserId, fixed: tuple[Fixed, ...]
    ) -> PlanDraft:
        holidays = public_holidays(study.country, study.language)
        now = self._ground.now()
        outline = rules.outline_from_now(study, self._books.of(study.book_id), holidays, now)
        missed = aways.missed(outline.sessions, days, study.slot.zone)
        sessions = rules.assign(outline.sessions, seats, fixed, missed)
        members = tuple(seat.user_id for seat in seats)
        return PlanDraft(0, study.id, study.revision, by, now, members, sessions, outline.skipped, fixed)

    async def _open_draft(self, tx: Transaction, draft_id: DraftId) -> tuple[PlanDraft, Study, list[Seat]]:
        draft = await stored.draft(tx, draft_id)
        if draft is None:
            raise rules.DraftGone
        study = await existing(tx, draft.study_id, lock=True)
        return draft, study, study_rules.seated(await stored_studies.seats_of(tx, study.id))

    def _shown(self, draft: PlanDraft, study: Study) -> DraftShown:
        return DraftShown(draft, study, self._books.of(study.book_id))
