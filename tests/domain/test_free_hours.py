"""Free hours of two people: real minutes, counted one by one to be sure, over changes of the clocks, too."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pairing import FreeHours, together
from bot.domain.pairing.hours import split_at_midnight

ZONES = ("Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
# Weeks in which clocks change: Berlin in spring and autumn, New York, Lord Howe (by half an hour), and one of none.
WEEKS = tuple(datetime(2027, month, day, tzinfo=UTC) for month, day in ((3, 22), (10, 25), (3, 8), (4, 1), (6, 7)))
CLOCK = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@st.composite
def free_hours(draw: st.DrawFn) -> list[FreeHours]:
    zone = draw(st.sampled_from(ZONES))
    said = draw(st.lists(st.tuples(st.integers(0, 6), CLOCK, CLOCK), max_size=4))
    return [hours for weekday, begins, ends in said for hours in split_at_midnight(weekday, begins, ends, zone)]


def is_free(hours: list[FreeHours], at: datetime) -> bool:
    for each in hours:
        shown = at.astimezone(ZoneInfo(each.zone))
        over = each.ends == time() or shown.time() < each.ends
        if shown.weekday() == each.weekday and each.begins <= shown.time() and over:
            return True
    return False


@settings(deadline=None, max_examples=40)
@given(free_hours(), free_hours(), st.sampled_from(WEEKS))
def test_minutes_together_are_those_counted_one_by_one(
    one: list[FreeHours], other: list[FreeHours], week: datetime
) -> None:
    minutes = [week + timedelta(minutes=n) for n in range(7 * 24 * 60)]

    counted = sum(is_free(one, minute) and is_free(other, minute) for minute in minutes)

    assert together(one, other, week, week + timedelta(days=7)) == counted


@pytest.mark.parametrize(("week", "minutes"), [(WEEKS[0], 60), (WEEKS[1], 180), (WEEKS[4], 120)])
def test_an_hour_the_clock_skips_is_none_and_one_it_repeats_is_two(week: datetime, minutes: int) -> None:
    night = [FreeHours(6, time(1), time(3), "Europe/Berlin")]

    assert together(night, night, week, week + timedelta(days=7)) == minutes


def test_a_night_goes_on_after_midnight() -> None:
    late = split_at_midnight(6, time(22), time(1), "UTC")

    assert [(each.weekday, each.begins, each.ends) for each in late] == [
        (6, time(22), time(0)),
        (0, time(0), time(1)),
    ]
    assert split_at_midnight(6, time(22), time(22), "UTC") == ()
