"""A member's own week: what they did, their next turn, and the exercises that lie next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain import own_week as rules
from db.records import Attendance, Book, Covered, Exercise, Mark, MarkState, Presence, SessionState, Source
from tests.situations import JUN, MINA, NOW, SERVER, a_book, a_meeting, a_plan

FIRST = a_meeting(1).session.starts_at
WEEK = Covered(FIRST - timedelta(days=1), FIRST + timedelta(days=2), FIRST)


def a_book_to_solve() -> Book:
    chapters = a_book().chapters
    known = [Exercise(number, stars=stars) for number, stars in (("1.1", 3), ("1.2", 1), ("1.3", 1))]
    return replace(a_book(), chapters=(replace(chapters[0], exercises=tuple(known)), *chapters[1:]))


def a_mark(number: str, state: MarkState, days: int = 0) -> Mark:
    at = FIRST + timedelta(days=days)
    return Mark(SERVER, 1, MINA, number, state, at, at if state is MarkState.SOLVED else None)


def came(user: int, presence: Presence) -> dict[int, dict[int, Attendance]]:
    return {1: {user: Attendance(1, user, presence, Source.MEMBER, FIRST)}}


def test_it_counts_where_one_was_what_one_led_and_what_comes() -> None:
    plan = a_plan(a_meeting(1, MINA), a_meeting(2, JUN), a_meeting(3, MINA))
    marks = {"1.1": a_mark("1.1", MarkState.SOLVED), "1.2": a_mark("1.2", MarkState.SOLVED, days=-20)}
    own = rules.Own(MINA, [(plan, came(MINA, Presence.LATE))], [(a_book_to_solve(), marks)])

    week = rules.tell(own, WEEK)

    assert (week.met, week.came, len(week.led)) == (1, 1, 1)
    assert [(each.now, each.ever) for each in week.worked] == [(1, 2)]
    assert week.next_turn is not None
    assert week.next_turn.meeting.session.number == 3
    assert week.next_session is not None
    assert week.next_session.session.number == 2


def test_an_excuse_is_no_coming_and_a_cancelled_session_is_none() -> None:
    plan = a_plan(
        a_meeting(1, JUN), replace(a_meeting(2), session=replace(a_meeting(2).session, state=SessionState.CANCELLED))
    )
    own = rules.Own(MINA, [(plan, came(MINA, Presence.EXCUSED))], [])

    week = rules.tell(own, replace(WEEK, until=WEEK.until + timedelta(weeks=2)))

    assert (week.met, week.came) == (1, 0)
    assert week.is_quiet


def test_what_is_begun_comes_before_the_easiest_of_what_is_read() -> None:
    book = a_book_to_solve()
    marks = {
        "4.1": a_mark("4.1", MarkState.STUCK),
        "5.1": a_mark("5.1", MarkState.TRYING),
        "1.3": a_mark("1.3", MarkState.SOLVED),
    }

    assert rules.nearest(book, marks, frozenset({"1"})) == ("5.1", "4.1", "1.2", "1.1")
    assert rules.nearest(book, {}, frozenset()) == ()


def test_only_what_lies_before_its_end_is_told() -> None:
    own = rules.Own(MINA, [], [(a_book_to_solve(), {"1.1": a_mark("1.1", MarkState.SOLVED, days=30)})])

    assert rules.tell(own, replace(WEEK, until=NOW)).worked[0].ever == 0
