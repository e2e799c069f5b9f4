"""Book files are read as they are written, and a slip in one is named by its line and key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.books import BookMistake, read_book
from db.records import Book, BookKind, Exercise, Section

SMALL = '''# A small book.
title = "Small"
title_ko = "작은 책"
short = "S"
authors = [
  "Mina Kim",
  "Jun Park",
]
year = 2024
isbn = "9780387310732"
marks_public_solutions = true

[[chapter]]
number = 1
title = "One"
title_ko = "하나"
pages = [1, 20]
exercises_page = 18
sections = """
1.1   3  Why | 왜
1.2  12  How
1.3   ?  Somewhere
"""
exercises = """
1.1*w  1.2**  1.3***w "The hard one"
1.4-1.6
"""

[[chapter]]
number = "A"
title = "Appendix"
pages = [21, 30]
exercises = ""

[[chapter]]
number = 3
title = "Three"
exercises_at_least = 4
'''

PAPERS = """title = "Papers"

[[paper]]
number = "bert"
title = "BERT"
year = 2018
link = "https://arxiv.org/abs/1810.04805"
pages = 16

[[paper]]
number = "gpt2"
title = "Unsupervised"
"""


def mistake_in(text: str) -> BookMistake:
    with pytest.raises(BookMistake) as caught:
        read_book(text, "small")
    return caught.value


def test_a_book_is_read_as_it_is_written():
    book = read_book(SMALL, "small")

    assert (book.key, book.title, book.title_ko, book.short) == ("small", "Small", "작은 책", "S")
    assert (book.authors, book.year, book.isbn) == (("Mina Kim", "Jun Park"), 2024, "9780387310732")
    assert (book.kind, book.id, book.publisher) == (BookKind.BOOK, 0, None)
    assert [chapter.number for chapter in book.chapters] == ["1", "A", "3"]


def test_a_chapter_keeps_its_pages_and_sections():
    one, appendix, three = read_book(SMALL, "small").chapters

    assert (one.title_ko, one.first_page, one.last_page, one.exercises_page) == ("하나", 1, 20, 18)
    assert one.sections == (Section("1.1", "Why", 3, "왜"), Section("1.2", "How", 12), Section("1.3", "Somewhere"))
    assert (appendix.pages, three.pages) == (10, None)


def test_exercises_keep_stars_titles_and_public_solutions():
    one = read_book(SMALL, "small").chapters[0]

    assert one.exercises == (
        Exercise("1.1", None, 1, True),
        Exercise("1.2", None, 2, False),
        Exercise("1.3", "The hard one", 3, True),
        Exercise("1.4", None, None, False),
        Exercise("1.5", None, None, False),
        Exercise("1.6", None, None, False),
    )


def test_unknown_exercises_and_no_exercises_are_two_things():
    _, appendix, three = read_book(SMALL, "small").chapters

    assert (appendix.exercises, appendix.exercises_at_least) == ((), None)
    assert (three.exercises, three.exercises_at_least) == (None, 4)


def test_whether_a_solution_is_public_is_unknown_unless_the_book_marks_it():
    unmarked = SMALL.replace("marks_public_solutions = true\n", "").replace("w  ", "  ").replace("w ", " ")

    exercises = read_book(unmarked, "small").chapters[0].exercises

    assert exercises is not None
    assert {exercise.solution_public for exercise in exercises} == {None}


def test_papers_are_chapters_whose_pages_count_from_one():
    papers = read_book(PAPERS, "papers")

    bert, gpt2 = papers.chapters
    assert papers.kind is BookKind.PAPERS
    assert (bert.number, bert.first_page, bert.last_page, bert.year) == ("bert", 1, 16, 2018)
    assert bert.link == "https://arxiv.org/abs/1810.04805"
    assert (gpt2.pages, gpt2.year, gpt2.link) == (None, None, None)


@pytest.mark.parametrize(
    "written", [SMALL.replace("\n", "\r\n"), "\ufeff" + SMALL], ids=["Windows' line ends", "a mark"]
)
def test_files_of_other_editors_are_read_alike(written):
    assert read_book(written, "small") == read_book(SMALL, "small")


# What stands in the file, what a slip makes of it, the line that is then to blame, the key, and a word of the sentence.
SLIPS = [
    ('title = "Small"', 'tittle = "Small"', 'tittle = "Small"', "tittle", "did you mean title?"),
    ("exercises_page = 18", "exercise_page = 18", "exercise_page = 18", "exercise_page", "exercises_page?"),
    ("exercises_page = 18", "colour = 1", "colour = 1", "colour", "the keys here are number, title"),
    ("year = 2024", 'year = "2024"', 'year = "2024"', "year", "expected a whole number, found text"),
    ("year = 2024", "year = true", "year = true", "year", "found true or false"),
    ("year = 2024", "year = 2024-01-01", "year = 2024-01-01", "year", "found a date"),
    ("year = 2024", "year = 24", "year = 24", "year", "not between 1000 and 2999"),
    ('  "Jun Park",', "  7,", "authors = [", "authors", "found a whole number in it"),
    ('short = "S"', f'short = "{"S" * 33}"', f'short = "{"S" * 33}"', "short", "33 letters"),
    ('title = "One"', 'title = " "', 'title = " "', "title", "is empty"),
    ('title = "One"', r'title = "O\nne"', r'title = "O\nne"', "title", "several lines"),
    ('title = "One"', "# no title", "[[chapter]]", "title", "is missing"),
    ("9780387310732", "9780387310733", 'isbn = "9780387310733"', "isbn", "check digit"),
    ("9780387310732", "978038731073", 'isbn = "978038731073"', "isbn", "13 digits"),
    ("number = 1", 'number = "1.1"', 'number = "1.1"', "number", "whole number"),
    ("number = 3", "number = 1", "number = 1", "number", "1 is there twice"),
    ("[1, 20]", "20", "pages = 20", "pages", "such as [1, 66]"),
    ("[1, 20]", "[1, 20, 30]", "pages = [1, 20, 30]", "pages", "such as [1, 66]"),
    ("[1, 20]", "[0, 20]", "pages = [0, 20]", "pages", "between 1 and 9999"),
    ("[21, 30]", "[30, 21]", "pages = [30, 21]", "pages", "backwards, from 30 to 21"),
    ("[21, 30]", "[20, 30]", "pages = [20, 30]", "pages", "page 20 was read before"),
    ("exercises_page = 18", "exercises_page = 21", "exercises_page = 21", "exercises_page", "outside of chapter 1"),
    ("exercises_at_least = 4", "exercises_page = 4", "exercises_page = 4", "exercises_page", "needs the `pages`"),
    ("1.2  12  How", "1.2  21  How", "1.2  21  How", "sections", "outside of chapter 1, pages 1 to 20"),
    ("1.2  12  How", "1.2   2  How", "1.2   2  How", "sections", "on page 2, the one before it on 3"),
    ("1.2  12  How", "2.2  12  How", "2.2  12  How", "sections", "section 2.2 is not of chapter 1"),
    ("1.2  12  How", "1.1  12  How", "1.1  12  How", "sections", "1.1 is there twice"),
    ("1.2  12  How", "1.2  xx  How", "1.2  xx  How", "sections", "'xx' is no page"),
    ("1.2  12  How", "1.2  00  How", "1.2  00  How", "sections", "'00' is no page"),
    ("1.2  12  How", "1.2  12", "1.2  12", "sections", "a title, such as"),
    ("1.4-1.6", "1.4****", "1.4****", "exercises", "1.4 has 4 stars"),
    ("1.4-1.6", "1.4+", "1.4+", "exercises", "'1.4+' is no exercise of chapter 1"),
    ("1.4-1.6", "2.4", "2.4", "exercises", "'2.4' is no exercise of chapter 1"),
    ("1.4-1.6", "1.4.1", "1.4.1", "exercises", "'1.4.1' is no exercise of chapter 1"),
    ("1.4-1.6", "1.04", "1.04", "exercises", "'1.04' is no exercise"),
    ("1.4-1.6", "1.6-1.4", "1.6-1.4", "exercises", "runs backwards"),
    ("1.4-1.6", "1.4-1.1000", "1.4-1.1000", "exercises", "goes beyond 1.999"),
    ("1.4-1.6", "1.3-1.6", "1.3-1.6", "exercises", "1.3 is there twice"),
    ("1.4-1.6", '1.4-1.6 "All"', '1.4-1.6 "All"', "exercises", "the one exercise it names"),
    ("1.4-1.6", '1.4 "One" "Two"', '1.4 "One" "Two"', "exercises", "the one exercise it names"),
    ("1.4-1.6", '"Lost"', '"Lost"', "exercises", "behind the one exercise"),
    ("1.4-1.6", '1.4 "Open', '1.4 "Open', "exercises", "in double quotes"),
    ("marks_public_solutions = true\n", "", '1.1*w  1.2**  1.3***w "The hard one"', "exercises", "w needs `marks"),
    ("A\"\n", "A\"\nexercises_at_least = 4\n", "exercises_at_least = 4", "exercises_at_least", "keep one"),
    ("exercises_at_least = 4", 'link = "arxiv.org"', 'link = "arxiv.org"', "link", "https://"),
    ("exercises_at_least = 4", "year = 2020", "year = 2020", "year", "no such key"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "slip", "blamed", "field", "said"), SLIPS)
def test_a_slip_is_named_by_its_line_and_key(written, slip, blamed, field, said):
    text = SMALL.replace(written, slip)

    mistake = mistake_in(text)

    lines = text.split("\n")
    assert (lines[mistake.line - 1], mistake.field) == (blamed, field)
    assert said in mistake.message


@pytest.mark.parametrize(
    ("written", "slip", "blamed", "field", "said"),
    [
        ("year = 2024", "year = ", "year = ", "year", "Invalid value"),
        ('short = "S"', "short = S", "short = S", "short", "Invalid value"),
        ("[[chapter]]\nnumber = 1\n", "[[chapter\nnumber = 1\n", "[[chapter", "", "Expected ']]'"),
        ("year = 2024", "year = 2024\nyear = 2025", "year = 2025", "year", "overwrite"),
        ('"\n1.4-1.6\n"""', '"', "exercises_at_least = 4", "", "ends too early"),
        ("year = 2024", "year = " + "9" * 5000, "# A small book.", "", "digits"),
        ("year = 2024", "year = " + "[" * 5000, "# A small book.", "", "recursion"),
    ],
)
def test_what_is_no_toml_is_named_where_it_breaks(written, slip, blamed, field, said):
    text = SMALL.replace(written, slip)

    mistake = mistake_in(text)

    assert (text.rstrip("\n").split("\n")[mistake.line - 1], mistake.field) == (blamed, field)
    assert said in mistake.message


def test_a_slip_in_the_second_chapter_does_not_blame_the_first():
    text = SMALL.replace('title = "Appendix"', "title = 7")

    mistake = mistake_in(text)

    assert mistake.line == text[: text.index("title = 7")].count("\n") + 1


def test_a_slip_behind_a_list_on_one_line_is_found_too():
    text = SMALL.replace('exercises = ""\n', 'sections = """A.1  22  Tables"""\nexercises_page = 31\n')

    mistake = mistake_in(text)

    assert (text.split("\n")[mistake.line - 1], mistake.field) == ("exercises_page = 31", "exercises_page")


def test_pages_overlap_across_a_chapter_of_unknown_pages():
    text = SMALL.replace("pages = [21, 30]\n", "").replace("exercises_at_least = 4", "pages = [20, 40]")

    mistake = mistake_in(text)

    assert (mistake.line, mistake.message) == (text.count("\n"), "begin on page 20, but page 20 was read before")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "Empty"', "at least one [[chapter]]"),
        ('title = "Flat"\nchapter = 3', "two brackets"),
        ('title = "Flat"\n[chapter]\nnumber = 1', "two brackets"),
        (SMALL + '[[paper]]\nnumber = "x"\ntitle = "X"', "not both"),
        (PAPERS.replace("pages = 16", "pages = [1, 16]"), "expected a whole number, found a list"),
        (PAPERS.replace('"gpt2"', '"bert"'), "bert is there twice"),
        (PAPERS.replace("pages = 16", 'exercises = ""'), "no such key"),
    ],
)
def test_a_file_lists_chapters_or_papers(text, said):
    mistake = mistake_in(text)

    assert said in mistake.message


def test_a_mistake_reads_as_one_sentence_with_its_place():
    mistake = mistake_in(SMALL.replace("year = 2024", "year = 24"))

    assert str(mistake) == "line 9, year: 24 is not between 1000 and 2999"


@given(st.integers(0, len(SMALL.split("\n")) - 1), st.text(max_size=12))
def test_whatever_is_typed_over_a_line_a_file_is_read_or_refused_with_a_line_of_it(row, typed):
    lines = SMALL.split("\n")
    lines[row] = typed
    text = "\n".join(lines)

    outcome = read_or_refused(text)

    assert isinstance(outcome, Book) or 1 <= outcome.line <= len(text.split("\n"))


def read_or_refused(text: str) -> Book | BookMistake:
    try:
        return read_book(text, "small")
    except BookMistake as mistake:
        return mistake
