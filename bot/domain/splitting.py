"""A book split into the readings of its sessions, so that each session is about as much work as wished.

Work is counted in tenths of a page. A page is ten and an exercise star two: PRML prints about nine stars on a page of
exercises, so such a page weighs nearly three pages of text, for who reads it also solves some of it. Where stars are
unknown, pages alone count.

The wish is in pages and means average pages of this book: a book with many exercises does not get more sessions for
them, its sessions have fewer pages where the exercises are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from bot.domain.even_runs import even_runs
from bot.domain.stretches import borders, stretches, whole
from db.records import Book, BookKind, Chapter, Reading

PAGE_WORK = 10
STAR_WORK = 2


def split(book: Book, pages_per_session: int, *, join_short_chapters: bool = True) -> tuple[Reading, ...]:
    """The readings of all sessions, in the order of the book: every page is in exactly one of them, none is empty.

    A session reads a stretch of one chapter, or, where short chapters may be joined, several whole chapters that follow
    each other. Chapters are cut where a section or the exercises begin; a page on which a section begins is read with
    that section. Only a section longer than 1.6 times the wish may be cut inside, between two of its pages, and such a
    cut counts as much as a session that lies a quarter off the wish. Of all these ways the one is taken whose sessions
    lie least off the wish, by the sum of squares: an optimum, not a greedy cut (see `even_runs`).

    A chapter of unknown pages is a session of its own, and so is each paper of a list of papers.
    Raises ValueError if `pages_per_session` is below 1.
    """
    if pages_per_session < 1:
        raise ValueError("a session reads at least one page")
    if book.kind is BookKind.PAPERS:
        return tuple(whole(paper) for paper in book.chapters)
    wished = wished_work(book, pages_per_session)
    cuts = [_cut(chapter, pages_per_session, wished) for chapter in book.chapters]
    groups = _neighbours(cuts) if join_short_chapters else ([cut] for cut in cuts)
    return tuple(chain.from_iterable(_joined(group, wished) for group in groups))


def work(reading: Reading) -> int:
    """How much a reading asks for, in tenths of a page; 0 where neither pages nor stars are known."""
    return reading.pages * PAGE_WORK + reading.stars * STAR_WORK


def wished_work(book: Book, pages_per_session: int) -> int:
    """The work of as many average pages of this book, with their share of its exercises, in tenths of a page.

    Pages alone where the book's own are unknown.
    """
    paged = [whole(chapter) for chapter in book.chapters if chapter.pages is not None]
    pages = sum(reading.pages for reading in paged)
    if not pages:
        return pages_per_session * PAGE_WORK
    return round(pages_per_session * sum(map(work, paged)) / pages)


def count_of_sessions(book: Book, pages_per_session: int, *, join_short_chapters: bool = True) -> int:
    """How many sessions the book takes; raises ValueError as `split` does."""
    return len(split(book, pages_per_session, join_short_chapters=join_short_chapters))


def first_page(reading: Reading) -> int | None:
    return reading.parts[0].first_page


def last_page(reading: Reading) -> int | None:
    return reading.parts[-1].last_page


@dataclass(frozen=True, slots=True)
class _Cut:
    """A chapter cut by itself, at what cost."""

    chapter: Chapter
    readings: tuple[Reading, ...]
    cost: int = 0

    @property
    def work(self) -> int:
        return sum(map(work, self.readings))


def _cut(chapter: Chapter, pages_per_session: int, wished: int) -> _Cut:
    if chapter.pages is None:
        return _Cut(chapter, (whole(chapter),))
    # A large wish needs no page's precision, and a book of thousands of pages without sections stays quick to cut.
    places = borders(chapter, longest=pages_per_session * 8 // 5, step=max(1, pages_per_session // 30))
    firsts = [place.page for place in places]
    prices = [wished**2 // 16 if place.inside else 0 for place in places]
    works = [work(stretch) for stretch in stretches(chapter, firsts)]
    runs = even_runs(works, wished, cuts=prices)
    return _Cut(chapter, stretches(chapter, [firsts[start] for start in runs.starts]), runs.cost)


def _neighbours(cuts: Iterable[_Cut]) -> Iterator[list[_Cut]]:
    """Chapters that may be joined; one of unknown length cannot be weighed and stays by itself."""
    for _, group in groupby(cuts, key=lambda cut: cut.chapter.pages is None and cut.chapter.number):
        yield list(group)


def _joined(cuts: Sequence[_Cut], wished: int) -> Iterator[Reading]:
    runs = even_runs([cut.work for cut in cuts], wished, alone=[cut.cost for cut in cuts])
    for run in runs.slices(len(cuts)):
        first, *others = cuts[run]
        if others:
            yield _one([whole(cut.chapter) for cut in cuts[run]])
        else:
            yield from first.readings


def _one(readings: Sequence[Reading]) -> Reading:
    return Reading(
        parts=tuple(chain.from_iterable(reading.parts for reading in readings)),
        pages=sum(reading.pages for reading in readings),
        stars=sum(reading.stars for reading in readings),
    )
