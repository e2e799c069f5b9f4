"""Use cases around the exercises of a session: who shows which, proposed, published, taken and given back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain import notices
from bot.domain import picks as rules
from bot.domain.attendance import next_to_come
from bot.domain.plans import Meeting, NotSeated, Plan
from bot.domain.sessions import check_speaking
from bot.domain.studies import NoSuchStudy, NotAMember, seated
from bot.domain.typed.exercises import exercises
from bot.services.books import Books
from bot.services.facts import absent_from, existing, plan_of
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import marks as stored_marks
from db.queries import notices as outbox
from db.queries import picks as stored
from db.queries import plans as stored_plans
from db.queries import studies as stored_studies
from db.records import (
    Audience,
    Book,
    Mark,
    Notice,
    Pick,
    PickId,
    Planned,
    Reach,
    Seat,
    SessionId,
    Showing,
    Study,
    StudyId,
    UserId,
)


@dataclass(frozen=True, slots=True)
class PickShown:
    """The exercises of a session as things stand: what somebody gave back or cannot show looks for somebody again.

    `standing` is the list that is published, when `pick` is a draft of another one. `seats` are those who sit there.
    """

    pick: Pick
    meeting: Meeting
    study: Study
    book: Book
    showings: tuple[Showing, ...]
    seats: tuple[Seat, ...]
    standing: tuple[Showing, ...] = ()

    @property
    def free(self) -> list[str]:
        return [showing.exercise for showing in self.showings if showing.user_id is None]


@dataclass(frozen=True, slots=True)
class _Around:
    """A session with everything a list of its exercises depends on."""

    plan: Plan
    meeting: Meeting
    book: Book
    seats: list[Seat]
    absent: set[UserId]
    picks: dict[SessionId, Pick]

    @property
    def published(self) -> Pick | None:
        return self.picks.get(self.meeting.session.id)

    @property
    def standing(self) -> tuple[Showing, ...]:
        return self.as_things_stand(self.published.showings) if self.published else ()

    def as_things_stand(self, showings: tuple[Showing, ...]) -> tuple[Showing, ...]:
        return rules.present(showings, {seat.user_id for seat in self.seats}, self.absent)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was marked in the book, and who lets others see theirs: only a new list asks for it."""

    marks: list[Mark]
    open_to_others: frozenset[UserId]


class Picks:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def of(self, pick_id: PickId) -> PickShown:
        """Raises PickGone."""
        async with self._ground.database.reading() as tx:
            pick = await self._existing(tx, pick_id)
            return self._shown(pick, await self._around(tx, pick.session_id))

    async def prepare(
        self,
        study_id: StudyId,
        number: int | None,
        by: UserId,
        which: str | None,
        member: UserId | None,
        *,
        organiser: bool,
    ) -> PickShown:
        """A draft to look at: exercises as typed, or suggested ones, each with a member; or some given by hand.

        Raises NoSuchSession, NotToCome, NotYours, NotSeated, TooManyToShow, NothingToShow, NobodyToShow, and what
        `exercises` raises.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            plan = await plan_of(tx, await existing(tx, study_id))
            meeting = plan.numbered(number) if number is not None else next_to_come(plan, now)
            rules.check_to_come(meeting, now)
            check_speaking(meeting, by, organiser=organiser)
            around = await self._around(tx, meeting.session.id)
            known = await self._known(tx, around)
            showings = (
                self._dealt(around, known, which) if member is None else self._given(around, known, which, member)
            )
            pick = await stored.add_draft(tx, Pick(0, meeting.session.id, by, now, showings))
        return self._shown(pick, around)

    async def publish(self, pick_id: PickId, by: UserId, *, organiser: bool) -> PickShown:
        """The draft becomes the session's list, and those who are new on it are told.

        Raises PickGone, NotToCome, NotYours.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            draft = await self._existing(tx, pick_id, lock=True)
            if draft.published_at is not None:
                raise rules.PickGone
            around = await self._around(tx, draft.session_id, lock=True)
            rules.check_to_come(around.meeting, now)
            check_speaking(around.meeting, by, organiser=organiser)
            before = around.published
            showings = rules.published(around.as_things_stand(draft.showings), around.standing, now)
            edition = before.edition + 1 if before else 1
            pick = replace(before or draft, showings=showings, published_at=now, edition=edition)
            await stored.save(tx, pick)
            if before is not None:
                await stored.remove(tx, [draft.id])
            shown = self._shown(pick, around)
            await outbox.add(tx, self._told(shown), now)
        self._ground.wake()
        return shown

    async def discard(self, pick_id: PickId, by: UserId) -> None:
        """A draft of one's own that is not wanted. Raises PickGone."""
        async with self._ground.database.writing() as tx:
            pick = await self._existing(tx, pick_id, lock=True)
            if pick.published_at is not None or pick.by != by:
                raise rules.PickGone
            await stored.remove(tx, [pick_id])

    async def clear(self, pick_id: PickId, by: UserId, *, organiser: bool) -> PickShown:
        """The session shows no exercises after all; asked from a draft. Raises PickGone, NotYours."""
        async with self._ground.database.writing() as tx:
            draft = await self._existing(tx, pick_id, lock=True)
            around = await self._around(tx, draft.session_id, lock=True)
            check_speaking(around.meeting, by, organiser=organiser)
            if around.published is None:
                raise rules.PickGone
            pick = replace(around.published, showings=())
            await stored.save(tx, pick)
            await stored.remove(tx, [draft.id] if draft.published_at is None else [])
        return self._shown(pick, around)

    async def take(self, pick_id: PickId, user_id: UserId, exercise: str | None) -> PickShown:
        """'I'll show one'; of two who press at once one gets it. Raises PickGone, NotToCome, NotAMember, AllTaken."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            pick, around = await self._open(tx, pick_id)
            if user_id not in {seat.user_id for seat in around.seats}:
                raise NotAMember(around.plan.study)
            free = {each.exercise for each in around.standing if each.user_id is None}
            changed = replace(pick, showings=rules.take(pick.showings, free, user_id, exercise, now))
            await stored.save(tx, changed)
        return self._shown(changed, around)

    async def give_back(self, pick_id: PickId, user_id: UserId) -> PickShown:
        """'Not me this time'. Raises PickGone, NotToCome, NotPicked."""
        async with self._ground.database.writing() as tx:
            pick, around = await self._open(tx, pick_id)
            changed = replace(pick, showings=rules.give_back(pick.showings, user_id))
            await stored.save(tx, changed)
        return self._shown(changed, around)

    async def posted(self, pick_id: PickId) -> list[Notice]:
        """The messages in which the list stands."""
        async with self._ground.database.reading() as tx:
            return await outbox.all_sent(tx, notices.Kind.PICK, pick_id)

    def _given(self, around: _Around, known: _Known, which: str | None, member: UserId) -> tuple[Showing, ...]:
        if member not in {seat.user_id for seat in around.seats}:
            raise NotSeated(around.plan.study, member)
        numbers = exercises(which, around.book) if which else self._suggested(around, known, 1)
        return rules.given(around.standing, numbers, member, around.book, self._ground.now())

    def _dealt(self, around: _Around, known: _Known, which: str | None) -> tuple[Showing, ...]:
        now, standing = self._ground.now(), around.standing
        if which:
            numbers = exercises(which, around.book)
        else:
            numbers = tuple(each.exercise for each in standing) or self._suggested(around, known, rules.SUGGESTED)
        rules.check_count(numbers)
        lead = around.meeting.presenter()
        members = rules.able([s.user_id for s in around.seats], around.absent, lead.user_id if lead else None)
        load = rules.times(rules.shown(around.plan, around.picks, now))
        group = rules.Group(members, load, rules.known(known.marks, known.open_to_others))
        return rules.refill(numbers, standing, group, around.meeting.session.number, now)

    def _suggested(self, around: _Around, known: _Known, count: int) -> tuple[str, ...]:
        shown = rules.shown(around.plan, around.picks, self._ground.now())
        before = {each.exercise for each in [*shown, *around.standing]}
        group = {seat.user_id for seat in around.seats}
        reading = around.meeting.session.reading
        return rules.suggested(around.book, reading, known.marks, group, before, count)

    def _told(self, shown: PickShown) -> list[Planned]:
        """The list in the channel, and a word to each who is new on it and is reached by DM."""
        new = rules.new_on(shown.pick)
        by_dm = [seat for seat in shown.seats if seat.user_id in new and seat.reach is Reach.DM]
        return notices.picked(shown.study, shown.meeting.session, shown.pick, by_dm, self._ground.now())

    def _shown(self, pick: Pick, around: _Around) -> PickShown:
        standing = around.standing if pick.published_at is None else ()
        showings, study = around.as_things_stand(pick.showings), around.plan.study
        return PickShown(pick, around.meeting, study, around.book, showings, tuple(around.seats), standing)

    async def _open(self, tx: Transaction, pick_id: PickId) -> tuple[Pick, _Around]:
        """A published list that can still change. Raises PickGone, NotToCome."""
        pick = await self._existing(tx, pick_id, lock=True)
        if pick.published_at is None or not pick.showings:
            raise rules.PickGone
        around = await self._around(tx, pick.session_id, lock=True)
        rules.check_to_come(around.meeting, self._ground.now())
        return pick, around

    async def _existing(self, tx: Transaction, pick_id: PickId, *, lock: bool = False) -> Pick:
        pick = await stored.pick(tx, pick_id, lock=lock)
        if pick is None:
            raise rules.PickGone
        return pick

    async def _around(self, tx: Transaction, session_id: SessionId, *, lock: bool = False) -> _Around:
        session = await stored_plans.session(tx, session_id)
        if session is None:
            raise NoSuchStudy
        study = await existing(tx, session.study_id, lock=lock)
        plan = await plan_of(tx, study)
        meeting = next((m for m in plan.meetings if m.session.id == session_id), Meeting(session))
        seats = seated(await stored_studies.seats_of(tx, study.id))
        return _Around(
            plan,
            meeting,
            self._books.of(study.book_id),
            seats,
            await absent_from(tx, study, session),
            await stored.of_study(tx, study.id),
        )

    async def _known(self, tx: Transaction, around: _Around) -> _Known:
        study = around.plan.study
        said = await stored_marks.open_of(tx, study.server_id, [seat.user_id for seat in around.seats])
        marks = await stored_marks.of_book(tx, study.server_id, study.book_id)
        return _Known(marks, frozenset(one.user_id for one in said if one.shows is not Audience.NOBODY))
