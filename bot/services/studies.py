"""Use cases around a study: founding it, opening it, finding it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot.domain import notices, typed
from bot.domain import studies as rules
from bot.domain.calendar import coming, instant, local
from bot.domain.plans import Outline, outline
from bot.services.books import Books
from bot.services.facts import existing
from bot.services.ground import Ground
from bot.services.holidays import public_holidays
from db.engine import Transaction
from db.queries import notices as outbox
from db.queries import servers as stored_servers
from db.queries import studies as stored
from db.records import Book, ChannelId, Language, MessageId, Server, ServerId, Slot, Study, StudyId, StudyState, UserId

USUAL_DAY, USUAL_TIME = 5, time(20)


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organiser typed for a new study; None asks for what is usual."""

    book: str
    channel_id: ChannelId
    name: str | None = None
    day: str | None = None
    time: str | None = None
    start: str | None = None
    pages: int | None = None
    seats: int | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A study before it opens: what it would be."""

    study: Study
    book: Book
    outline: Outline


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message of ours stands."""

    channel_id: ChannelId
    message_id: MessageId


@dataclass(frozen=True, slots=True)
class Card:
    """A study as everybody sees it."""

    study: Study
    book: Book
    outline: Outline
    seated: int
    waiting: int


class Studies:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    # Founding

    async def create(self, server_id: ServerId, by: UserId, wish: Wish) -> Preview:
        """Keep a draft of a study and show what it would be.

        Raises NoSuchBook, OutOfRange, StartInPast, StartTooFar and what `typed` raises.
        """
        book = self._books.find(wish.book)
        async with self._ground.database.writing() as tx:
            server = await stored_servers.server(tx, server_id)
            preview = self._preview(self._draft(server, by, book, wish))
            rules.check_sessions(len(preview.outline.sessions))
            study_id = await stored.add(tx, preview.study)
        return replace(preview, study=replace(preview.study, id=study_id))

    async def change(self, study_id: StudyId, wish: Wish) -> Preview:
        """Read the whole wish again into a draft that is not open yet."""
        async with self._ground.database.writing() as tx:
            before = await self._draft_of(tx, study_id)
            server = await stored_servers.server(tx, before.server_id)
            after = self._draft(server, before.organiser_id, self._books.find(wish.book), wish)
            preview = self._preview(replace(after, id=study_id, join_short_chapters=before.join_short_chapters))
            rules.check_sessions(len(preview.outline.sessions))
            await stored.save(tx, preview.study)
        return preview

    async def join_chapters(self, study_id: StudyId, join: bool) -> Preview:
        """Let short chapters share a session, or keep every chapter on its own."""
        async with self._ground.database.writing() as tx:
            before = await self._draft_of(tx, study_id)
            preview = self._preview(replace(before, join_short_chapters=join))
            await stored.save(tx, preview.study)
        return preview

    async def draft(self, study_id: StudyId) -> Preview:
        """The draft as it stands. Raises PreviewGone, AlreadyOpen."""
        async with self._ground.database.reading() as tx:
            return self._preview(await self._draft_of(tx, study_id))

    async def open(self, study_id: StudyId) -> Study:
        """Open recruiting; the card goes out through the outbox. Raises AlreadyOpen, StartInPast."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            study = await self._draft_of(tx, study_id)
            rules.check_start(study.start_on, self._today(study.slot.zone))
            study = replace(study, state=StudyState.RECRUITING)
            await stored.save(tx, study)
            await outbox.add(tx, [notices.study_card(study, now)], now)
        self._ground.wake()
        return study

    async def discard(self, study_id: StudyId) -> Study:
        """Forget a draft. Raises AlreadyOpen once it is more than that."""
        async with self._ground.database.writing() as tx:
            study = await self._draft_of(tx, study_id)
            await stored.discard(tx, study_id)
        return study

    # Finding

    async def of(self, study_id: StudyId) -> Study:
        async with self._ground.database.reading() as tx:
            return await existing(tx, study_id)

    async def of_server(self, server_id: ServerId) -> list[Study]:
        """All but drafts, newest first."""
        async with self._ground.database.reading() as tx:
            return await stored.of_server(tx, server_id)

    async def meant(self, server_id: ServerId, channel_id: ChannelId | None, named: str | None) -> Study:
        """The study somebody means: by its name or id, else the one of the channel, else the only one.

        Raises NoSuchStudy.
        """
        found = rules.meant(await self.of_server(server_id), channel_id, named)
        if found is None:
            raise rules.NoSuchStudy(named)
        return found

    async def card(self, study_id: StudyId) -> Card:
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            seats = await stored.seats_of(tx, study_id)
        shown = self._preview(study)
        return Card(study, shown.book, shown.outline, len(rules.seated(seats)), len(rules.waiting(seats)))

    async def cards(self, server_id: ServerId) -> list[Card]:
        """Every study of a server as everybody sees it, newest first."""
        return [await self.card(study.id) for study in await self.of_server(server_id)]

    async def posted_card(self, study_id: StudyId) -> Posted | None:
        """The card in the channel; None while the outbox still has it."""
        async with self._ground.database.reading() as tx:
            sent = await outbox.last_sent(tx, notices.Kind.STUDY_CARD, study_id)
        return Posted(sent.target.id, sent.message_id) if sent and sent.message_id else None

    async def post_card(self, study_id: StudyId) -> Study:
        """Send the card to the study's channel again."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            await outbox.add(tx, [notices.card_again(study, now)], now)
        self._ground.wake()
        return study

    def _draft(self, server: Server, by: UserId, book: Book, wish: Wish) -> Study:
        pages = rules.USUAL_PAGES if wish.pages is None else wish.pages
        seats = rules.USUAL_SEATS if wish.seats is None else wish.seats
        rules.check_numbers(pages, seats)
        slot, start_on = self._slot(server.zone, wish)
        return Study(
            id=0,
            server_id=server.id,
            book_id=book.id,
            name=typed.name(wish.name) if wish.name else (book.short or book.title),
            channel_id=wish.channel_id,
            language=wish.language or server.language,
            slot=slot,
            start_on=start_on,
            pages_per_session=pages,
            join_short_chapters=True,
            seats=seats,
            length=rules.USUAL_LENGTH,
            state=StudyState.DRAFT,
            organiser_id=by,
            created_at=self._ground.now(),
            country=server.country,
        )

    def _slot(self, zone: str, wish: Wish) -> tuple[Slot, date]:
        """The weekly slot and the first day on it; a start without a day of the week brings its own."""
        today = self._today(zone)
        start = typed.day(wish.start, today) if wish.start else None
        if start is not None:
            rules.check_start(start, today)
        usual_day = start.weekday() if start else USUAL_DAY
        slot = Slot(
            typed.weekday(wish.day) if wish.day else usual_day,
            typed.clock(wish.time) if wish.time else USUAL_TIME,
            zone,
        )
        first = coming(slot.weekday, start or today + timedelta(days=rules.RECRUITING_DAYS))
        over = instant(first, slot.at, zone) <= self._ground.now()
        return slot, first + timedelta(weeks=1) if over else first

    def _preview(self, study: Study) -> Preview:
        book = self._books.of(study.book_id)
        return Preview(study, book, outline(study, book, public_holidays(study.country, study.language)))

    def _today(self, zone: str) -> date:
        return local(self._ground.now(), zone).date()

    async def _draft_of(self, tx: Transaction, study_id: StudyId) -> Study:
        study = await stored.study(tx, study_id, lock=True)
        if study is None:
            raise rules.PreviewGone
        if study.state is not StudyState.DRAFT:
            raise rules.AlreadyOpen(study)
        return study
