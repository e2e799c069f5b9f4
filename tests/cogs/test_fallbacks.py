"""When the first way is closed: a DM falls back to the channel, a channel to the organiser, a plea to nobody else."""

from __future__ import annotations

from db.queries import notices
from db.records import NoticeState, Reach
from tests.cogs.world import World

CLOSED_DM, NO_ACCESS = 50007, 50001


def close_dms(world: World) -> None:
    for dm in [person.member.user.dm_channel.id for person in world.people]:
        world.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=CLOSED_DM, times=None)


def close_channel(world: World) -> None:
    path = f"/channels/{world.prml.id}/messages"
    world.env.inject_error("POST", path, status=403, code=NO_ACCESS, times=None)


async def test_a_closed_dm_falls_back_to_the_channel_with_that_one_mention(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en", reach=Reach.DM)
    close_dms(world)

    await world.travel(days=6)

    reminder = next(message for message in world.sora.sees(world.prml) if "I'm on it" in message.buttons)
    assert world.mina.mention in reminder.text
    assert "No more DMs" not in reminder.buttons


async def test_a_closed_channel_reaches_the_organiser_without_its_buttons(world: World) -> None:
    close_channel(world)

    await world.recruiting(language="en")
    await world.knock()

    (told,) = world.dana.inbox
    assert "I could not post this in" in told.text
    assert "📘 PRML" in told.text
    assert told.buttons == []


async def test_a_call_for_help_never_reaches_the_channel_of_the_study(world: World) -> None:
    await world.services.setups.staff_in(world.guild.id, None)
    await world.running(world.mina, start="2027-01-16", language="en")
    close_dms(world)
    (turn, *_) = await world.services.turns.mine(world.guild.id, world.mina.id)

    await world.services.turns.plead(turn.turn.id, world.mina.id, "between us")
    await world.knock()
    await world.knock()

    assert not any("between us" in message.text for message in world.sora.sees(world.prml))
    async with world.database.reading() as tx:
        found = [notice for notice in await notices.of_study(tx, 1, limit=1000) if notice.kind == "plea"]
    assert {notice.state for notice in found} == {NoticeState.FAILED, NoticeState.SKIPPED}


async def test_a_call_for_help_reaches_the_staff_kindly(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en")
    await world.travel(days=6)
    reminder = next(message for message in world.mina.sees(world.prml) if "I'm on it" in message.buttons)

    form = await world.mina.press(reminder, "I'm stuck")
    answer = await world.mina.fill_in(form, {"In your words": "Why a Gamma, of all things?"})
    await world.knock()

    (told,) = world.dana.sees(world.staff)
    assert answer.ephemeral
    assert "That happens to everyone." in answer.text
    assert "Why a Gamma, of all things?" in told.text
    assert "could use a hand" in told.text


async def test_no_more_dms_is_one_press_in_each_dm(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en", reach=Reach.DM)
    await world.travel(days=6)

    answer = await world.mina.press(world.mina.inbox[0], "No more DMs")
    await world.travel(days=4)

    assert world.prml.mention in answer.text
    assert len([message for message in world.mina.inbox if "I'm on it" in message.buttons]) == 1
    assert any("I'm on it" in message.buttons for message in world.sora.sees(world.prml))
