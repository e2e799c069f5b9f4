"""What holds for every book that is split, held against trying every way where books are small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.splitting import split, wished_work, work
from db.records import Book, Chapter, Reading
from tests.domain.drawn_books import a_chapter, books, natural_borders, pages_in, pages_of, parts_of

wishes = st.integers(1, 80)


@given(books(), wishes, st.booleans())
def test_every_page_is_in_exactly_one_session_in_the_order_of_the_book(book, wish, joining):
    readings = split(book, wish, join_short_chapters=joining)

    read = [(part.chapter, page) for part in parts_of(readings) for page in pages_of(part)]
    assert read == [(chapter.number, page) for chapter in book.chapters for page in pages_in(chapter)]


@given(books(), wishes, st.booleans())
def test_pages_and_stars_of_a_reading_are_true_and_no_reading_is_empty(book, wish, joining):
    readings = split(book, wish, join_short_chapters=joining)

    stars = sum(exercise.stars or 0 for chapter in book.chapters for exercise in chapter.exercises or ())
    assert all(reading.pages == sum(len(pages_of(part)) for part in reading.parts) > 0 for reading in readings)
    assert sum(reading.stars for reading in readings) == stars


@given(books(), wishes, st.booleans())
def test_a_chapter_is_cut_where_something_begins_unless_a_section_is_far_too_long(book, wish, joining):
    readings = split(book, wish, join_short_chapters=joining)

    for part in parts_of(readings):
        chapter = book.chapter(part.chapter)
        assert chapter is not None
        natural = natural_borders(chapter)
        if part.first_page not in natural:
            before = max(place for place in natural if place < pages_of(part).start)
            behind = min((place for place in natural if place > pages_of(part).start), default=pages_in(chapter).stop)
            assert behind - before > 1.6 * wish


@given(books(), wishes)
def test_no_session_reads_two_chapters_where_joining_is_not_allowed(book, wish):
    readings = split(book, wish, join_short_chapters=False)

    assert all(len(reading.parts) == 1 for reading in readings)


@given(books(), wishes)
def test_joined_chapters_are_whole(book, wish):
    readings = split(book, wish)

    joined = [part for reading in readings if len(reading.parts) > 1 for part in reading.parts]
    whole = {chapter.number: pages_in(chapter) for chapter in book.chapters}
    assert [pages_of(part) for part in joined] == [whole[part.chapter] for part in joined]


@given(books(), wishes, st.booleans())
def test_each_section_is_named_by_the_session_in_which_it_begins(book, wish, joining):
    readings = split(book, wish, join_short_chapters=joining)

    for part in parts_of(readings):
        chapter = book.chapter(part.chapter)
        assert chapter is not None
        begun = [section.number for section in chapter.sections if section.page in pages_of(part)]
        # A section cut inside goes on in front of those that begin here.
        assert begun == [number for number in part.sections if number in begun]
        assert len(part.sections) - len(begun) <= 1


@given(st.integers(1, 300), st.integers(1, 40))
def test_where_each_page_begins_a_section_sessions_of_a_chapter_differ_by_a_page_at_most(pages, wish):
    book = Book("fine", "Fine", (a_chapter(1, 1, pages, list(range(pages)), None, []),))

    lengths = [reading.pages for reading in split(book, wish)]

    assert max(lengths) - min(lengths) <= 1


@given(books(most_chapters=4, longest=9, most_sections=4), st.integers(1, 10), st.booleans())
@settings(deadline=None)
def test_no_other_splitting_lies_nearer_to_the_wish(book, wish, joining):
    wished = wished_work(book, wish)

    readings = split(book, wish, join_short_chapters=joining)

    assert misfit(readings, book, wished) == least_misfit(book, wish, wished, joining)


def misfit(readings: tuple[Reading, ...], book: Book, wished: int) -> int:
    natural = {(chapter.number, place) for chapter in book.chapters for place in natural_borders(chapter)}
    inside = sum((part.chapter, part.first_page) not in natural for part in parts_of(readings))
    return sum((work(reading) - wished) ** 2 for reading in readings) + inside * (wished**2 // 16)


def least_misfit(book: Book, wish: int, wished: int, joining: bool) -> int:
    """Slow and plain: each way to group neighbours, with each way to cut the chapters that stay alone."""
    alone = [least_misfit_alone(chapter, wish, wished) for chapter in book.chapters]
    works = [sum(page_works(chapter)) for chapter in book.chapters]

    def of_group(start: int, end: int) -> int:
        return alone[start] if end - start == 1 else (sum(works[start:end]) - wished) ** 2

    groupings = every_way_to_cut(range(len(works) + 1)) if joining else [range(len(works) + 1)]
    return min(sum(of_group(start, end) for start, end in pairwise(grouping)) for grouping in groupings)


def least_misfit_alone(chapter: Chapter, wish: int, wished: int) -> int:
    works = page_works(chapter)
    first = pages_in(chapter).start
    natural = [place - first for place in natural_borders(chapter)] + [len(works)]
    long = [page for here, behind in pairwise(natural) if behind - here > 1.6 * wish for page in range(here, behind)]

    def of_cutting(places: Sequence[int]) -> int:
        inside = sum(place not in natural for place in places)
        return inside * (wished**2 // 16) + sum((sum(works[a:b]) - wished) ** 2 for a, b in pairwise(places))

    return min(map(of_cutting, every_way_to_cut(sorted({*natural, *long}))))


def every_way_to_cut(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """The first and the last place, and any of those between."""
    first, *inner, last = places
    for size in range(len(inner) + 1):
        yield from ((first, *chosen, last) for chosen in combinations(inner, size))


def page_works(chapter: Chapter) -> list[int]:
    """Ten a page and two a star; all stars spread over the exercises' pages, or on the last where these are unknown."""
    pages = pages_in(chapter)
    block = pages.stop - (chapter.exercises_page or pages.stop - 1)
    stars = sum(exercise.stars or 0 for exercise in chapter.exercises or ())
    spread = [stars * (n + 1) // block - stars * n // block for n in range(block)]
    return [10 + 2 * star for star in [*[0] * (len(pages) - block), *spread]]
