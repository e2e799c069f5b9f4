"""Use cases around exercises: saying what one did, taking it back, looking at it, and what others may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain import marks as rules
from bot.domain import ranking
from bot.domain import studies as study_rules
from bot.domain.ranking import Poll
from bot.domain.refusals import Refusal
from bot.domain.sessions import link as read_link
from bot.domain.typed.exercises import exercises
from bot.services.books import Books
from bot.services.facts import existing
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import marks as stored
from db.queries import studies as stored_studies
from db.queries import votes as stored_votes
from db.records import (
    Audience,
    Book,
    BookId,
    ChannelId,
    Mark,
    Marking,
    MarkingId,
    MarkState,
    Openness,
    ServerId,
    Study,
    StudyId,
    StudyState,
    UserId,
)

LIVING = frozenset({StudyState.RECRUITING, StudyState.RUNNING, StudyState.PAUSED})


class WhichBook(Refusal):
    """No book was named, and nothing here suggests one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One member's marks in one book, by exercise."""

    book: Book
    user_id: UserId
    marks: dict[str, Mark]


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of an act of marking: `act` is None where everything was marked so already.

    `numbers` are all exercises that were meant, in the order of the book; `state` is None where marks were taken away.
    """

    numbers: tuple[str, ...]
    state: MarkState | None
    act: Marking | None
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Undone:
    """The exercises that are marked as they were before."""

    numbers: tuple[str, ...]
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Board:
    """A study's exercises: how many of its `members` solved each.

    `first` is the ranking, place, member and number, where the study voted for one; empty where it did not.
    """

    study: Study
    book: Book
    members: int
    coverage: dict[str, int]
    poll: Poll | None = None
    first: tuple[tuple[int, UserId, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Ballot:
    """The vote on a ranking; `mine` is None for who has not voted."""

    study: Study
    poll: Poll
    mine: bool | None


class Marks:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def book(self, server_id: ServerId, channel_id: ChannelId | None, user_id: UserId, named: str | None) -> Book:
        """The book somebody means: by name, else of the channel's study, of their own, of their newest marks.

        Raises NoSuchBook, WhichBook.
        """
        if named:
            return self._books.find(named)
        async with self._ground.database.reading() as tx:
            studies = await stored_studies.of_server(tx, server_id)
            sat_in = [each for each in await stored_studies.sat_in(tx, user_id, LIVING) if each.server_id == server_id]
            marked = await stored.books_of(tx, server_id, user_id)
        here = study_rules.meant([each for each in studies if each.channel_id == channel_id], channel_id, None)
        likely = [*([here.book_id] if here else []), *_newest_first(sat_in), *marked, *_only(studies)]
        if not likely:
            raise WhichBook
        return self._books.of(likely[0])

    async def mark(
        self, server_id: ServerId, user_id: UserId, book: Book, which: str, state: MarkState | None, link: str | None
    ) -> Marked:
        """Say `state` of the exercises typed in `which`. Raises what `exercises` and `link` raise."""
        numbers, address = exercises(which, book), read_link(link) if link else None
        owner, now = rules.Owner(server_id, book.id, user_id), self._ground.now()
        async with self._ground.database.writing() as tx:
            known = await stored.of_user(tx, server_id, book.id, user_id)
            steps = rules.marking(owner, numbers, state, address, known, now)
            act = None
            if steps:
                await stored.take(tx, steps)
                act = await stored.add_act(tx, Marking(0, server_id, book.id, user_id, now, steps))
            return Marked(numbers, state, act, await self._sheet(tx, server_id, book, user_id))

    async def act(self, marking_id: MarkingId, user_id: UserId) -> tuple[Book, Marking]:
        """One's own act of marking, with its book. Raises NotYourMarks."""
        async with self._ground.database.reading() as tx:
            act = await stored.act(tx, marking_id)
        if act is None or act.user_id != user_id:
            raise rules.NotYourMarks
        return self._books.of(act.book_id), act

    async def undo(self, marking_id: MarkingId, user_id: UserId) -> Undone:
        """Raises NotYourMarks, UndoneAlready, MarkedSince."""
        async with self._ground.database.writing() as tx:
            act = await stored.act(tx, marking_id, lock=True)
            if act is None:
                raise rules.NotYourMarks
            known = await stored.of_user(tx, act.server_id, act.book_id, user_id)
            steps = rules.undoing(act, user_id, known)
            await stored.take(tx, steps)
            await stored.undone(tx, marking_id, self._ground.now())
            book = self._books.of(act.book_id)
            numbers = tuple(step.exercise for step in steps)
            return Undone(numbers, await self._sheet(tx, act.server_id, book, user_id))

    async def sheet(self, server_id: ServerId, book: Book, user_id: UserId, viewer: UserId) -> Sheet:
        """A member's exercises, as far as they show them to `viewer`. Raises KeptPrivate."""
        async with self._ground.database.reading() as tx:
            said = await stored.openness_of(tx, server_id, user_id)
            together = await self._together(tx, server_id, book.id, user_id, viewer)
            if not rules.may_see(said, viewer, together=together):
                raise rules.KeptPrivate(user_id)
            return await self._sheet(tx, server_id, book, user_id)

    async def own(self, server_id: ServerId, book_id: BookId, user_id: UserId) -> Sheet:
        async with self._ground.database.reading() as tx:
            return await self._sheet(tx, server_id, self._books.of(book_id), user_id)

    async def board(self, study_id: StudyId) -> Board:
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            group = {seat.user_id for seat in study_rules.seated(await stored_studies.seats_of(tx, study_id))}
            marks = await stored.of_book(tx, study.server_id, study.book_id)
            poll = ranking.poll(await stored_votes.of_study(tx, study_id), group)
            shown = {one.user_id for one in await stored.open_of(tx, study.server_id, group) if _lets_see(one)}
        first = tuple(ranking.first(marks, shown & group)) if poll.carried else ()
        return Board(study, self._books.of(study.book_id), len(group), rules.coverage(marks, group), poll, first)

    async def ballot(self, study_id: StudyId, user_id: UserId) -> Ballot:
        """Whether a study has a ranking, and what one voted oneself. Raises NotAMember."""
        async with self._ground.database.reading() as tx:
            return await self._ballot(tx, await existing(tx, study_id), user_id)

    async def vote(self, study_id: StudyId, user_id: UserId, *, wanted: bool) -> Ballot:
        """Raises NotAMember."""
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            await self._ballot(tx, study, user_id)
            await stored_votes.save(tx, study_id, user_id, wanted=wanted)
            return await self._ballot(tx, study, user_id)

    async def _ballot(self, tx: Transaction, study: Study, user_id: UserId) -> Ballot:
        group = {seat.user_id for seat in study_rules.seated(await stored_studies.seats_of(tx, study.id))}
        if user_id not in group:
            raise study_rules.NotAMember(study)
        votes = await stored_votes.of_study(tx, study.id)
        return Ballot(study, ranking.poll(votes, group), votes.get(user_id))

    async def openness(self, server_id: ServerId, user_id: UserId) -> Openness:
        async with self._ground.database.reading() as tx:
            return await stored.openness_of(tx, server_id, user_id)

    async def open(self, server_id: ServerId, user_id: UserId, shows: Audience | None, helps: bool | None) -> Openness:
        """Change what a member lets others see and ask; None leaves it as it is."""
        async with self._ground.database.writing() as tx:
            before = await stored.openness_of(tx, server_id, user_id)
            said = Openness(
                server_id,
                user_id,
                before.shows if shows is None else shows,
                before.helps if helps is None else helps,
            )
            await stored.save_openness(tx, said)
        return said

    async def _sheet(self, tx: Transaction, server_id: ServerId, book: Book, user_id: UserId) -> Sheet:
        return Sheet(book, user_id, await stored.of_user(tx, server_id, book.id, user_id))

    async def _together(
        self, tx: Transaction, server_id: ServerId, book_id: BookId, one: UserId, other: UserId
    ) -> bool:
        """Whether both sit in one study of the book, running or finished."""
        for study in await stored_studies.of_server(tx, server_id):
            if study.book_id == book_id:
                group = {seat.user_id for seat in study_rules.seated(await stored_studies.seats_of(tx, study.id))}
                if {one, other} <= group:
                    return True
        return False


def _lets_see(said: Openness) -> bool:
    return said.shows is Audience.SERVER


def _newest_first(studies: Collection[Study]) -> list[BookId]:
    return [study.book_id for study in sorted(studies, key=lambda study: -study.id)]


def _only(studies: Collection[Study]) -> list[BookId]:
    """The book of all the studies of a server that are alive, where there is one."""
    books = {study.book_id for study in studies if study.state in LIVING}
    return list(books) if len(books) == 1 else []
