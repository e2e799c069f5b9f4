"""Whom it is fairest to ask, and why."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls import open_call
from bot.domain.fairest import MOST, fairest
from bot.domain.plans import Meeting
from bot.domain.splitting import work
from db.records import SeatState, SessionState, Why
from tests.situations import DANA, JUN, MINA, NOW, SORA, a_meeting, a_plan, a_seat

ARA = 105


def asked(meeting: Meeting, *others: Meeting, seats, away=()) -> list[tuple[int, Why]]:
    plan = a_plan(*sorted((meeting, *others), key=lambda each: each.session.number))
    return [(seat.user_id, reason.why) for seat, reason in fairest(meeting, plan, seats, away)]


def test_who_carried_least_in_the_whole_study_comes_first() -> None:
    seats = [a_seat(MINA), a_seat(JUN), a_seat(SORA)]

    found = asked(
        a_meeting(5),
        a_meeting(1, MINA),
        a_meeting(2, MINA),
        a_meeting(3, JUN),
        a_meeting(9, SORA),
        a_meeting(10, SORA),
        a_meeting(11, SORA),
        seats=seats,
    )

    assert found[0] == (JUN, Why.LEAST)
    assert [user for user, _ in found] == [JUN, MINA, SORA]


def test_who_came_late_is_not_asked_to_make_up_for_it() -> None:
    late = a_seat(SORA, credit=10_000)

    found = asked(a_meeting(5), a_meeting(1, MINA), seats=[a_seat(MINA), late])

    assert [user for user, _ in found] == [MINA, SORA]


def test_of_those_who_carried_alike_the_best_rested_comes_first_then_a_wish() -> None:
    meetings = [a_meeting(1, MINA), a_meeting(4, JUN), a_meeting(9, SORA)]
    wishing = a_seat(SORA, wants=frozenset({"5"}))

    rested = asked(a_meeting(5), *meetings, seats=[a_seat(JUN), a_seat(MINA), a_seat(SORA)])
    wished = asked(a_meeting(5), *meetings, seats=[a_seat(JUN), a_seat(MINA), wishing])

    assert rested == [(MINA, Why.RESTED), (SORA, Why.RESTED), (JUN, Why.EVEN)]
    assert wished[0] == (SORA, Why.WISHED)


def test_some_are_not_asked_at_all() -> None:
    seats = [
        a_seat(MINA),
        a_seat(JUN),
        a_seat(SORA, first_time=True),
        a_seat(DANA, avoids=frozenset({"1"})),
        a_seat(ARA),
        a_seat(106, state=SeatState.WAITING),
        a_seat(107),
    ]
    backed = a_meeting(1, None, JUN)
    meeting = replace(backed, call=open_call(backed, "Asia/Seoul", NOW, by=MINA))

    assert asked(meeting, seats=seats, away={ARA}) == [(107, Why.ONLY)]


def test_a_first_timer_may_be_asked_after_the_first_month() -> None:
    seats = [a_seat(user) for user in (MINA, JUN, DANA, ARA)] + [a_seat(SORA, first_time=True)]
    led = [a_meeting(number, user) for number, user in enumerate((MINA, JUN, DANA, ARA), start=1)]

    assert asked(a_meeting(5), *led, seats=seats)[0] == (SORA, Why.LEAST)
    assert SORA not in [user for user, _ in asked(a_meeting(4), *led[:3], seats=seats)]


def test_what_was_cancelled_was_carried_by_nobody() -> None:
    cancelled = a_meeting(1, MINA, state=SessionState.CANCELLED)

    found = asked(a_meeting(5), cancelled, a_meeting(2, JUN), seats=[a_seat(MINA), a_seat(JUN)])

    assert found[0] == (MINA, Why.LEAST)


@given(st.lists(st.sampled_from([None, MINA, JUN, SORA, DANA, ARA]), min_size=1, max_size=12), st.integers(0, 11))
def test_nobody_who_is_asked_carried_more_than_one_who_is_not(leads, at) -> None:
    meetings = [a_meeting(number, user) for number, user in enumerate(leads, start=1)]
    at %= len(meetings)
    meetings[at] = a_meeting(at + 1)
    seats = [a_seat(user) for user in (MINA, JUN, SORA, DANA, ARA)]

    found = [user for user, _ in asked(meetings[at], *meetings[:at], *meetings[at + 1 :], seats=seats)]

    carried = {
        seat.user_id: sum(
            work(m.session.reading) for m in meetings if (lead := m.presenter()) and lead.user_id == seat.user_id
        )
        for seat in seats
    }
    assert len(found) == MOST
    assert max(carried[user] for user in found) <= min(carried[user] for user in carried.keys() - set(found))
