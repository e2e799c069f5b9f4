"""A member's turns: mine, taken on, asked for help."""

from __future__ import annotations

import pytest

from bot.domain.notices import Kind
from bot.domain.turns import PLEA_AT_MOST, NotYourTurn, TurnGone, TurnOver
from bot.services.house import Services
from bot.services.turns import TurnShown
from db.queries import notices as outbox
from db.records import Notice, NoticeState, Role, Study, Target, TargetKind, TurnState
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import DANA, JUN, MINA, SERVER, SORA


async def first_turn(services: Services, user_id: int) -> TurnShown:
    return next(shown for shown in await services.turns.mine(SERVER, user_id) if shown.turn.role is Role.LEAD)


async def pleas(services: Services, study: Study) -> list[Notice]:
    async with services.ground.database.reading() as tx:
        found = await outbox.of_study(tx, study.id, states=[NoticeState.WAITING], limit=1000)
    return [notice for notice in found if notice.kind == Kind.PLEA]


async def test_my_turns_are_mine_and_the_next_is_first(services: Services) -> None:
    await a_running_study(services, (MINA, JUN, SORA))

    mine = await services.turns.mine(SERVER, MINA)

    assert {shown.turn.user_id for shown in mine} == {MINA}
    assert mine == sorted(mine, key=lambda shown: shown.starts_at)
    assert await services.turns.mine(SERVER, DANA) == []


async def test_taking_it_on_is_remembered(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))
    turn = (await first_turn(services, MINA)).turn

    await services.turns.confirm(turn.id, MINA)
    await services.turns.confirm(turn.id, MINA)

    assert (await services.turns.of(turn.id)).turn.state is TurnState.CONFIRMED


async def test_only_the_presenter_answers_and_only_before_it_begins(services: Services, clock: Clock) -> None:
    await a_running_study(services, (MINA, JUN))
    shown = await first_turn(services, MINA)

    with pytest.raises(NotYourTurn):
        await services.turns.confirm(shown.turn.id, JUN)
    clock.at = shown.starts_at
    with pytest.raises(TurnOver):
        await services.turns.plead(shown.turn.id, MINA, "")


async def test_a_call_for_help_goes_to_the_organiser_alone(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    turn = (await first_turn(services, MINA)).turn

    made = await services.turns.plead(turn.id, MINA, "  Why is it a Gamma?  ")

    (notice,) = await pleas(services, study)
    assert (notice.target, notice.subject) == (Target(TargetKind.USER, DANA), made.plea.id)
    assert (await services.turns.plea(made.plea.id)).plea.words == "Why is it a Gamma?"


async def test_a_call_for_help_goes_to_the_staff_channel_where_there_is_one(services: Services) -> None:
    await services.setups.staff_in(SERVER, 77)
    study = await a_running_study(services, (MINA, JUN))
    turn = (await first_turn(services, MINA)).turn

    await services.turns.plead(turn.id, MINA, "x" * (PLEA_AT_MOST + 100))

    (notice,) = await pleas(services, study)
    assert notice.target == Target(TargetKind.CHANNEL, 77)


async def test_a_turn_given_up_is_gone_for_its_old_button(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    turn = (await first_turn(services, MINA)).turn
    await services.seats.leave(study.id, MINA)

    with pytest.raises(TurnGone):
        await services.turns.confirm(turn.id, MINA)
    with pytest.raises(TurnGone):
        await services.turns.of(99_999)
