"""The short notation in which a book file lists sections and exercises.

Sections, one a line: number, page (`?` where unknown), title, and after a bar the Korean title if there is one.

    1.1   4  Example: Polynomial Curve Fitting | 예시: 다항식 곡선 피팅
    1.2  12  Probability Theory

Exercises, as many a line as one likes: the number, a star for each star the book prints, `w` where the solution is
public, and the title in double quotes if it has one. A range stands for exercises that are marked alike.

    1.1*w  1.2*  1.3**  1.4**w
    2.1w "Orthogonal matrices"
    3.1-3.20
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from bot.domain.book_source import LAST_PAGE, Misread
from db.records import Exercise, Section

MOST_STARS = 3
LAST_NUMBER = 999

_SECTION = re.compile(r"(?P<number>\S+)\s+(?P<page>\S+)\s+(?P<title>.+)")
_SECTION_NUMBER = r"\.[0-9A-Za-z]+(\.[0-9A-Za-z]+)*"
_WORD = re.compile(r'"[^"]*"|[^\s,]+')
_QUOTED = re.compile(r'"[^"]*[^"\s][^"]*"')
_EXERCISE = re.compile(r"(?P<first>[^*]+?)(?P<stars>\**)(?P<public>w?)")


def read_sections(block: str, chapter: str) -> tuple[tuple[int, Section], ...]:
    """The sections of a chapter, each with the row of the block it stands in; raises Misread."""
    read = tuple((row, _section(row, line, chapter)) for row, line in _rows(block))
    _refuse_twice((row, section.number) for row, section in read)
    return read


def read_exercises(block: str, chapter: str, *, publicity_known: bool) -> tuple[Exercise, ...]:
    """The exercises of a chapter in the order written; raises Misread.

    Where `publicity_known`, an exercise without `w` has no public solution; otherwise nobody knows.
    """
    read = tuple(chain.from_iterable(_row(row, line, chapter, publicity_known) for row, line in _rows(block)))
    _refuse_twice((row, exercise.number) for row, exercise in read)
    return tuple(exercise for _, exercise in read)


def _rows(block: str) -> Iterator[tuple[int, str]]:
    for row, line in enumerate(block.split("\n")):
        if not line.expandtabs().isprintable():
            raise Misread(row, "there is a sign in this line that cannot be shown")
        if line.strip():
            yield row, line.strip()


def _refuse_twice(numbered: Iterator[tuple[int, str]]) -> None:
    seen: set[str] = set()
    for row, number in numbered:
        if number in seen:
            raise Misread(row, f"{number} is there twice")
        seen.add(number)


def _section(row: int, line: str, chapter: str) -> Section:
    found = _SECTION.fullmatch(line)
    if found is None:
        raise Misread(row, f"a section is a number, a page (or ?) and a title, such as '{chapter}.1  12  Title'")
    if not re.fullmatch(re.escape(chapter) + _SECTION_NUMBER, found["number"]):
        raise Misread(row, f"section {found['number']} is not of chapter {chapter}")
    title, _, title_ko = (part.strip() for part in found["title"].partition(" | "))
    return Section(found["number"], title, _page(row, found["page"]), title_ko or None)


def _page(row: int, written: str) -> int | None:
    if written == "?":
        return None
    if not re.fullmatch(r"[0-9]{1,4}", written) or written.strip("0") == "":
        raise Misread(row, f"'{written}' is no page: write a number from 1 to {LAST_PAGE}, or ? where it is unknown")
    return int(written)


def _row(row: int, line: str, chapter: str, publicity_known: bool) -> list[tuple[int, Exercise]]:
    exercises: list[Exercise] = []
    may_be_titled = False
    for word in _WORD.findall(line):
        if not word.startswith('"'):
            read = _exercises(row, word, chapter, publicity_known)
            exercises += read
            may_be_titled = len(read) == 1
        elif may_be_titled and _QUOTED.fullmatch(word):
            exercises[-1] = replace(exercises[-1], title=word[1:-1].strip())
            may_be_titled = False
        else:
            raise Misread(row, f'a title stands in double quotes behind the one exercise it names: {chapter}.7 "Title"')
    return [(row, exercise) for exercise in exercises]


def _exercises(row: int, word: str, chapter: str, publicity_known: bool) -> list[Exercise]:
    found = _EXERCISE.fullmatch(word)
    if found is None:
        raise Misread(row, _no_exercise(word, chapter))
    if len(found["stars"]) > MOST_STARS:
        raise Misread(row, f"{found['first']} has {len(found['stars'])} stars; there are 1 to {MOST_STARS}, or none")
    if found["public"] and not publicity_known:
        raise Misread(row, "w needs `marks_public_solutions = true` at the top of the file")
    stars = len(found["stars"]) or None
    public = bool(found["public"]) if publicity_known else None
    return [Exercise(f"{chapter}.{n}", None, stars, public) for n in _numbers(row, found["first"], chapter)]


def _numbers(row: int, written: str, chapter: str) -> range:
    """The N of CHAPTER.N, or of CHAPTER.N-CHAPTER.M."""
    own = re.escape(chapter) + r"\.([1-9][0-9]{0,8})"
    found = re.fullmatch(f"{own}(?:-{own})?", written)
    if found is None:
        raise Misread(row, _no_exercise(written, chapter))
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise Misread(row, f"{written} runs backwards")
    if last > LAST_NUMBER:
        raise Misread(row, f"{written} goes beyond {chapter}.{LAST_NUMBER}, the last number Naru counts")
    return range(first, last + 1)


def _no_exercise(written: str, chapter: str) -> str:
    return (
        f"'{written}' is no exercise of chapter {chapter}: write its number, its stars, then w, such as {chapter}.7**w"
    )
