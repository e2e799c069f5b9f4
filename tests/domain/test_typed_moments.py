"""A day with a time of day, as organisers type where a session goes."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import typed

# A Monday; the session that is moved is on a Saturday.
TODAY, NEAR = date(2027, 1, 4), date(2027, 2, 13)
SATURDAY = date(2027, 2, 20)


def read(text: str) -> tuple[date | None, time | None]:
    return typed.moment(text, TODAY, NEAR)


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-20 19:30",
        "2월 20일 저녁 7시 반",
        "2월 20일 (토) 19:30",
        "Feb 20 at 7:30 pm",
        "7:30 pm on Feb 20",
        "Saturday 20 Feb, 19:30",
        "2.20 19.30",
    ],
)
def test_a_day_and_a_time_are_read_in_either_order_and_language(text: str) -> None:
    assert read(text) == (SATURDAY, time(19, 30))


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("20:00", None, time(20)),
        ("저녁 8시", None, time(20)),
        ("19.30", None, time(19, 30)),
        ("tomorrow", date(2027, 1, 5), None),
        ("2.20", SATURDAY, None),
    ],
)
def test_what_is_left_out_is_said_to_be_left_out(text: str, day: date | None, at: time | None) -> None:
    assert read(text) == (day, at)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sunday", date(2027, 2, 14)),
        ("금요일", date(2027, 2, 12)),
        ("월 20:00", date(2027, 2, 15)),
        ("Sat 21:00", NEAR),
    ],
)
def test_a_bare_day_of_the_week_is_the_one_closest_to_the_session(text: str, day: date) -> None:
    assert read(text)[0] == day


def test_a_day_of_the_week_that_has_passed_is_the_next_one() -> None:
    friday = date(2027, 2, 12)

    assert typed.moment("Thu", friday, near=date(2027, 2, 13))[0] == date(2027, 2, 18)


@given(st.dates(TODAY, TODAY + timedelta(days=700)), st.times())
def test_every_moment_written_out_is_read_as_itself(day: date, at: time) -> None:
    whole = at.replace(second=0, microsecond=0)

    assert read(f"{day.isoformat()} {whole:%H:%M}") == (day, whole)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("soon", typed.UnclearMoment),
        ("", typed.UnclearMoment),
        ("next week", typed.UnclearMoment),
        ("Sat 8", typed.AmOrPm),
        ("토 25:00", typed.NoSuchTime),
        ("2027-02-30 20:00", typed.NoSuchDay),
        ("Feb 20 (Sun) 20:00", typed.WrongWeekday),
        ("x" * 101, typed.TooLong),
    ],
)
def test_what_cannot_be_is_refused_by_what_is_wrong_with_it(text: str, mistake: type[typed.Mistyped]) -> None:
    with pytest.raises(mistake):
        read(text)
