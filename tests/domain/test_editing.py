"""Rules of a study that changes on its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.editing import (
    AlreadyFinished,
    AlreadyPaused,
    NothingToEdit,
    TooFewSeats,
    TwoAtOnce,
    WhichForum,
    edit,
    end,
    moving_up,
    pause,
)
from bot.domain.plans import NotYetPlanned
from db.records import Gathering, SeatState, SessionState, Slot, StudyState
from tests.situations import JUN, MINA, NOW, SORA, a_meeting, a_plan, a_seat, a_study

SEATS = [a_seat(MINA), a_seat(JUN)]
SUNDAY = Slot(6, time(20), "Asia/Seoul")


def test_what_no_session_hangs_on_is_kept_at_once_and_the_plan_waits() -> None:
    study = a_study(state=StudyState.RUNNING)

    found = edit(study, replace(study, seats=20, slot=SUNDAY), SEATS)

    assert (found.kept.seats, found.kept.slot) == (20, study.slot)
    assert (found.changed, found.bends) == (("seats",), ("slot",))


def test_a_study_that_recruits_has_no_plan_to_bend() -> None:
    study = a_study()

    found = edit(study, replace(study, slot=SUNDAY, pages_per_session=20), SEATS)

    assert (found.kept.slot, found.kept.pages_per_session) == (SUNDAY, 20)
    assert found.bends == ()


def test_one_change_of_the_plan_is_looked_at_at_a_time() -> None:
    study = a_study(state=StudyState.RUNNING)

    with pytest.raises(TwoAtOnce):
        edit(study, replace(study, slot=SUNDAY, pages_per_session=20), SEATS)


def test_an_edit_that_changes_nothing_is_refused() -> None:
    with pytest.raises(NothingToEdit):
        edit(a_study(), a_study(), SEATS)
    with pytest.raises(AlreadyFinished):
        edit(a_study(state=StudyState.FINISHED), a_study(state=StudyState.FINISHED, seats=20), SEATS)


def test_posts_need_a_forum() -> None:
    study = a_study()

    with pytest.raises(WhichForum):
        edit(study, replace(study, gathering=Gathering.FORUM), SEATS)
    assert edit(study, replace(study, gathering=Gathering.FORUM, forum_id=7), SEATS).kept.forum_id == 7


def test_nobody_is_sent_away_by_fewer_seats() -> None:
    study = a_study()

    with pytest.raises(TooFewSeats) as refused:
        edit(study, replace(study, seats=1), SEATS)
    assert refused.value.taken == 2
    assert edit(study, replace(study, seats=2), SEATS).kept.seats == 2


def test_a_study_that_is_over_full_already_may_get_more_seats_but_not_enough() -> None:
    study = a_study(seats=1)

    assert edit(study, replace(study, language="en"), SEATS).kept.seats == 1


def test_who_waits_longest_sits_down_first() -> None:
    waiting = [a_seat(SORA, state=SeatState.WAITING), a_seat(200, state=SeatState.WAITING)]

    moved = moving_up(a_study(seats=3), [*SEATS, *waiting])

    assert [(seat.user_id, seat.state) for seat in moved] == [(SORA, SeatState.SEATED)]
    assert moving_up(a_study(seats=2), [*SEATS, *waiting]) == []


def test_only_what_runs_can_rest() -> None:
    paused = pause(a_study(state=StudyState.RUNNING), NOW)

    assert (paused.state, paused.paused_at) == (StudyState.PAUSED, NOW)
    for state, refusal in (
        (StudyState.PAUSED, AlreadyPaused),
        (StudyState.RECRUITING, NotYetPlanned),
        (StudyState.FINISHED, AlreadyFinished),
    ):
        with pytest.raises(refusal):
            pause(a_study(state=state), NOW)


def test_an_early_end_cancels_what_is_to_come_and_leaves_what_was() -> None:
    plan = a_plan(*(a_meeting(number, MINA) for number in (1, 2, 3)))
    now = plan.meetings[1].session.starts_at + timedelta(minutes=5)

    ending = end(plan, now)

    assert [session.number for session in ending.cancelled] == [3]
    assert {session.state for session in ending.cancelled} == {SessionState.CANCELLED}
    assert (ending.study.state, ending.study.finished_at) == (StudyState.FINISHED, now)
    assert ending.began


def test_before_the_first_session_there_is_nothing_to_thank_for() -> None:
    assert not end(a_plan(a_meeting(1, MINA)), NOW).began
    assert not end(a_plan(), NOW).began


def test_what_waits_through_a_break_is_cancelled_though_its_date_is_past() -> None:
    meetings = [a_meeting(number, MINA) for number in (1, 2)]
    between = meetings[0].session.starts_at + timedelta(days=1)
    plan = a_plan(*meetings, state=StudyState.PAUSED, paused_at=between)

    ending = end(plan, between + timedelta(weeks=8))

    assert [session.number for session in ending.cancelled] == [2]
