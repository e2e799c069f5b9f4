"""When the first way is closed: a DM falls back to the channel, a channel to the organiser, a plea to nobody else."""

from __future__ import annotations

from bot.services.seats import Form
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
    assert f"I could not post this in {world.prml.mention}." in told.text
    assert "there I lack the permission View Channel" in told.text
    assert "/setup" not in told.text
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


async def test_a_call_for_help_that_reached_nobody_stands_in_the_organisers_help(world: World) -> None:
    await world.services.setups.staff_in(world.guild.id, None)
    await world.running(world.mina, start="2027-01-16", language="en")
    close_dms(world)
    (turn, *_) = await world.services.turns.mine(world.guild.id, world.mina.id)
    await world.services.turns.plead(turn.turn.id, world.mina.id, "between us")
    before = await world.dana.slash(world.prml, "help")

    await world.knock()
    await world.knock()
    after, others = await world.dana.slash(world.prml, "help"), await world.sora.slash(world.prml, "help")

    assert "between us" not in before.text
    assert f"{world.mina.mention} asked for help with" in after.text
    assert "between us" in after.text
    assert "between us" not in others.text


async def test_a_card_that_could_not_be_posted_is_posted_when_its_channel_is_open_again(world: World) -> None:
    path = f"/channels/{world.prml.id}/messages"
    world.env.inject_error("POST", path, status=403, code=NO_ACCESS, times=1)
    await world.recruiting(language="en")
    await world.knock()
    shown = await world.dana.slash(world.prml, "study show")
    as_member = await world.mina.slash(world.prml, "study show")

    answer = await world.dana.press(shown, "Post it in the channel")
    await world.knock()
    await world.services.seats.join(1, world.mina.id, Form("Mina", "en"))
    await world.bot.refresh_card(1)

    (card,) = [message for message in world.mina.sees(world.prml) if not message.ephemeral]
    again = await world.dana.slash(world.prml, "study show")
    assert "on its way" in answer.text
    assert "Post it in the channel" not in as_member.buttons
    assert "Post it in the channel" not in again.buttons
    assert "Seats 1 / 12" in card.text
