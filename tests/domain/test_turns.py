"""Whose a turn is, and until when it can be spoken for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.notices import Kind, for_plan, to_staff
from bot.domain.turns import NotYourTurn, TurnGone, TurnOver, coming, confirm, is_near, standing
from db.records import Server, Target, TargetKind, TurnState
from tests.situations import DANA, JUN, MINA, SERVER, a_meeting, a_plan, a_study, a_turn

START = a_meeting(1).session.starts_at
BEFORE = START - timedelta(days=7)


def test_a_presenter_takes_it_on_as_often_as_they_like() -> None:
    once = confirm(a_turn(1, MINA), START, MINA, BEFORE)
    twice = confirm(once, START, MINA, BEFORE)

    assert once.state is TurnState.CONFIRMED
    assert twice == once


def test_nobody_answers_for_somebody_else() -> None:
    with pytest.raises(NotYourTurn) as refusal:
        confirm(a_turn(1, MINA), START, JUN, BEFORE)

    assert refusal.value.presenter == MINA


def test_once_it_began_there_is_nothing_to_settle() -> None:
    with pytest.raises(TurnOver):
        confirm(a_turn(1, MINA), START, MINA, START)


def test_a_turn_that_was_passed_on_is_gone() -> None:
    with pytest.raises(TurnGone):
        standing(a_turn(1, MINA, state=TurnState.PASSED))


def test_my_turns_are_those_whose_session_is_not_over() -> None:
    plan = a_plan(a_meeting(1, MINA, JUN), a_meeting(2, JUN, MINA), a_meeting(3, JUN))

    during_the_first = coming(plan, MINA, START + timedelta(minutes=30))
    after_it = coming(plan, MINA, START + timedelta(minutes=90))

    assert [meeting.session.number for meeting, _ in during_the_first] == [1, 2]
    assert [meeting.session.number for meeting, _ in after_it] == [2]


@pytest.mark.parametrize("at", [20, 23, 3])
def test_a_turn_is_near_from_its_second_reminder_on(at: int) -> None:
    meeting = a_meeting(1, MINA)
    session = replace(meeting.session, starts_at=START.replace(hour=(at - 9) % 24))
    plan = a_plan(replace(meeting, session=session))
    planned = for_plan(plan, [], Target(TargetKind.CHANNEL, 1), START - timedelta(days=9))
    (due,) = [notice.due_at for notice in planned if notice.kind is Kind.TURN_DAYS]

    assert is_near(plan.study, session, due)
    assert not is_near(plan.study, session, due - timedelta(seconds=1))


def test_help_is_asked_of_the_staff_channel_or_else_of_the_organiser() -> None:
    assert to_staff(a_study(), Server(SERVER, staff_channel_id=7)) == Target(TargetKind.CHANNEL, 7)
    assert to_staff(a_study(), Server(SERVER)) == Target(TargetKind.USER, DANA)
