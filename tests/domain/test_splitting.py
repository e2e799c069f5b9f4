"""Books split into sessions: what becomes of this book and that wish, and of the books people read."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from bot.domain.books import read_book
from bot.domain.splitting import count_of_sessions, first_page, last_page, split, wished_work, work
from db.records import Book, BookKind, Chapter, Exercise, Part, Reading, Section
from tests.domain.drawn_books import a_chapter, pages_of, parts_of

BOOKS = Path(__file__).parents[2] / "seeds" / "books"
PRML = read_book((BOOKS / "prml.toml").read_text(encoding="utf-8"), "prml")


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
