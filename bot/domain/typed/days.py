"""Days as people type them: a date, or a word that counts from today."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.domain.calendar import coming
from bot.domain.typed.dates import dated
from bot.domain.typed.mistakes import NoSuchDay, UnclearDay
from bot.domain.typed.plain import plain
from bot.domain.typed.weekdays import WEEKDAY, WEEKDAYS

_WORDS = {
    "today": 0,
    "오늘": 0,
    "tomorrow": 1,
    "내일": 1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "모레": 2,
    "내일모레": 2,
    "내일 모레": 2,
    "글피": 3,
}
_COUNTS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "열흘": 10, "보름": 15}
_WEEKS = {"이번": 0, "금": 0, "this": 0, "다음": 1, "담": 1, "차": 1, "next": 1, "다다음": 2, "after next": 2}

_AROUND = re.compile(r"^(?:starting )?(?:on |from )?|(?: ?부터|에)$")
_IN_DAYS = (
    re.compile(r"in (?P<count>\d{1,3}|a|one) (?P<unit>day|week)s?"),
    re.compile(r"(?P<count>\d{1,3}|a|one) (?P<unit>day|week)s? (?:from (?:now|today)|later)"),
    re.compile(r"(?P<count>\d{1,3}|일) ?(?P<unit>일|주일|주) ?(?:뒤|후)"),
)
_IN_KOREAN_DAYS = re.compile(rf"(?P<count>{'|'.join(_COUNTS)}) ?(?:뒤|후)")
_OF_A_WEEK = (
    re.compile(rf"(?P<week>이번|금|다음|담|차|다다음) ?주 ?(?P<day>{WEEKDAY})"),
    re.compile(rf"(?P<day>{WEEKDAY}) (?:of )?(?:the )?(?:week )?(?P<week>after next)"),
    re.compile(rf"(?P<day>{WEEKDAY}) (?:of )?(?P<week>this|next) week"),
    re.compile(rf"(?P<week>this|next) week,? (?:on )?(?P<day>{WEEKDAY})"),
    re.compile(rf"(?P<week>next|다음|다다음) ?(?P<day>{WEEKDAY})"),
)
_COMING = re.compile(rf"(?:(?:this|coming|the coming|이번|오는|돌아오는) ?)?(?P<day>{WEEKDAY})")


def day(text: str, today: date) -> date:
    """The date in `text`: 2027-01-09, 1/9, 1월 9일 (토), Jan 9, 내일, in 2 weeks, 토요일, 다음 주 토요일, next sat.

    Without a year it is the next such date, `today` included. Figures alone are month first. Weeks begin on Monday,
    and next Saturday is the one of next week, in both languages; a Saturday alone is the first from `today` on.
    Only a date with its year or a day of this week can lie in the past. Raises UnclearDay, NoSuchDay, WrongWeekday.
    """
    written = _AROUND.sub("", plain(text))
    try:
        on = dated(text, written, today) or _counted(written, today) or _of_a_week(written, today)
    except OverflowError:  # past the year 9999
        raise NoSuchDay(text) from None
    if on is None:
        raise UnclearDay(text)
    return on


def _counted(written: str, today: date) -> date | None:
    if written in _WORDS:
        return today + timedelta(days=_WORDS[written])
    if found := _IN_KOREAN_DAYS.fullmatch(written):
        return today + timedelta(days=_COUNTS[found["count"]])
    found = next((found for form in _IN_DAYS if (found := form.fullmatch(written))), None)
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdigit() else 1
    return today + timedelta(days=count * (1 if found["unit"] in ("day", "일") else 7))


def _of_a_week(written: str, today: date) -> date | None:
    if found := _COMING.fullmatch(written):
        return coming(WEEKDAYS[found["day"]], today)
    found = next((found for form in _OF_A_WEEK if (found := form.fullmatch(written))), None)
    if found is None:
        return None
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=_WEEKS[found["week"]], days=WEEKDAYS[found["day"]])
