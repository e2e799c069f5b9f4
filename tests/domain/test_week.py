"""A week of a study in numbers, each of them beside a slow recount."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.week import HARD, Facts, Week, tell
from db.records import (
    Attendance,
    Book,
    Chapter,
    Covered,
    Exercise,
    Mark,
    MarkState,
    Presence,
    Reason,
    SeatState,
    SessionState,
    Source,
    Why,
)
from tests.situations import JUN, MINA, SERVER, SORA, a_meeting, a_plan, a_seat, a_turn

FIRST = a_meeting(1, MINA).session.starts_at
WEEK = timedelta(weeks=1)
BOOK = Book(
    "test",
    "A Hard Book",
    (
        Chapter("1", "First", exercises=(Exercise("1.1", stars=1), Exercise("1.2", stars=HARD))),
        Chapter("2", "Second", exercises=(Exercise("2.1", stars=HARD),)),
    ),
    id=1,
)
SEATS = (a_seat(MINA), a_seat(JUN), a_seat(SORA))


def a_week(after: datetime = FIRST) -> Covered:
    """The week that ends two days after `after`."""
    return Covered(after + timedelta(days=2) - WEEK, after + timedelta(days=2), after + timedelta(days=2))


def solved(user: int, exercise: str, at: datetime) -> Mark:
    return Mark(SERVER, 1, user, exercise, MarkState.SOLVED, at, solved_at=at)


def the_week(*meetings: object, marks: tuple[Mark, ...] = (), covered: Covered | None = None, **facts: object) -> Week:
    found = Facts(a_plan(*meetings), BOOK, SEATS, marks=marks, **facts)  # type: ignore[arg-type]
    return tell(found, covered or a_week())


def test_a_week_tells_who_presented_and_how_many_came() -> None:
    said = {1: {user: Attendance(1, user, Presence.PRESENT, Source.MEMBER, FIRST) for user in (MINA, JUN)}}

    week = the_week(a_meeting(1, MINA), a_meeting(2, JUN), said=said)

    assert [(each.meeting.session.number, each.turnout.came, each.turnout.of) for each in week.met if each.turnout] == [
        (1, 2, 3)
    ]
    assert (week.number, week.next.session.number if week.next else None) == (1, 2)


def test_a_cancelled_session_did_not_meet_and_is_said_to_be_cancelled() -> None:
    week = the_week(a_meeting(1, MINA, state=SessionState.CANCELLED), a_meeting(2, JUN))

    assert (week.met, [meeting.session.number for meeting in week.cancelled]) == ((), [1])


def test_nothing_happened_makes_a_quiet_week() -> None:
    assert the_week(a_meeting(3, MINA)).is_quiet
    assert not the_week(a_meeting(1, MINA)).is_quiet


def test_the_first_to_solve_a_hard_one_is_named_only_where_they_let_others_see() -> None:
    marks = (solved(MINA, "1.2", FIRST), solved(JUN, "2.1", FIRST), solved(SORA, "2.1", FIRST - timedelta(hours=1)))

    week = the_week(a_meeting(1, MINA), marks=marks, open_to_all={MINA})

    assert [(each.exercise, each.by) for each in week.firsts] == [("1.2", MINA), ("2.1", None)]


def test_what_was_solved_before_is_no_first_and_counts_once() -> None:
    marks = (solved(MINA, "1.2", FIRST - WEEK * 2), solved(JUN, "1.2", FIRST), solved(JUN, "1.1", FIRST))

    week = the_week(a_meeting(1, MINA), marks=marks)

    assert week.firsts == ()
    assert (week.solved.now, week.solved.ever, week.solved.of) == (2, 2, 3)


def test_who_stepped_in_for_a_session_is_thanked() -> None:
    stood_in = a_turn(1, JUN, reason=Reason(Why.STOOD_IN))
    meeting = replace(a_meeting(1), turns=(stood_in,))

    assert the_week(meeting).helped == (JUN,)


people = st.sampled_from((MINA, JUN, SORA, 999))
numbers = st.sampled_from(("1.1", "1.2", "2.1"))
instants = st.integers(-40, 40).map(lambda half_days: FIRST + timedelta(hours=12 * half_days))
marked = st.lists(st.builds(solved, people, numbers, instants), max_size=30)


@given(marked)
def test_the_numbers_equal_a_slow_recount(marks: list[Mark]) -> None:
    one_each = {(mark.user_id, mark.exercise): mark for mark in marks}.values()
    covered = a_week()

    week = the_week(a_meeting(1, MINA), marks=tuple(one_each))

    ever, now = set(), set()
    for mark in one_each:
        for seat in SEATS:
            at = mark.solved_at
            if seat.user_id == mark.user_id and seat.state is SeatState.SEATED and at is not None:
                if at < covered.until:
                    ever.add(mark.exercise)
                if covered.since <= at < covered.until:
                    now.add(mark.exercise)
    assert (week.solved.now, week.solved.ever) == (len(now), len(ever))


@given(marked, st.integers(1, 6))
def test_weeks_that_follow_each_other_leave_nothing_out_and_count_nothing_twice(marks: list[Mark], count: int) -> None:
    """Summed over weeks without a gap, the firsts are those of the whole time."""
    one_each = tuple({(mark.user_id, mark.exercise): mark for mark in marks}.values())
    start = FIRST - timedelta(days=20)
    ends = [start + WEEK * each for each in range(1, count + 1)]
    weeks = [the_week(a_meeting(9, MINA), marks=one_each, covered=Covered(end - WEEK, end, end)) for end in ends]

    whole = the_week(a_meeting(9, MINA), marks=one_each, covered=Covered(start, ends[-1], ends[-1]))

    assert sorted(each.exercise for week in weeks for each in week.firsts) == sorted(
        each.exercise for each in whole.firsts
    )
