"""Stretches of a chapter: where it may be cut, and what is read between two cuts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.records import Chapter, Part, Reading


@dataclass(frozen=True, slots=True)
class Border:
    """A page before which a chapter may be cut; `inside` a section, or where one begins."""

    page: int
    inside: bool = False


def whole(chapter: Chapter) -> Reading:
    """All of a chapter; its `pages` are 0 where nobody knows them."""
    sections = tuple(section.number for section in chapter.sections)
    part = Part(chapter.number, chapter.first_page, chapter.last_page, sections)
    return Reading((part,), pages=chapter.pages or 0, stars=_stars(chapter))


def borders(chapter: Chapter, *, longest: int, step: int = 1) -> list[Border]:
    """Where a chapter of known pages may be cut, beginning with its first page.

    These are the pages on which a section or the exercises begin; between two that are more than `longest` pages apart,
    also every `step`-th page.
    """
    first, end = _span(chapter)
    natural = {section.page for section in chapter.sections} | {chapter.exercises_page, first}
    found: list[Border] = []
    for here, following in pairwise([*sorted(page for page in natural if page is not None), end]):
        found.append(Border(here))
        if following - here > longest:
            found += [Border(page, inside=True) for page in range(here + step, following, step)]
    return found


def stretches(chapter: Chapter, first_pages: Sequence[int]) -> tuple[Reading, ...]:
    """The readings of a chapter of known pages, cut before each of these pages; the first is the chapter's own."""
    _, end = _span(chapter)
    begins, ends = _section_spans(chapter)
    stars = _stars_before(chapter, [*first_pages, end])
    readings = []
    for index, (first, following) in enumerate(pairwise([*first_pages, end])):
        touched = chapter.sections[bisect_left(ends, first) : bisect_left(begins, following)]
        part = Part(chapter.number, first, following - 1, tuple(section.number for section in touched))
        readings.append(Reading((part,), following - first, stars[index + 1] - stars[index]))
    return tuple(readings)


def _span(chapter: Chapter) -> tuple[int, int]:
    """The first page of a chapter and the page after its last."""
    if chapter.first_page is None or chapter.last_page is None:
        raise ValueError(f"nobody knows the pages of chapter {chapter.number}")
    return chapter.first_page, chapter.last_page + 1


def _section_spans(chapter: Chapter) -> tuple[list[int], list[int]]:
    """The first and the last page of each section, both in rising order.

    A section ends before the page on which the next one begins, the last one before the exercises. One whose page is
    unknown may be anywhere between its neighbours.
    """
    before, end = _span(chapter)
    begins: list[int] = []
    for section in chapter.sections:
        before = section.page or before
        begins.append(before)
    following = chapter.exercises_page or end
    ends: list[int] = []
    for section, begin in zip(reversed(chapter.sections), reversed(begins), strict=True):
        ends.append(max(begin, following - 1))
        following = section.page or following
    return begins, ends[::-1]


def _stars(chapter: Chapter) -> int:
    return sum(exercise.stars or 0 for exercise in chapter.exercises or ())


def _stars_before(chapter: Chapter, pages: Sequence[int]) -> list[int]:
    """How many of a chapter's stars stand before each of these pages.

    Where on the exercises' pages each exercise stands is unknown, so the stars are spread evenly over these pages;
    where the exercises' page is unknown too, they stand on the chapter's last page.
    """
    _, end = _span(chapter)
    begin = chapter.exercises_page or end - 1
    stars = _stars(chapter)
    return [stars * max(0, page - begin) // (end - begin) for page in pages]
