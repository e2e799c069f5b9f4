"""Who hears of a change, and what follows it: reminders, calls."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.changed_turns import changed_turns
from bot.domain.changes import (
    Cancel,
    Move,
    PagesGo,
    Unite,
)
from bot.domain.notices import Kind
from bot.services.house import Services
from db.queries import calls as stored_calls
from db.records import (
    CallState,
    Reach,
    Target,
    TargetKind,
)
from tests.services.changing import plan_of, published, told
from tests.services.situations import PRML, a_form, a_recruiting_study, a_running_study
from tests.situations import CHANNEL, DANA, JUN, MINA, SORA


async def test_the_channel_hears_of_it_once_and_only_those_concerned_get_a_dm(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    third = (await plan_of(services, study)).meetings[2]

    shown = await published(services, study, Move(3, third.session.starts_at + timedelta(hours=2)))

    concerned = {turn.user_id for turn in third.turns}
    assert changed_turns(shown.change).keys() == concerned
    (card,) = await told(services, study, Kind.PLAN_CHANGED)
    assert (card.target, card.subject) == (Target(TargetKind.CHANNEL, CHANNEL), shown.change.id)
    assert {notice.target for notice in await told(services, study, Kind.CHANGE_MINE)} == {
        Target(TargetKind.USER, user) for user in concerned
    }


async def test_who_wants_to_hear_in_the_channel_gets_no_dm(services: Services) -> None:
    study = await a_recruiting_study(services, PRML, (MINA,))
    await services.seats.join(study.id, JUN, a_form(name="Jun", reach=Reach.CHANNEL))
    draft = (await services.plans.compute(study.id, DANA)).draft
    await services.plans.publish(draft.id)

    await published(services, study, Cancel(1, PagesGo.ON))

    assert {notice.target.id for notice in await told(services, study, Kind.CHANGE_MINE)} == {MINA}


async def test_a_change_taken_back_is_told_again(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    shown = await published(services, study, Cancel(2, PagesGo.ON))

    await services.changes.undo(shown.change.id)

    cards = await told(services, study, Kind.PLAN_CHANGED)
    assert sorted((card.subject, card.revision) for card in cards) == [(shown.change.id, 0), (shown.change.id, 1)]


async def test_reminders_follow_a_moved_session(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    second = (await plan_of(services, study)).meetings[1].session
    later = second.starts_at + timedelta(days=1)

    await published(services, study, Move(2, later))

    soon = [notice for notice in await told(services, study, Kind.SESSION_SOON) if notice.subject == second.id]
    assert [notice.due_at for notice in soon] == [later - timedelta(minutes=10)]


async def test_a_call_of_a_session_that_goes_is_closed(services: Services) -> None:
    study = await a_running_study(services, (MINA,))
    await services.seats.leave(study.id, MINA)
    second = (await plan_of(services, study)).meetings[1]
    assert second.call is not None

    await published(services, study, Unite(1))

    async with services.ground.database.reading() as tx:
        call = await stored_calls.call(tx, second.call.id)
    assert call is not None
    assert call.state is CallState.CLOSED
