"""Rules of a swap: who could have whose session, and until when it can be answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import swaps
from bot.domain.calendar import local
from bot.domain.notices import Kind, swap_offered
from bot.domain.plans import Meeting, Plan
from bot.domain.swaps import Facts, SwapTooLate
from db.records import Away, Reach, Seat, StudyState, Turn, UserId
from tests.situations import DANA, JUN, MINA, NOW, SORA, a_meeting, a_plan, a_seat

PEOPLE = (MINA, JUN, SORA, DANA)
FOUR = a_plan(*(a_meeting(number, PEOPLE[number % 4], PEOPLE[(number + 1) % 4]) for number in range(1, 9)))
SEATS = tuple(a_seat(person) for person in PEOPLE)


def facts(plan: Plan = FOUR, seats: tuple[Seat, ...] = SEATS, days: tuple[Away, ...] = ()) -> Facts:
    return Facts(plan, seats, days)


def led_by(plan: Plan, user_id: UserId) -> list[Meeting]:
    return [meeting for meeting in plan.meetings if (lead := meeting.presenter()) and lead.user_id == user_id]


def lead(meeting: Meeting) -> Turn:
    found = meeting.presenter()
    assert found is not None
    return found


def away_on(meeting: Meeting, user_id: UserId) -> Away:
    on = local(meeting.session.starts_at, "Asia/Seoul").date()
    return Away(1, 900, user_id, on, on)


def others_for(found: Facts, mine: Meeting, now: datetime = NOW) -> set[UserId]:
    return {lead(meeting).user_id for meeting in swaps.choices(found, mine, None, now)}


def test_every_session_of_others_fits_where_nothing_speaks_against_it() -> None:
    mine = led_by(FOUR, MINA)[0]

    found = swaps.choices(facts(), mine, None, NOW)

    assert [m.session.number for m in found] == [m.session.number for m in FOUR.meetings if lead(m).user_id != MINA]


def test_nobody_is_asked_for_a_day_they_are_away_or_to_give_a_day_i_am_away() -> None:
    mine, juns = led_by(FOUR, MINA)[0], led_by(FOUR, JUN)

    assert others_for(facts(days=(away_on(mine, JUN),)), mine) == {SORA, DANA}
    mine_away = tuple(away_on(meeting, MINA) for meeting in juns)
    assert others_for(facts(days=mine_away), mine) == {SORA, DANA}


def test_a_first_timer_does_not_get_into_the_first_month_by_a_swap() -> None:
    seats = tuple(replace(seat, first_time=seat.user_id == MINA) for seat in SEATS)
    early, late = led_by(FOUR, JUN)

    assert early.session.number <= 3 < late.session.number
    assert MINA not in others_for(facts(seats=seats), early)
    assert MINA in others_for(facts(seats=seats), late)


def test_a_chapter_somebody_avoids_is_told_and_not_forbidden() -> None:
    mine, other = led_by(FOUR, MINA)[0], led_by(FOUR, JUN)[0]
    chapter = other.session.reading.chapters
    seats = tuple(replace(seat, avoids=chapter if seat.user_id == MINA else frozenset()) for seat in SEATS)

    assert facts(seats=seats).avoided(MINA, other)
    assert not facts(seats=seats).avoided(JUN, other)
    assert other in swaps.choices(facts(seats=seats), mine, JUN, NOW)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (timedelta(days=30), timedelta(days=3)),
        (timedelta(days=4), timedelta(days=3)),
        (timedelta(days=3), timedelta(days=2)),
        (timedelta(hours=25), timedelta(hours=1)),
        (timedelta(hours=24, minutes=59), timedelta(hours=23, minutes=59)),
        (timedelta(hours=2), timedelta(hours=1)),
        (timedelta(minutes=61), timedelta(minutes=1)),
    ],
)
def test_an_offer_ends_before_it_would_be_too_late(left: timedelta, expected: timedelta) -> None:
    early, late = FOUR.meetings[:2]

    until = swaps.open_until(late, early, early.session.starts_at - left)

    assert until - (early.session.starts_at - left) == expected


def test_in_the_last_hour_it_is_too_late() -> None:
    early, late = FOUR.meetings[:2]

    with pytest.raises(SwapTooLate):
        swaps.open_until(early, late, early.session.starts_at - timedelta(hours=1))


@pytest.mark.parametrize("state", [StudyState.PAUSED, StudyState.FINISHED])
def test_a_study_that_rests_swaps_nothing(state: StudyState) -> None:
    resting = replace(FOUR, study=replace(FOUR.study, state=state))

    with pytest.raises(swaps.NoLeadToSwap):
        swaps.own_lead(facts(resting), lead(led_by(FOUR, MINA)[0]).id, MINA, NOW)


@given(minutes=st.integers(0, 60 * 24 * 20))
def test_a_question_comes_by_day_or_in_time_and_before_it_ends(minutes: int) -> None:
    now, mine, other = NOW + timedelta(minutes=minutes), led_by(FOUR, JUN)[1], led_by(FOUR, SORA)[1]
    earlier = min(mine.session.starts_at, other.session.starts_at)
    swap = swaps.offer(facts(), lead(mine).id, lead(other).id, JUN, now)
    seats = [replace(seat, reach=Reach.DM) for seat in SEATS]

    asked, over = swap_offered(FOUR.study, swap, seats, earlier, now)

    assert now <= asked.due_at < asked.expires_at == swap.expires_at < earlier
    assert swap.expires_at <= over.due_at < over.expires_at <= earlier
    assert (asked.kind, asked.target.id, over.target.id) == (Kind.SWAP_OFFER, SORA, JUN)
    assert 9 <= local(asked.due_at, "Asia/Seoul").hour < 22 or asked.due_at == now
