"""Dates of the calendar as people write them, with or without a year, a month, a day of the week."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.typed.mistakes import NoSuchDay, WrongWeekday
from bot.domain.typed.weekdays import WEEKDAY, WEEKDAYS

_ENGLISH = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
_MONTHS = {name: number for number, names in enumerate(_ENGLISH, start=1) for name in names.split()}
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_ORDINAL = r"(?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?"

# In figures alone the month stands before the day: Koreans and Americans write so, and 9/1 must not change its
# meaning because 13/1 could have only one.
_FORMS = (
    r"(?P<year>\d{4}) ?(?P<sign>[-./]) ?(?P<month>\d\d?) ?(?P=sign) ?(?P<day>\d\d?)\.?",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<month>\d\d?) ?[-./] ?(?P<day>\d\d?)\.?",
    r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})",
    r"(?:(?:(?P<year>\d{4})년 ?)?(?P<month>\d\d?)월 ?)?(?P<day>\d\d?)일",
    rf"{_MONTH} ?{_ORDINAL}(?:,? (?P<year>\d{{4}}))?",
    rf"{_ORDINAL}(?: of)? ?{_MONTH}(?:,? (?P<year>\d{{4}}))?",
    r"(?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)",
)
_DATES = tuple(
    re.compile(rf"(?:(?P<before>{WEEKDAY})[,.]? ?)?{form}(?:,? ?\(?(?P<after>{WEEKDAY})\)?)?") for form in _FORMS
)


def dated(text: str, written: str, today: date) -> date | None:
    """The date `written` names, the next such date where it names no year; None where it is no date.

    `text` is what was typed, for the refusals: NoSuchDay and WrongWeekday.
    """
    found = next((found for form in _DATES if (found := form.fullmatch(written))), None)
    if found is None:
        return None
    part = found.groupdict()
    month = _MONTHS[part["name"]] if part.get("name") else int(part["month"]) if part.get("month") else None
    on = _first(today, int(part["year"]) if part.get("year") else None, month, int(part["day"]))
    if on is None:
        raise NoSuchDay(text)
    if any(WEEKDAYS[name] != on.weekday() for name in (part["before"], part["after"]) if name):
        raise WrongWeekday(text, on)
    return on


def _first(today: date, year: int | None, month: int | None, day: int) -> date | None:
    """The date, or without a year the first such date from `today` on; None where there is none."""
    if year is not None:
        return _valid(year, month or today.month, day)
    # Nine years hold a 29 February even around 2100, which has none.
    months = range(today.year * 12 + today.month - 1, (today.year + 9) * 12)
    dates = (_valid(each // 12, each % 12 + 1, day) for each in months if month in (None, each % 12 + 1))
    return next((on for on in dates if on and on >= today), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
