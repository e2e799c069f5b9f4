"""A session without a lead looks for one: whom it asks when, and that it never stops or asks in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls import NobodySought, NotAsked, after_pass, decline, next_open, open_call, tend
from bot.domain.notices import MORNING, NIGHT, Kind, for_plan, to_staff
from bot.domain.plans import Meeting, Plan
from db.records import CallState, Reach, Role, Server, SessionState, StudyState, Target, TargetKind, TurnState
from tests.situations import CHANNEL, DANA, JUN, MINA, NOW, SERVER, SORA, a_meeting, a_plan, a_seat, a_study, a_turn

ZONE = "Asia/Seoul"
START = a_meeting(1).session.starts_at
NOON = datetime(2027, 1, 6, 3, tzinfo=UTC)  # in Seoul, ten days before
DAY = timedelta(days=1)


def calling(meeting: Meeting, now: datetime = NOON) -> Meeting:
    """A meeting with its call as it opens."""
    return replace(meeting, call=replace(open_call(meeting, ZONE, now), id=meeting.session.id))


def test_the_backup_has_a_day_volunteers_three_more_then_the_organisers_choose() -> None:
    call = open_call(a_meeting(1, None, JUN), ZONE, NOON)

    assert (call.opened_at, call.backup_until) == (NOON, NOON + DAY)
    assert call.volunteers_until == NOON + 4 * DAY


def test_with_little_time_left_everybody_gets_a_share_of_it() -> None:
    now = START - timedelta(hours=32)

    call = open_call(a_meeting(1, None, JUN), ZONE, now)

    assert call.backup_until - call.opened_at == timedelta(hours=8)
    assert call.volunteers_until - call.opened_at == timedelta(hours=16)


def test_on_the_last_day_everybody_is_asked_at_once() -> None:
    now = START - timedelta(hours=9)

    call = open_call(a_meeting(1, None, JUN), ZONE, now)

    assert call.opened_at == call.backup_until == call.volunteers_until == now


def test_without_a_backup_volunteers_come_first() -> None:
    call = open_call(a_meeting(1), ZONE, NOON)

    assert call.backup_until == call.opened_at
    assert call.volunteers_until == call.opened_at + 3 * DAY


def test_a_session_far_off_is_let_be_until_two_weeks_before() -> None:
    meeting = a_meeting(9, None, JUN)

    call = open_call(meeting, ZONE, NOON)

    assert call.opened_at == meeting.session.starts_at - 14 * DAY


def test_nobody_is_asked_at_night_and_the_backup_loses_nothing_by_it() -> None:
    midnight = datetime(2027, 1, 7, 15, tzinfo=UTC)

    call = open_call(a_meeting(1, None, JUN), ZONE, midnight)

    assert call.opened_at.astimezone(ZoneInfo(ZONE)).time() == MORNING
    assert call.backup_until == call.opened_at + DAY


def test_a_night_before_an_early_session_is_no_time_to_wait() -> None:
    meeting = a_meeting(1, None, JUN, starts_at=datetime(2027, 1, 16, 1, tzinfo=UTC))
    night = meeting.session.starts_at - timedelta(hours=11)

    assert open_call(meeting, ZONE, night).opened_at == night


@given(
    st.integers(1, 60 * 24 * 40),
    st.booleans(),
    st.times(),
    st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York", "Pacific/Chatham"]),
)
def test_the_stages_are_in_order_and_end_before_the_session_begins(minutes, backed, at, zone) -> None:
    start = datetime.combine(date(2027, 3, 13), at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    now = start - timedelta(minutes=minutes)

    call = open_call(a_meeting(1, None, JUN if backed else None, starts_at=start), zone, now)

    assert now <= call.opened_at <= call.backup_until <= call.volunteers_until < start
    assert start - call.volunteers_until >= (start - call.opened_at) / 2 - timedelta(milliseconds=1)
    assert backed or call.backup_until == call.opened_at


def test_what_was_said_at_passing_is_for_the_call_and_a_backup_opens_none() -> None:
    meeting, study = a_meeting(1, MINA, JUN), a_study(state=StudyState.RUNNING)
    lead, backup = a_turn(1, MINA), a_turn(1, JUN, Role.BACKUP)

    call = after_pass(study, meeting, lead, "  exams ", NOON)

    assert call is not None
    assert (call.by, call.words) == (MINA, "exams")
    assert after_pass(study, meeting, backup, "", NOON) is None
    assert after_pass(replace(study, state=StudyState.PAUSED), meeting, lead, "", NOON) is None


def test_the_backup_who_cannot_moves_the_call_to_everybody() -> None:
    meeting = calling(a_meeting(1, None, JUN))
    later = NOON + timedelta(hours=2)

    call = decline(a_plan(meeting), meeting, JUN, later)

    assert call.backup_until == later
    assert call.volunteers_until == meeting.call.volunteers_until


def test_nobody_declines_for_the_backup() -> None:
    meeting = calling(a_meeting(1, None, JUN))

    with pytest.raises(NotAsked) as refusal:
        decline(a_plan(meeting), meeting, SORA, NOON)
    with pytest.raises(NobodySought):
        decline(a_plan(a_meeting(1, MINA, JUN)), a_meeting(1, MINA, JUN), JUN, NOON)

    assert refusal.value.backup == JUN


def test_the_next_session_that_looks_for_somebody() -> None:
    plan = a_plan(a_meeting(1, MINA), calling(a_meeting(2)), calling(a_meeting(3)))

    assert next_open(plan, NOON).session.number == 2
    assert next_open(plan, a_meeting(2).session.starts_at).session.number == 3
    with pytest.raises(NobodySought):
        next_open(plan, a_meeting(3).session.starts_at)


# --- what a change of plan does to calls


def test_where_a_lead_is_missing_a_call_opens_and_where_one_is_it_ends() -> None:
    missing, found = a_meeting(1, None, JUN), replace(calling(a_meeting(2)), turns=(a_turn(2, SORA),))

    opened, ended = tend(a_plan(missing, found), NOON)

    assert (opened.id, opened.session_id, opened.state) == (0, 1, CallState.OPEN)
    assert (ended.id, ended.state, ended.closed_at) == (2, CallState.FILLED, NOON)


@pytest.mark.parametrize("facts", [{"state": SessionState.CANCELLED}, {"starts_at": NOON}])
def test_a_session_that_does_not_come_looks_for_nobody(facts) -> None:
    meeting = replace(calling(a_meeting(1)), session=replace(a_meeting(1).session, **facts))

    (call,) = tend(a_plan(meeting), NOON)

    assert call.state is CallState.CLOSED
    assert tend(a_plan(replace(meeting, call=None)), NOON) == []


def test_a_study_that_rests_keeps_its_calls_and_opens_none() -> None:
    plan = a_plan(calling(a_meeting(1)), a_meeting(2), state=StudyState.PAUSED)

    assert tend(plan, NOON) == []
    assert [call.state for call in tend(replace(plan, study=a_study(state=StudyState.FINISHED)), NOON)] == ["closed"]


def test_a_call_waits_for_no_backup_who_is_gone() -> None:
    meeting = calling(a_meeting(1, None, JUN))
    left = replace(meeting, turns=())

    (call,) = tend(a_plan(left), NOON + timedelta(hours=1))

    assert call.backup_until == NOON + timedelta(hours=1)
    assert tend(a_plan(meeting), NOON + timedelta(hours=1)) == []


def test_a_session_moved_forward_is_sought_for_in_the_time_that_is_left() -> None:
    meeting = calling(a_meeting(1, None, JUN))
    sooner = replace(meeting, session=replace(meeting.session, starts_at=NOON + 2 * DAY))

    (call,) = tend(a_plan(sooner), NOON)

    assert call.id == meeting.call.id
    assert call.volunteers_until < NOON + 2 * DAY


# --- who hears of it, and when


def due(plan: Plan, now: datetime, **reach: Reach) -> dict[str, tuple[Target, datetime]]:
    seats = [a_seat(JUN, **reach), a_seat(MINA)]
    staff = to_staff(plan.study, Server(SERVER))
    planned = for_plan(plan, seats, staff, now)
    return {each.kind: (each.target, each.due_at) for each in planned if each.kind.startswith("call")}


def test_the_backup_hears_first_then_the_channel_then_the_organisers() -> None:
    meeting = calling(a_meeting(1, None, JUN))

    heard = due(a_plan(meeting), NOON, reach=Reach.DM)

    assert heard == {
        Kind.CALL_BACKUP: (Target(TargetKind.USER, JUN), NOON),
        Kind.CALL_OPEN: (Target(TargetKind.CHANNEL, CHANNEL), NOON + DAY),
        Kind.CALL_STAFF: (Target(TargetKind.USER, DANA), NOON + 4 * DAY),
    }


@given(st.integers(1, 60 * 24 * 20), st.times())
def test_a_call_reaches_people_by_day_or_at_once_and_always_in_time(minutes, at) -> None:
    start = datetime.combine(date(2027, 3, 13), at, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    now = start - timedelta(minutes=minutes)
    meeting = calling(a_meeting(1, None, JUN, starts_at=start), now)

    heard = due(a_plan(meeting), now)

    in_order = [heard[kind][1] for kind in (Kind.CALL_BACKUP, Kind.CALL_OPEN, Kind.CALL_STAFF)]
    by_day = [MORNING <= each.astimezone(ZoneInfo(ZONE)).time() < NIGHT for each in in_order]
    assert now <= in_order[0] <= in_order[1] <= in_order[2] < start
    assert all(by_day) or start - in_order[by_day.index(False)] < DAY


def test_a_passed_turn_leaves_one_call_and_nothing_else_to_do() -> None:
    before = a_meeting(1, MINA, JUN)
    after = replace(before, turns=tuple(turn for turn in before.turns if turn.role is Role.BACKUP))
    call = after_pass(
        a_study(state=StudyState.RUNNING), before, replace(before.turns[0], state=TurnState.PASSED), "", NOW
    )

    assert tend(a_plan(replace(after, call=call)), NOW) == []
