"""Days of the week as people write them."""

from __future__ import annotations

import re

from bot.domain.typed.mistakes import UnclearWeekday
from bot.domain.typed.plain import plain

_ENGLISH = (
    "monday mon",
    "tuesday tues tue",
    "wednesday weds wed",
    "thursday thurs thur thu",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
_KOREAN = "월화수목금토일"

WEEKDAYS = {name: number for number, names in enumerate(_ENGLISH) for name in names.split()} | {
    f"{letter}{ending}": number for number, letter in enumerate(_KOREAN) for ending in ("", "요일", "욜")
}
# Longest first: a pattern takes the first that fits.
WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))

_EVERY = re.compile(rf"(?:매주 ?|(?:every|each|on) )?(?P<day>{WEEKDAY})(?:s|\.|에|마다)?")


def weekday(text: str) -> int:
    """The day of the week in `text`, Monday = 0: 토, 토요일, 매주 토요일, sat, Saturdays. Raises UnclearWeekday."""
    found = _EVERY.fullmatch(plain(text))
    if found is None:
        raise UnclearWeekday(text)
    return WEEKDAYS[found["day"]]
