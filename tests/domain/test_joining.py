"""What who comes late is credited with: nobody catches up, nobody is spared."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.joining import credit, led
from db.records import Reading, SeatState, SessionState
from tests.situations import DANA, JUN, MINA, SORA, a_meeting, a_plan, a_seat

CAST = (MINA, JUN, SORA, DANA)


def after(meetings: int) -> timedelta:
    return timedelta(weeks=meetings - 1, hours=1)


def test_what_is_led_is_counted_once_it_has_begun() -> None:
    plan = a_plan(a_meeting(1, MINA), a_meeting(2, MINA, state=SessionState.CANCELLED), a_meeting(3, JUN))
    first = plan.meetings[0].session.starts_at

    assert led(plan, first - timedelta(minutes=1)) == {}
    assert led(plan, first) == {MINA: 300}
    assert led(plan, first + after(3)) == {MINA: 300, JUN: 300}


def test_a_late_comer_is_credited_with_the_mean_of_those_who_sit() -> None:
    plan = a_plan(a_meeting(1, MINA), a_meeting(2, JUN), a_meeting(3, MINA))
    seats = [a_seat(MINA), a_seat(JUN), a_seat(DANA, state=SeatState.WAITING)]

    assert credit(plan, seats, SORA, plan.meetings[-1].session.starts_at) == (600 + 300) // 2


def test_a_late_comers_own_credit_counts_for_the_next_one() -> None:
    plan = a_plan(a_meeting(1, MINA))
    seats = [a_seat(MINA), a_seat(JUN, credit=300)]

    assert credit(plan, seats, SORA, plan.meetings[0].session.starts_at) == 300


def test_where_pages_are_unknown_one_session_is_as_much_as_another() -> None:
    unknown = a_meeting(1, MINA, reading=Reading(a_meeting(1).session.reading.parts))
    plan = a_plan(unknown, a_meeting(2, JUN))

    loads = led(plan, plan.meetings[-1].session.starts_at)

    assert loads[MINA] == loads[JUN] > 0


@given(
    st.lists(st.sampled_from([None, *CAST]), min_size=1, max_size=12),
    st.sets(st.sampled_from(CAST)),
    st.dictionaries(st.sampled_from(CAST), st.integers(0, 3000)),
    st.sampled_from(CAST),
    st.integers(0, 13),
)
def test_who_comes_late_counts_as_one_of_those_who_sit(
    leads: list[int | None], sitting: set[int], credit_of: dict[int, int], comes: int, weeks: int
) -> None:
    plan = a_plan(*[a_meeting(number, lead) for number, lead in enumerate(leads, start=1)])
    now = plan.meetings[0].session.starts_at + after(weeks)
    seats = [a_seat(user, credit=credit_of.get(user, 0)) for user in sitting - {comes}]

    given_credit, done = credit(plan, seats, comes, now), led(plan, now)

    carried = [done[seat.user_id] + seat.credit for seat in seats]
    counts_as = done[comes] + given_credit
    assert given_credit >= 0
    assert counts_as <= max([*carried, done[comes]])
    assert counts_as >= min(carried, default=0)
