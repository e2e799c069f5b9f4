"""A weekly slot in one line: a day of the week, with or without a time of day beside it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.typed.clock import clock
from bot.domain.typed.mistakes import Mistyped, UnclearTime, UnclearWeekday
from bot.domain.typed.plain import plain
from bot.domain.typed.weekdays import weekday


def slot(text: str) -> tuple[str, str | None]:
    """The part of `text` that is a day of the week, and the part that is a time; None where no time stands there.

    'Sat 20:00', '매주 토요일 저녁 8시', 'every Saturday at 8 pm', '20:00 on Saturdays', 'Saturday'. Both parts can be
    read by `weekday` and `clock`. Raises UnclearWeekday, and what `clock` says of the rest beside a day.
    """
    said: list[Mistyped] = []
    for day, time in _cuts(plain(text)):
        try:
            weekday(day)
        except UnclearWeekday:
            continue
        if not time:
            return day, None
        try:
            clock(time)
        except Mistyped as mistake:
            said.append(mistake)
        else:
            return day, time
    # What is clear but impossible says more than what nobody could read.
    raise next((one for one in said if not isinstance(one, UnclearTime)), said[0] if said else UnclearWeekday(text))


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Every way to see two parts in it, the day first or last, and the whole as a day alone."""
    words = text.replace(",", " ").split()
    for place in range(1, len(words) + 1):
        first, second = " ".join(words[:place]), " ".join(words[place:])
        yield first, second
        yield second, first
