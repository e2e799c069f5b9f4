"""A day with a time of day, as people write when something is moved to: either of the two may be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import TypeVar

from bot.domain.calendar import coming
from bot.domain.typed.clock import clock
from bot.domain.typed.days import day
from bot.domain.typed.mistakes import Mistyped, UnclearDay, UnclearMoment, UnclearTime, UnclearWeekday
from bot.domain.typed.plain import plain
from bot.domain.typed.weekdays import weekday

T = TypeVar("T")
_UNCLEAR = (UnclearDay, UnclearTime)
_HALF_A_WEEK = timedelta(days=3)


def moment(text: str, today: date, near: date) -> tuple[date | None, time | None]:
    """The day and the time of day in `text`; None for the one that was left out, never for both.

    'Sat 20:00', '토요일 저녁 8시', '2027-02-20 19:30', '8 pm on Feb 20', '20:00', 'tomorrow'. A bare day of the week
    is the one closest to `near`, the day that is moved, unless it has passed: who moves a Saturday to 'Sunday' means
    the day after. Raises UnclearMoment, and what `day` and `clock` say of a part that is clear but impossible.
    """
    said: list[Mistyped] = []
    for first, second in _cuts(plain(text)):
        for on, at in ((first, second), (second, first)):
            found_day = _tried(said, lambda on=on: _day(on, today, near))  # type: ignore[misc]
            found_time = _tried(said, lambda at=at: clock(at))  # type: ignore[misc]
            if found_day is not None and found_time is not None:
                return found_day, found_time
    return _one_of_both(text, today, near, said)


def _one_of_both(text: str, today: date, near: date, said: list[Mistyped]) -> tuple[date | None, time | None]:
    only_day = _tried(said, lambda: _day(text, today, near))
    if only_day is not None:
        return only_day, None
    only_time = _tried(said, lambda: clock(text))
    if only_time is None:
        raise said[0] if said else UnclearMoment(text)
    return None, only_time


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    for place in range(1, len(words)):
        yield " ".join(words[:place]).strip(", "), " ".join(words[place:]).strip(", ")


def _tried(said: list[Mistyped], read: Callable[[], T]) -> T | None:
    """What was read; a part that is clear but impossible is remembered, a part that is no such thing is not."""
    try:
        return read()
    except _UNCLEAR:
        return None
    except Mistyped as mistake:
        said.append(mistake)
        return None


def _day(text: str, today: date, near: date) -> date:
    try:
        wanted = weekday(text)
    except UnclearWeekday:
        return day(text, today)
    closest = coming(wanted, near - _HALF_A_WEEK)
    return closest if closest >= today else coming(wanted, today)
