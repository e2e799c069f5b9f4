"""The shelf: seeds are read into the database at start and looked up from memory."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from bot.domain.books import BookMistake, read_book
from bot.domain.refusals import Refusal
from bot.services.ground import Ground
from db.queries import books as stored
from db.records import Book, BookId, Language

SEEDS = Path(__file__).parents[2] / "seeds" / "books"


class NoSuchBook(Refusal):
    """Nothing on the shelf answers to `typed`; `near` is the closest title, if any."""

    def __init__(self, typed: str, near: Book | None) -> None:
        super().__init__(typed)
        self.typed, self.near = typed, near


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a look at the seeds brought: keys read anew, and the mistakes by file name."""

    changed: tuple[str, ...]
    mistakes: dict[str, BookMistake]


class Books:
    """All books are few and small, so they are kept in memory beside their rows."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._books: dict[BookId, Book] = {}

    async def load(self, folder: Path = SEEDS) -> Loaded:
        """Bring the tables up to the files of `folder`, in place.

        A file with a mistake changes nothing: the book as last read stays.
        """
        texts = await asyncio.to_thread(_texts, folder)
        changed: list[str] = []
        mistakes: dict[str, BookMistake] = {}
        async with self._ground.database.writing() as tx:
            known = await stored.digests(tx)
            for key, text in texts.items():
                digest = hashlib.sha256(text.encode()).hexdigest()
                if known.get(key) == digest:
                    continue
                try:
                    await stored.save(tx, read_book(text, key), digest)
                except BookMistake as mistake:
                    mistakes[f"{key}.toml"] = mistake
                else:
                    changed.append(key)
            self._books = {book.id: book for book in await stored.all_books(tx)}
        return Loaded(tuple(changed), mistakes)

    def all(self) -> list[Book]:
        return list(self._books.values())

    def of(self, book_id: BookId) -> Book:
        return self._books[book_id]

    def find(self, typed: str) -> Book:
        """A book by its key, its short name or a title. Raises NoSuchBook with the nearest one."""
        wanted = _plain(typed)
        for book in self._books.values():
            if wanted in {_plain(name) for name in _names(book)}:
                return book
        raise NoSuchBook(typed, self._near(wanted))

    def matching(self, typed: str, language: Language) -> list[Book]:
        """Books whose names hold what was typed, by the title in `language`."""
        wanted = _plain(typed)
        found = [book for book in self._books.values() if any(wanted in _plain(name) for name in _names(book))]
        return sorted(found, key=lambda book: book.title_in(language))

    def _near(self, wanted: str) -> Book | None:
        names = {_plain(name): book for book in self._books.values() for name in _names(book)}
        close = get_close_matches(wanted[:100], names, n=1, cutoff=0.5)
        return names[close[0]] if close else None


def _names(book: Book) -> list[str]:
    return [name for name in (book.key, book.short, book.title, book.title_ko) if name]


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _texts(folder: Path) -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))}
