"""Books split into sessions: what holds for every book, and what the books people read look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.books import read_book
from bot.domain.splitting import count_of_sessions, first_page, last_page, split, wished_work, work
from db.records import Book, BookKind, Chapter, Exercise, Part, Reading, Section

BOOKS = Path(__file__).parents[2] / "seeds" / "books"
PRML = read_book((BOOKS / "prml.toml").read_text(encoding="utf-8"), "prml")


def a_chapter(
    number: int, first: int, pages: int, starts: list[int], exercises_at: int | None, stars: list[int]
) -> Chapter:
    """A chapter whose sections start so many pages behind its first page."""
    return Chapter(
        str(number),
        f"Chapter {number}",
        first,
        first + pages - 1,
        exercises_page=None if exercises_at is None else first + exercises_at,
        sections=tuple(Section(f"{number}.{n}", "A section", first + start) for n, start in enumerate(starts, 1)),
        exercises=tuple(Exercise(f"{number}.{n}", None, star) for n, star in enumerate(stars, 1)),
    )


@st.composite
def chapters(draw: st.DrawFn, number: int, first: int, longest: int, most_sections: int) -> Chapter:
    pages = draw(st.integers(1, longest))
    starts = sorted(draw(st.lists(st.integers(0, pages - 1), max_size=most_sections)))
    exercises_at = draw(st.one_of(st.none(), st.integers(starts[-1] if starts else 0, pages - 1)))
    stars = draw(st.lists(st.integers(1, 3), max_size=12))
    return a_chapter(number, first, pages, starts, exercises_at, stars)


@st.composite
def books(draw: st.DrawFn, most_chapters: int = 6, longest: int = 60, most_sections: int = 8) -> Book:
    drawn: list[Chapter] = []
    page = 1
    for number in range(1, draw(st.integers(1, most_chapters)) + 1):
        chapter = draw(chapters(number, page + draw(st.integers(0, 2)), longest, most_sections))
        drawn.append(chapter)
        page = (chapter.last_page or 0) + 1
    return Book("drawn", "Drawn", tuple(drawn))


wishes = st.integers(1, 80)


def pages_of(part: Part) -> range:
    assert part.first_page is not None
    assert part.last_page is not None
    return range(part.first_page, part.last_page + 1)


def pages_in(chapter: Chapter) -> range:
    return pages_of(Part(chapter.number, chapter.first_page, chapter.last_page))


def parts_of(readings: tuple[Reading, ...]) -> list[Part]:
    return [part for reading in readings for part in reading.parts]


def natural_borders(chapter: Chapter) -> list[int]:
    places = {chapter.first_page, chapter.exercises_page, *(section.page for section in chapter.sections)}
    return sorted(place for place in places if place is not None)


# --- laws ----------------------------------------------------------------------------------------


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


# --- cases ---------------------------------------------------------------------------------------


def test_a_wish_below_one_page_is_refused():
    with pytest.raises(ValueError, match="at least one page"):
        split(PRML, 0)


def test_an_enormous_wish_joins_the_whole_book_where_that_is_allowed():
    readings = split(PRML, 100_000)

    (whole,) = readings
    assert (first_page(whole), last_page(whole), whole.pages, whole.stars) == (1, 676, 676, 694)
    assert [part.chapter for part in whole.parts] == [str(number) for number in range(1, 15)]


def test_an_enormous_wish_reads_a_chapter_a_session_where_joining_is_not_allowed():
    readings = split(PRML, 100_000, join_short_chapters=False)

    assert [reading.parts[0].chapter for reading in readings] == [str(number) for number in range(1, 15)]


def test_two_short_chapters_are_joined_only_where_that_is_allowed():
    book = Book("b", "B", (a_chapter(1, 1, 14, [], None, []), a_chapter(2, 15, 16, [], None, [])))

    joined, apart = split(book, 30), split(book, 30, join_short_chapters=False)

    assert [reading.chapters for reading in joined] == [{"1", "2"}]
    assert [reading.chapters for reading in apart] == [{"1"}, {"2"}]


def test_a_long_chapter_is_cut_and_not_joined_to_a_short_neighbour():
    book = Book("b", "B", (a_chapter(1, 1, 60, [0, 30], None, []), a_chapter(2, 61, 5, [], None, [])))

    pages = [reading.pages for reading in split(book, 30)]

    assert pages == [30, 30, 5]


def test_exercises_may_be_a_session_of_their_own():
    book = Book("b", "B", (a_chapter(1, 1, 40, [0, 10], 20, []),))

    parts = parts_of(split(book, 20))

    assert parts == [Part("1", 1, 20, ("1.1", "1.2")), Part("1", 21, 40)]


def test_a_section_of_the_wished_length_and_a_half_stays_whole_and_a_longer_one_is_halved():
    tolerable = Book("b", "B", (a_chapter(1, 1, 48, [0], None, []),))
    too_long = Book("b", "B", (a_chapter(1, 1, 50, [0], None, []),))

    assert [reading.pages for reading in split(tolerable, 30)] == [48]
    assert [reading.pages for reading in split(too_long, 30)] == [25, 25]


def test_exercises_make_the_session_that_holds_them_shorter():
    stars = [3] * 40
    book = Book("b", "B", (a_chapter(1, 1, 60, list(range(0, 60, 2)), 50, stars),))

    text, exercises = split(book, 30)

    assert text.pages > exercises.pages
    assert (text.stars, exercises.stars) == (0, 120)


def test_stars_of_exercises_that_are_cut_are_spread_over_their_pages():
    book = Book("b", "B", (a_chapter(1, 1, 30, [0], 10, [2] * 20),))

    readings = split(book, 10)

    on_exercises = [sum(page > 10 for page in pages_of(reading.parts[0])) for reading in readings]
    assert sum(pages > 0 for pages in on_exercises) > 1
    assert [reading.stars for reading in readings] == [2 * pages for pages in on_exercises]


def test_work_counts_ten_for_a_page_and_two_for_a_star():
    reading = Reading((Part("1", 1, 3),), pages=3, stars=4)

    assert work(reading) == 38


def test_the_wish_is_measured_in_average_pages_of_the_book():
    without_stars = Book("b", "B", (a_chapter(1, 1, 40, [], None, []),))
    with_stars = Book("b", "B", (a_chapter(1, 1, 40, [], None, [2] * 20),))

    assert (wished_work(without_stars, 20), wished_work(with_stars, 20)) == (200, 240)


def test_a_chapter_of_unknown_pages_is_a_session_and_nothing_is_joined_across_it():
    unknown = Chapter("2", "Unknown", sections=(Section("2.1", "A section"),), exercises=(Exercise("2.1", stars=3),))
    book = Book("b", "B", (a_chapter(1, 1, 5, [], None, []), unknown, a_chapter(3, 6, 5, [], None, [])))

    readings = split(book, 30)

    assert [reading.chapters for reading in readings] == [{"1"}, {"2"}, {"3"}]
    assert readings[1] == Reading((Part("2", sections=("2.1",)),), pages=0, stars=3)


def test_each_paper_is_a_session_however_long_it_is():
    papers = (Chapter("t5", "T5", 1, 67), Chapter("bert", "BERT", 1, 16), Chapter("gpt2", "GPT-2"))
    book = Book("p", "Papers", papers, BookKind.PAPERS)

    readings = split(book, 30)

    assert [reading.pages for reading in readings] == [67, 16, 0]
    assert [(first_page(reading), last_page(reading)) for reading in readings] == [(1, 67), (1, 16), (None, None)]


def test_a_section_cut_inside_is_named_by_both_sessions():
    book = Book("b", "B", (a_chapter(1, 1, 60, [0, 50], None, []),))

    sections = [part.sections for part in parts_of(split(book, 30))]

    assert sections == [("1.1",), ("1.1", "1.2")]


def test_a_section_whose_page_is_unknown_is_named_wherever_it_may_be():
    sections = (Section("1.1", "A", 1), Section("1.2", "Somewhere"), Section("1.3", "B", 31))
    book = Book("b", "B", (Chapter("1", "One", 1, 60, sections=sections),))

    named = [part.sections for part in parts_of(split(book, 15))]

    assert named == [("1.1", "1.2"), ("1.1", "1.2"), ("1.3",), ("1.3",)]


# --- books people read ----------------------------------------------------------------------------


def test_prml_at_thirty_pages_takes_five_months_of_weekly_sessions():
    readings = split(PRML, 30)

    wished = wished_work(PRML, 30)
    assert 20 <= len(readings) <= 24
    assert count_of_sessions(PRML, 30) == len(readings)
    assert all(18 <= reading.pages <= 46 for reading in readings)
    assert all(0.6 * wished < work(reading) < 1.4 * wished for reading in readings)


def test_the_gaussian_in_prml_is_not_torn_apart_for_a_session_of_thirty_pages():
    gaussian = [reading for reading in split(PRML, 30) if any("2.3" in part.sections for part in reading.parts)]

    (session,) = gaussian
    assert session.parts == (Part("2", 67, 112, ("2.1", "2.2", "2.3")),)


@pytest.mark.parametrize("wish", [1, 10, 30, 60, 1000])
@pytest.mark.parametrize("file", sorted(BOOKS.glob("*.toml")), ids=lambda file: file.stem)
def test_every_shipped_book_can_be_split(file, wish):
    book = read_book(file.read_text(encoding="utf-8"), file.stem)

    readings = split(book, wish)

    assert [chapter.number for chapter in book.chapters] == list(dict.fromkeys(p.chapter for p in parts_of(readings)))
    assert sum(reading.pages for reading in readings) == sum(chapter.pages or 0 for chapter in book.chapters)


def test_a_book_of_two_thousand_sections_is_split_at_once():
    fine = tuple(a_chapter(n, 1 + 250 * n, 250, list(range(0, 250, 5)), None, []) for n in range(40))
    book = Book("b", "B", fine)

    began = perf_counter()
    readings = split(book, 30)
    took = perf_counter() - began

    assert sum(reading.pages for reading in readings) == 10_000
    assert took < 0.5
