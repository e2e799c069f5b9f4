"""The shelf: books with their chapters, sections and exercises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.upsert import upsert
from db.records import Book, BookId, BookKind, Chapter, Exercise, Section
from db.tables import books, chapters, exercises, sections


async def digests(tx: AsyncConnection) -> dict[str, str]:
    """What each stored book's seed looked like when it was read: key to digest."""
    return {row.key: row.digest for row in await tx.execute(select(books.c.key, books.c.digest))}


async def all_books(tx: AsyncConnection) -> list[Book]:
    """Every book, by title."""
    chapters_of = await _chapters(tx)
    rows = await tx.execute(select(books).order_by(books.c.title))
    return [_book(row, chapters_of[row.id]) for row in rows]


async def save(tx: AsyncConnection, book: Book, digest: str) -> BookId:
    """Store a book, or bring the stored one up to date in place: rows keep their ids, what is gone goes."""
    await upsert(tx, books, [_book_row(book, digest)], key=("key",))
    book_id: BookId = (await tx.execute(select(books.c.id).where(books.c.key == book.key))).scalar_one()
    numbers = [chapter.number for chapter in book.chapters]
    await _drop_others(tx, chapters, chapters.c.book_id == book_id, numbers)
    await upsert(tx, chapters, _chapter_rows(book, book_id), key=("book_id", "number"))
    rows = await tx.execute(select(chapters.c.number, chapters.c.id).where(chapters.c.book_id == book_id))
    ids = {row.number: row.id for row in rows}
    for table, kind in ((sections, "sections"), (exercises, "exercises")):
        for chapter in book.chapters:
            await _save_inside(tx, table, ids[chapter.number], getattr(chapter, kind) or ())
    return book_id


async def _save_inside(
    tx: AsyncConnection, table: Table, chapter_id: int, things: Sequence[Section | Exercise]
) -> None:
    await _drop_others(tx, table, table.c.chapter_id == chapter_id, [thing.number for thing in things])
    rows = [{"chapter_id": chapter_id, "position": position} | asdict(thing) for position, thing in enumerate(things)]
    await upsert(tx, table, rows, key=("chapter_id", "number"))


async def _drop_others(tx: AsyncConnection, table: Table, inside: ColumnElement[bool], kept: Iterable[str]) -> None:
    await tx.execute(delete(table).where(inside, table.c.number.not_in(list(kept))))


async def _chapters(tx: AsyncConnection) -> Mapping[BookId, list[Chapter]]:
    sections_of: dict[int, list[Section]] = defaultdict(list)
    for row in await tx.execute(select(sections).order_by(sections.c.chapter_id, sections.c.position)):
        sections_of[row.chapter_id].append(Section(row.number, row.title, row.page, row.title_ko))
    exercises_of: dict[int, list[Exercise]] = defaultdict(list)
    for row in await tx.execute(select(exercises).order_by(exercises.c.chapter_id, exercises.c.position)):
        exercises_of[row.chapter_id].append(Exercise(row.number, row.title, row.stars, row.solution_public))
    chapters_of: dict[BookId, list[Chapter]] = defaultdict(list)
    for row in await tx.execute(select(chapters).order_by(chapters.c.book_id, chapters.c.position)):
        chapters_of[row.book_id].append(_chapter(row, sections_of[row.id], exercises_of[row.id]))
    return chapters_of


def _chapter(row: Row[Any], inside: list[Section], known: list[Exercise]) -> Chapter:
    return Chapter(
        row.number,
        row.title,
        row.first_page,
        row.last_page,
        row.exercises_page,
        row.title_ko,
        tuple(inside),
        tuple(known) if row.exercises_known else None,
        row.exercises_at_least,
        row.year,
        row.link,
    )


def _chapter_rows(book: Book, book_id: BookId) -> list[dict[str, Any]]:
    return [
        {
            "book_id": book_id,
            "position": position,
            "number": chapter.number,
            "title": chapter.title,
            "title_ko": chapter.title_ko,
            "first_page": chapter.first_page,
            "last_page": chapter.last_page,
            "exercises_page": chapter.exercises_page,
            "exercises_known": chapter.exercises is not None,
            "exercises_at_least": chapter.exercises_at_least,
            "year": chapter.year,
            "link": chapter.link,
        }
        for position, chapter in enumerate(book.chapters)
    ]


def _book(row: Row[Any], inside: list[Chapter]) -> Book:
    return Book(
        row.key,
        row.title,
        tuple(inside),
        BookKind(row.kind),
        row.title_ko,
        tuple(row.authors),
        row.year,
        row.publisher,
        row.isbn,
        row.short,
        row.korean_edition,
        row.id,
    )


def _book_row(book: Book, digest: str) -> dict[str, Any]:
    return {
        "key": book.key,
        "digest": digest,
        "kind": book.kind.value,
        "title": book.title,
        "title_ko": book.title_ko,
        "short": book.short,
        "authors": list(book.authors),
        "year": book.year,
        "publisher": book.publisher,
        "isbn": book.isbn,
        "korean_edition": book.korean_edition,
    }
