"""Exercises as somebody types them on a phone, in two languages, and what they mean in a book."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed.exercises import exercises, printed
from bot.domain.typed.mistakes import (
    BackwardsRange,
    NoExercises,
    NoSuchExercises,
    TooManyExercises,
    UnclearExercises,
)
from db.records import Book, BookKind, Chapter, Exercise

COUNTS = (12, 5, 20)
BOOK = Book(
    "test",
    "A Hard Book",
    (
        *(
            Chapter(str(n), f"Chapter {n}", exercises=tuple(Exercise(f"{n}.{k}") for k in range(1, count + 1)))
            for n, count in enumerate(COUNTS, start=1)
        ),
        Chapter("4", "None printed", exercises=()),
        Chapter("5", "Nobody knows", exercises=None),
    ),
)
ALL = [each.number for chapter in BOOK.chapters for each in chapter.exercises or ()]
SECOND = ("2.1", "2.2", "2.3", "2.4", "2.5")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.1", ("1.1",)),
        ("1.1-1.3, 1.5", ("1.1", "1.2", "1.3", "1.5")),
        ("1.1~1.3 1.5", ("1.1", "1.2", "1.3", "1.5")),
        ("1.1–3", ("1.1", "1.2", "1.3")),
        ("1.10-12", ("1.10", "1.11", "1.12")),
        ("１．１，１．２", ("1.1", "1.2")),
        ("1.1、1.2・1.3", ("1.1", "1.2", "1.3")),
        ("1.1부터 1.3까지", ("1.1", "1.2", "1.3")),
        ("1.1 to 1.3 and 1.5", ("1.1", "1.2", "1.3", "1.5")),
        ("1.3, 1.1, 1.3", ("1.1", "1.3")),
        ("2", SECOND),
        ("2.*", SECOND),
        ("2장", SECOND),
        ("제2장", SECOND),
        ("chapter 2", SECOND),
        ("ch. 2", SECOND),
        ("ch2", SECOND),
        ("연습문제 2.1번", ("2.1",)),
        ("1.11-2.2", ("1.11", "1.12", "2.1", "2.2")),
        ("5.7", ("5.7",)),
        ("5.7-9", ("5.7", "5.8", "5.9")),
        ("1.12; 5.1", ("1.12", "5.1")),
    ],
)
def test_what_is_typed_is_what_is_meant(typed: str, meant: tuple[str, ...]) -> None:
    assert exercises(typed, BOOK) == meant


@pytest.mark.parametrize("typed", ["all", "전부", "모두", "*", "전부 다"])
def test_all_are_all_that_are_known(typed: str) -> None:
    assert list(exercises(typed, BOOK)) == ALL


def test_all_that_is_not_there_is_named_with_the_nearest_that_is() -> None:
    with pytest.raises(NoSuchExercises) as found:
        exercises("1.13, 1.1, 2.9, 7.1, 4.1", BOOK)

    assert found.value.missing == (("1.13", "1.12"), ("2.9", "2.5"), ("7.1", None), ("4.1", None))


@pytest.mark.parametrize("typed", ["", "   ", "hello", "one", "5", "1.x", "-", "1.1.1.1", "4.1-5.1" * 3, "5.1-6.1"])
def test_what_nobody_could_read_is_refused(typed: str) -> None:
    with pytest.raises((UnclearExercises, NoSuchExercises)):
        exercises(typed, BOOK)


def test_a_range_runs_forwards() -> None:
    with pytest.raises(BackwardsRange) as found:
        exercises("1.5-1.2", BOOK)

    assert (found.value.first, found.value.last) == ("1.5", "1.2")


def test_a_chapter_nobody_knows_takes_so_many_at_once() -> None:
    assert len(exercises("5.1-200", BOOK)) == 200
    with pytest.raises(TooManyExercises):
        exercises("5.1-201", BOOK)


@pytest.mark.parametrize(
    "book",
    [
        Book("none", "No exercises", (Chapter("1", "One", exercises=()), Chapter("2", "Two", exercises=()))),
        Book("papers", "Papers", (Chapter("bert", "BERT"),), kind=BookKind.PAPERS),
    ],
)
def test_a_book_without_exercises_has_none_to_mark(book: Book) -> None:
    with pytest.raises(NoExercises):
        exercises("1.1", book)


known = st.lists(st.sampled_from(ALL), min_size=1)
unknown = st.lists(st.integers(1, 999).map(lambda n: f"5.{n}"))


@given(known, unknown)
def test_what_is_printed_reads_back_the_same(numbers: list[str], others: list[str]) -> None:
    wanted = {*numbers, *others}

    assert set(exercises(printed(wanted, BOOK)[:1000], BOOK)) == wanted or len(printed(wanted, BOOK)) > 1000


@given(st.text(max_size=40) | st.text(alphabet="0123456789.-~,* 장부터까지ch", max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        found = exercises(typed, BOOK)
    except (UnclearExercises, NoSuchExercises, BackwardsRange, TooManyExercises):
        return
    assert found
    assert len(set(found)) == len(found)
