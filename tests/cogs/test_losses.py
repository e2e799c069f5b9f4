"""Channels and roles deleted under Naru's feet, and Naru itself removed: said once, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from simcord.backend import serializers

from bot.services.facts import existing, follow_up
from db.queries import notices as outbox
from db.queries import studies as stored
from db.records import Notice, NoticeState, StudyState, Target, TargetKind
from tests.cogs.world import World


async def waiting(world: World) -> list[Notice]:
    async with world.database.reading() as tx:
        return await outbox.of_study(tx, 1, states=[NoticeState.WAITING], limit=1000)


def delete(world: World, channel_id: int) -> None:
    world.env.backend.delete_channel(channel_id)


async def test_a_deleted_channel_is_told_once_and_its_notices_wait(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    delete(world, world.prml.id)
    await world.env.settle()
    await world.travel(weeks=3)

    (told,) = [message for message in world.dana.sees(world.staff) if "was deleted" in message.text]
    assert "The channel of **PRML** was deleted." in told.text
    assert "`/study edit`" in told.text
    assert world.dana.inbox == []
    assert Target(TargetKind.CHANNEL, world.prml.id) not in {notice.target for notice in await waiting(world)}


async def test_with_a_new_channel_everything_goes_on(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    before = await waiting(world)
    delete(world, world.prml.id)
    await world.env.settle()
    await world.knock()
    new = world.guild.create_text_channel("prml-2")

    async with world.database.writing() as tx:
        moved = replace(await existing(tx, 1, lock=True), channel_id=new.id)
        await stored.save(tx, moved)
        await follow_up(tx, moved, world.now)
    await world.knock()

    after = await waiting(world)
    assert len(after) == len(before)
    assert Target(TargetKind.CHANNEL, new.id) in {notice.target for notice in after}


async def test_a_deleted_staff_channel_is_told_to_who_opened_the_study(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    delete(world, world.staff.id)
    await world.env.settle()
    await world.knock()
    await world.services.seats.leave(1, world.mina.id)
    await world.knock()

    lost, left = [message.text for message in world.dana.inbox]
    assert "The organisers' channel was deleted." in lost
    assert "has left **PRML**" in left


async def test_a_deleted_role_is_told_with_what_holds_meanwhile(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en")

    world.env.backend.delete_role(world.guild.id, world.organisers.id)
    await world.env.settle()
    await world.knock()
    await world.services.setups.organisers(world.guild.id, world.guild.create_role("Others").id)
    await world.restart()
    await world.knock()

    told = [message.text for message in world.ara.sees(world.staff) if "role was deleted" in message.text]
    assert len(told) == 1
    assert "only admins can do what organisers do" in told[0]


async def test_what_nobody_uses_may_be_deleted(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en")

    delete(world, world.guild.create_text_channel("chat").id)
    await world.env.settle()
    await world.knock()

    assert world.dana.sees(world.staff) == []


async def test_what_was_deleted_while_naru_slept_is_seen_at_the_start_and_told_once(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en")
    world.env.backend.channels.pop(world.prml.id)
    world.env.backend.get_guild(world.guild.id).channel_ids.remove(world.prml.id)

    for _ in range(2):
        await world.restart()
        await world.env.settle()
        await world.knock()

    assert len([message for message in world.dana.sees(world.staff) if "was deleted" in message.text]) == 1


@pytest.mark.parametrize("status", [403, 500])
async def test_what_is_only_out_of_sight_is_not_taken_for_deleted(world: World, status: int) -> None:
    await world.running(world.mina, start="2027-01-16", language="en")
    known = await waiting(world)
    world.env.inject_error("GET", f"/channels/{world.prml.id}", status=status, code=50001, times=None)
    seen = guild_seen(world)
    seen["channels"] = []

    world.env.backend.emit("GUILD_CREATE", seen)
    await world.env.settle()

    assert await waiting(world) == known


async def test_removed_from_a_server_its_studies_rest_and_come_back(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    invited = guild_seen(world)
    # Who is invited anew is not told that the server is available again.
    del invited["unavailable"]

    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    resting, silent = await world.services.studies.of(1), await waiting(world)
    world.env.backend.emit("GUILD_CREATE", invited)
    await world.env.settle()
    await world.knock()

    (told,) = world.dana.sees(world.staff)
    assert resting.state is StudyState.PAUSED
    assert resting.paused_at == world.now
    assert silent == []
    assert "everything is still here" in told.text
    assert "`/plan resume`" in told.text
    assert len((await world.services.plans.shown(1)).plan.meetings) > 1


async def test_removed_while_naru_slept_is_seen_at_the_start(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    world.env.backend.guilds.pop(world.guild.id)

    await world.restart()
    await world.env.settle()

    assert (await world.services.studies.of(1)).state is StudyState.PAUSED
    assert await waiting(world) == []


async def test_an_outage_of_a_server_changes_nothing(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    before = await waiting(world)

    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id), "unavailable": True})
    await world.env.settle()

    assert (await world.services.studies.of(1)).state is StudyState.RUNNING
    assert await waiting(world) == before


def guild_seen(world: World) -> dict[str, Any]:
    """The server as Discord shows it to a bot that comes to it."""
    backend = world.env.backend
    return dict(serializers.guild_create_payload(backend, backend.get_guild(world.guild.id)))
