"""What sessions read once a plan bends: readings joined, cut in two, or split anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.splitting import split, work
from bot.domain.stretches import borders, stretches
from db.records import Book, Chapter, Exercise, Part, Reading


def joined(readings: Sequence[Reading]) -> Reading:
    """One reading of all of them, in their order; parts of a chapter that follow each other become one."""
    return Reading(
        parts=tuple(_merged(part for reading in readings for part in reading.parts)),
        pages=sum(reading.pages for reading in readings),
        stars=sum(reading.stars for reading in readings),
    )


def halves(book: Book, reading: Reading) -> tuple[Reading, Reading] | None:
    """A reading in two of about equal work, None where it cannot be cut.

    It is cut where a chapter, a section or the exercises begin; inside a section only where everything else is more
    than a quarter of a half off, as `splitting.split` weighs it. Where pages are unknown, whole chapters or sections
    are shared out.
    """
    chapters = left_of(book, [reading]).chapters
    if any(chapter.pages is None for chapter in chapters):
        return _by_count(reading)
    ways = list(_ways(chapters))
    if not ways:
        return None
    half = work(reading) // 2
    prices = [sum((work(side) - half) ** 2 for side in sides) + inside * half**2 // 16 for sides, inside in ways]
    first, second = ways[prices.index(min(prices))][0]
    # Where the book was corrected since, the reading's own stars stay what they are.
    return first, replace(second, stars=max(0, reading.stars - first.stars))


def resplit(book: Book, readings: Sequence[Reading], pages_per_session: int, *, join: bool) -> tuple[Reading, ...]:
    """All pages of these readings split anew, in the order of the book."""
    return split(left_of(book, readings), pages_per_session, join_short_chapters=join)


def left_of(book: Book, readings: Sequence[Reading]) -> Book:
    """The book cut down to what these readings read: a chapter may be there in part, or in two parts with a gap."""
    parts = _merged(part for reading in readings for part in reading.parts)
    return replace(book, chapters=tuple(_left_of_chapter(book, part) for part in parts))


def _left_of_chapter(book: Book, part: Part) -> Chapter:
    chapter = book.chapter(part.chapter) or Chapter(part.chapter, part.chapter)
    sections = tuple(section for section in chapter.sections if section.number in part.sections)
    if part.first_page is None or part.last_page is None:
        return replace(chapter, first_page=None, last_page=None, exercises_page=None, sections=sections)
    first, last = part.first_page, part.last_page
    # A section that goes on from before begins with the first page here.
    inside = tuple(replace(each, page=max(each.page, first) if each.page else None) for each in sections)
    begin = chapter.exercises_page
    return replace(
        chapter,
        first_page=first,
        last_page=last,
        sections=inside,
        exercises_page=max(begin, first) if begin is not None and begin <= last else None,
        exercises=(Exercise("", stars=_stars(chapter, part)),),
    )


def _stars(chapter: Chapter, part: Part) -> int:
    """The stars on the pages of a part; 0 where the book does not know them, or not any more."""
    if part.first_page is None or part.last_page is None or chapter.first_page is None or chapter.last_page is None:
        return 0
    if not chapter.first_page <= part.first_page <= part.last_page <= chapter.last_page:
        return 0
    cuts = [chapter.first_page, part.first_page]
    if part.last_page < chapter.last_page:
        cuts.append(part.last_page + 1)
    return stretches(chapter, cuts)[1].stars


def _merged(parts: Iterable[Part]) -> list[Part]:
    merged: list[Part] = []
    for part in parts:
        if merged and _goes_on(merged[-1], part):
            sections = (*merged[-1].sections, *(each for each in part.sections if each not in merged[-1].sections))
            merged[-1] = replace(merged[-1], last_page=part.last_page, sections=sections)
        else:
            merged.append(part)
    return merged


def _goes_on(before: Part, part: Part) -> bool:
    if before.chapter != part.chapter:
        return False
    if before.last_page is None or part.first_page is None:
        return before.last_page is None and part.first_page is None
    return part.first_page == before.last_page + 1


def _ways(chapters: Sequence[Chapter]) -> Iterable[tuple[tuple[Reading, Reading], bool]]:
    """Every way to cut, with whether it is inside a section."""
    whole = [stretches(chapter, [chapter.first_page or 0])[0] for chapter in chapters]
    for place, chapter in enumerate(chapters):
        for border in borders(chapter, longest=1):
            before, behind = whole[:place], whole[place:]
            if border.page != chapter.first_page:
                first, second = stretches(chapter, [chapter.first_page or 0, border.page])
                before, behind = [*before, first], [second, *whole[place + 1 :]]
            if before:
                yield (joined(before), joined(behind)), border.inside


def _by_count(reading: Reading) -> tuple[Reading, Reading] | None:
    parts = reading.parts if len(reading.parts) > 1 else _by_section(reading.parts[0])
    if len(parts) < 2:
        return None
    middle = (len(parts) + 1) // 2
    first, second = (Reading(tuple(_merged(half))) for half in (parts[:middle], parts[middle:]))
    return (
        replace(first, pages=_pages(first)),
        replace(second, pages=reading.pages - _pages(first), stars=reading.stars),
    )


def _by_section(part: Part) -> tuple[Part, ...]:
    return tuple(replace(part, sections=(section,)) for section in part.sections)


def _pages(reading: Reading) -> int:
    return sum(
        part.last_page - part.first_page + 1
        for part in reading.parts
        if part.first_page is not None and part.last_page is not None
    )
