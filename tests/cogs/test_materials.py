"""Slides and notes are asked for kindly, of one person, and not for ever."""

from __future__ import annotations

import pytest

from db.records import Reach
from tests.cogs.person import Person
from tests.cogs.seen import Message
from tests.cogs.world import World


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return ("studies", "plans", "seats", "turns", "sessions")


async def asked(world: World, person: Person) -> list[Message]:
    return [each for each in (*person.inbox, *person.sees(world.prml)) if "There are none" in each.buttons]


async def after_the_first_session(world: World, reach: Reach = Reach.DM, **by: float) -> Person:
    """Mina presented it, alone in her study; `by` is how long ago it began."""
    await world.running(world.mina, start="2027-01-09", pages=60, reach=reach)
    start = (await world.services.sessions.numbered(1, 1)).meeting.session.starts_at
    await world.travel(seconds=(start - world.now).total_seconds())
    await world.travel(**by)
    return world.mina


async def test_a_presenter_is_asked_for_slides_and_gives_a_link(world: World) -> None:
    mina = await after_the_first_session(world, Reach.CHANNEL, days=2)
    (question,) = await asked(world, mina)

    form = await mina.press(question, "Add slides or notes")
    answer = await mina.fill_in(form, {"Link": "https://example.org/1.pdf"})
    await world.travel(days=4)

    assert f"{mina.mention}, thank you for presenting" in question.text
    assert "Kept with session 1" in answer.text
    assert (await world.services.sessions.numbered(1, 1)).meeting.session.materials == "https://example.org/1.pdf"
    assert await asked(world, mina) == []


async def test_one_press_says_that_there_are_none_and_nobody_asks_again(world: World) -> None:
    mina = await after_the_first_session(world, days=2)
    (question,) = await asked(world, mina)

    answer = await mina.press(question, "There are none")
    await world.travel(days=4)

    assert "I won't ask again about session 1." in answer.text
    assert await asked(world, mina) == []


async def test_who_does_not_answer_is_asked_once_more_and_then_left_in_peace(world: World) -> None:
    mina = await after_the_first_session(world, days=7)

    questions = await asked(world, mina)

    assert len([each for each in questions if each.text == questions[0].text]) == 2
