"""Use cases around a session: its card, saying it was held, its slides and its notes, finishing the book."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain import sessions as rules
from bot.domain.attendance import Turnout, may_come, may_excuse, still_true, turnout
from bot.domain.plans import Meeting, NotYetPlanned, Plan
from bot.domain.studies import NoSuchStudy, seat_of, seated
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of, showings_of
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import attendance as stored_attendance
from db.queries import plans as stored
from db.queries import studies as stored_studies
from db.records import Book, Presence, SeatState, Session, SessionId, Showing, Study, StudyId, UserId


@dataclass(frozen=True, slots=True)
class SessionShown:
    """One session with all that is needed to speak of it; `count` is the number of sessions of the plan.

    `turnout` is how many came, never who; None where nobody is known to have come. `showings`: exercises it looks at.
    """

    meeting: Meeting
    study: Study
    book: Book
    count: int
    turnout: Turnout | None = None
    showings: tuple[Showing, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """What who looks at a session may do with it now."""

    speaks: bool = False
    may_come: bool = False
    may_excuse: bool = False
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Materials that were given; `instead` where others stood there before."""

    shown: SessionShown
    instead: bool


@dataclass(frozen=True, slots=True)
class Written:
    """Notes that were sent in. `kept` is False where somebody else wrote meanwhile: then `shown` has their text."""

    shown: SessionShown
    kept: bool


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
            return await self._shown(tx, *await self._existing(tx, session_id))

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
                return await self._shown(tx, plan, plan.next_after(self._ground.now()) or plan.meetings[-1])
            return await self._shown(tx, plan, plan.numbered(number))

    async def latest(self, study_id: StudyId, number: int | None) -> SessionShown:
        """A session by its number; None asks for the one that met last, or meets now, or else comes first.

        Raises NotYetPlanned, NoSuchSession.
        """
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            plan = await plan_of(tx, study)
            if not plan.meetings:
                raise NotYetPlanned(study)
            chosen = rules.latest(plan, self._ground.now()) if number is None else plan.numbered(number)
            return await self._shown(tx, plan, chosen)

    async def to_speak_for(self, study_id: StudyId, number: int | None, by: UserId, *, organiser: bool) -> SessionShown:
        """A session somebody has something to say of; None looks for the likely one.

        Raises NotYetPlanned, NoSuchSession, NotYours.
        """
        async with self._ground.database.reading() as tx:
            plan = await plan_of(tx, await existing(tx, study_id))
            if not plan.meetings:
                raise NotYetPlanned(plan.study)
            meeting = plan.numbered(number) if number else rules.spoken_for(plan, by, self._ground.now())
            rules.check_speaking(meeting, by, organiser=organiser)
            return await self._shown(tx, plan, meeting)

    async def reader(self, shown: SessionShown, user_id: UserId, *, organiser: bool) -> Reader:
        """What somebody who looks at a session may do with it; only members come or are excused."""
        session, study, now = shown.meeting.session, shown.study, self._ground.now()
        async with self._ground.database.reading() as tx:
            seat = seat_of(await stored_studies.seats_of(tx, study.id), user_id)
            said = (await stored_attendance.of_session(tx, session.id)).get(user_id)
        speaks = rules.speaks(shown.meeting, user_id, organiser=organiser)
        if seat is None or seat.state is not SeatState.SEATED:
            return Reader(speaks)
        excused = said is not None and said.presence is Presence.EXCUSED
        return Reader(speaks, may_come(session, study.length, now), may_excuse(session, now), excused)

    async def hold(self, session_id: SessionId, by: UserId, *, organiser: bool) -> SessionShown:
        """'It took place'. Raises NotYours, NotYetBegun, CalledOff; saying it twice changes nothing."""
        async with self._ground.database.writing() as tx:
            plan, meeting = await self._existing(tx, session_id)
            rules.check_speaking(meeting, by, organiser=organiser)
            held = rules.hold(meeting, self._ground.now())
            await stored.save_session(tx, held.session)
            await stored.save_turns(tx, held.turns)
            await follow_up(tx, plan.study, self._ground.now())
            shown = await self._shown(tx, plan, held)
        self._ground.wake()
        return shown

    async def check_speaking(self, session_id: SessionId, by: UserId, *, organiser: bool) -> SessionShown:
        """Asked before a form is shown, or a file posted. Raises NotYours."""
        shown = await self.of(session_id)
        rules.check_speaking(shown.meeting, by, organiser=organiser)
        return shown

    async def add_materials(self, session_id: SessionId, by: UserId, link: str, *, organiser: bool) -> Given:
        """Keep the link to slides or notes; the newest counts. Raises NotYours, NotALink."""
        async with self._ground.database.writing() as tx:
            plan, meeting = await self._existing(tx, session_id)
            rules.check_speaking(meeting, by, organiser=organiser)
            shown = await self._save(tx, plan, meeting, rules.give_materials(meeting.session, link))
        self._ground.wake()
        return Given(shown, meeting.session.materials not in (None, shown.meeting.session.materials))

    async def no_materials(self, session_id: SessionId, by: UserId, *, organiser: bool) -> SessionShown:
        """'There are none': nobody is asked any more. Raises NotYours."""
        async with self._ground.database.writing() as tx:
            plan, meeting = await self._existing(tx, session_id)
            rules.check_speaking(meeting, by, organiser=organiser)
            shown = await self._save(tx, plan, meeting, rules.has_no_materials(meeting.session))
        self._ground.wake()
        return shown

    async def write_notes(
        self, session_id: SessionId, by: UserId, words: str, edition: str, *, organiser: bool
    ) -> Written:
        """Keep notes, unless they are not the `edition` any more that was edited. Raises NotYours."""
        async with self._ground.database.writing() as tx:
            plan, meeting = await self._existing(tx, session_id)
            rules.check_speaking(meeting, by, organiser=organiser)
            written = rules.write_notes(meeting.session, words)
            stands = meeting.session.notes
            if rules.edition(stands) != edition and stands != written.notes:
                return Written(await self._shown(tx, plan, meeting), kept=False)
            return Written(await self._save(tx, plan, meeting, written), kept=True)

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

    async def _save(self, tx: Transaction, plan: Plan, meeting: Meeting, session: Session) -> SessionShown:
        await stored.save_session(tx, session)
        await follow_up(tx, plan.study, self._ground.now())
        return await self._shown(tx, plan, replace(meeting, session=session))

    async def _shown(self, tx: Transaction, plan: Plan, meeting: Meeting) -> SessionShown:
        study, session = plan.study, meeting.session
        seats = await stored_studies.seats_of(tx, study.id)
        said = await stored_attendance.of_session(tx, session.id)
        came = turnout(session, seats, still_true(session, study.length, said))
        showings = await showings_of(tx, study, session, seats, said)
        return SessionShown(meeting, study, self._books.of(study.book_id), len(plan.meetings), came, showings)
