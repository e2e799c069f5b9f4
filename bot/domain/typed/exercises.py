"""Exercises as people write them: '1.1-1.10, 1.12', '3', '2.*', '2장', '전부'; and the shortest way to print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.typed.mistakes import (
    BackwardsRange,
    NoExercises,
    NoSuchExercises,
    TooManyExercises,
    UnclearExercises,
)
from bot.domain.typed.plain import plain
from db.records import Book, BookKind, Chapter

MOST = 1_000  # characters
UNKNOWN_AT_MOST, RANGE_AT_MOST = 999, 200  # the last number in, and exercises at once of, an unknown chapter

_ALL = frozenset({"all", "*", "everything", "전부", "전부 다", "모두", "전체", "다"})
_CHAPTER = re.compile(
    r"(?:\bchapters?\b\.?|\bchs?\b\.?|\bch\.?(?=\d)|제(?=\d)) ?(\d+|[a-z]\b)(?: ?장)?|(\d+|\b[a-z]) ?(?:장|챕터)"
)
_NOISE = re.compile(r"\b(?:exercises?|ex|problems?|no)\b\.?|연습문제|문제|번")
_RANGE = re.compile(r" ?(?:-|~|부터|에서|\bto\b|\bthrough\b)[ \-~]*")
_BREAK = re.compile(r"[\s,;/&·・、]+|\band\b|그리고|까지|[와과및]")


def exercises(text: str, book: Book) -> tuple[str, ...]:
    """The exercises in `text`, each once, in the order of the book.

    A chapter alone, '3', '3.*' or '3장', means all of its exercises. Where nobody knows a chapter's exercises,
    CHAPTER.N is taken at its word. Raises NoExercises, UnclearExercises, NoSuchExercises with all that the book does
    not have, BackwardsRange, TooManyExercises.
    """
    shelf = _Shelf(book)
    bare = " ".join(_NOISE.sub(" ", plain(text, MOST)).split())
    if bare in _ALL and shelf.known:
        return tuple(shelf.known)
    ranged = _RANGE.sub("-", _CHAPTER.sub(lambda found: f" {found[1] or found[2]}.* ", bare).strip())
    tokens = [token.strip(".-") for token in _BREAK.split(ranged) if token.strip(".-")]
    if not tokens:
        raise UnclearExercises(text)
    found: set[str] = set()
    for token in tokens:
        found.update(shelf.meant(token))
    if shelf.missing:
        raise NoSuchExercises(text, tuple(shelf.missing.items()))
    return tuple(sorted(found, key=shelf.place))


def printed(numbers: Iterable[str], book: Book) -> str:
    """The exercises as ranges, '1.1–1.10, 1.12', which `exercises` reads back."""
    shelf = _Shelf(book)
    return ", ".join(
        first if first == last else f"{first}–{last}"
        for first, last in _runs(sorted(set(numbers), key=shelf.place), shelf)
    )


def _runs(numbers: Sequence[str], shelf: _Shelf) -> Iterator[tuple[str, str]]:
    """Stretches without a gap; none leaves its chapter, and in an unknown one none is longer than can be typed."""
    start, length = 0, len(numbers)
    for end in range(1, length + 1):
        if end == length or not shelf.follows(numbers[end - 1], numbers[end]) or end - start >= RANGE_AT_MOST:
            yield numbers[start], numbers[end - 1]
            start = end


@dataclass(frozen=True, slots=True)
class _Number:
    """CHAPTER.N in two parts."""

    chapter: str
    n: int


class _Shelf:
    """A book's exercises by number; `missing` gathers what was meant and is not there, with the nearest that is."""

    def __init__(self, book: Book) -> None:
        if book.kind is BookKind.PAPERS or all(chapter.exercises == () for chapter in book.chapters):
            raise NoExercises(book)
        self._chapters = {plain(chapter.number): (place, chapter) for place, chapter in enumerate(book.chapters)}
        self.known = [each.number for chapter in book.chapters for each in chapter.exercises or ()]
        self._places = {plain(number): place for place, number in enumerate(self.known)}
        self.missing: dict[str, str | None] = {}

    def meant(self, token: str) -> list[str]:
        """What one word means: an exercise, a chapter, or a range of either."""
        first, dash, last = token.partition("-")
        if not dash or token in self._places:
            return self._one(token)
        if "." not in last and self._of_a_chapter(first) is None and not first.endswith(".*"):
            # '1.1-10' leaves out what goes without saying.
            number = _split(first)
            last = f"{number.chapter}.{last}" if number else last
        return self._range(first, last)

    def place(self, number: str) -> tuple[int, int]:
        """Where an exercise stands in the book: its chapter, and its place in it."""
        split = _split(number)
        chapter = self._chapters[plain(split.chapter)][0] if split and plain(split.chapter) in self._chapters else -1
        return chapter, self._places.get(plain(number), split.n if split else 0)

    def follows(self, before: str, after: str) -> bool:
        one, two = self.place(before), self.place(after)
        return one[0] == two[0] and two[1] == one[1] + 1

    def _one(self, token: str) -> list[str]:
        chapter = self._of_a_chapter(token)
        if chapter is None:
            return self._exercise(token)
        if chapter.exercises is None:
            raise UnclearExercises(token)
        if not chapter.exercises:
            self.missing[chapter.number] = None
        return [each.number for each in chapter.exercises]

    def _exercise(self, token: str) -> list[str]:
        if token in self._places:
            return [self.known[self._places[token]]]
        number = _split(token)
        if number is None:
            raise UnclearExercises(token)
        _, chapter = self._chapters.get(number.chapter, (0, None))
        if chapter is not None and chapter.exercises is None and 1 <= number.n <= UNKNOWN_AT_MOST:
            return [f"{chapter.number}.{number.n}"]
        self.missing[token] = self._near(number, chapter)
        return []

    def _range(self, first: str, last: str) -> list[str]:
        ends = [self._one(first), self._one(last)]
        if not all(ends):
            return []
        begin, end = ends[0][0], ends[1][-1]
        if self.place(begin) > self.place(end):
            raise BackwardsRange(f"{first}-{last}", begin, end)
        if plain(begin) in self._places and plain(end) in self._places:
            return self.known[self._places[plain(begin)] : self._places[plain(end)] + 1]
        one, two = _split(begin), _split(end)
        if one is None or two is None or one.chapter != two.chapter:
            raise UnclearExercises(f"{first}-{last}")
        if two.n - one.n >= RANGE_AT_MOST:
            raise TooManyExercises(f"{first}-{last}", RANGE_AT_MOST)
        return [f"{one.chapter}.{n}" for n in range(one.n, two.n + 1)]

    def _of_a_chapter(self, token: str) -> Chapter | None:
        """The chapter a word stands for as a whole."""
        found = self._chapters.get(token.removesuffix(".*"))
        return found[1] if found is not None else None

    def _near(self, number: _Number, chapter: Chapter | None) -> str | None:
        if chapter is None or not chapter.exercises:
            return None
        near = [(abs(split.n - number.n), each.number) for each in chapter.exercises if (split := _split(each.number))]
        return min(near, default=(0, None))[1]


def _split(number: str) -> _Number | None:
    chapter, dot, n = number.rpartition(".")
    return _Number(chapter, int(n)) if dot and chapter and n.isdecimal() and len(n) <= 4 else None
