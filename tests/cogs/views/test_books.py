"""Books in figures: what is known is counted, what is not is said to be unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.wording import Wording
from bot.texts import speak
from cogs.views.books import PAGE, book, shelf
from db.records import Book, BookKind, Chapter, Exercise

EN, KO = speak("en"), speak("ko")


def exercises(*stars: int | None) -> tuple[Exercise, ...]:
    return tuple(Exercise(f"1.{number}", stars=each) for number, each in enumerate(stars, start=1))


def a_book(*chapters: Chapter, **facts: object) -> Book:
    return replace(Book("ahb", "A Hard Book", chapters, id=7), **facts)  # type: ignore[arg-type]


def text(wording: Wording) -> str:
    return "\n".join([wording.content or "", *[f"{embed.title}\n{embed.description}" for embed in wording.embeds]])


BEGINNING = Chapter("1", "Beginning", 1, 40, exercises=exercises(1, 1, 2, None), title_ko="시작")
UNKNOWN = Chapter("2", "More")
AT_LEAST = Chapter("3", "End", 41, 60, exercises_at_least=12)
NONE = Chapter("4", "Afterword", 61, 70, exercises=())


def test_a_chapter_says_its_pages_and_its_exercises_by_difficulty() -> None:
    shown = text(book(a_book(BEGINNING), 0, EN))

    assert "**1** Beginning\n-# pages 1–40 · 4 exercises · ★ 2 · ★★ 1" in shown


def test_a_korean_reader_gets_korean_titles_where_there_are_any() -> None:
    shown = text(book(a_book(BEGINNING, UNKNOWN, title_ko="어려운 책"), 0, KO))

    assert "어려운 책" in shown
    assert "**1** 시작" in shown
    assert "**2** More" in shown


def test_what_nobody_knows_is_said_to_be_unknown() -> None:
    shown = text(book(a_book(BEGINNING, UNKNOWN), 0, EN))

    assert "-# pages not known · exercises not known" in shown
    assert "2 chapters · pages not known · at least 4 exercises" in shown


def test_a_lower_bound_is_shown_as_one() -> None:
    shown = text(book(a_book(BEGINNING, AT_LEAST), 0, EN))

    assert "-# pages 41–60 · at least 12 exercises" in shown
    assert "at least 16 exercises" in shown


def test_a_chapter_without_exercises_is_no_chapter_of_unknown_ones() -> None:
    shown = text(book(a_book(BEGINNING, NONE), 0, EN))

    assert "-# pages 61–70 · no exercises" in shown
    assert "2 chapters · 50 pages · 4 exercises" in shown


def test_a_book_without_exercises_says_so_once() -> None:
    shown = text(book(a_book(NONE), 0, EN))

    assert shown.count("no exercises") == 1


def test_papers_have_years_and_links_and_no_word_on_exercises() -> None:
    paper = Chapter("transformer", "Attention [Is] All", 1, 15, year=2017, link="https://example.org/1")

    shown = text(book(a_book(paper, kind=BookKind.PAPERS), 0, EN))

    assert r"**transformer** [Attention \[Is\] All](https://example.org/1) (2017)" in shown
    assert "-# 15 pages" in shown
    assert "1 paper" in shown
    assert "exercises" not in shown


def test_who_wrote_it_and_where_it_is_in_korean() -> None:
    facts = {"authors": ("Mina Kim", "Jun Park"), "year": 2024, "publisher": "Press", "korean_edition": "출판사"}

    shown = text(book(a_book(BEGINNING, **facts), 0, EN))

    assert "Mina Kim, Jun Park · Press · 2024\nKorean edition: 출판사" in shown


@pytest.mark.parametrize("page", [-3, 0, 1, 2, 99])
def test_any_page_shows_some_chapters(page: int) -> None:
    chapters = [replace(BEGINNING, number=str(number)) for number in range(1, 13)]

    shown = book(a_book(*chapters), page, EN)

    assert 1 <= text(shown).count("Beginning") <= PAGE
    assert shown.view is not None


@given(st.integers(1, 60))
def test_the_pages_together_show_every_chapter_once(count: int) -> None:
    whole = a_book(*[replace(BEGINNING, number=f"n{number}") for number in range(count)])

    leaves = [text(book(whole, page, EN)) for page in range(-(-count // PAGE))]

    assert all(sum(leaf.count(f"**n{number}**") for leaf in leaves) == 1 for number in range(count))


@pytest.mark.parametrize("say", [EN, KO])
def test_a_shelf_of_many_books_still_fits_a_message(say: object) -> None:
    long = replace(a_book(BEGINNING, UNKNOWN), title="A Very Long Title " * 8, short="AVLT")
    books = [replace(long, key=f"b{number}", id=number) for number in range(1, 41)]

    shown = shelf(books, say)  # type: ignore[arg-type]

    assert len(shown.embeds[0].description or "") <= 4096
    assert "15" in text(shown).splitlines()[-3]


def test_an_empty_shelf_says_who_can_fill_it() -> None:
    shown = shelf([], EN)

    assert "The shelf is empty." in text(shown)
    assert shown.view is None
