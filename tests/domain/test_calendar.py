"""Weekly slots become instants: clock changes, skipped dates, and the laws that hold for all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import EverySlotSkipped, coming, instant, local, sessions_on
from db.records import SkippedDate, Slot

SATURDAY = 5
SATURDAYS = Slot(SATURDAY, time(20), "Asia/Seoul")
SEOLLAL = date(2027, 2, 6)
ZONES = (
    "Asia/Seoul",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "UTC",
)
# Wall clocks beside which something happens: a gap, a repeated hour, a midnight that never was.
CLOCK_CHANGES = (
    ("Asia/Seoul", "1988-05-08 02:00"),
    ("Asia/Seoul", "1988-10-09 02:00"),
    ("Europe/Berlin", "2027-03-28 02:00"),
    ("Europe/Berlin", "2027-10-31 02:00"),
    ("America/New_York", "2027-03-14 02:00"),
    ("America/New_York", "2027-11-07 01:00"),
    ("Australia/Lord_Howe", "2027-10-03 02:00"),
    ("Australia/Lord_Howe", "2027-04-04 01:30"),
    ("America/Santiago", "2026-09-06 00:00"),
    ("America/Santiago", "2026-04-04 23:00"),
    ("Asia/Beirut", "2026-03-29 00:00"),
    ("Asia/Beirut", "2026-10-24 23:00"),
)

days = st.dates(date(2000, 1, 1), date(2037, 12, 31))
wall_clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
slots = st.builds(Slot, st.integers(0, 6), wall_clocks, st.sampled_from(ZONES))
ordinary = st.tuples(st.sampled_from(ZONES), st.builds(datetime.combine, days, wall_clocks))
near_a_change = st.builds(
    lambda change, minutes: (change[0], datetime.fromisoformat(change[1]) + timedelta(minutes=minutes)),
    st.sampled_from(CLOCK_CHANGES),
    st.integers(-150, 150),
)


def shown(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("zone", "wall", "expected"),
    [
        pytest.param("Asia/Seoul", "2027-01-09 20:00", "2027-01-09 11:00", id="no clock changes"),
        pytest.param("Europe/Berlin", "2027-03-27 20:00", "2027-03-27 19:00", id="the evening before spring"),
        pytest.param("Europe/Berlin", "2027-03-28 20:00", "2027-03-28 18:00", id="the evening after spring"),
        pytest.param("Europe/Berlin", "2027-03-28 02:30", "2027-03-28 01:00", id="inside a gap"),
        pytest.param("Europe/Berlin", "2027-03-28 02:00", "2027-03-28 01:00", id="the gap's first minute"),
        pytest.param("Europe/Berlin", "2027-03-28 03:00", "2027-03-28 01:00", id="the minute after the gap"),
        pytest.param("Europe/Berlin", "2027-10-31 02:30", "2027-10-31 00:30", id="an hour that comes twice"),
        pytest.param("America/New_York", "2027-03-14 02:59", "2027-03-14 07:00", id="the gap's last minute"),
        pytest.param("America/New_York", "2027-11-07 01:30", "2027-11-07 05:30", id="twice in New York"),
        pytest.param("Australia/Lord_Howe", "2027-10-03 02:10", "2027-10-02 15:30", id="a gap of half an hour"),
        pytest.param("Australia/Lord_Howe", "2027-04-04 01:45", "2027-04-03 14:45", id="half an hour twice"),
        pytest.param("America/Santiago", "2026-09-06 00:00", "2026-09-06 04:00", id="no midnight in Santiago"),
        pytest.param("Asia/Beirut", "2026-03-29 00:30", "2026-03-28 22:00", id="no midnight in Beirut"),
        pytest.param("Pacific/Apia", "2011-12-30 20:00", "2011-12-30 10:00", id="a day that was left out"),
    ],
)
def test_a_wall_clock_is_one_instant(zone: str, wall: str, expected: str) -> None:
    typed = datetime.fromisoformat(wall)

    found = instant(typed.date(), typed.time(), zone)

    assert found.tzinfo is UTC
    assert found == datetime.fromisoformat(f"{expected}+00:00")


@given(st.one_of(ordinary, near_a_change))
def test_an_instant_is_the_first_that_shows_the_time_or_the_end_of_its_gap(case: tuple[str, datetime]) -> None:
    zone, wall = case
    # Every offset since 1980 is a multiple of a quarter of an hour, and none reaches sixteen hours.
    around = [wall.replace(tzinfo=UTC) + timedelta(minutes=15 * quarter) for quarter in range(-64, 65)]
    showing = [moment for moment in around if shown(moment, zone) == wall]

    found = instant(wall.date(), wall.time(), zone)

    if showing:
        assert found == min(showing)
    else:
        assert shown(found - timedelta(minutes=1), zone) < wall < shown(found, zone)


def test_the_second_of_two_equal_hours_cannot_be_asked_for() -> None:
    on, twice = date(2027, 10, 31), time(2, 30)

    assert instant(on, twice.replace(fold=1), "Europe/Berlin") == instant(on, twice, "Europe/Berlin")


def test_seconds_do_not_carry_a_session_past_the_end_of_a_gap() -> None:
    found = instant(date(2027, 3, 28), time(2, 30, 30), "Europe/Berlin")

    assert local(found, "Europe/Berlin").time() == time(3)


def test_a_naive_instant_has_no_local_time() -> None:
    with pytest.raises(ValueError, match="offset"):
        local(datetime(2027, 1, 9, 11), "Asia/Seoul")  # noqa: DTZ001 - the point of it


@given(st.integers(0, 6), days)
def test_the_coming_weekday_is_less_than_a_week_away(weekday: int, today: date) -> None:
    found = coming(weekday, today)

    assert found.weekday() == weekday
    assert timedelta(0) <= found - today < timedelta(days=7)


def test_a_study_meets_weekly_around_its_holidays() -> None:
    calendar = sessions_on(SATURDAYS, date(2027, 1, 4), 24, skipped={SEOLLAL: "설날", date(2027, 2, 7): "설날 다음 날"})

    assert calendar.starts[0] == datetime(2027, 1, 9, 11, tzinfo=UTC)
    assert calendar.starts[-1] == datetime(2027, 6, 26, 11, tzinfo=UTC)
    assert calendar.skipped == (SkippedDate(SEOLLAL, "설날"),)


def test_a_slot_skipped_before_the_first_session_is_told() -> None:
    calendar = sessions_on(SATURDAYS, SEOLLAL, 1, skipped={SEOLLAL: None})

    assert calendar.skipped == (SkippedDate(SEOLLAL, None),)
    assert [local(start, "Asia/Seoul").date() for start in calendar.starts] == [date(2027, 2, 13)]


def test_a_slot_skipped_after_the_last_session_is_not_told() -> None:
    calendar = sessions_on(SATURDAYS, date(2027, 1, 30), 1, skipped={SEOLLAL: None})

    assert calendar.skipped == ()


def test_a_skipped_date_is_the_slots_own_date_and_not_that_of_utc() -> None:
    early = Slot(SATURDAY, time(7), "Asia/Seoul")  # Friday 22:00 UTC

    calendar = sessions_on(
        early, date(2027, 2, 5), 1, skipped={date(2027, 2, 5): "금요일", date(2027, 2, 12): "금요일"}
    )

    assert local(calendar.starts[0], "Asia/Seoul").date() == SEOLLAL


def test_a_weekly_time_stays_where_the_clock_shows_it_across_summer_time() -> None:
    evenings = Slot(SATURDAY, time(20), "Europe/Berlin")

    calendar = sessions_on(evenings, date(2027, 3, 20), 3, skipped={})

    assert [start.hour for start in calendar.starts] == [19, 19, 18]


class EveryDay(dict[date, str | None]):
    """A calendar on which every day is a holiday."""

    def __contains__(self, on: object) -> bool:
        return True

    def __missing__(self, on: date) -> None:
        return None


def test_skipping_everything_is_refused_after_ten_years() -> None:
    with pytest.raises(EverySlotSkipped) as refused:
        sessions_on(SATURDAYS, date(2027, 1, 9), 1, skipped=EveryDay())

    assert refused.value.start_on == date(2027, 1, 9)
    assert timedelta(days=3600) < refused.value.until - refused.value.start_on < timedelta(days=3700)


def test_a_book_of_six_hundred_sessions_is_not_taken_for_an_endless_search() -> None:
    calendar = sessions_on(SATURDAYS, date(2027, 1, 9), 600, skipped={})

    assert len(calendar.starts) == 600


# Days counted from the first slot: most are slots, some stand beside one.
days_off = st.builds(lambda weeks, beside: 7 * weeks + beside, st.integers(0, 40), st.sampled_from([0, 0, 0, -1, 1]))
holiday_names = st.sampled_from([None, "설날", "Christmas"])


@given(slots, days, st.integers(0, 40), st.dictionaries(days_off, holiday_names, max_size=30))
def test_the_first_slots_that_are_not_skipped_are_taken(
    slot: Slot, start: date, count: int, off: dict[int, str | None]
) -> None:
    first = coming(slot.weekday, start)
    skipped = {first + timedelta(days=number): name for number, name in off.items()}

    calendar = sessions_on(slot, start, count, skipped=skipped)

    met = [local(moment, slot.zone).date() for moment in calendar.starts]
    fallen = [each.on for each in calendar.skipped]
    assert len(met) == count
    assert all(earlier < later for earlier, later in pairwise(calendar.starts))
    assert not skipped.keys() & set(met)
    assert [skipped[each.on] for each in calendar.skipped] == [each.name for each in calendar.skipped]
    assert sorted(met + fallen) == [first + timedelta(weeks=week) for week in range(len(met) + len(fallen))]
    assert not fallen or max(fallen) < max(met)
