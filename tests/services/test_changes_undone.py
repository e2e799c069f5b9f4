"""A change is taken back, while what it changed still stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.changes import (
    Cancel,
    Divide,
    GoOn,
    Move,
    PagesGo,
    Repage,
    SkipDays,
    Unite,
    Wish,
)
from bot.domain.changes.refusals import (
    NotPublished,
    TermsInTheWay,
    TooLateToUndo,
    UndoInTheWay,
)
from bot.domain.notices import Kind
from bot.services.house import Services
from db.queries import changes as stored
from db.records import (
    SessionState,
    StudyState,
    TurnState,
)
from tests.clock import Clock
from tests.services.changing import EVERY_WISH, plan_of, published, told
from tests.services.situations import a_running_study
from tests.situations import DANA, JUN, MINA, SORA


@pytest.mark.parametrize("wish", EVERY_WISH, ids=repr)
async def test_each_change_becomes_the_plan_as_it_was_shown_and_goes_back_whole(services: Services, wish: Wish) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    before = await plan_of(services, study)

    shown = await published(services, study, wish)

    after = await plan_of(services, study)
    by_id = {meeting.session.id: meeting for meeting in after.meetings}
    for row in shown.change.sessions:
        if row.after is not None:
            found = by_id[row.after.session_id or 0]
            assert (found.session.number, found.session.starts_at) == (row.after.number, row.after.starts_at)
            assert (found.session.reading, found.session.state) == (row.after.reading, row.after.state)
            assert {turn.id for turn in found.turns} == {
                post.turn_id for post in (row.after.lead, row.after.backup) if post
            }
    assert after.study.revision == study.revision + 1
    await services.changes.undo(shown.change.id)
    back = await plan_of(services, study)
    assert back.meetings == before.meetings
    assert replace(back.study, revision=0) == replace(before.study, revision=0)


async def test_taking_back_twice_at_once_takes_back_once(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN))
    before = await plan_of(services, study)
    shown = await published(services, study, Unite(2))

    outcomes = await asyncio.gather(*(services.changes.undo(shown.change.id) for _ in range(3)), return_exceptions=True)

    assert sum(isinstance(outcome, NotPublished) for outcome in outcomes) == 2
    assert (await plan_of(services, study)).meetings == before.meetings


async def test_going_on_can_be_taken_back_into_the_pause(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    await services.editing.pause(study.id)
    paused = await plan_of(services, study)
    clock.move(days=40)
    shown = await published(services, study, GoOn(clock.now().date() + timedelta(days=5)))

    await services.changes.undo(shown.change.id)

    back = await plan_of(services, study)
    assert back.meetings == paused.meetings
    assert (back.study.state, back.study.paused_at) == (StudyState.PAUSED, paused.study.paused_at)
    assert await told(services, study, Kind.SESSION_SOON) == []


async def test_a_change_is_taken_back_within_a_day_and_once(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    proposed = (await services.changes.propose(study.id, DANA, Divide(2))).change
    with pytest.raises(NotPublished):
        await services.changes.undo(proposed.id)
    await services.changes.publish(proposed.id)

    clock.move(hours=24, seconds=1)

    with pytest.raises(TooLateToUndo):
        await services.changes.undo(proposed.id)


async def test_what_changed_again_since_stands_in_the_way(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    shown = await published(services, study, Cancel(3, PagesGo.ON))
    fourth = (await plan_of(services, study)).meetings[3].session
    await published(services, study, Move(4, fourth.starts_at + timedelta(hours=1)))

    with pytest.raises(UndoInTheWay) as refusal:
        await services.changes.undo(shown.change.id)

    assert refusal.value.number == 4


async def test_a_second_change_of_the_weekly_time_stands_in_the_way_of_the_first(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    shown = await published(services, study, Repage(40))
    await published(services, study, Repage(60))

    with pytest.raises(TermsInTheWay):
        await services.changes.undo(shown.change.id)


async def test_confirming_since_is_no_obstacle_and_a_turn_that_stayed_stays_confirmed(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await published(services, study, Divide(2))
    second, third = (await plan_of(services, study)).meetings[1:3]
    for meeting in (second, third):
        turn = meeting.presenter()
        assert turn is not None
        await services.turns.confirm(turn.id, turn.user_id)

    await services.changes.undo(shown.change.id)

    turn = (await plan_of(services, study)).meetings[1].presenter()
    assert turn == replace(second.turns[0], state=TurnState.PLANNED)


async def test_who_left_meanwhile_gets_no_turn_back(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    before = await plan_of(services, study)
    change = (await services.changes.propose(study.id, DANA, Cancel(1, PagesGo.DROPPED))).change
    await services.changes.publish(change.id)
    gone = before.meetings[0].presenter()
    assert gone is not None
    await services.seats.leave(study.id, gone.user_id)

    await services.changes.undo(change.id)

    first = (await plan_of(services, study)).meetings[0]
    assert first.session.state is SessionState.PLANNED
    assert first.presenter() is None
    assert first.call is not None


async def test_the_last_change_that_stands_is_found_to_be_taken_back(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    first = await published(services, study, SkipDays(date(2027, 2, 3), date(2027, 2, 3)))
    clock.move(minutes=1)
    second = await published(services, study, Divide(2))
    assert (await services.changes.last(study.id)).change == second.change

    await services.changes.undo(second.change.id)

    assert (await services.changes.last(study.id)).change == first.change
    async with services.ground.database.reading() as tx:
        assert await stored.skips_of(tx, study.id) == {date(2027, 2, 3)}
