"""What /help points at: who somebody is here, and what presses them most."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.compass import MOST, Around, Step, is_new
from bot.domain.plans import Plan
from db.records import (
    SeatState,
    Server,
    SessionState,
    StudyState,
    TurnState,
)
from tests.domain.around import (
    ARA,
    DANA,
    JUN,
    MINA,
    NOW,
    SATURDAY,
    SORA,
    WEEK,
    a_meeting,
    a_study,
    recruiting,
    running,
    seats,
    shown_to,
    steps,
)

# --- who comes to a server


def test_an_admin_is_first_asked_to_set_naru_up() -> None:
    found = shown_to(ARA, admin=True, server=Server(100))

    assert steps(found) == [Step.SET_UP, Step.FOUND]


def test_who_only_organises_is_not_asked_to_set_naru_up() -> None:
    found = shown_to(DANA, organiser=True, server=Server(100))

    assert steps(found) == [Step.FOUND]


def test_a_newcomer_to_a_quiet_server_looks_around() -> None:
    assert steps(shown_to(SORA)) == [Step.LOOK_AROUND]


def test_a_newcomer_can_join_what_recruits_and_look_around() -> None:
    found = shown_to(SORA, recruiting(members=[MINA, JUN]))

    assert steps(found) == [Step.JOIN, Step.LOOK_AROUND]
    assert found[0].count == 10


def test_a_full_study_can_be_waited_for() -> None:
    found = shown_to(SORA, recruiting(members=[MINA, JUN], of=2))

    assert (found[0].step, found[0].count) == (Step.JOIN, 0)


def test_nobody_joins_what_is_under_way() -> None:
    assert steps(shown_to(SORA, running(a_meeting(0, MINA)))) == [Step.LOOK_AROUND]


def test_who_left_may_join_again() -> None:
    left = [replace(seat, state=SeatState.LEFT, left_at=NOW) for seat in seats([SORA])]

    found = shown_to(SORA, Around(Plan(a_study(StudyState.RECRUITING), ()), left))

    assert Step.JOIN in steps(found)


def test_a_newcomer_is_who_has_no_seat_and_runs_nothing() -> None:
    here = [recruiting(members=[MINA], waiting=[JUN])]

    assert is_new(here, SORA, organiser=False)
    assert not is_new(here, MINA, organiser=False)
    assert not is_new(here, JUN, organiser=False)
    assert not is_new(here, DANA, organiser=True)


def test_an_organiser_of_nothing_yet_is_a_newcomer_too() -> None:
    assert is_new([], DANA, organiser=True)


# --- who waits


def test_a_member_waits_for_the_start() -> None:
    assert steps(shown_to(MINA, recruiting(members=[MINA]))) == [Step.WAIT_FOR_START]


def test_who_waits_for_a_seat_knows_their_place() -> None:
    found = shown_to(SORA, recruiting(members=[MINA], waiting=[JUN, SORA], of=1))

    assert [(hint.step, hint.count) for hint in found] == [(Step.WAIT_FOR_SEAT, 2)]


# --- members of a running study


def test_the_presenter_of_the_next_session_is_asked() -> None:
    found = shown_to(MINA, running(a_meeting(0, MINA), a_meeting(1, JUN)))

    assert steps(found) == [Step.CONFIRM]


def test_who_has_said_yes_prepares() -> None:
    found = shown_to(MINA, running(a_meeting(0, MINA, turn=TurnState.CONFIRMED)))

    assert steps(found) == [Step.PREPARE]


def test_the_backup_stands_by() -> None:
    assert steps(shown_to(JUN, running(a_meeting(0, MINA, JUN)))) == [Step.STAND_BY]


def test_the_others_come() -> None:
    assert steps(shown_to(JUN, running(a_meeting(0, MINA)))) == [Step.COME]


def test_a_turn_within_two_weeks_presses_more_than_the_next_session() -> None:
    found = shown_to(JUN, running(a_meeting(0, MINA), a_meeting(1, JUN)))

    assert [(hint.step, hint.meeting and hint.meeting.session.number) for hint in found] == [
        (Step.CONFIRM, 2),
        (Step.COME, 1),
    ]


def test_a_turn_far_ahead_is_told_and_nothing_is_asked() -> None:
    found = shown_to(JUN, running(a_meeting(0, MINA), a_meeting(5, JUN)))

    assert steps(found) == [Step.COME, Step.TURN_AHEAD]


def test_during_a_session_nobody_is_asked_to_confirm() -> None:
    found = shown_to(MINA, running(a_meeting(0, MINA)), now=SATURDAY + timedelta(minutes=89))

    assert steps(found) == [Step.UNDER_WAY]


def test_a_session_that_is_over_asks_members_for_nothing() -> None:
    found = shown_to(MINA, running(a_meeting(0, MINA)), now=SATURDAY + timedelta(minutes=90))

    assert steps(found) == [Step.LOOK_AROUND]


def test_a_cancelled_session_is_passed_over() -> None:
    found = shown_to(MINA, running(a_meeting(0, MINA, state=SessionState.CANCELLED), a_meeting(1, JUN, MINA)))

    assert [(hint.step, hint.meeting and hint.meeting.session.number) for hint in found] == [(Step.STAND_BY, 2)]


def test_a_resting_study_asks_its_members_for_nothing() -> None:
    resting = Around(Plan(a_study(StudyState.PAUSED), (a_meeting(0, MINA),)), seats([MINA]))

    assert steps(shown_to(MINA, resting)) == [Step.LOOK_AROUND]


# --- organisers


def test_an_organiser_starts_a_study_that_has_members() -> None:
    found = shown_to(DANA, recruiting(members=[MINA, JUN], waiting=[SORA]), organiser=True)

    assert [(hint.step, hint.count) for hint in found] == [(Step.START, 2)]


def test_an_organiser_gathers_people_for_an_empty_study() -> None:
    assert steps(shown_to(DANA, recruiting(), organiser=True)) == [Step.GATHER]


def test_sessions_without_a_presenter_are_counted_from_the_first_of_them() -> None:
    found = shown_to(DANA, running(a_meeting(0, MINA), a_meeting(1), a_meeting(2)), organiser=True)

    opened = next(hint for hint in found if hint.step is Step.OPEN_SESSIONS)
    assert opened.count == 2
    assert opened.meeting == a_meeting(1)


def test_an_organiser_hears_of_a_missing_answer_within_the_last_week_only() -> None:
    around = running(a_meeting(0, MINA))

    week_before, earlier = SATURDAY - WEEK, SATURDAY - WEEK - timedelta(minutes=1)
    assert Step.UNCONFIRMED in steps(shown_to(DANA, around, now=week_before, organiser=True))
    assert Step.UNCONFIRMED not in steps(shown_to(DANA, around, now=earlier, organiser=True))


def test_an_organiser_is_not_told_of_their_own_missing_answer() -> None:
    found = shown_to(DANA, running(a_meeting(0, DANA), members=[DANA, MINA]), organiser=True)

    assert steps(found) == [Step.CONFIRM]


def test_an_organiser_is_asked_whether_the_last_session_took_place() -> None:
    around = running(a_meeting(0, MINA), a_meeting(1, JUN), a_meeting(9, MINA))
    its_end = SATURDAY + WEEK + timedelta(minutes=90)

    asked = shown_to(DANA, around, now=its_end, organiser=True)
    forgotten = shown_to(DANA, around, now=its_end + WEEK * 2, organiser=True)

    assert [hint.meeting for hint in asked if hint.step is Step.SAY_HELD] == [a_meeting(1, JUN)]
    assert Step.SAY_HELD not in steps(forgotten)


def test_nobody_asks_after_a_session_that_was_held() -> None:
    found = shown_to(
        DANA, running(a_meeting(0, MINA, state=SessionState.HELD)), now=SATURDAY + WEEK / 2, organiser=True
    )

    assert Step.SAY_HELD not in steps(found)


def test_a_finished_study_makes_room_for_the_next() -> None:
    finished = Around(Plan(a_study(StudyState.FINISHED), (a_meeting(0, MINA),)), seats([MINA]))

    assert steps(shown_to(DANA, finished, organiser=True)) == [Step.FOUND]
    assert steps(shown_to(MINA, finished)) == [Step.LOOK_AROUND]


# --- the order


def test_the_sooner_of_two_turns_comes_first() -> None:
    later = running(a_meeting(1, MINA))
    sooner = Around(Plan(a_study(number=2), (a_meeting(0, MINA),)), seats([MINA]))

    found = shown_to(MINA, later, sooner)

    assert [hint.study and hint.study.id for hint in found] == [2, 1]


people = st.sampled_from([MINA, JUN, SORA, DANA])
meetings = st.lists(
    st.builds(
        a_meeting,
        st.integers(0, 8),
        st.none() | people,
        st.none() | people,
        turn=st.sampled_from([TurnState.PLANNED, TurnState.CONFIRMED, TurnState.DONE]),
        state=st.sampled_from(SessionState),
    ),
    max_size=4,
    unique_by=lambda meeting: meeting.session.number,
).map(lambda found: tuple(sorted(found, key=lambda meeting: meeting.session.number)))
studies = st.builds(
    lambda state, met, members, line: Around(Plan(a_study(state), met), seats(members - line, line)),
    st.sampled_from([state for state in StudyState if state is not StudyState.DRAFT]),
    meetings,
    st.sets(people),
    st.sets(people),
)


@given(st.lists(studies, max_size=4), people, st.integers(0, 70), st.booleans(), st.booleans())
def test_there_are_always_a_few_steps_and_the_most_pressing_is_first(
    around: list[Around], user_id: int, day: int, admin: bool, organiser: bool
) -> None:
    found = shown_to(user_id, *around, now=NOW + timedelta(days=day), admin=admin, organiser=organiser)

    places = [list(Step).index(step) for step in steps(found)]
    assert 1 <= len(found) <= MOST
    assert places == sorted(places)


@given(st.lists(studies, max_size=4), people, st.integers(0, 70))
def test_who_does_not_organise_sees_no_organisers_steps(around: list[Around], user_id: int, day: int) -> None:
    found = shown_to(user_id, *around, now=NOW + timedelta(days=day))

    theirs = {Step.SET_UP, Step.UNCONFIRMED, Step.OPEN_SESSIONS, Step.SAY_HELD, Step.START, Step.GATHER, Step.FOUND}
    theirs |= {Step.NEWCOMERS, Step.GO_ON}
    assert theirs.isdisjoint(steps(found))


def test_an_organiser_shares_the_turns_out_when_somebody_has_none() -> None:
    fair = running(a_meeting(0, MINA), a_meeting(1, JUN), a_meeting(2, MINA))
    unfair = running(a_meeting(0, MINA), a_meeting(1, JUN), a_meeting(2, MINA), members=(MINA, JUN, SORA))

    assert Step.NEWCOMERS not in steps(shown_to(DANA, fair, organiser=True))
    (found,) = [hint for hint in shown_to(DANA, unfair, organiser=True) if hint.step is Step.NEWCOMERS]
    assert found.count == 1


def test_who_organises_a_study_that_rests_reads_how_it_goes_on() -> None:
    resting = Around(Plan(a_study(StudyState.PAUSED), (a_meeting(0, MINA),)), seats((MINA,)))

    assert Step.GO_ON in steps(shown_to(DANA, resting, organiser=True))
    assert Step.GO_ON not in steps(shown_to(MINA, resting))
