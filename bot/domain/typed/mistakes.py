"""The refusals of the typed grammar, with the facts a sentence about each of them needs."""

from __future__ import annotations

import unicodedata
from datetime import date, time

from bot.domain.refusals import Refusal
from db.records import Book

SHOWN = 60


class Mistyped(Refusal):
    """Something typed cannot be used; `typed` is how it begins, on one line, to be escaped like all user text."""

    def __init__(self, typed: str) -> None:
        line = "".join(char for char in " ".join(typed.split()) if not steers(char))
        self.typed = line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
        super().__init__(self.typed)


class TooLong(Mistyped):
    """`length` characters where `most` fit."""

    def __init__(self, typed: str, length: int, most: int) -> None:
        super().__init__(typed)
        self.length, self.most = length, most


class UnclearTime(Mistyped):
    """No time of day can be read in it."""


class NoSuchTime(Mistyped):
    """A time of day that no clock shows: 25:00, 20:75, 13 am."""


class AmOrPm(Mistyped):
    """An hour of a twelve-hour clock without the half of the day; `am` and `pm` are the two it may be."""

    def __init__(self, typed: str, am: time, pm: time) -> None:
        super().__init__(typed)
        self.am, self.pm = am, pm


class UnclearWeekday(Mistyped):
    """No day of the week can be read in it."""


class UnclearDay(Mistyped):
    """No date can be read in it."""


class UnclearMoment(Mistyped):
    """Neither a day nor a time of day can be read in it."""


class NoSuchDay(Mistyped):
    """A date that no calendar has: 30 February, month 13."""


class WrongWeekday(Mistyped):
    """The date that was typed, `on`, does not fall on the day of the week typed beside it."""

    def __init__(self, typed: str, on: date) -> None:
        super().__init__(typed)
        self.on = on


class UnclearZone(Mistyped):
    """No time zone can be read in it; `like` are names that hold it, best first, perhaps none."""

    def __init__(self, typed: str, like: tuple[str, ...]) -> None:
        super().__init__(typed)
        self.like = like


class NoSuchChapter(Mistyped):
    """The book has no chapter `missing`; `chapters` are the numbers it has, in its order."""

    def __init__(self, typed: str, missing: str, chapters: tuple[str, ...]) -> None:
        super().__init__(typed)
        self.missing, self.chapters = missing, chapters


class EmptyName(Mistyped):
    """A name in which there is nothing to see."""


class UnprintableName(Mistyped):
    """A name with characters that steer the text around them instead of being seen."""


def steers(char: str) -> bool:
    """Whether a character is a control, a format mark or half of one, and not something to read."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"}


class NoExercises(Refusal):
    """A book in which no exercises are printed, or a list of papers."""

    def __init__(self, book: Book) -> None:
        super().__init__(book.key)
        self.book = book


class UnclearExercises(Mistyped):
    """No exercise can be read in it."""


class NoSuchExercises(Mistyped):
    """Exercises the book does not have: each as typed, with the nearest that exists, None where none is near."""

    def __init__(self, typed: str, missing: tuple[tuple[str, str | None], ...]) -> None:
        super().__init__(typed)
        self.missing = missing


class BackwardsRange(Mistyped):
    """A range from `first` to `last`, which comes before it."""

    def __init__(self, typed: str, first: str, last: str) -> None:
        super().__init__(typed)
        self.first, self.last = first, last


class TooManyExercises(Mistyped):
    """A range in a chapter whose exercises nobody knows, longer than the `most` that are taken at once."""

    def __init__(self, typed: str, most: int) -> None:
        super().__init__(typed)
        self.most = most
