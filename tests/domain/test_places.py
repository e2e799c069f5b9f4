"""When a session has a place of its own on Discord, what of a change has to be done there, and what has not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import places as rules
from bot.domain.notices import Kind, for_places, place_barred
from bot.domain.notices.kinds import MORNING, NIGHT
from bot.domain.places import Want
from bot.domain.plans import Meeting, Plan
from db.records import Gathering, Place, PlaceKind, Planned, SessionState, StudyState, Target, TargetKind
from tests.situations import JUN, MINA, NOW, SORA, a_meeting, a_plan, a_study, a_turn

EVENT, THREAD = PlaceKind.EVENT, PlaceKind.THREAD
FIRST = a_meeting(1, MINA, JUN)
START = FIRST.session.starts_at

instants = st.integers(-30 * 24, 60 * 24).map(lambda hours: START + timedelta(hours=hours))
states = st.sampled_from(SessionState)
studies = st.builds(
    lambda state, events, gathering: a_study(state=state, events=events, gathering=gathering),
    st.sampled_from(StudyState),
    st.booleans(),
    st.sampled_from(Gathering),
)


def with_threads(*meetings: Meeting, **facts: Any) -> Plan:
    return a_plan(*meetings, **{"gathering": Gathering.THREADS} | facts)


def standing(plan: Plan, meeting: Meeting, kind: PlaceKind, at: datetime = NOW) -> Place:
    """Discord shows a session as it is in this plan."""
    shown = rules.digest(plan.study, meeting, kind, Want.STAND)
    return Place(meeting.session.id, kind, 555, shown, done_at=at)


def due(plan: Plan, *places: Place, now: datetime = NOW, gone: tuple[Meeting, ...] = ()) -> list[Planned]:
    return for_places(plan, [meeting.session for meeting in gone], places, now)


def keys(planned: list[Planned]) -> set[tuple[str, int, int]]:
    return {(notice.kind, notice.subject, notice.revision) for notice in planned}


def test_an_event_and_a_thread_are_made_two_weeks_before_and_the_thread_archived_a_week_after() -> None:
    later = a_meeting(4, MINA)
    start, end = later.session.starts_at, later.session.starts_at + timedelta(minutes=90)

    planned = due(with_threads(later))

    assert [(notice.kind, notice.due_at) for notice in planned] == [
        (Kind.EVENT, start - timedelta(days=14)),
        (Kind.THREAD, start - timedelta(days=14)),
        (Kind.THREAD, end + timedelta(days=7)),
    ]
    assert planned[0].expires_at == start


@given(instants)
def test_what_is_made_is_made_while_people_are_awake_unless_time_is_short(now: datetime) -> None:
    planned = [notice for notice in due(a_plan(FIRST), now=now) if notice.kind == Kind.EVENT]

    for notice in planned:
        local = (notice.due_at + timedelta(hours=9)).time()
        assert MORNING <= local < NIGHT or START - notice.due_at < timedelta(hours=14)
        assert max(now, START - rules.AHEAD) <= notice.due_at < START


def test_nowhere_means_no_thread_and_switched_off_means_no_event() -> None:
    assert {notice.kind for notice in due(a_plan(FIRST))} == {Kind.EVENT}
    assert due(a_plan(FIRST, events=False)) == []


@pytest.mark.parametrize("kind", PlaceKind)
def test_what_discord_shows_already_is_not_done_again(kind: PlaceKind) -> None:
    plan = with_threads(FIRST, events=kind is EVENT)

    planned = [notice for notice in due(plan, standing(plan, FIRST, kind)) if notice.due_at <= NOW]

    assert [notice for notice in planned if notice.kind == kind.value] == []


@pytest.mark.parametrize(
    ("changed", "event", "thread"),
    [
        (replace(FIRST, session=replace(FIRST.session, starts_at=START + timedelta(days=1))), True, True),
        (replace(FIRST, session=replace(FIRST.session, reading=a_meeting(2).session.reading)), True, True),
        (replace(FIRST, turns=(a_turn(1, SORA), FIRST.turns[1])), True, True),
        (replace(FIRST, turns=FIRST.turns[:1]), False, True),
        (replace(FIRST, session=replace(FIRST.session, materials="https://example.org")), False, True),
        (replace(FIRST, session=replace(FIRST.session, notes="between us")), False, False),
    ],
)
def test_a_place_follows_exactly_what_it_shows(changed: Meeting, event: bool, thread: bool) -> None:
    before, after = with_threads(FIRST), with_threads(changed)

    planned = due(after, *(standing(before, FIRST, kind) for kind in PlaceKind))
    now = {notice.kind for notice in planned if notice.due_at == NOW}

    assert (Kind.EVENT in now, Kind.THREAD in now) == (event, thread)


def test_moved_and_moved_back_are_two_changes() -> None:
    moved = replace(FIRST, session=replace(FIRST.session, starts_at=START + timedelta(days=1)))
    there, back = a_plan(moved), a_plan(FIRST)

    first = keys(due(there, standing(back, FIRST, EVENT)))
    second = keys(due(back, standing(there, moved, EVENT, NOW + timedelta(hours=1))))
    third = keys(due(there, standing(back, FIRST, EVENT, NOW + timedelta(hours=2))))

    assert len(first | second | third) == 3


def test_cancelled_and_wanted_again_is_made_again() -> None:
    plan = a_plan(FIRST)
    taken_back = Place(1, EVENT, None, Want.NOTHING.value, done_at=NOW)

    assert keys(due(plan)) != keys(due(plan, taken_back))
    assert len(due(plan, taken_back)) == 1


@pytest.mark.parametrize("why", ["cancelled", "gone", "paused", "finished", "switched off"])
def test_an_event_goes_with_its_session(why: str) -> None:
    state = {"cancelled": SessionState.CANCELLED, "gone": SessionState.GONE}.get(why, SessionState.PLANNED)
    study: dict[str, Any] = {
        "paused": {"state": StudyState.PAUSED},
        "finished": {"state": StudyState.FINISHED},
        "switched off": {"events": False},
    }.get(why, {})
    after = replace(FIRST, session=replace(FIRST.session, state=state))
    plan = a_plan(*() if why == "gone" else (after,), **study)

    planned = due(plan, standing(a_plan(FIRST), FIRST, EVENT), gone=(after,) if why == "gone" else ())

    assert [(notice.kind, notice.subject, notice.due_at) for notice in planned] == [(Kind.EVENT, 1, NOW)]
    assert rules.wanted(plan.study, after, EVENT, None, NOW) is Want.NOTHING


def test_an_event_whose_making_nobody_saw_the_end_of_is_taken_back_too() -> None:
    cancelled = replace(FIRST, session=replace(FIRST.session, state=SessionState.CANCELLED))

    planned = due(a_plan(cancelled), Place(1, EVENT, None, "", tried_at=NOW))

    assert [notice.kind for notice in planned] == [Kind.EVENT]


@given(studies, states, st.sampled_from(PlaceKind), instants, st.booleans())
def test_from_its_hour_on_an_event_is_discords_own(
    study: Any, state: SessionState, kind: PlaceKind, now: datetime, stands: bool
) -> None:
    meeting = replace(FIRST, session=replace(FIRST.session, state=state))
    place = Place(1, kind, 555) if stands else None

    want = rules.wanted(study, meeting, kind, place, now)

    assert (want is None) >= (kind is EVENT and now >= START)
    if kind is THREAD:
        assert want is not Want.NOTHING


@given(studies, states, st.sampled_from(PlaceKind), instants)
def test_nothing_new_is_made_for_what_does_not_take_place(
    study: Any, state: SessionState, kind: PlaceKind, now: datetime
) -> None:
    meeting = replace(FIRST, session=replace(FIRST.session, state=state))
    runs = study.state is StudyState.RUNNING and state in {SessionState.PLANNED, SessionState.HELD}

    made = [notice for notice in for_places(Plan(study, (meeting,)), (), (), now) if notice.due_at < START]

    assert runs or made == []


def test_threads_switched_off_leave_those_that_people_talk_in() -> None:
    plan = a_plan(FIRST, a_meeting(2, JUN))

    planned = [notice for notice in due(plan, standing(plan, FIRST, THREAD)) if notice.kind == Kind.THREAD]

    assert [(notice.subject, notice.due_at) for notice in planned] == [(1, rules.archived_at(plan.study, FIRST))]


def test_what_somebody_took_away_stays_away() -> None:
    moved = replace(FIRST, session=replace(FIRST.session, starts_at=START + timedelta(days=1)))

    assert due(with_threads(moved), Place(1, EVENT, gone=True), Place(1, THREAD, gone=True)) == []


def test_a_marker_is_its_own_in_every_study_session_and_founding() -> None:
    study = a_study()
    others = [replace(study, id=2), replace(study, created_at=NOW + timedelta(seconds=1))]

    markers = {rules.marker(it, session, kind) for it in (study, *others) for session in (1, 2) for kind in PlaceKind}

    assert len(markers) == 12
    assert all(len(marker) == 12 and marker.isalnum() and marker.islower() for marker in markers)


def test_organisers_hear_of_a_missing_permission_once_until_it_works_again() -> None:
    study, staff = a_study(), Target(TargetKind.CHANNEL, 5)
    worked = Place(1, EVENT, 555, done_at=NOW)

    first, again = (place_barred(study, EVENT, staff, [], NOW + timedelta(hours=hour)) for hour in (0, 12))
    later = place_barred(study, EVENT, staff, [worked], NOW)
    other = place_barred(study, EVENT, staff, [replace(worked, kind=THREAD)], NOW)

    assert keys([first]) == keys([again]) == keys([other])
    assert keys([first]) != keys([later])
