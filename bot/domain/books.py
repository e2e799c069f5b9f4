"""A book file (`seeds/books/README.md`) read into a book, or refused with the line to mend."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.book_notation import read_exercises, read_sections
from bot.domain.book_source import BOOK, LAST_PAGE, BookMistake, Lines, Misread, parse
from bot.domain.book_table import Table
from db.records import Book, BookKind, Chapter, Exercise, Section

__all__ = ["BookMistake", "read_book"]

_BOOK_KEYS = (
    *("title", "title_ko", "short", "authors", "year", "publisher", "isbn", "korean_edition"),
    *("marks_public_solutions", "chapter", "paper"),
)
_CHAPTER_KEYS = (
    *("number", "title", "title_ko", "link", "pages", "exercises_page"),
    *("sections", "exercises", "exercises_at_least"),
)
_PAPER_KEYS = ("number", "title", "title_ko", "link", "year", "pages")

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,15}")
_SHORT_LETTERS = 32
_YEARS = (1000, 2999)


def read_book(text: str, key: str) -> Book:
    """The book that a TOML text describes, under the name `key`; its `id` is 0.

    Raises BookMistake at the first thing that cannot be: no TOML, an unknown key, a wrong type, pages, sections or
    exercises that contradict each other.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    table = Table(parse(text), BOOK, Lines(text))
    table.refuse_unknown(_BOOK_KEYS)
    kind, chapters = _contents(table)
    return Book(
        key,
        table.needed_text("title"),
        chapters,
        kind,
        title_ko=table.text("title_ko"),
        authors=table.texts("authors"),
        year=table.whole("year", *_YEARS),
        publisher=table.text("publisher"),
        isbn=_isbn(table),
        short=_short(table),
        korean_edition=table.text("korean_edition"),
    )


def _contents(book: Table) -> tuple[BookKind, tuple[Chapter, ...]]:
    if "paper" in book.values:
        if "chapter" in book.values:
            raise book.mistake("paper", "a file lists chapters or papers, not both")
        papers = book.tables("paper")
        return BookKind.PAPERS, _without_twins(papers, [_paper(paper) for paper in papers])
    publicity_known = book.truth("marks_public_solutions")
    tables = book.tables("chapter")
    chapters = _without_twins(tables, [_chapter(table, publicity_known) for table in tables])
    _refuse_overlaps(tables, chapters)
    return BookKind.BOOK, chapters


def _paper(table: Table) -> Chapter:
    table.refuse_unknown(_PAPER_KEYS)
    pages = table.whole("pages")
    return Chapter(
        _number(table),
        table.needed_text("title"),
        first_page=1 if pages else None,
        last_page=pages,
        title_ko=table.text("title_ko"),
        year=table.whole("year", *_YEARS),
        link=_link(table),
    )


def _chapter(table: Table, publicity_known: bool) -> Chapter:
    table.refuse_unknown(_CHAPTER_KEYS)
    first_page, last_page = _pages(table)
    chapter = Chapter(
        _number(table),
        table.needed_text("title"),
        first_page,
        last_page,
        exercises_page=table.whole("exercises_page"),
        title_ko=table.text("title_ko"),
        exercises_at_least=table.whole("exercises_at_least"),
        link=_link(table),
    )
    if wrong := _outside(chapter, chapter.exercises_page):
        raise table.mistake("exercises_page", wrong)
    return replace(chapter, sections=_sections(table, chapter), exercises=_exercises(table, chapter, publicity_known))


def _number(table: Table) -> str:
    number = table.values.get("number")
    if type(number) is int:
        number = str(number)
    if not isinstance(number, str) or not _NUMBER.fullmatch(number):
        raise table.mistake("number", "is a whole number or up to 16 letters, digits and dashes, such as 1 or 'A'")
    return number


def _pages(table: Table) -> tuple[int, int] | tuple[None, None]:
    pages = table.values.get("pages")
    if pages is None:
        return None, None
    if not isinstance(pages, list) or len(pages) != 2 or not all(type(page) is int for page in pages):
        raise table.mistake("pages", "is the first and the last page, such as [1, 66]")
    first, last = pages
    if not 1 <= first <= LAST_PAGE or not 1 <= last <= LAST_PAGE:
        raise table.mistake("pages", f"pages are between 1 and {LAST_PAGE}")
    if last < first:
        raise table.mistake("pages", f"the pages run backwards, from {first} to {last}")
    return first, last


def _sections(table: Table, chapter: Chapter) -> tuple[Section, ...]:
    with table.rows_of("sections"):
        rows = read_sections(table.block("sections") or "", chapter.number)
        before = 1
        for row, section in rows:
            if wrong := _outside(chapter, section.page):
                raise Misread(row, f"section {section.number}: {wrong}")
            if section.page is not None and section.page < before:
                raise Misread(row, f"section {section.number} is on page {section.page}, the one before it on {before}")
            before = section.page or before
    return tuple(section for _, section in rows)


def _outside(chapter: Chapter, page: int | None) -> str | None:
    """What is wrong with a page within a chapter, None where nothing is."""
    if page is None:
        return None
    if chapter.first_page is None or chapter.last_page is None:
        return f"page {page} needs the `pages` of chapter {chapter.number}"
    if chapter.first_page <= page <= chapter.last_page:
        return None
    return f"page {page} is outside of chapter {chapter.number}, pages {chapter.first_page} to {chapter.last_page}"


def _exercises(table: Table, chapter: Chapter, publicity_known: bool) -> tuple[Exercise, ...] | None:
    block = table.block("exercises")
    if block is None:
        return None
    if chapter.exercises_at_least is not None:
        raise table.mistake("exercises_at_least", "says less than `exercises`, which counts them all: keep one")
    with table.rows_of("exercises"):
        return read_exercises(block, chapter.number, publicity_known=publicity_known)


def _link(table: Table) -> str | None:
    link = table.text("link")
    if link is not None and not re.fullmatch(r"https?://[^\s/]+\S*", link):
        raise table.mistake("link", "is a whole address, beginning with https://")
    return link


def _isbn(table: Table) -> str | None:
    """Ten or thirteen digits without dashes, the last one checked."""
    isbn = table.text("isbn")
    if isbn is None:
        return None
    digits = isbn.replace("-", "").replace(" ", "")
    if not re.fullmatch(r"[0-9]{13}|[0-9]{9}[0-9X]", digits):
        raise table.mistake("isbn", "has 13 digits, or 10 in old books")
    values = [10 if digit == "X" else int(digit) for digit in digits]
    weights, base = ([1, 3] * 6 + [1], 10) if len(values) == 13 else (range(10, 0, -1), 11)
    if sum(weight * value for weight, value in zip(weights, values, strict=True)) % base:
        raise table.mistake("isbn", "has a wrong digit: its check digit does not fit the others")
    return digits


def _short(table: Table) -> str | None:
    short = table.text("short")
    if short is not None and len(short) > _SHORT_LETTERS:
        raise table.mistake("short", f"has {len(short)} letters; {_SHORT_LETTERS} is the most")
    return short


def _without_twins(tables: list[Table], chapters: list[Chapter]) -> tuple[Chapter, ...]:
    seen: set[str] = set()
    for table, chapter in zip(tables, chapters, strict=True):
        if chapter.number in seen:
            raise table.mistake("number", f"{chapter.number} is there twice")
        seen.add(chapter.number)
    return tuple(chapters)


def _refuse_overlaps(tables: list[Table], chapters: tuple[Chapter, ...]) -> None:
    before = 0
    for table, chapter in zip(tables, chapters, strict=True):
        if chapter.first_page is not None and chapter.first_page <= before:
            raise table.mistake("pages", f"begin on page {chapter.first_page}, but page {before} was read before")
        before = chapter.last_page or before
