"""What was held, what may be linked, what a book adds up to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.sessions import NotALink, NotYetBegun, NotYours, check_speaking, finish, hold, link, tally
from db.records import SessionState, StudyState, TurnState
from tests.situations import JUN, MINA, NOW, SORA, a_meeting, a_plan, a_seat, a_study


def test_a_held_session_ends_the_turn_of_its_lead_alone() -> None:
    meeting = a_meeting(1, MINA, JUN)

    held = hold(meeting, meeting.session.starts_at)

    assert held.session.state is SessionState.HELD
    assert [turn.state for turn in held.turns] == [TurnState.DONE, TurnState.PLANNED]


def test_holding_twice_keeps_the_first_time() -> None:
    meeting = a_meeting(1, MINA)
    held = hold(meeting, meeting.session.starts_at)

    again = hold(held, meeting.session.starts_at + timedelta(hours=5))

    assert again == held


def test_nothing_is_held_before_it_begins() -> None:
    meeting = a_meeting(1, MINA)

    with pytest.raises(NotYetBegun):
        hold(meeting, meeting.session.starts_at - timedelta(seconds=1))


def test_presenters_and_organisers_speak_for_a_session() -> None:
    meeting = a_meeting(1, MINA, JUN)

    for member in (MINA, JUN):
        check_speaking(meeting, member, organiser=False)
    check_speaking(meeting, SORA, organiser=True)
    with pytest.raises(NotYours):
        check_speaking(meeting, SORA, organiser=False)


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.org/slides.pdf",
        " http://example.org ",
        "HTTPS://example.org:8080/a?b=c#d",
        "https://ko.wikipedia.org/wiki/확률",
    ],
)
def test_addresses_of_pages_are_links(typed: str) -> None:
    assert link(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "slides.pdf",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b",
        "https://example.org/)[x](https://evil.example",
        "https://[",
        "https://example.org/" + "a" * 500,
    ],
)
def test_anything_else_is_not(typed: str) -> None:
    with pytest.raises(NotALink):
        link(typed)


def test_a_study_is_finished_once() -> None:
    finished = finish(a_study(state=StudyState.RUNNING), NOW)

    assert (finished.state, finished.finished_at) == (StudyState.FINISHED, NOW)
    assert finish(finished, NOW + timedelta(days=1)) is finished


def test_a_book_adds_up_without_what_was_cancelled() -> None:
    plan = a_plan(
        a_meeting(1, MINA), a_meeting(2, JUN), a_meeting(3, MINA, state=SessionState.CANCELLED), a_meeting(4, MINA)
    )

    found = tally(plan, [a_seat(MINA), a_seat(JUN), a_seat(SORA)])

    assert (found.sessions, found.pages, found.members, found.weeks) == (3, 90, 3, 4)
    assert found.led == ((MINA, 2), (JUN, 1))
