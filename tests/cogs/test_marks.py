"""/exercise on a phone: mark, read what changed, take it back, look, and decide who else may look."""

from __future__ import annotations

import pytest

from tests.cogs.person import Person
from tests.cogs.presenting import three_members
from tests.cogs.test_places import threads
from tests.cogs.world import World

COGS = ("setup", "books", "studies", "seats", "plans", "turns", "sessions", "marks", "solutions")


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


async def test_a_range_is_marked_in_one_command(world: World, members: list[Person]) -> None:
    answer = await members[0].slash(world.prml, "exercise mark", which="1.1-1.3, 2.20")

    assert answer.last.ephemeral
    assert "Solved: **1.1–1.3, 2.20** · PRML" in answer.text
    assert "4 of 431 solved" in answer.text


async def test_undo_stands_below_and_works_once(world: World, members: list[Person]) -> None:
    marked = await members[0].slash(world.prml, "exercise mark", which="1.1")

    undone = await members[0].press(marked, "Undo")

    assert "Undone. **1.1**" in undone.text
    assert "0 of 431 solved" in undone.text


async def test_what_the_book_does_not_have_is_named_with_the_nearest(world: World, members: list[Person]) -> None:
    answer = await members[0].slash(world.prml, "exercise mark", which="1.1, 1.99")

    shown = await members[0].slash(world.prml, "exercise show")
    assert answer.last.ephemeral
    assert "no exercise 1.99; nearest: 1.41" in answer.text
    assert "0 of 431 solved" in shown.text


async def test_without_a_study_the_book_is_chosen(world: World) -> None:
    await world.set_up()

    unclear = await world.sora.slash(world.prml, "exercise mark", which="1.1")
    clear = await world.sora.slash(world.prml, "exercise mark", which="1장", book="prml")

    assert "어느 책인가요?" in unclear.text
    assert "✅ 풀었어요: **1.1–1.41** · PRML" in clear.text


async def test_my_exercises_show_stars_and_what_is_open(world: World, members: list[Person]) -> None:
    await members[0].slash(world.prml, "exercise mark", which="1.1")
    await members[0].slash(world.prml, "exercise mark", which="1.2", **{"as": "stuck"})

    shown = await members[0].slash(world.prml, "exercise show")

    assert "**1 of 431 solved**" in shown.text
    assert "★ 1 / " in shown.text
    assert "Stuck: 1.2" in shown.text


async def test_nobody_looks_at_closed_exercises(world: World, members: list[Person]) -> None:
    one, other = members[0], members[1]

    refused = await other.slash(world.prml, "exercise show", member=one.member)
    await one.slash(world.prml, "exercise sharing", visible_to="study")
    seen = await other.slash(world.prml, "exercise show", member=one.member)

    assert refused.last.ephemeral
    assert "solved" not in refused.text
    assert "0 of 431 solved" in seen.text
    assert seen.last.buttons == []


async def test_who_may_look_is_chosen_below_ones_own(world: World, members: list[Person]) -> None:
    shown = await members[0].slash(world.prml, "exercise show")

    asked = await members[0].press(shown, "Who sees this?")
    chosen = await members[0].choose(asked, "mark.shows", "server")
    helping = await members[0].press(chosen, "You may ask me")

    assert "only you" in asked.text
    assert "everybody on this server" in chosen.text
    assert "I may ask you in private" in helping.text


async def test_the_board_names_nobody(world: World, members: list[Person]) -> None:
    for member in members:
        await member.slash(world.prml, "exercise mark", which="1.1")
    await members[0].slash(world.prml, "exercise mark", which="1.2")

    board = await members[1].slash(world.prml, "exercise board")

    assert "2 of 431 solved together" in board.text
    assert "Solved by everybody: 1.1" in board.text
    assert all(member.mention not in board.text for member in members)


async def test_a_message_of_mine_becomes_a_solution(world: World, members: list[Person]) -> None:
    written = await members[0].writes(world.prml, "Exercise 1.7: complete the square")

    form = await members[0].menu(world.prml, "Submit as solution", written)
    marked = await members[0].fill_in(form)
    shown = await world.services.marks.own(world.guild.id, world.services.books.find("prml").id, members[0].id)

    assert "Solved: **1.7** · PRML" in marked.text
    assert shown.marks["1.7"].link == f"https://discord.com/channels/{world.guild.id}/{world.prml.id}/{written.sent.id}"


async def test_a_thread_with_a_warning_is_opened_below_it(world: World, members: list[Person]) -> None:
    written = await members[0].writes(world.prml, "1.7 again")
    form = await members[0].menu(world.prml, "Submit as solution", written)
    marked = await members[0].fill_in(form)

    opened = await members[0].press(marked, "Open a thread for it")

    assert "The thread is open" in opened.text
    [thread] = threads(world)
    assert thread.name == "Solution 1.7 · PRML"
    assert [m.content for m in world.env.backend.messages[thread.id].values() if "Try it yourself" in m.content]


async def test_somebody_elses_message_is_not_mine_to_submit(world: World, members: list[Person]) -> None:
    written = await members[0].writes(world.prml, "1.7 by me")

    refused = await members[1].menu(world.prml, "Submit as solution", written)

    assert refused.last.ephemeral
    assert "somebody else's" in refused.text
