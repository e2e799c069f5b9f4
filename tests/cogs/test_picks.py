"""/exercise pick as it is lived: a preview, a list in the channel, taken and given back, in the session's card."""

from __future__ import annotations

import pytest

from db.records import Reach
from tests.cogs.person import Person
from tests.cogs.presenting import in_roles, pinged, three_members
from tests.cogs.seen import Message
from tests.cogs.world import World

COGS = ("setup", "books", "studies", "seats", "plans", "turns", "sessions", "marks")


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


async def publish(world: World, **options: object) -> Message:
    preview = await world.dana.slash(world.prml, "exercise pick", **options)
    await world.dana.press(preview, "Publish")
    await world.knock()
    return listed(world)


def listed(world: World) -> Message:
    return next(m for m in reversed(world.mina.sees(world.prml)) if "Exercises of session" in m.text)


async def test_a_preview_is_for_one_alone_and_says_how_it_was_chosen(world: World, members: list[Person]) -> None:
    preview = await world.dana.slash(world.prml, "exercise pick")

    assert preview.last.ephemeral
    assert preview.text.count("- **1.") == 3
    assert "Who has shown the fewest comes first" in preview.text
    assert not any("Exercises of session" in message.text for message in world.mina.sees(world.prml))


async def test_the_list_stands_in_the_channel_and_who_reads_dms_gets_one(world: World, members: list[Person]) -> None:
    lead, backup, third = await in_roles(world, members)

    message = await publish(world, which="1.1, 1.2")

    assert {person.id for person in (backup, third) if person.mention in message.text} == {backup.id, third.id}
    assert lead.mention not in message.text
    assert pinged(world, message) == []
    assert "You are asked to show **1." in backup.inbox[-1].text


async def test_who_reads_the_channel_is_mentioned_there_once(world: World) -> None:
    members = await three_members(world, Reach.CHANNEL)
    _, backup, third = await in_roles(world, members)

    message = await publish(world, which="1.1, 1.2")

    assert sorted(pinged(world, message)) == sorted([backup.id, third.id])
    assert all("asked to show" not in direct.text for direct in backup.inbox)


async def test_given_back_by_dm_it_is_free_in_the_channel_and_another_takes_it(
    world: World, members: list[Person]
) -> None:
    lead, backup, _ = await in_roles(world, members)
    await publish(world, which="1.1, 1.2")

    back = await backup.press(backup.inbox[-1], "Not me this time")
    taken = await lead.press(listed(world), "I'll show one")

    assert "nobody is told why" in back.text
    assert "is yours" in taken.text
    assert lead.mention in listed(world).text
    assert backup.mention not in listed(world).text


async def test_of_several_free_ones_one_is_chosen(world: World, members: list[Person]) -> None:
    _, backup, third = await in_roles(world, members)
    message = await publish(world, which="1.1, 1.2")
    for person in (backup, third):
        await person.press(message, "Not me this time")

    asked = await backup.press(listed(world), "I'll show one")
    taken = await backup.choose(asked, "pick.which", "1.2")

    assert "**1.2**" in taken.text
    assert f"**1.2** ★ · {backup.mention}" in listed(world).text


async def test_it_is_in_the_sessions_card_and_in_the_word_of_the_day_before(
    world: World, members: list[Person]
) -> None:
    await publish(world, which="1.1", member=members[0].member)

    card = await members[1].slash(world.prml, "session show")
    await world.travel(days=11, hours=12)

    day_before = next(m for m in reversed(world.mina.sees(world.prml)) if "is near" in m.text)
    assert f"Exercises: 1.1 {members[0].mention}" in card.text
    assert f"Exercises: 1.1 {members[0].mention}" in day_before.text
    assert pinged(world, day_before) == []


async def test_who_has_no_part_in_the_session_is_refused(world: World, members: list[Person]) -> None:
    _, _, third = await in_roles(world, members)

    answer = await third.slash(world.prml, "exercise pick")

    assert answer.last.ephemeral
    assert "Only the presenters of this session and organisers" in answer.text


async def test_a_list_is_taken_away_by_a_button_of_the_next_preview(world: World, members: list[Person]) -> None:
    message = await publish(world, which="1.1")

    preview = await world.dana.slash(world.prml, "exercise pick", which="1.2")
    await world.dana.press(preview, "No exercises after all")

    assert "In place of the list that stands: 1.1" in preview.text
    assert "no exercises after all" in next(m for m in world.mina.sees(world.prml) if m.sent.id == message.sent.id).text


async def test_an_older_preview_can_be_published_no_more(world: World, members: list[Person]) -> None:
    preview = await world.dana.slash(world.prml, "exercise pick", which="1.1")
    await world.dana.slash(world.prml, "exercise pick", which="1.2")

    late = await world.dana.press(preview, "Publish")

    assert "This list is an old one" in late.text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"which": "1.1-1.20"}, "10 exercises at most"),
        ({"which": "1.999"}, "no exercise 1.999"),
        ({"session": 99}, "no such session"),
    ],
)
async def test_bad_input_is_answered_and_changes_nothing(
    world: World, members: list[Person], options: dict[str, object], said: str
) -> None:
    answer = await world.dana.slash(world.prml, "exercise pick", **options)

    assert answer.last.ephemeral
    assert said in answer.text
