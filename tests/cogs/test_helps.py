"""/exercise stuck as it is lived: in private and without a name, or in the channel with a thread."""

from __future__ import annotations

import pytest

from tests.cogs.person import Person
from tests.cogs.presenting import pinged, three_members
from tests.cogs.seen import Message
from tests.cogs.test_places import threads
from tests.cogs.world import World

COGS = ("setup", "books", "studies", "seats", "plans", "turns", "sessions", "marks")


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    members = await three_members(world)
    await members[0].slash(world.prml, "exercise mark", which="2.20")
    await members[0].slash(world.prml, "exercise sharing", may_ask_me=True)
    return members


def in_channel(world: World) -> Message:
    return next(m for m in reversed(world.dana.sees(world.prml)) if "**2.20**" in m.text)


async def test_quietly_the_helper_reads_no_name_until_they_say_yes(world: World, members: list[Person]) -> None:
    mina, _, sora = members
    asked = await sora.slash(world.prml, "exercise stuck", exercise="2.20", where="the second step")

    await sora.press(asked, "Ask them quietly")
    await world.knock()
    question = mina.inbox[-1]
    yes = await mina.press(question, "I can help")
    await world.knock()

    assert "1 person solved it and may be asked" in asked.text
    assert "> the second step" in question.text
    assert sora.mention not in question.text
    assert "Sora" not in question.text
    assert sora.mention in yes.text
    assert f"{mina.mention} can help you" in sora.inbox[-1].text


async def test_a_no_is_fine_and_stop_is_stop(world: World, members: list[Person]) -> None:
    mina, _, sora = members
    await sora.press(await sora.slash(world.prml, "exercise stuck", exercise="2.20"), "Ask them quietly")
    await world.knock()

    no = await mina.press(mina.inbox[-1], "Not this time")
    sharing = await mina.slash(world.prml, "exercise sharing")

    assert "That's fine" in no.text
    assert "I may ask you" in sharing.text


async def test_dont_ask_me_any_more_works_in_the_dm(world: World, members: list[Person]) -> None:
    mina, _, sora = members
    await sora.press(await sora.slash(world.prml, "exercise stuck", exercise="2.20"), "Ask them quietly")
    await world.knock()

    await mina.press(mina.inbox[-1], "Don't ask me any more")

    assert "I don't ask you" in (await mina.slash(world.prml, "exercise sharing")).text


async def test_in_the_open_a_thread_opens_below_the_question(world: World, members: list[Person]) -> None:
    mina, _, sora = members
    await sora.press(await sora.slash(world.prml, "exercise stuck", exercise="2.20"), "Ask in the channel")
    await world.knock()
    question = in_channel(world)

    yes = await mina.press(question, "I can help")

    assert pinged(world, question) == []
    assert sora.mention in yes.text
    assert [thread.name for thread in threads(world)] == ["2.20 · PRML"]
    assert f"{mina.mention} helps {sora.mention}" in in_channel(world).text


async def test_only_who_asked_says_that_it_is_done(world: World, members: list[Person]) -> None:
    mina, _, sora = members
    await sora.press(await sora.slash(world.prml, "exercise stuck", exercise="2.20"), "Ask in the channel")
    await world.knock()

    refused = await mina.press(in_channel(world), "I've got it")
    done = await sora.press(in_channel(world), "I've got it")

    assert "Only who asked" in refused.text
    assert "Well done!" in done.text
    assert "has got it" in in_channel(world).text


async def test_without_threads_help_is_found_all_the_same(world: World, members: list[Person]) -> None:
    mina, _, sora = members
    world.set_permissions(world.prml, bot=True, create_public_threads=False)
    await sora.press(await sora.slash(world.prml, "exercise stuck", exercise="2.20"), "Ask in the channel")
    await world.knock()

    yes = await mina.press(in_channel(world), "I can help")

    assert sora.mention in yes.text
    assert threads(world) == []


async def test_one_exercise_at_a_time(world: World, members: list[Person]) -> None:
    answer = await members[2].slash(world.prml, "exercise stuck", exercise="2.20-2.22")

    assert answer.last.ephemeral
    assert "one exercise at a time" in answer.text


async def test_a_ranking_is_voted_for_in_secret(world: World, members: list[Person]) -> None:
    await members[0].slash(world.prml, "exercise sharing", visible_to="server")

    for member in members[:2]:
        board = await member.slash(world.prml, "exercise board")
        ballot = await member.press(board, "A ranking?")
        voted = await member.press(ballot, "I want one")
        assert ballot.last.ephemeral

    after = await members[2].slash(world.prml, "exercise board")
    assert "Most solved" not in board.text
    assert "2 of 3 do" in voted.text
    assert f"1. {members[0].mention} · 1" in after.text
