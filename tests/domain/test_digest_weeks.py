"""When digests come: once a week, whatever is changed, whatever stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import instant, local
from bot.domain.digests import SaidThisWeek, begun, cover, early, is_late, next_due, revision_of, week_of, weeks
from db.records import Slot

SEOUL = "Asia/Seoul"
MONDAYS = Slot(0, time(9), SEOUL)
ZONES = (SEOUL, "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Niue", "Australia/Lord_Howe", "UTC")
START = datetime(2027, 1, 6, 3, tzinfo=UTC)

slots = st.builds(
    Slot, st.integers(0, 6), st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.sampled_from(ZONES)
)
# What happens between two looks: so long, and then maybe another hour is chosen.
lives = st.lists(st.tuples(st.timedeltas(timedelta(0), timedelta(days=24)), st.none() | slots), max_size=30)


def test_a_digest_comes_at_its_hour_and_then_a_week_later() -> None:
    covered = begun(None, START)

    first = next_due(MONDAYS, covered)
    told = cover(MONDAYS, covered, revision_of(MONDAYS, first), first)

    assert first == instant(date(2027, 1, 11), time(9), SEOUL)
    assert told is not None
    assert (told.since, told.until, is_late(told), weeks(told)) == (START, first, False, 1)
    assert next_due(MONDAYS, told) == first + timedelta(weeks=1)


def test_two_weeks_offline_give_one_digest_that_says_so() -> None:
    first = next_due(MONDAYS, begun(None, START))
    told = cover(MONDAYS, begun(None, START), revision_of(MONDAYS, first), first)
    assert told is not None
    due, back = next_due(MONDAYS, told), first + timedelta(days=16)

    late = cover(MONDAYS, told, revision_of(MONDAYS, due), back)

    assert late is not None
    assert (late.since, late.until, is_late(late), weeks(late)) == (first, back, True, 2)
    assert next_due(MONDAYS, late) == first + timedelta(weeks=3)


def test_what_is_said_again_says_the_same() -> None:
    due = next_due(MONDAYS, begun(None, START))
    told = cover(MONDAYS, begun(None, START), revision_of(MONDAYS, due), due)
    assert told is not None

    assert cover(MONDAYS, told, revision_of(MONDAYS, due), due + timedelta(hours=3)) == told


def test_a_digest_whose_hour_was_moved_waits_for_the_new_one() -> None:
    covered, wednesdays = begun(None, START), Slot(2, time(9), SEOUL)
    monday = next_due(MONDAYS, covered)

    early_knock = cover(wednesdays, covered, revision_of(MONDAYS, monday), monday)
    told = cover(wednesdays, covered, revision_of(MONDAYS, monday), monday + timedelta(days=2))

    assert early_knock is None
    assert told is not None
    assert told.due == monday + timedelta(days=2)


def test_this_weeks_digest_can_come_early_and_then_comes_no_more_this_week() -> None:
    covered, thursday = begun(None, START), START + timedelta(days=1)

    told = early(MONDAYS, covered, thursday)

    assert (told.since, told.until) == (START, thursday)
    assert next_due(MONDAYS, told) == instant(date(2027, 1, 11), time(9), SEOUL)
    with pytest.raises(SaidThisWeek):
        early(MONDAYS, told, thursday + timedelta(days=2))


@given(slots, lives)
def test_one_digest_a_week_and_every_moment_in_one_of_them(
    slot: Slot, life: list[tuple[timedelta, Slot | None]]
) -> None:
    now, covered, told = START, begun(None, START), []

    for passed, chosen in life:
        now += passed
        slot = chosen or slot
        due = next_due(slot, covered)
        again = cover(slot, covered, revision_of(slot, due), now)
        if again is not None:
            told.append((week_of(now, slot.zone), again))
            covered = again

    said_in = [week for week, _ in told]
    assert said_in == sorted(set(said_in))
    assert [each.since for _, each in told] == [START, *(each.until for _, each in told)][: len(told)]
    assert len({each.revision for _, each in told}) == len(told)


@given(slots, st.integers(0, 5_000))
def test_the_next_digest_is_never_more_than_a_fortnight_after_the_last(slot: Slot, hours: int) -> None:
    covered = begun(None, START + timedelta(hours=hours))
    due = next_due(slot, covered)
    told = cover(slot, covered, revision_of(slot, due), due)
    assert told is not None

    after = next_due(slot, told)

    assert due - covered.until <= timedelta(days=7, hours=2)
    assert timedelta(days=6, hours=22) <= after - due <= timedelta(days=7, hours=2)
    assert local(after, slot.zone).weekday() == slot.weekday
