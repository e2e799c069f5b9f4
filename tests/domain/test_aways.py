"""Rules of days away: what can be typed, and which turns fall into them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import aways
from bot.domain.refusals import Refusal
from db.records import Away, SessionState
from tests.situations import JUN, MINA, NOW, SERVER, a_meeting, a_plan

TODAY = date(2027, 1, 4)
PLAN = a_plan(a_meeting(1, MINA, JUN), a_meeting(2, JUN, MINA), a_meeting(3, MINA, JUN, state=SessionState.CANCELLED))


def mina_away(first: date, last: date) -> Away:
    return aways.days(SERVER, MINA, first, last)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("today", None, (4, 4)),
        ("오늘", "모레", (4, 6)),
        ("1월 9일", "금요일", (9, 15)),
        ("2027-01-09", "Saturday", (9, 9)),
        ("next Saturday", "Sunday", (16, 17)),
        ("1/9", "1/12", (9, 12)),
    ],
)
def test_days_are_typed_in_either_language(first: str, last: str | None, expected: tuple[int, int]) -> None:
    begins, ends = aways.span(first, last, TODAY)

    assert (begins.day, ends.day) == expected


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        ("2027-01-03", None, aways.AwayPast),
        ("2027-02-10", "2027-02-09", aways.AwayReversed),
        ("2027-01-04", "2027-05-04", aways.AwayTooLong),
        ("2028-01-06", None, aways.AwayTooFar),
    ],
)
def test_days_that_cannot_be_are_refused(first: str, last: str | None, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        aways.span(first, last, TODAY)


def test_a_hundred_and_twenty_days_are_the_most() -> None:
    assert aways.span("2027-01-04", "2027-05-03", TODAY) == (TODAY, TODAY + timedelta(days=119))


def test_both_roles_fall_into_it_and_what_is_cancelled_does_not() -> None:
    days = mina_away(date(2027, 1, 16), date(2027, 1, 30))

    found = aways.falling_into(PLAN, days, NOW)

    assert [(meeting.session.number, turn.role.value) for meeting, turn in found] == [(1, "lead"), (2, "backup")]


def test_the_studys_own_clock_says_which_day_a_session_is_on() -> None:
    late = a_plan(a_meeting(1, MINA, starts_at=datetime(2027, 1, 16, 15, 30, tzinfo=UTC)))

    assert aways.falling_into(late, mina_away(date(2027, 1, 16), date(2027, 1, 16)), NOW) == []
    assert len(aways.falling_into(late, mina_away(date(2027, 1, 17), date(2027, 1, 17)), NOW)) == 1


ranges = st.tuples(st.integers(0, 40), st.integers(0, 15)).map(
    lambda drawn: mina_away(TODAY + timedelta(days=drawn[0]), TODAY + timedelta(days=drawn[0] + drawn[1]))
)


@given(added=st.lists(ranges, max_size=12))
def test_swallowing_loses_no_day_and_invents_none(added: list[Away]) -> None:
    standing: list[Away] = []
    for new in added:
        within = aways.swallowed(standing, new)
        if within is not None:
            standing = [days for days in standing if days not in within] + [new]

    def covered(of: list[Away]) -> set[int]:
        return {day for days in of for day in range(days.first.toordinal(), days.last.toordinal() + 1)}

    assert covered(standing) == covered(added)
    assert not any(a is not b and a.first <= b.first and b.last <= a.last for a in standing for b in standing)
