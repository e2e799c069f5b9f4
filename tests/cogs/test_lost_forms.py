"""Forms that lay open while Naru started anew: nothing changes, and no word is lost."""

from __future__ import annotations

import pytest

from tests.cogs.person import Person
from tests.cogs.presenting import in_roles, three_members
from tests.cogs.seen import Answer
from tests.cogs.world import World


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return ("setup", "books", "studies", "plans", "turns", "sessions", "compass", "lost_forms")


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


async def opens_a_form(world: World, members: list[Person]) -> tuple[Person, Answer]:
    lead, _, _ = await in_roles(world, members)
    return lead, await lead.press(await lead.slash(world.prml, "session notes"), "Write")


async def test_a_form_sent_after_a_restart_gives_back_what_was_typed(world: World, members: list[Person]) -> None:
    lead, form = await opens_a_form(world, members)
    await world.restart()

    answer = await lead.fill_in(form, {"Notes": "Bayes *everywhere* @everyone"})

    assert answer.last.ephemeral
    assert "nothing was changed" in answer.text
    assert "Bayes \\*everywhere\\* @\u200beveryone" in answer.text
    assert (await world.services.sessions.numbered(1, 1)).meeting.session.notes is None


async def test_a_form_that_is_waited_for_is_answered_once(world: World, members: list[Person]) -> None:
    lead, form = await opens_a_form(world, members)

    answer = await lead.fill_in(form, {"Notes": "Bayes"})

    assert [each.text for each in answer.messages] == ["Kept with session 1. Thank you!"]


async def test_a_form_without_words_says_only_what_happened(world: World, members: list[Person]) -> None:
    lead, form = await opens_a_form(world, members)
    await world.restart()

    answer = await lead.fill_in(form)

    assert answer.text == "I was not ready for this form any more, so nothing was changed. Please open it again."
