"""Swaps on a real database: offered, agreed, declined, taken back, and all of it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.notices import DECIDED, RAN_OUT, Kind
from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from bot.domain.swaps import CannotSwap, Gone, NoLeadToSwap, NotYourSwap, SwapGone, SwapTooLate
from bot.domain.turns import TurnGone
from bot.services.house import Services
from bot.services.swaps import SwapShown
from db.queries import notices as outbox
from db.queries import plans as stored_plans
from db.records import (
    Notice,
    NoticeState,
    Role,
    SessionState,
    Study,
    SwapState,
    Target,
    TargetKind,
    TurnState,
    UserId,
    Why,
)
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import JUN, MINA, SERVER, SORA


async def plan_of(services: Services, study: Study) -> Plan:
    return (await services.plans.shown(study.id)).plan


def led_by(plan: Plan, user_id: UserId) -> list[Meeting]:
    return [meeting for meeting in plan.meetings if (lead := meeting.presenter()) and lead.user_id == user_id]


def lead(meeting: Meeting) -> int:
    turn = meeting.presenter()
    assert turn is not None
    return turn.id


def presenters(plan: Plan) -> dict[int, UserId | None]:
    return {m.session.number: (turn.user_id if (turn := m.presenter()) else None) for m in plan.meetings}


async def an_offer(services: Services, study: Study, by: UserId = MINA, to: UserId = JUN) -> SwapShown:
    """Of the second sessions of both, so that there is time."""
    plan = await plan_of(services, study)
    return await services.swaps.offer(lead(led_by(plan, by)[1]), lead(led_by(plan, to)[1]), by)


async def told(services: Services, study: Study, kind: Kind) -> list[Notice]:
    async with services.ground.database.reading() as tx:
        found = await outbox.of_study(tx, study.id, states=[NoticeState.WAITING], limit=1000)
    return [notice for notice in found if notice.kind == kind]


async def outcomes(*acts: Awaitable[object]) -> list[object]:
    return await asyncio.gather(*acts, return_exceptions=True)


def refusals(of: list[object]) -> list[Refusal]:
    strange = [each for each in of if isinstance(each, BaseException) and not isinstance(each, Refusal)]
    assert not strange, strange
    return [each for each in of if isinstance(each, Refusal)]


async def test_a_swap_needs_both_presenters(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    before = presenters(await plan_of(services, study))

    shown = await an_offer(services, study)

    assert shown.swap.state is SwapState.OFFERED
    assert presenters(await plan_of(services, study)) == before
    with pytest.raises(NotYourSwap):
        await services.swaps.agree(shown.swap.id, MINA)


async def test_an_agreed_swap_exchanges_exactly_two_sessions(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    before = await plan_of(services, study)
    shown = await an_offer(services, study)

    await services.swaps.agree(shown.swap.id, JUN)

    after = await plan_of(services, study)
    mine, other = shown.mine.session.number, shown.other.session.number
    assert presenters(after) == presenters(before) | {mine: JUN, other: MINA}
    assert after.study.revision == before.study.revision + 1
    for number in (mine, other):
        turn = after.numbered(number).presenter()
        assert turn is not None
        assert (turn.state, turn.reason.why) == (TurnState.CONFIRMED, Why.SWAPPED)
        assert turn.user_id != getattr(after.numbered(number).presenter(Role.BACKUP), "user_id", None)


async def test_where_one_backs_the_other_they_change_roles(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    shown = await an_offer(services, study)

    await services.swaps.agree(shown.swap.id, JUN)

    plan = await plan_of(services, study)
    for meeting, now_leads, now_backs in ((shown.mine, JUN, MINA), (shown.other, MINA, JUN)):
        standing = {turn.role: turn.user_id for turn in plan.numbered(meeting.session.number).turns}
        assert standing == {Role.LEAD: now_leads, Role.BACKUP: now_backs}


async def test_the_other_one_is_asked_and_the_answer_comes_back(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await an_offer(services, study)

    (asked,) = await told(services, study, Kind.SWAP_OFFER)
    (over,) = await told(services, study, Kind.SWAP_ANSWER)
    await services.swaps.decline(shown.swap.id, JUN)

    assert asked.target == Target(TargetKind.USER, JUN)
    assert (over.target, over.revision) == (Target(TargetKind.USER, MINA), RAN_OUT)
    assert over.due_at >= shown.swap.expires_at
    assert {notice.revision for notice in await told(services, study, Kind.SWAP_ANSWER)} == {RAN_OUT, DECIDED}


async def test_asking_twice_asks_once(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))

    first, second = await an_offer(services, study), await an_offer(services, study)

    assert first.swap == second.swap
    assert len(await told(services, study, Kind.SWAP_OFFER)) == 1
    assert [each.swap for each in await services.swaps.offered_by(SERVER, MINA)] == [first.swap]


async def test_what_is_taken_back_can_be_agreed_on_no_more(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await an_offer(services, study)

    await services.swaps.withdraw(shown.swap.id, MINA)

    assert await services.swaps.offered_by(SERVER, MINA) == []
    with pytest.raises(SwapGone) as caught:
        await services.swaps.agree(shown.swap.id, JUN)
    assert caught.value.why is Gone.WITHDRAWN


async def test_an_offer_ends_by_itself(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await an_offer(services, study)
    clock.at = shown.swap.expires_at

    with pytest.raises(SwapGone) as caught:
        await services.swaps.agree(shown.swap.id, JUN)

    assert caught.value.why is Gone.EXPIRED
    assert shown.swap.expires_at - shown.swap.offered_at <= timedelta(days=3)


async def test_an_offer_is_void_once_its_turn_is_passed(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await an_offer(services, study)

    await services.turns.pass_on(shown.swap.takes, JUN)

    with pytest.raises(SwapGone) as caught:
        await services.swaps.agree(shown.swap.id, JUN)
    assert caught.value.why is Gone.CHANGED


async def test_an_offer_of_a_session_that_is_gone_is_listed_no_more(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await an_offer(services, study)
    async with services.ground.database.writing() as tx:
        await stored_plans.save_session(tx, replace(shown.other.session, state=SessionState.GONE))

    assert await services.swaps.offered_by(SERVER, MINA) == []
    with pytest.raises(SwapGone):
        await services.swaps.of(shown.swap.id)


async def test_nobody_gives_what_is_not_theirs(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    plan = await plan_of(services, study)
    jun, sora = lead(led_by(plan, JUN)[0]), lead(led_by(plan, SORA)[0])

    with pytest.raises(NoLeadToSwap):
        await services.swaps.offer(jun, sora, MINA)
    with pytest.raises(NoLeadToSwap):
        await services.swaps.choices(99_999, MINA)
    with pytest.raises(CannotSwap):
        await services.swaps.offer(jun, lead(led_by(plan, JUN)[1]), JUN)


async def test_in_the_last_hour_nobody_is_asked(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    first = (await plan_of(services, study)).meetings[0]
    presenter = first.presenter()
    assert presenter is not None
    clock.at = first.session.starts_at - timedelta(hours=1)

    with pytest.raises(SwapTooLate):
        await services.swaps.choices(presenter.id, presenter.user_id)


async def test_agreeing_and_withdrawing_at_once_one_wins(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN, SORA))
    before = presenters(await plan_of(services, study))
    shown = await an_offer(services, study)

    done = await outcomes(services.swaps.withdraw(shown.swap.id, MINA), services.swaps.agree(shown.swap.id, JUN))

    (refused,) = refusals(done)
    assert isinstance(refused, SwapGone)
    agreed = refused.why is Gone.AGREED
    assert (presenters(await plan_of(services, study)) != before) is agreed


async def test_of_two_offers_of_one_session_the_first_agreement_wins(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN, SORA))
    to_jun, to_sora = await an_offer(services, study), await an_offer(services, study, to=SORA)

    done = await outcomes(services.swaps.agree(to_jun.swap.id, JUN), services.swaps.agree(to_sora.swap.id, SORA))

    (refused,) = refusals(done)
    assert isinstance(refused, SwapGone)
    assert refused.why is Gone.CHANGED


async def test_agreeing_twice_at_once_exchanges_once(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await an_offer(services, study)

    done = await outcomes(*(services.swaps.agree(shown.swap.id, JUN) for _ in range(4)))

    assert len(refusals(done)) == 3
    assert presenters(await plan_of(services, study))[shown.mine.session.number] == JUN


async def test_agreeing_and_passing_at_once_one_wins(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await an_offer(services, study)

    done = await outcomes(
        services.swaps.agree(shown.swap.id, JUN), services.turns.pass_on(shown.swap.gives, MINA, "ill")
    )

    (refused,) = refusals(done)
    assert isinstance(refused, SwapGone | TurnGone)
    meeting = (await plan_of(services, study)).numbered(shown.mine.session.number)
    assert (meeting.presenter() is None) == isinstance(refused, SwapGone)
    assert (meeting.call is None) == isinstance(refused, TurnGone)
