"""Use cases around the weekly digest: what it tells, when it comes, and the one a study wants at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import available_timezones

from bot.domain import digests as rules
from bot.domain import marks as mark_rules
from bot.domain import notices, typed, week
from bot.domain.notices.of_materials import is_asked_for
from bot.domain.plans import Meeting
from bot.domain.studies import seated
from bot.services.books import Books
from bot.services.facts import existing, plan_of, tend_digest
from bot.services.ground import Ground
from bot.services.marks import Board
from db.engine import Transaction
from db.queries import attendance as stored_attendance
from db.queries import digests as stored
from db.queries import helps as stored_helps
from db.queries import marks as stored_marks
from db.queries import notices as outbox
from db.queries import studies as stored_studies
from db.records import (
    Audience,
    Book,
    Covered,
    NoticeState,
    Role,
    Slot,
    Study,
    StudyDigest,
    StudyId,
    TurnState,
    UserId,
    WhenQuiet,
)

# How far ahead an unconfirmed turn is worth a line to organisers, and how long silence is.
SOON, QUIET = timedelta(days=7), timedelta(weeks=2)
FAILURES = 1_000
ZONES = frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class WeekShown:
    """A week of a study as its digest tells it; `board` is what its picture shows."""

    study: Study
    book: Book
    digest: StudyDigest
    week: week.Week
    board: Board


@dataclass(frozen=True, slots=True)
class StaffWeek:
    """What organisers may want to look after: `quiet` are members of whom nothing was heard for two weeks."""

    study: Study
    book: Book
    quiet: tuple[UserId, ...]
    unconfirmed: tuple[Meeting, ...]
    without_materials: tuple[Meeting, ...]
    failed: int

    @property
    def is_calm(self) -> bool:
        return not (self.quiet or self.unconfirmed or self.without_materials or self.failed)


@dataclass(frozen=True, slots=True)
class Settings:
    study: Study
    digest: StudyDigest
    slot: Slot


def retimed(slot: Slot, day: str | None, time: str | None, zone: str | None) -> Slot:
    """The slot with what was typed in its place. Raises what the small grammars of `typed` raise."""
    return Slot(
        slot.weekday if day is None else typed.weekday(day),
        slot.at if time is None else typed.clock(time),
        slot.zone if zone is None else typed.zone(zone, ZONES),
    )


class Digests:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def due(self, study_id: StudyId, revision: int) -> WeekShown | None:
        """The digest of a notice that falls due, the same again when it is tried again; None once another one told it.

        From here on the week is told: the next digest begins where this one ends.
        """
        study, digest, covered = await self._told(study_id, revision)
        if covered is None:
            return None
        async with self._ground.database.reading() as tx:
            return await self._shown(tx, study, digest, covered)

    async def staff_due(self, study_id: StudyId, revision: int) -> StaffWeek | None:
        """The same week for organisers."""
        study, _, covered = await self._told(study_id, revision)
        if covered is None:
            return None
        async with self._ground.database.reading() as tx:
            return await self._staff(tx, study, covered)

    async def preview(self, study_id: StudyId) -> WeekShown:
        """What the digest would tell now; nothing changes. Raises NotRunning."""
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            digest = await stored.of_study(tx, study_id)
            return await self._shown(tx, study, digest, self._until_now(study, digest))

    async def staff_preview(self, study_id: StudyId) -> StaffWeek:
        """Raises NotRunning."""
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            return await self._staff(tx, study, self._until_now(study, await stored.of_study(tx, study_id)))

    async def post(self, study_id: StudyId) -> Study:
        """This week's digest at once, in place of the one that would come.

        Raises NotRunning, SaidThisWeek, NothingToTell.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            rules.check_running(study)
            digest = await tend_digest(tx, study, now)
            begun = digest.covered or rules.begun(None, now)
            covered = rules.early(rules.slot_of(digest, study), begun, now)
            if (await self._shown(tx, study, digest, covered)).week.is_quiet:
                raise rules.NothingToTell(study)
            await stored.save(tx, replace(digest, covered=covered))
            await outbox.add(tx, [notices.digest_now(study, covered)], now)
            await tend_digest(tx, study, now)
        self._ground.wake()
        return study

    async def settings(self, study_id: StudyId) -> Settings:
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            digest = await stored.of_study(tx, study_id)
        return Settings(study, digest, rules.slot_of(digest, study))

    async def choose(
        self,
        study_id: StudyId,
        *,
        on: bool | None = None,
        staff: bool | None = None,
        when_quiet: WhenQuiet | None = None,
        day: str | None = None,
        time: str | None = None,
        zone: str | None = None,
    ) -> Settings:
        """Change what is given; the notices follow at once. Raises what the small grammars of `typed` raise."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            before = await stored.of_study(tx, study_id)
            slot = rules.slot_of(before, study)
            typed_in = retimed(slot, day, time, zone)
            chosen = replace(
                before,
                on=before.on if on is None else on,
                staff=before.staff if staff is None else staff,
                when_quiet=when_quiet or before.when_quiet,
                slot=before.slot if typed_in == slot else typed_in,
            )
            await stored.save(tx, chosen)
            digest = await tend_digest(tx, study, now)
        self._ground.wake()
        return Settings(study, digest, rules.slot_of(digest, study))

    async def _told(self, study_id: StudyId, revision: int) -> tuple[Study, StudyDigest, Covered | None]:
        """What a digest is about, told from now on; what it tells is read afterwards, where nobody waits to write."""
        async with self._ground.database.writing() as tx:
            study, digest = await existing(tx, study_id, lock=True), await stored.of_study(tx, study_id)
            digest, covered = await self._cover(tx, study, digest, revision)
        self._ground.wake()
        return study, digest, covered

    async def _cover(
        self, tx: Transaction, study: Study, digest: StudyDigest, revision: int
    ) -> tuple[StudyDigest, Covered | None]:
        now = self._ground.now()
        if digest.covered is None or digest.resting:
            return digest, None
        covered = rules.cover(rules.slot_of(digest, study), digest.covered, revision, now)
        if covered is None or covered == digest.covered:
            return digest, covered
        told = replace(digest, covered=covered)
        await stored.save(tx, told)
        return await tend_digest(tx, study, now, told), covered

    def _until_now(self, study: Study, digest: StudyDigest) -> Covered:
        rules.check_running(study)
        now = self._ground.now()
        since = digest.covered.until if digest.covered else now
        return Covered(since, now, now)

    async def _shown(self, tx: Transaction, study: Study, digest: StudyDigest, covered: Covered) -> WeekShown:
        facts = await self._with_kindness(tx, await self._facts(tx, study), covered)
        group = {seat.user_id for seat in seated(facts.seats)}
        board = Board(study, facts.book, len(group), mark_rules.coverage(facts.marks, group))
        return WeekShown(study, facts.book, digest, week.tell(facts, covered), board)

    async def _facts(self, tx: Transaction, study: Study) -> week.Facts:
        return week.Facts(
            await plan_of(tx, study),
            self._books.of(study.book_id),
            await stored_studies.seats_of(tx, study.id),
            await stored_attendance.of_study(tx, study.id),
            await stored_marks.of_book(tx, study.server_id, study.book_id),
        )

    async def _with_kindness(self, tx: Transaction, facts: week.Facts, covered: Covered) -> week.Facts:
        """Who may be named for what they solved, and who helped where everybody could see it."""
        study = facts.plan.study
        said = await stored_marks.open_of(tx, study.server_id, [seat.user_id for seat in seated(facts.seats)])
        helped = await stored_helps.in_the_open(tx, study.id, covered.since, covered.until)
        return replace(
            facts,
            open_to_all=frozenset(one.user_id for one in said if one.shows is Audience.SERVER),
            helpers=tuple(each.helper_id for each in helped if each.helper_id is not None),
        )

    async def _staff(self, tx: Transaction, study: Study, covered: Covered) -> StaffWeek:
        now = covered.until
        facts = await self._facts(tx, study)
        ahead = [meeting for meeting in facts.plan.to_come(now) if meeting.session.starts_at <= now + SOON]
        behind = [m for m in facts.plan.meetings if now - QUIET <= m.session.starts_at + study.length <= now]
        failed = await outbox.of_study(tx, study.id, states=[NoticeState.FAILED], limit=FAILURES)
        return StaffWeek(
            study,
            facts.book,
            tuple(week.quiet(facts, now - QUIET, now)),
            tuple(meeting for meeting in ahead if _is_unconfirmed(meeting)),
            tuple(meeting for meeting in behind if meeting.presenter() and is_asked_for(meeting.session)),
            sum(covered.since <= notice.due_at < covered.until for notice in failed),
        )


def _is_unconfirmed(meeting: Meeting) -> bool:
    lead = meeting.presenter(Role.LEAD)
    return lead is not None and lead.state is TurnState.PLANNED
