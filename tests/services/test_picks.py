"""A session's exercises on a real database: proposed, published, taken by one of two, fair over the weeks."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from bot.domain import picks as rules
from bot.domain.notices import Kind
from bot.domain.sessions import NotYours
from bot.domain.studies import NotAMember
from bot.services.house import Services
from db.queries import notices as outbox
from db.records import Notice, NoticeState, Study
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import DANA, JUN, MINA, SORA

MEMBERS = (MINA, JUN, SORA, 105)
OUTSIDER = 999


@pytest.fixture
async def study(services: Services) -> Study:
    return await a_running_study(services, MEMBERS)


async def waiting(services: Services, study: Study, kind: Kind) -> list[Notice]:
    async with services.ground.database.reading() as tx:
        found = await outbox.of_study(tx, study.id, states=[NoticeState.WAITING], limit=1_000)
    return [notice for notice in found if notice.kind == kind]


async def published(services: Services, study: Study, which: str | None = None, member: int | None = None) -> int:
    draft = await services.picks.prepare(study.id, None, DANA, which, member, organiser=True)
    return (await services.picks.publish(draft.pick.id, DANA, organiser=True)).pick.id


async def test_a_list_is_published_once_and_told_in_the_channel_and_to_each(services: Services, study: Study) -> None:
    pick = await published(services, study, "1.1, 1.2")

    shown = await services.picks.of(pick)
    lead = shown.meeting.presenter()
    assert lead is not None
    assert lead.user_id not in {showing.user_id for showing in shown.showings}
    assert len(await waiting(services, study, Kind.PICK)) == 1
    assert {n.target.id for n in await waiting(services, study, Kind.PICK_MINE)} == {s.user_id for s in shown.showings}
    with pytest.raises(rules.PickGone):
        await services.picks.publish(pick, DANA, organiser=True)


async def test_it_stands_in_the_sessions_card(services: Services, study: Study) -> None:
    await published(services, study, "1.1")

    card = await services.sessions.numbered(study.id, 1)

    assert [showing.exercise for showing in card.showings] == ["1.1"]


async def test_a_new_list_takes_the_old_ones_place_and_who_stays_on_it_is_not_told_again(
    services: Services, study: Study, clock: Clock
) -> None:
    first = await published(services, study, "1.1")
    had = (await services.picks.of(first)).showings[0].user_id
    (one,) = await waiting(services, study, Kind.PICK_MINE)

    clock.move(minutes=1)
    again = await published(services, study, "1.1, 1.2")

    told = {notice.target.id for notice in await waiting(services, study, Kind.PICK_MINE) if notice.id != one.id}
    assert again == first
    assert (await services.picks.of(first)).showings[0].user_id == had
    assert had not in told


async def test_over_the_weeks_everybody_shows_as_much(services: Services, study: Study, clock: Clock) -> None:
    shown: Counter[int | None] = Counter()
    clock.move(days=9)
    for _ in range(10):
        pick = await published(services, study, "1.1, 1.2")
        shown.update(showing.user_id for showing in (await services.picks.of(pick)).showings)
        clock.move(days=7)

    assert None not in shown
    assert max(shown.values()) - min(shown[user] for user in MEMBERS) <= 1


async def test_of_two_who_take_the_last_one_at_once_one_gets_it(services: Services, study: Study) -> None:
    pick = await published(services, study, "1.1")
    had = (await services.picks.of(pick)).showings[0].user_id
    assert had is not None
    await services.picks.give_back(pick, had)

    outcomes = await asyncio.gather(
        *(services.picks.take(pick, user, None) for user in (MINA, JUN)), return_exceptions=True
    )

    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [rules.AllTaken]


async def test_who_is_excused_frees_the_exercise(services: Services, study: Study) -> None:
    pick = await published(services, study, "1.1", member=MINA)

    await services.attendance.excuse((await services.picks.of(pick)).meeting.session.id, MINA)

    assert (await services.picks.of(pick)).free == ["1.1"]


async def test_only_presenters_and_organisers_pick_and_only_members_take(services: Services, study: Study) -> None:
    with pytest.raises(NotYours):
        await services.picks.prepare(study.id, None, OUTSIDER, "1.1", None, organiser=False)
    pick = await published(services, study, "1.1")
    with pytest.raises(NotAMember):
        await services.picks.take(pick, OUTSIDER, None)


async def test_a_session_that_began_changes_no_more(services: Services, study: Study, clock: Clock) -> None:
    pick = await published(services, study, "1.1", member=MINA)
    clock.move(days=30)

    for change in (services.picks.take(pick, JUN, None), services.picks.give_back(pick, MINA)):
        with pytest.raises(rules.NotToCome):
            await change


async def test_a_list_can_be_taken_away(services: Services, study: Study) -> None:
    await published(services, study, "1.1")
    draft = await services.picks.prepare(study.id, None, DANA, "1.2", None, organiser=True)

    await services.picks.clear(draft.pick.id, DANA, organiser=True)

    assert (await services.sessions.numbered(study.id, 1)).showings == ()
    with pytest.raises(rules.PickGone):
        await services.picks.of(draft.pick.id)
