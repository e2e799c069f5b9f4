"""What organisers type about sessions and days, read by their study's clock and proposed as a change of its plan."""

from __future__ import annotations

from datetime import date

from bot.domain import typed
from bot.domain.calendar import coming, instant, local
from bot.domain.changes import GoOn, Move, ResumeDays, SkipDays, Wish
from bot.domain.plans import NotYetPlanned
from bot.services.changes import Changes, ChangeShown
from bot.services.facts import existing, plan_of
from bot.services.ground import Ground
from db.records import Study, StudyId, StudyState, UserId


class Changing:
    def __init__(self, ground: Ground, changes: Changes) -> None:
        self._ground = ground
        self._changes = changes

    async def move(self, study_id: StudyId, by: UserId, number: int, when: str) -> ChangeShown:
        """A session to a day, a time of day, or both; what is left out stays as it is.

        Raises NotYetPlanned, NoSuchSession, UnclearMoment and its kin, and what `Changes.propose` raises.
        """
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            plan = await plan_of(tx, study)
        if not plan.meetings:
            raise NotYetPlanned(study)
        zone = study.slot.zone
        standing = local(plan.numbered(number).session.starts_at, zone)
        day, at = typed.moment(when, self._today(study), standing.date())
        starts_at = instant(day or standing.date(), at or standing.time(), zone)
        return await self._changes.propose(study_id, by, Move(number, starts_at))

    async def skip(self, study_id: StudyId, by: UserId, first: str, last: str | None) -> ChangeShown:
        """No session on a day, or from one to another."""
        study = await self._study(study_id)
        return await self._changes.propose(study_id, by, SkipDays(*self._days(study, first, last)))

    async def resume(self, study_id: StudyId, by: UserId, first: str | None, last: str | None) -> ChangeShown:
        """Take skipped days back; a study that rests goes on instead, with the next slot where no day is named.

        Raises NotPaused where the study runs and no day is named.
        """
        study = await self._study(study_id)
        return await self._changes.propose(study_id, by, self._resuming(study, first, last))

    def _resuming(self, study: Study, first: str | None, last: str | None) -> Wish:
        if first is None:
            return GoOn(self._today(study))
        days = self._days(study, first, last)
        return GoOn(days[0]) if study.state is StudyState.PAUSED else ResumeDays(*days)

    def _days(self, study: Study, first: str, last: str | None) -> tuple[date, date]:
        begin = typed.day(first, self._today(study))
        return begin, begin if last is None else self._until(study, begin, last)

    def _until(self, study: Study, begin: date, last: str) -> date:
        """'Until Sunday' is the Sunday after the first day, not the one after today."""
        try:
            return coming(typed.weekday(last), begin)
        except typed.UnclearWeekday:
            return typed.day(last, self._today(study))

    def _today(self, study: Study) -> date:
        return local(self._ground.now(), study.slot.zone).date()

    async def _study(self, study_id: StudyId) -> Study:
        async with self._ground.database.reading() as tx:
            return await existing(tx, study_id)
