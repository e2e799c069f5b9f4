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


# --- by command


async def link_of(world: World, number: int = 1) -> str | None:
    return (await world.services.sessions.numbered(1, number)).meeting.session.materials


async def test_a_link_can_be_given_by_command_before_and_after(world: World) -> None:
    await world.running(world.mina, start="2027-01-09", pages=60)

    ahead = await world.mina.slash(world.prml, "session materials", link="https://example.org/slides")
    refused = await world.jun.slash(world.prml, "session materials", session=1, link="https://example.org/mine")
    nothing = await world.mina.slash(world.prml, "session materials", link="slides.pdf")

    assert "Kept with session 1" in ahead.text
    assert await link_of(world) == "https://example.org/slides"
    assert "이 모임의 발표자와 운영진만" in refused.text
    assert nothing.last.ephemeral


async def test_a_file_is_posted_once_in_the_channel_and_found_by_its_link(world: World) -> None:
    await world.running(world.mina, start="2027-01-09", pages=60)

    answer = await world.mina.slash(world.prml, "session materials", file=("slides.pdf", b"%PDF-1.7"))

    posted = world.mina.sees(world.prml)[-1]
    assert "Kept with session 1" in answer.text
    assert [file.filename for file in posted.sent.attachments] == ["slides.pdf"]
    assert "Slides and notes of session 1" in posted.text
    assert await link_of(world) == posted.sent.jump_url
    assert answer.last.links == [posted.sent.jump_url]


async def test_where_naru_may_attach_nothing_nothing_is_changed(world: World) -> None:
    await world.running(world.mina, start="2027-01-09", pages=60)
    world.set_permissions(world.prml, bot=True, attach_files=False)

    answer = await world.mina.slash(world.prml, "session materials", file=("slides.pdf", b"%PDF-1.7"))

    assert "Attach Files" in answer.text
    assert await link_of(world) is None


async def test_a_link_or_a_file_not_both_and_without_either_a_form_opens(world: World) -> None:
    await world.running(world.mina, start="2027-01-09", pages=60)

    both = await world.mina.slash(
        world.prml, "session materials", link="https://example.org", file=("slides.pdf", b"%PDF")
    )
    form = await world.mina.slash(world.prml, "session materials")
    kept = await world.mina.fill_in(form, {"Link": "https://example.org/typed"})

    assert "not both" in both.text
    assert "Kept with session 1" in kept.text


async def test_a_file_that_discord_would_not_take_is_refused_at_once(world: World) -> None:
    await world.running(world.mina, start="2027-01-09", pages=60)

    answer = await world.mina.slash(world.prml, "session materials", file=("film.mp4", bytes(10 * 1024 * 1024 + 1)))

    assert "up to 10 MB" in answer.text
    assert await link_of(world) is None
