"""Use cases around marks as files: written for a spreadsheet, read back after a look at what would change."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import exchange as rules
from bot.domain.refusals import Refusal
from bot.services.books import Books
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import imports as stored
from db.queries import marks as stored_marks
from db.queries import studies as stored_studies
from db.records import Book, ImportId, MarksFile, ServerId, UserId

# A preview nobody answered is forgotten after this long.
KEPT = timedelta(days=1)


class ImportGone(Refusal):
    """The file was imported, set aside, or forgotten after a day."""


@dataclass(frozen=True, slots=True)
class ImportShown:
    """What a file would change, or did."""

    id: ImportId
    book: Book
    differences: rules.Differences


class Exchange:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def export(self, server_id: ServerId, book: Book, *, as_json: bool) -> bytes:
        """Everybody's marks in a book on a server, in the order of the book's members and times."""
        async with self._ground.database.reading() as tx:
            marks = await stored_marks.of_book(tx, server_id, book.id)
            names = await stored_studies.names_in(tx, server_id)
        return rules.to_json(marks, names, book) if as_json else rules.to_csv(marks, names)

    async def look(self, server_id: ServerId, book: Book, by: UserId, data: bytes) -> ImportShown:
        """What a file would change; it is kept until somebody decides. Raises what `rules.read` raises."""
        sheet = await asyncio.to_thread(rules.read, data, book)
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            differences = await self._compare(tx, server_id, book, sheet)
            await stored.forget(tx, now - KEPT)
            kept = await stored.add(tx, MarksFile(0, server_id, book.id, by, now, data))
        return ImportShown(kept.id, book, differences)

    async def apply(self, import_id: ImportId) -> ImportShown:
        """Import a file as things stand now; of two who press at once one does. Raises ImportGone."""
        async with self._ground.database.writing() as tx:
            kept = await stored.take(tx, import_id)
            if kept is None:
                raise ImportGone
            book = self._books.of(kept.book_id)
            differences = await self._compare(tx, kept.server_id, book, rules.read(kept.body, book))
            await stored_marks.save(tx, differences.to_apply)
        return ImportShown(import_id, book, differences)

    async def discard(self, import_id: ImportId) -> None:
        """Raises ImportGone."""
        async with self._ground.database.writing() as tx:
            if await stored.take(tx, import_id) is None:
                raise ImportGone

    async def _compare(self, tx: Transaction, server_id: ServerId, book: Book, sheet: rules.Sheet) -> rules.Differences:
        marks = await stored_marks.of_book(tx, server_id, book.id)
        known = dict.fromkeys((mark.user_id for mark in marks), "") | await stored_studies.names_in(tx, server_id)
        return rules.compare(sheet, book, server_id, marks, known, self._ground.now())
