"""Who takes a turn over: volunteers, backups who stand in, and whom an organiser asks; and the law behind them all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls import after_pass, decline, tend
from bot.domain.giving import (
    AwayThatDay,
    AwayYourself,
    BothRoles,
    Crew,
    Handover,
    HasItAlready,
    MembersOnly,
    Taken,
    assign,
    take,
)
from bot.domain.plans import Meeting, NotSeated, Plan
from bot.domain.refusals import Refusal
from bot.domain.turns import CalledOff, TurnOver, pass_on, told_already
from db.records import Away, CallState, Role, SeatState, SessionState, Turn, TurnState, Why
from tests.situations import DANA, JUN, MINA, NOW, SERVER, SORA, a_meeting, a_plan, a_seat, a_turn

CREW = Crew([a_seat(MINA), a_seat(JUN), a_seat(SORA), a_seat(DANA, state=SeatState.WAITING)])
THAT_DAY = Away(1, SERVER, SORA, date(2027, 1, 16), date(2027, 1, 17))
OPEN = a_meeting(1, None, JUN)


def taking(meeting: Meeting, user: int, crew: Crew = CREW, now=NOW) -> Handover:
    return take(a_plan(meeting), meeting, user, crew, now)


def assigning(meeting: Meeting, user: int, role: Role = Role.LEAD, crew: Crew = CREW) -> Handover:
    return assign(a_plan(meeting), meeting, user, role, crew, NOW)


def posts(handover: Handover) -> dict[Role, tuple[int, TurnState, Why]]:
    return {role: (post.user_id, post.state, post.reason.why) for role, post in handover.begins.items()}


def test_a_volunteer_is_on_it_at_once() -> None:
    handover = taking(OPEN, SORA)

    assert posts(handover) == {Role.LEAD: (SORA, TurnState.CONFIRMED, Why.VOLUNTEERED)}
    assert handover.ends == ()


def test_a_backup_who_stands_in_is_backup_no_longer() -> None:
    handover = taking(OPEN, JUN)

    assert posts(handover) == {Role.LEAD: (JUN, TurnState.CONFIRMED, Why.STOOD_IN)}
    assert [(turn.user_id, turn.role, turn.state) for turn in handover.ends] == [(JUN, Role.BACKUP, TurnState.PASSED)]


def test_who_comes_late_reads_who_has_it() -> None:
    settled = a_meeting(1, MINA, JUN)

    with pytest.raises(Taken) as late:
        taking(settled, SORA)
    with pytest.raises(Taken) as own:
        taking(settled, MINA)

    assert (late.value.by, late.value.own, own.value.own) == (MINA, False, True)


@pytest.mark.parametrize("stranger", [DANA, 999])
def test_only_members_with_a_seat_take_a_session(stranger: int) -> None:
    with pytest.raises(MembersOnly):
        taking(OPEN, stranger)
    with pytest.raises(NotSeated):
        assigning(OPEN, stranger)


def test_who_is_away_that_day_is_reminded_of_it() -> None:
    crew = replace(CREW, aways=[THAT_DAY])

    with pytest.raises(AwayYourself) as own:
        taking(OPEN, SORA, crew)
    with pytest.raises(AwayThatDay) as other:
        assigning(OPEN, SORA, crew=crew)

    assert own.value.days == other.value.days == THAT_DAY
    assert taking(a_meeting(2, None, JUN), SORA, crew).begins


def test_the_day_is_the_one_on_the_studys_clock() -> None:
    late = a_meeting(1, starts_at=OPEN.session.starts_at + timedelta(hours=4))  # Sunday, 00:00 in Seoul
    sunday = replace(THAT_DAY, first=date(2027, 1, 17))

    with pytest.raises(AwayYourself):
        taking(late, SORA, replace(CREW, aways=[sunday]))
    assert taking(OPEN, SORA, replace(CREW, aways=[sunday])).begins


def test_what_began_or_is_cancelled_needs_nobody() -> None:
    with pytest.raises(TurnOver):
        taking(OPEN, SORA, now=OPEN.session.starts_at)
    with pytest.raises(CalledOff):
        taking(a_meeting(1, state=SessionState.CANCELLED), SORA)
    with pytest.raises(CalledOff):
        pass_on(a_turn(1, MINA), a_meeting(1, state=SessionState.CANCELLED).session, MINA, NOW)


# --- an organiser says who


@pytest.mark.parametrize(("role", "gone"), [(Role.LEAD, MINA), (Role.BACKUP, JUN)])
def test_whoever_stood_there_is_relieved(role: Role, gone: int) -> None:
    handover = assigning(a_meeting(1, MINA, JUN), SORA, role)

    assert posts(handover) == {role: (SORA, TurnState.PLANNED, Why.FIXED)}
    assert [(turn.user_id, turn.state) for turn in handover.ends] == [(gone, TurnState.PASSED)]


@pytest.mark.parametrize(("user", "role"), [(JUN, Role.LEAD), (MINA, Role.BACKUP)])
def test_lead_and_backup_trade_places(user: int, role: Role) -> None:
    handover = assigning(a_meeting(1, MINA, JUN), user, role)

    assert {kind: post.user_id for kind, post in handover.begins.items()} == {Role.LEAD: JUN, Role.BACKUP: MINA}
    assert {turn.user_id for turn in handover.ends} == {MINA, JUN}
    assert next(iter(handover.begins)) is role


def test_a_backup_moves_up_where_nobody_leads_and_no_lead_moves_down() -> None:
    up = assigning(OPEN, JUN)

    assert list(up.begins) == [Role.LEAD]
    assert [turn.role for turn in up.ends] == [Role.BACKUP]
    with pytest.raises(BothRoles):
        assigning(a_meeting(1, MINA), MINA, Role.BACKUP)


def test_nobody_is_given_what_they_have() -> None:
    with pytest.raises(HasItAlready):
        assigning(a_meeting(1, MINA, JUN), MINA)


def test_a_reminder_long_overdue_is_for_those_who_have_not_said_yes() -> None:
    planned, confirmed = a_turn(1, MINA), a_turn(1, MINA, state=TurnState.CONFIRMED)
    late = NOW + timedelta(days=1)

    assert told_already(confirmed, NOW, None, late)
    assert not told_already(planned, NOW, None, late)
    assert not told_already(confirmed, NOW, None, NOW)
    assert told_already(planned, NOW, late, late)
    assert not told_already(planned, late, NOW, late)


# --- the law


def apply(plan: Plan, meeting: Meeting, handover: Handover, numbers) -> Plan:
    ended = {turn.id for turn in handover.ends}
    stay = [turn for turn in meeting.turns if turn.id not in ended]
    begun = [
        Turn(next(numbers), meeting.session.id, post.user_id, role, post.state, post.reason)
        for role, post in handover.begins.items()
    ]
    return with_meeting(plan, replace(meeting, turns=(*stay, *begun)))


def with_meeting(plan: Plan, changed: Meeting) -> Plan:
    return replace(plan, meetings=tuple(changed if m.session.id == changed.session.id else m for m in plan.meetings))


def tended(plan: Plan, now, numbers) -> Plan:
    for call in tend(plan, now):
        meeting = next(m for m in plan.meetings if m.session.id == call.session_id)
        kept = replace(call, id=call.id or next(numbers))
        plan = with_meeting(plan, replace(meeting, call=kept if call.state is CallState.OPEN else None))
    return plan


def play(plan: Plan, move: str, number: int, user: int, now, numbers) -> Plan:
    """One thing that somebody does, as the use cases do it; a refusal changes nothing."""
    meeting = plan.numbered(number)
    try:
        if move == "pass":
            own = next((turn for turn in meeting.turns if turn.user_id == user), None)
            if own is None:
                return plan
            gone = pass_on(own, meeting.session, user, now)
            call = after_pass(plan.study, meeting, gone, "", now)
            turns = tuple(turn for turn in meeting.turns if turn.id != own.id)
            opened = replace(call, id=next(numbers)) if call else meeting.call
            return with_meeting(plan, replace(meeting, turns=turns, call=opened))
        if move == "decline":
            return with_meeting(plan, replace(meeting, call=decline(plan, meeting, user, now)))
        handover = (
            take(plan, meeting, user, CREW, now)
            if move == "take"
            else assign(plan, meeting, user, Role(move), CREW, now)
        )
        return apply(plan, meeting, handover, numbers)
    except Refusal:
        return plan


MOVES = st.tuples(
    st.sampled_from(["pass", "decline", "take", "lead", "backup"]),
    st.integers(1, 3),
    st.sampled_from([MINA, JUN, SORA]),
    st.integers(0, 60 * 24 * 3),
)


@given(st.lists(MOVES, max_size=30))
def test_whatever_happens_each_session_to_come_has_a_lead_or_looks_for_one(moves) -> None:
    plan, now, numbers = (
        a_plan(a_meeting(1, MINA, JUN), a_meeting(2, JUN, SORA), a_meeting(3, SORA)),
        NOW,
        iter(range(100, 999)),
    )

    for move, number, user, minutes in moves:
        now += timedelta(minutes=minutes)
        plan = tended(play(plan, move, number, user, now, numbers), now, numbers)

        for meeting in plan.to_come(now):
            people = [turn.user_id for turn in meeting.turns]
            assert (meeting.presenter() is None) != (meeting.call is None)
            assert len(set(people)) == len(people) <= 2
            if meeting.call is not None:
                call = meeting.call
                assert call.opened_at <= call.backup_until <= call.volunteers_until < meeting.session.starts_at
                assert meeting.presenter(Role.BACKUP) or call.backup_until <= max(now, call.opened_at)
