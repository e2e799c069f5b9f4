"""Asking for help on a real database: a few at a time and without a name, or in the channel; one who helps."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from bot.domain import helps as rules
from bot.domain.notices import Kind
from bot.services.helps import HelpShown
from bot.services.house import Services
from db.records import Audience, MarkState, Study
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import CHANNEL, JUN, MINA, SERVER, SORA

HELPERS = tuple(range(201, 206))


@pytest.fixture
async def study(services: Services) -> Study:
    return await a_running_study(services, (MINA, JUN, SORA))


async def willing(services: Services, *users: int) -> None:
    prml = services.books.find("prml")
    for user in users:
        await services.marks.mark(SERVER, user, prml, "2.20", MarkState.SOLVED, None)
        await services.marks.open(SERVER, user, None, helps=True)


async def stuck(services: Services, words: str = "") -> HelpShown:
    return await services.helps.stuck(SERVER, CHANNEL, SORA, services.books.find("prml"), "2.20", words)


async def planned(services: Services, kind: Kind) -> list[tuple[int, str]]:
    async with services.ground.database.reading() as tx:
        rows = await tx.execute(
            text("SELECT target_id, due_at FROM notices WHERE kind = :kind ORDER BY due_at, id"), {"kind": kind.value}
        )
        return [(row.target_id, str(row.due_at)) for row in rows]


async def test_being_stuck_is_marked_and_asks_nobody_yet(services: Services, study: Study) -> None:
    await willing(services, MINA)

    shown = await stuck(services, "the second step")

    sheet = await services.marks.own(SERVER, study.book_id, SORA)
    assert sheet.marks["2.20"].state is MarkState.STUCK
    assert (shown.able, shown.help.words) == (1, "the second step")
    assert await planned(services, Kind.HELP_QUIET) == []


async def test_what_was_solved_stays_solved(services: Services, study: Study) -> None:
    await services.marks.mark(SERVER, SORA, services.books.find("prml"), "2.20", MarkState.SOLVED, None)

    await stuck(services)

    assert (await services.marks.own(SERVER, study.book_id, SORA)).marks["2.20"].state is MarkState.SOLVED


async def test_said_twice_it_is_one_help(services: Services, study: Study) -> None:
    first = await stuck(services, "the first step")

    again = await stuck(services, "the second step")

    assert again.help.id == first.help.id
    assert again.help.words == "the second step"


async def test_three_are_asked_by_day_and_the_others_a_day_later(services: Services, study: Study) -> None:
    await willing(services, *HELPERS)
    asked = (await stuck(services)).help

    await services.helps.ask_quietly(asked.id, SORA)

    days = [due[:10] for _, due in await planned(services, Kind.HELP_QUIET)]
    assert len(days) == len(HELPERS)
    assert days.count(days[0]) == rules.WAVE


async def test_of_two_helpers_one_is_told_of_and_the_asker_hears_once(services: Services, study: Study) -> None:
    await willing(services, MINA, JUN)
    asked = (await stuck(services)).help
    await services.helps.ask_quietly(asked.id, SORA)

    outcomes = await asyncio.gather(
        *(services.helps.can_help(asked.id, user) for user in (MINA, JUN)), return_exceptions=True
    )

    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [rules.HelpedAlready]
    assert [target for target, _ in await planned(services, Kind.HELP_FOUND)] == [SORA]


async def test_without_a_study_only_private_help_can_be_asked(services: Services) -> None:
    await willing(services, MINA)
    asked = (await stuck(services)).help

    with pytest.raises(rules.NoStudyToAsk):
        await services.helps.ask_openly(asked.id, SORA)
    assert (await services.helps.ask_quietly(asked.id, SORA)).help.asked == (MINA,)


async def test_private_help_is_in_no_studys_history(services: Services, study: Study) -> None:
    """`/why` reads by study: who asked quietly is not for organisers to find there."""
    await willing(services, MINA)
    asked = (await stuck(services)).help
    await services.helps.ask_quietly(asked.id, SORA)
    await services.helps.can_help(asked.id, MINA)

    async with services.ground.database.reading() as tx:
        rows = await tx.execute(text("SELECT study_id FROM notices WHERE kind LIKE 'help%'"))
        assert {row.study_id for row in rows} == {None}


async def test_who_says_stop_is_not_asked_again(services: Services, study: Study) -> None:
    await willing(services, MINA)
    asked = (await stuck(services)).help

    await services.helps.stop_asking(asked.id, MINA)

    assert not await services.helps.may_be_asked(asked.id, MINA)
    with pytest.raises(rules.NobodySolvedIt):
        await services.helps.ask_quietly(asked.id, SORA)


async def test_who_helped_in_the_open_is_thanked_in_the_digest(services: Services, study: Study, clock: Clock) -> None:
    asked = (await stuck(services)).help
    await services.helps.ask_openly(asked.id, SORA)
    await services.helps.can_help(asked.id, MINA)
    clock.move(hours=1)

    week = (await services.digests.preview(study.id)).week

    assert week.helped == (MINA,)


async def test_who_helped_in_private_is_not_named(services: Services, study: Study, clock: Clock) -> None:
    await willing(services, MINA)
    asked = (await stuck(services)).help
    await services.helps.ask_quietly(asked.id, SORA)
    await services.helps.can_help(asked.id, MINA)
    clock.move(hours=1)

    assert (await services.digests.preview(study.id)).week.helped == ()


async def test_a_ranking_comes_and_goes_with_the_majority(services: Services, study: Study) -> None:
    await willing(services, MINA)
    for user in (MINA, JUN):
        await services.marks.vote(study.id, user, wanted=True)

    hidden = await services.marks.board(study.id)
    await services.marks.open(SERVER, MINA, Audience.SERVER, None)
    shown = await services.marks.board(study.id)
    await services.marks.vote(study.id, JUN, wanted=False)
    gone = await services.marks.board(study.id)

    assert (hidden.first, gone.first) == ((), ())
    assert shown.first == ((1, MINA, 1),)


async def test_the_asker_is_told_at_once(services: Services, study: Study, clock: Clock) -> None:
    asked = (await stuck(services)).help
    await services.helps.ask_openly(asked.id, SORA)
    clock.move(minutes=5)

    await services.helps.can_help(asked.id, MINA)

    [(_, due)] = await planned(services, Kind.HELP_FOUND)
    assert due[:16] == clock.now().isoformat(" ")[:16]
