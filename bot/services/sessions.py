"""Use cases around a session: reading its card, saying it was held, adding slides or notes, finishing the book."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain import sessions as rules
from bot.domain.plans import Meeting, NotYetPlanned, Plan
from bot.domain.studies import NoSuchStudy, seated
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import plans as stored
from db.queries import studies as stored_studies
from db.records import Book, SessionId, Study, StudyId, UserId


@dataclass(frozen=True, slots=True)
class SessionShown:
    """One session with all that is needed to speak of it; `count` is the number of sessions of the plan."""

    meeting: Meeting
    study: Study
    book: Book
    count: int


@dataclass(frozen=True, slots=True)
class Thanks:
    """A finished study by name and numbers."""

    study: Study
    book: Book
    tally: rules.Tally


class Sessions:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def of(self, session_id: SessionId) -> SessionShown:
        async with self._ground.database.reading() as tx:
            return self._shown(*await self._existing(tx, session_id))

    async def numbered(self, study_id: StudyId, number: int | None) -> SessionShown:
        """A session by its number; None asks for the next one, or the last where all are over.

        Raises NotYetPlanned, NoSuchSession.
        """
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            plan = await plan_of(tx, study)
        if not plan.meetings:
            raise NotYetPlanned(study)
        if number is None:
            return self._shown(plan, plan.next_after(self._ground.now()) or plan.meetings[-1])
        return self._shown(plan, plan.numbered(number))

    async def hold(self, session_id: SessionId, by: UserId, *, organiser: bool) -> SessionShown:
        """'It took place'. Raises NotYours, NotYetBegun; saying it twice changes nothing."""
        async with self._ground.database.writing() as tx:
            plan, meeting = await self._existing(tx, session_id)
            rules.check_speaking(meeting, by, organiser=organiser)
            held = rules.hold(meeting, self._ground.now())
            await stored.save_session(tx, held.session)
            await stored.save_turns(tx, held.turns)
            await follow_up(tx, plan.study, self._ground.now())
        self._ground.wake()
        return self._shown(plan, held)

    async def check_materials(self, session_id: SessionId, by: UserId, *, organiser: bool) -> SessionShown:
        """Asked before the form is shown. Raises NotYours."""
        shown = await self.of(session_id)
        rules.check_speaking(shown.meeting, by, organiser=organiser)
        return shown

    async def add_materials(self, session_id: SessionId, by: UserId, link: str, *, organiser: bool) -> SessionShown:
        """Keep the link to slides or notes. Raises NotYours, NotALink."""
        async with self._ground.database.writing() as tx:
            plan, meeting = await self._existing(tx, session_id)
            rules.check_speaking(meeting, by, organiser=organiser)
            session = replace(meeting.session, materials=rules.link(link))
            await stored.save_session(tx, session)
        return self._shown(plan, replace(meeting, session=session))

    async def finish(self, study_id: StudyId) -> Thanks:
        """The book is read: close the study. Doing it again only counts again."""
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            plan = await plan_of(tx, study)
            seats = await stored_studies.seats_of(tx, study_id)
            finished = rules.finish(study, self._ground.now())
            await stored_studies.save(tx, finished)
        return Thanks(finished, self._books.of(study.book_id), rules.tally(plan, seated(seats)))

    async def _existing(self, tx: Transaction, session_id: SessionId) -> tuple[Plan, Meeting]:
        session = await stored.session(tx, session_id)
        if session is None:
            raise NoSuchStudy
        plan = await plan_of(tx, await existing(tx, session.study_id, lock=True))
        return plan, plan.numbered(session.number)

    def _shown(self, plan: Plan, meeting: Meeting) -> SessionShown:
        return SessionShown(meeting, plan.study, self._books.of(plan.study.book_id), len(plan.meetings))
