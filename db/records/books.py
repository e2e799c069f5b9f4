"""What is read: books, their chapters and exercises, and what one session reads of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.records.ids import BookId, Language


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise; `stars` is the difficulty the book prints (1 to 3), None where it prints none."""

    number: str
    title: str | None = None
    stars: int | None = None
    solution_public: bool | None = None


@dataclass(frozen=True, slots=True)
class Section:
    number: str
    title: str
    page: int | None = None
    title_ko: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter, or one paper of a list of papers.

    `exercises` is None where nobody knows them, and empty where the book prints none.
    `exercises_page` is the page on which the chapter's exercises begin.
    Pages of a paper are counted within the paper.
    """

    number: str
    title: str
    first_page: int | None = None
    last_page: int | None = None
    exercises_page: int | None = None
    title_ko: str | None = None
    sections: tuple[Section, ...] = ()
    exercises: tuple[Exercise, ...] | None = None
    exercises_at_least: int | None = None
    year: int | None = None
    link: str | None = None

    @property
    def pages(self) -> int | None:
        if self.first_page is None or self.last_page is None:
            return None
        return self.last_page - self.first_page + 1


class BookKind(StrEnum):
    BOOK = "book"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Book:
    """What is read. `key` is the seed file's name; `id` is 0 until the book is stored."""

    key: str
    title: str
    chapters: tuple[Chapter, ...]
    kind: BookKind = BookKind.BOOK
    title_ko: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    publisher: str | None = None
    isbn: str | None = None
    short: str | None = None
    korean_edition: str | None = None
    id: BookId = 0

    def chapter(self, number: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.number == number), None)

    def title_in(self, language: Language) -> str:
        return self.title_ko if language == "ko" and self.title_ko else self.title


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one chapter: its pages, first and last both read, and the sections it touches.

    Pages are None in a book whose pages nobody knows; then the part is the whole chapter.
    """

    chapter: str
    first_page: int | None = None
    last_page: int | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one session reads: parts in the order of the book, and the work they are.

    `pages` is 0 where unknown. `stars` is the sum of the stars of the exercises inside, 0 where unknown.
    """

    parts: tuple[Part, ...]
    pages: int = 0
    stars: int = 0

    @property
    def chapters(self) -> frozenset[str]:
        return frozenset(part.chapter for part in self.parts)
