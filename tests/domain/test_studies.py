"""Who sits, who waits, and when one may come and go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.studies import (
    AlreadyJoined,
    AlreadyStarted,
    NoMembers,
    NotAMember,
    NotRecruiting,
    OutOfRange,
    StartInPast,
    StartTooFar,
    check_numbers,
    check_start,
    check_starting,
    leave_seat,
    meant,
    seat_of,
    seated,
    take_seat,
    waiting,
)
from db.records import Seat, SeatState, StudyState
from tests.situations import JUN, MINA, NOW, SORA, a_seat, a_study


def test_the_first_seats_are_taken_and_the_rest_wait() -> None:
    study = a_study(seats=1)

    first = take_seat(study, [], a_seat(MINA))
    second = take_seat(study, [first], a_seat(JUN))

    assert (first.state, second.state) == (SeatState.SEATED, SeatState.WAITING)


def test_nobody_joins_twice_not_even_while_waiting() -> None:
    waits = a_seat(MINA, state=SeatState.WAITING)

    with pytest.raises(AlreadyJoined) as refusal:
        take_seat(a_study(seats=1), [a_seat(JUN), waits], a_seat(MINA))

    assert refusal.value.seat is waits


def test_who_left_may_come_back() -> None:
    gone = a_seat(MINA, state=SeatState.LEFT)

    again = take_seat(a_study(), [gone], a_seat(MINA))

    assert again.state is SeatState.SEATED


@pytest.mark.parametrize("state", [StudyState.DRAFT, StudyState.FINISHED])
def test_a_study_that_is_not_open_takes_nobody(state: StudyState) -> None:
    with pytest.raises(NotRecruiting):
        take_seat(a_study(state=state), [], a_seat(MINA))


@pytest.mark.parametrize("state", [StudyState.RUNNING, StudyState.PAUSED])
def test_who_comes_late_is_seated_while_there_is_room(state: StudyState) -> None:
    study = a_study(state=state, seats=2)

    second = take_seat(study, [a_seat(JUN)], a_seat(MINA))
    third = take_seat(study, [a_seat(JUN), second], a_seat(SORA))

    assert (second.state, third.state) == (SeatState.SEATED, SeatState.WAITING)


def test_a_seat_that_was_taken_away_is_not_given_on() -> None:
    seats = [a_seat(MINA), a_seat(JUN), a_seat(SORA, state=SeatState.WAITING)]

    assert leave_seat(a_study(seats=1), seats, MINA, NOW).moved_up is None


def test_the_one_who_waits_longest_moves_up() -> None:
    seats = [
        a_seat(MINA),
        a_seat(SORA, state=SeatState.WAITING, joined_at=NOW + timedelta(hours=2)),
        a_seat(JUN, state=SeatState.WAITING, joined_at=NOW + timedelta(hours=1)),
    ]

    leaving = leave_seat(a_study(seats=1), seats, MINA, NOW)

    assert leaving.left.left_at == NOW
    assert leaving.moved_up is not None
    assert (leaving.moved_up.user_id, leaving.moved_up.state) == (JUN, SeatState.SEATED)


def test_leaving_the_waiting_list_moves_nobody() -> None:
    seats = [a_seat(MINA), a_seat(JUN, state=SeatState.WAITING), a_seat(SORA, state=SeatState.WAITING)]

    leaving = leave_seat(a_study(seats=1), seats, JUN, NOW)

    assert leaving.moved_up is None


def test_a_stranger_has_nothing_to_leave() -> None:
    with pytest.raises(NotAMember):
        leave_seat(a_study(), [a_seat(MINA)], SORA, NOW)


def test_a_finished_study_is_not_left_any_more() -> None:
    with pytest.raises(NotRecruiting):
        leave_seat(a_study(state=StudyState.FINISHED), [a_seat(MINA)], MINA, NOW)


@given(st.integers(1, 4), st.lists(st.tuples(st.booleans(), st.integers(1, 8)), max_size=40))
def test_seats_are_never_too_many_and_never_empty_while_somebody_waits(
    size: int, story: list[tuple[bool, int]]
) -> None:
    study, seats = a_study(seats=size), dict[int, Seat]()

    for minute, (comes, user) in enumerate(story):
        now = NOW + timedelta(minutes=minute)
        here = seat_of(seats.values(), user) is not None
        if comes and not here:
            seats[user] = take_seat(study, list(seats.values()), a_seat(user, joined_at=now))
        elif not comes and here:
            leaving = leave_seat(study, list(seats.values()), user, now)
            seats[user] = leaving.left
            if leaving.moved_up is not None:
                seats[leaving.moved_up.user_id] = leaving.moved_up

        sitting, queue = seated(seats.values()), waiting(seats.values())
        assert len(sitting) <= size
        assert not queue or len(sitting) == size


def test_a_start_needs_somebody_and_happens_once() -> None:
    with pytest.raises(NoMembers):
        check_starting(a_study(), [a_seat(MINA, state=SeatState.WAITING)])
    with pytest.raises(AlreadyStarted):
        check_starting(a_study(state=StudyState.RUNNING), [a_seat(MINA)])
    with pytest.raises(NotRecruiting):
        check_starting(a_study(state=StudyState.FINISHED), [a_seat(MINA)])


def test_the_first_day_is_today_at_the_earliest_and_within_a_year() -> None:
    today = NOW.date()

    check_start(today, today)
    check_start(today + timedelta(days=366), today)
    with pytest.raises(StartInPast) as past:
        check_start(today - timedelta(days=1), today)
    with pytest.raises(StartTooFar):
        check_start(today + timedelta(days=367), today)

    assert past.value.first_possible == today


@pytest.mark.parametrize(
    ("pages", "seats", "what"), [(0, 12, "pages"), (501, 12, "pages"), (30, 0, "seats"), (30, 201, "seats")]
)
def test_numbers_that_make_no_study_are_named(pages: int, seats: int, what: str) -> None:
    with pytest.raises(OutOfRange) as refusal:
        check_numbers(pages, seats)

    assert refusal.value.what == what


def test_a_finished_study_is_still_the_one_of_its_channel() -> None:
    over = a_study(id=3, channel_id=6, state=StudyState.FINISHED)
    older, alive = a_study(id=2, channel_id=6, state=StudyState.FINISHED), a_study(id=1, channel_id=6)
    elsewhere = a_study(id=4, channel_id=7)

    assert meant([elsewhere, over], 6, None) is over
    assert meant([elsewhere, over, alive], 6, None) is alive
    assert meant([over, older], 6, None) is None


def test_a_study_is_found_by_name_by_id_and_by_place() -> None:
    here, there = a_study(id=1, name="PRML"), a_study(id=2, name="ESL", channel_id=5)
    over = a_study(id=3, name="MML", channel_id=6, state=StudyState.FINISHED)
    studies = [over, there, here]

    assert meant(studies, None, "esl") is there
    assert meant(studies, None, "3") is over
    assert meant(studies, here.channel_id, None) is here
    assert meant(studies, 7, None) is None
    assert meant([over, here], 7, None) is here
    assert meant(studies, None, "SICP") is None
