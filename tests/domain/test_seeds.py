"""The shipped books hold what is known of them; the counts are stated here a second time, by hand."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bot.domain.books import read_book
from db.records import Book, BookKind, Chapter, Exercise

FOLDER = Path(__file__).parents[2] / "seeds" / "books"


def shipped(key: str) -> Book:
    return read_book((FOLDER / f"{key}.toml").read_text(encoding="utf-8"), key)


def exercises_of(book: Book) -> list[Exercise]:
    return [exercise for chapter in book.chapters for exercise in chapter.exercises or ()]


def counts(book: Book) -> tuple[int, int, int]:
    """Chapters, sections, exercises."""
    return len(book.chapters), sum(len(chapter.sections) for chapter in book.chapters), len(exercises_of(book))


def exercises_a_chapter(book: Book) -> list[int | None]:
    return [None if chapter.exercises is None else len(chapter.exercises) for chapter in book.chapters]


def chapter_of(book: Book, number: str) -> Chapter:
    found = book.chapter(number)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "short", "year", "isbn", "expected"),
    [
        ("prml", "PRML", 2006, "9780387310732", (14, 68, 431)),
        ("pml1", "PML 1", 2022, "9780262046824", (23, 132, 63)),
        ("mlapp", "MLAPP", 2012, "9780262018029", (28, 0, 0)),
        ("dl_bishop", "DLFC", 2024, "9783031454677", (20, 76, 0)),
        ("dl_goodfellow", "DL", 2016, "9780262035613", (20, 164, 0)),
        ("esl", "ESL", 2009, "9780387848570", (18, 0, 0)),
        ("mml", "MML", 2020, "9781108455145", (12, 0, 75)),
        ("nlp_papers", "NLP papers", None, None, (22, 0, 0)),
    ],
)
def test_each_book_has_its_chapters_sections_and_exercises(key, short, year, isbn, expected):
    book = shipped(key)

    assert (book.short, book.year, book.isbn) == (short, year, isbn)
    assert counts(book) == expected


def test_eight_books_are_shipped():
    assert sorted(file.stem for file in FOLDER.glob("*.toml")) == [
        "dl_bishop",
        "dl_goodfellow",
        "esl",
        "mlapp",
        "mml",
        "nlp_papers",
        "pml1",
        "prml",
    ]


@pytest.mark.parametrize(
    ("key", "last_page"),
    [("prml", 676), ("pml1", 766), ("mlapp", 1009), ("dl_bishop", 608), ("dl_goodfellow", 720), ("esl", 698)],
)
def test_chapters_follow_each_other_from_the_first_page_to_the_last(key, last_page):
    spans = [(chapter.first_page, chapter.last_page) for chapter in shipped(key).chapters]

    assert (spans[0][0], spans[-1][1]) == (1, last_page)
    assert all(before is not None and after == before + 1 for (_, before), (after, _) in pairwise(spans))


def test_every_exercise_of_prml_has_its_stars_and_its_www_mark():
    exercises = exercises_of(shipped("prml"))

    assert Counter(exercise.stars for exercise in exercises) == {1: 195, 2: 209, 3: 27}
    assert Counter(exercise.solution_public for exercise in exercises) == {True: 168, False: 263}


def test_prml_counts_its_exercises_by_chapter():
    prml = shipped("prml")

    assert exercises_a_chapter(prml) == [41, 61, 24, 26, 41, 27, 19, 29, 27, 39, 17, 29, 34, 17]
    assert {exercise.number: exercise.stars for exercise in exercises_of(prml)}["5.24"] == 1


def test_prml_is_known_in_korean_too():
    prml = shipped("prml")

    assert prml.title_in("ko") == "패턴 인식과 머신 러닝"
    assert prml.korean_edition == "제이펍 · 김형진 옮김 · 2018-09-10 · ISBN 9791188621255"
    assert [chapter.title_ko for chapter in prml.chapters if chapter.number in {"1", "9", "14"}] == [
        "소개",
        "혼합 모델과 EM",
        "모델 조합",
    ]


def test_a_chapter_of_prml_is_whole():
    kernels = chapter_of(shipped("prml"), "6")

    assert (kernels.title, kernels.first_page, kernels.last_page) == ("Kernel Methods", 291, 324)
    assert kernels.exercises_page == 320
    assert [(section.number, section.page) for section in kernels.sections] == [
        ("6.1", 293),
        ("6.2", 294),
        ("6.3", 299),
        ("6.4", 303),
    ]


def test_each_exercise_of_pml1_has_a_title_and_no_stars():
    exercises = exercises_of(shipped("pml1"))

    assert all(exercise.title and exercise.stars is None for exercise in exercises)
    assert Counter(exercise.solution_public for exercise in exercises) == {True: 33, False: 30}
    assert Exercise("7.1", "Orthogonal matrices", None, True) in exercises


def test_pml1_and_goodfellow_say_which_chapters_have_no_exercises():
    without = [chapter.number for chapter in shipped("pml1").chapters if chapter.exercises == ()]

    assert without == ["1", "12", "14", "15", "16", "18", "21", "22", "23"]
    assert exercises_a_chapter(shipped("dl_goodfellow")) == [0] * 20


def test_mlapp_knows_its_exercises_from_below_alone():
    mlapp = shipped("mlapp")

    bounds = [chapter.exercises_at_least for chapter in mlapp.chapters if chapter.exercises_at_least]
    assert (len(bounds), sum(bounds)) == (16, 135)
    assert exercises_a_chapter(mlapp) == [None] * 28


@pytest.mark.parametrize("key", ["dl_bishop", "esl"])
def test_where_nobody_knows_the_exercises_the_book_does_not_say_there_are_none(key):
    assert set(exercises_a_chapter(shipped(key))) == {None}


def test_mml_knows_the_exercises_of_six_chapters_and_no_pages():
    mml = shipped("mml")

    assert exercises_a_chapter(mml) == [None, 20, 10, 12, 9, 13, 11, None, None, None, None, None]
    assert {chapter.pages for chapter in mml.chapters} == {None}
    assert {(exercise.title, exercise.stars) for exercise in exercises_of(mml)} == {(None, None)}


def test_papers_have_links_and_some_have_pages():
    papers = shipped("nlp_papers")

    links = [chapter.link for chapter in papers.chapters if chapter.link]
    assert papers.kind is BookKind.PAPERS
    assert [chapter.number for chapter in papers.chapters if chapter.link is None] == ["gpt1", "gpt2"]
    assert all(re.fullmatch(r"https://arxiv\.org/abs/\d{4}\.\d{4,5}", link) for link in links)
    assert {chapter.number: chapter.pages for chapter in papers.chapters if chapter.pages} == {
        "transformer": 15,
        "bert": 16,
        "xlnet": 11,
        "t5": 67,
        "gpt3": 25,
    }


def test_the_examples_of_the_guide_can_be_read():
    book, paper = re.findall(r"```toml\n(.*?)```", (FOLDER / "README.md").read_text(encoding="utf-8"), re.DOTALL)

    beginning, _ = read_book(book, "example").chapters
    (transformer,) = read_book(f'title = "Papers"\n{paper}', "papers").chapters
    assert counts(read_book(book, "example")) == (2, 3, 9)
    assert (beginning.sections[0].title_ko, transformer.pages) == ("무엇에 관한 책인가", 15)
