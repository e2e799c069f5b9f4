"""Times and days are read as people mean them, in Korean and English, or refused with what they need to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import typed

MONDAY = date(2026, 11, 23)
FULLWIDTH = str.maketrans("0123456789:-/, ", "０１２３４５６７８９：－／，\u3000")

minutes_of_a_day = st.builds(time, st.integers(0, 23), st.integers(0, 59))
dates = st.dates(date(1990, 1, 1), date(2120, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, time(20))
            for text in (
                "20:00",
                "8pm",
                "8 p.m.",
                "PM 8",
                "저녁 8시",
                "저녁8시에",
                "저녁\u200b 8시",
                "오후 여덟 시",
                "저녁 20시",
            )
        ),
        *(
            (text, time(20))
            for text in ("at 8 in the evening", "8 o’clock pm", "2000", "２０：００", "eight pm", "20시")
        ),
        *(
            (text, time(20, 30))
            for text in ("8:30 PM", "오후 8시 반", "20시 30분", "8.30pm", "저녁 여덟시 반", "　오후　８：３０")
        ),
        *((text, time(23)) for text in ("밤 11시", "11 at night", "저녁 열한 시")),
        *((text, time(1)) for text in ("새벽 1시", "1am", "밤 1시", "01:00", "01시")),
        *(
            (text, time(12))
            for text in ("정오", "noon", "12 noon", "12 pm", "낮 12시", "12:00", "오후 12시", "점심 12시")
        ),
        *((text, time(0)) for text in ("자정", "midnight", "12am", "밤 12시", "0시", "00:00", "at midnight")),
        *((text, time(10, 5)) for text in ("10:05", "오전 10시 5분", "아침 10시 5분", "10:05 in the morning")),
    ],
)
def test_a_time_of_day_is_understood(text: str, expected: time) -> None:
    assert typed.clock(text) == expected


@pytest.mark.parametrize(
    "text", ["25:00", "24:00", "24시", "8:60", "20시 75분", "13 am", "오전 20시", "새벽 11시", "99"]
)
def test_a_time_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(typed.NoSuchTime):
        typed.clock(text)


@pytest.mark.parametrize("text", ["", "soon", "저녁", "8시간", "830", "20:5", "8 or 9", "8:00:00:00", "-8pm", "½"])
def test_what_is_no_time_is_refused_as_unclear(text: str) -> None:
    with pytest.raises(typed.UnclearTime):
        typed.clock(text)


@pytest.mark.parametrize(
    ("text", "am", "pm"),
    [
        ("8", time(8), time(20)),
        ("8시 반", time(8, 30), time(20, 30)),
        ("여덟 시", time(8), time(20)),
        ("8:30", time(8, 30), time(20, 30)),
        ("12시", time(0), time(12)),
    ],
)
def test_an_hour_of_either_half_of_the_day_is_asked_back(text: str, am: time, pm: time) -> None:
    with pytest.raises(typed.AmOrPm) as refused:
        typed.clock(text)

    assert (refused.value.am, refused.value.pm) == (am, pm)


def _in_korean(at: time) -> str:
    part = "오전" if at.hour < 12 else "오후"
    return f"{part} {at.hour % 12 or 12}시 {at.minute}분"


PRINTED_TIMES: tuple[Callable[[time], str], ...] = (
    lambda at: f"{at:%H:%M}",
    lambda at: f"{at:%H%M}",
    lambda at: f"{at:%H:%M}".translate(FULLWIDTH),
    lambda at: f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}",
    lambda at: f"{at:%I:%M}{'a.m.' if at.hour < 12 else 'p.m.'}",
    lambda at: f"{at:%H}시 {at.minute}분" if at.hour not in (10, 11, 12) else _in_korean(at),
    _in_korean,
    lambda at: _in_korean(at).replace(" ", ""),
    lambda at: unicodedata.normalize("NFD", _in_korean(at)),
)


@given(minutes_of_a_day, st.sampled_from(PRINTED_TIMES))
def test_every_minute_is_read_back_from_every_way_to_print_it(at: time, printed: Callable[[time], str]) -> None:
    assert typed.clock(printed(at)) == at


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        (0, "월 월요일 월욜 mon Monday MONDAYS"),
        (2, "수 수요일 wed Weds wednesday"),
        (5, "토 토요일 매주토요일 토요일마다 sat sat. Saturday ｓａｔ"),
        (6, "일 일요일 sun Sunday"),
    ],
)
def test_a_day_of_the_week_is_understood(expected: int, texts: str) -> None:
    assert {text: typed.weekday(text) for text in texts.split()} == dict.fromkeys(texts.split(), expected)


def test_every_week_may_be_said_with_the_day() -> None:
    assert typed.weekday("매주 토요일") == typed.weekday("every Saturday") == typed.weekday(" on  saturdays ") == 5


@pytest.mark.parametrize("text", ["", "주말", "weekend", "토일", "satur", "매일", "5"])
def test_what_is_no_day_of_the_week_is_refused(text: str) -> None:
    with pytest.raises(typed.UnclearWeekday):
        typed.weekday(text)


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        ("2027-01-09", "2027-01-09|2027. 1. 9.|2027/1/9|20270109|2027년 1월 9일|1/9/2027|9 Jan 2027|Jan 9, 2027"),
        ("2027-01-09", "1/9|1.9.|01-09|1월 9일|1월9일(토)|토요일 1월 9일|Jan 9|Sat, January 9th|9th of January|１／９"),
        ("2026-11-23", "today|오늘|오늘부터|11/23|월요일|this monday|이번 주 월요일"),
        ("2026-11-24", "tomorrow|내일|하루 뒤|in a day"),
        ("2026-11-25", "모레|내일모레|the day after tomorrow|이틀 뒤|in 2 days"),
        ("2026-11-28", "토|토요일|saturday|this Saturday|이번 토요일|이번주 토요일|sat this week|starting on saturday"),
        ("2026-12-05", "다음 주 토요일|다음주 토|담주 토요일부터|next saturday|saturday next week|다음 토요일"),
        ("2026-12-12", "다다음 주 토요일|saturday after next|sat the week after next"),
        ("2026-12-07", "2주 뒤|2주 후|in 2 weeks|2 weeks from now"),
        ("2026-11-30", "일주일 뒤|a week from today|next monday"),
        ("2026-12-09", "9일|the 9th"),
        ("2027-11-22", "11월 22일|Nov 22"),
        ("2028-02-29", "2월 29일|29 Feb"),
    ],
)
def test_a_date_is_understood(expected: str, texts: str) -> None:
    read = {text: typed.day(text, MONDAY).isoformat() for text in texts.split("|")}

    assert read == dict.fromkeys(texts.split("|"), expected)


def test_a_leap_day_is_found_beyond_a_century_without_one() -> None:
    assert typed.day("2월 29일", date(2096, 3, 1)) == date(2104, 2, 29)


def test_a_day_of_a_month_too_short_for_it_is_one_of_the_next_month() -> None:
    assert typed.day("31일", date(2027, 2, 3)) == date(2027, 3, 31)


@pytest.mark.parametrize("text", ["2월 30일", "2/30", "13/1", "2027-02-29", "0/5", "Feb 30", "32일", "0000-01-01"])
def test_a_date_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(typed.NoSuchDay):
        typed.day(text, MONDAY)


@pytest.mark.parametrize(
    "text", ["", "soon", "next week", "다음 주", "9", "27-01-09", "January", "토요일 저녁", "in days"]
)
def test_what_is_no_date_is_refused_as_unclear(text: str) -> None:
    with pytest.raises(typed.UnclearDay):
        typed.day(text, MONDAY)


def test_a_day_of_the_week_that_disagrees_with_its_date_is_refused() -> None:
    with pytest.raises(typed.WrongWeekday) as refused:
        typed.day("1월 9일 (금)", MONDAY)

    assert refused.value.on == date(2027, 1, 9)


def test_the_end_of_the_calendar_is_a_refusal_and_no_crash() -> None:
    with pytest.raises(typed.NoSuchDay):
        typed.day("내일", date.max)


PRINTED_DATES: tuple[Callable[[date], str], ...] = (
    lambda on: on.isoformat(),
    lambda on: on.isoformat().translate(FULLWIDTH),
    lambda on: f"{on.year}. {on.month}. {on.day}.",
    lambda on: f"{on.year}년 {on.month}월 {on.day}일 ({'월화수목금토일'[on.weekday()]})",
    lambda on: f"{on:%A}, {on:%B} {on.day}, {on.year}",
    lambda on: f"{on.day} {on:%b} {on.year}",
)
PRINTED_WITHOUT_YEAR: tuple[Callable[[date], str], ...] = (
    lambda on: f"{on.month}/{on.day}",
    lambda on: f"{on.month}월 {on.day}일",
    lambda on: f"{on:%b} {on.day}",
)


@given(dates, dates, st.sampled_from(PRINTED_DATES))
def test_every_date_is_read_back_on_every_day(on: date, today: date, printed: Callable[[date], str]) -> None:
    assert typed.day(printed(on), today) == on


@given(dates, dates, st.sampled_from(PRINTED_WITHOUT_YEAR))
def test_a_date_without_a_year_is_the_next_such_date(on: date, today: date, printed: Callable[[date], str]) -> None:
    found = typed.day(printed(on), today)

    assert (found.month, found.day) == (on.month, on.day)
    between = (today + timedelta(days=number) for number in range((found - today).days))
    assert found >= today
    assert not any((each.month, each.day) == (on.month, on.day) for each in between)
