"""Times of day as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from bot.domain.typed.mistakes import AmOrPm, NoSuchTime, UnclearTime
from bot.domain.typed.plain import plain

_AM, _PM = range(12), range(12, 24)
_EVENING = (*range(15, 24), 0)
_NIGHT = (*range(18, 24), *range(5))
# The hours each word may speak of; none holds two that are twelve hours apart, so it always decides.
_PARTS: dict[str, Sequence[int]] = {
    "am": _AM,
    "pm": _PM,
    "morning": _AM,
    "noon": [12],
    "afternoon": range(12, 20),
    "evening": _EVENING,
    "night": _NIGHT,
    "midnight": [0],
    "오전": _AM,
    "오후": _PM,
    "새벽": range(8),
    "아침": range(4, 12),
    "정오": [12],
    "낮": range(10, 18),
    "점심": range(11, 16),
    "저녁": _EVENING,
    "밤": _NIGHT,
    "자정": [0],
}
_MOMENTS = {"noon": time(12), "midday": time(12), "정오": time(12), "midnight": time(0), "자정": time(0)}
_HOURS = {
    name: number
    for names in (
        "one two three four five six seven eight nine ten eleven twelve",
        "한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두",
    )
    for number, name in enumerate(names.split(), start=1)
}

_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_HOUR = "|".join(sorted(_HOURS, key=len, reverse=True))
_HALF_OF_DAY = re.compile(r"([ap])\.? ?m\b\.?")
_CLOCK = re.compile(
    rf"""
    (?:at\ )?
    (?:(?P<before>{_PART})\ ?)?
    (?P<hour>\d\d?|{_HOUR})
    (?: \ ?[:.]\ ?(?P<sixtieths>\d\d)
      | (?<=\d\d)(?P<joined>\d\d)
      | \ ?시(?:\ ?(?P<minutes>\d\d?)\ ?분?|\ ?(?P<half>반))?
      | \ ?o'?clock
    )?
    (?:\ ?(?:in\ the\ |at\ )?(?P<after>{_PART}))?
    에?
    """,
    re.VERBOSE,
)


def clock(text: str) -> time:
    """The time of day in `text`: 20:00, 8pm, 8:30 PM, 20시 30분, 저녁 8시, 오후 여덟 시 반, noon, 자정.

    Hours 1 to 12 need a word for the half of the day (AmOrPm otherwise), unless they are written as a 24-hour clock
    shows them, with two digits and minutes or with a leading zero: 10:00, 08:30, 08시. Raises UnclearTime where there
    is no time, and NoSuchTime for one that no clock shows; 24:00 is one, as the day it belongs to is anyone's guess.
    """
    written = _HALF_OF_DAY.sub(r"\1m", plain(text))
    moment = _MOMENTS.get(written.removeprefix("at ").removesuffix("에"))
    if moment is not None:
        return moment
    found = _CLOCK.fullmatch(written)
    if found is None:
        raise UnclearTime(text)
    minute = int(found["sixtieths"] or found["joined"] or found["minutes"] or (30 if found["half"] else 0))
    hours = _hours_meant(found)
    if not hours or minute > 59:
        raise NoSuchTime(text)
    if len(hours) > 1:
        raise AmOrPm(text, time(hours[0], minute), time(hours[1], minute))
    return time(hours[0], minute)


def _hours_meant(found: re.Match[str]) -> list[int]:
    """The hours of the day that what was typed may mean: none, one, or one in each half of the day."""
    hour = _HOURS.get(found["hour"]) or int(found["hour"])
    parts = [_PARTS[word] for word in (found["before"], found["after"]) if word]
    on_the_dial = [hour % 12, hour % 12 + 12] if hour <= 12 else [hour]
    if parts:
        return [each for each in on_the_dial if all(each in part for part in parts)]
    if hour > 12 or _as_on_a_24_hour_clock(found):
        return [hour] if hour < 24 else []
    return on_the_dial


def _as_on_a_24_hour_clock(found: re.Match[str]) -> bool:
    hour = found["hour"]
    two_digits_and_minutes = len(hour) == 2 and hour.isdigit() and (found["sixtieths"] or found["joined"])
    return hour.startswith("0") or bool(two_digits_and_minutes)
