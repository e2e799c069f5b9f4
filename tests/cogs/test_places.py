"""A session's own places as people find them: an event of the server, a thread or a post; quietly absent elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from simcord.backend.models import Channel, ScheduledEvent

from bot.services.facts import existing, follow_up, touch
from db.queries import plans as stored_plans
from db.queries import studies as stored
from db.records import Gathering, Session, SessionState, Study, StudyState
from tests.cogs.world import World


def events(world: World) -> list[ScheduledEvent]:
    """Those to come, the soonest first."""
    there = world.env.backend.guilds[world.guild.id].scheduled_events.values()
    return sorted((it for it in there if it.status == 1), key=lambda it: it.scheduled_start_time)


def threads(world: World) -> list[Channel]:
    backend = world.env.backend
    return [backend.channels[id_] for id_ in backend.guilds[world.guild.id].thread_ids]


async def change(world: World, **facts: Any) -> Study:
    """What /study edit and its kin do in the end."""
    async with world.database.writing() as tx:
        study = replace(await existing(tx, 1, lock=True), **facts)
        await stored.save(tx, study)
        await follow_up(tx, study, world.now)
    await world.knock()
    return study


async def change_session(world: World, number: int, **facts: Any) -> Session:
    async with world.database.writing() as tx:
        study = await existing(tx, 1, lock=True)
        before = next(one for one in await stored_plans.sessions_of(tx, 1) if one.number == number)
        await stored_plans.save_session(tx, after := replace(before, **facts))
        await follow_up(tx, await touch(tx, study), world.now)
    await world.knock()
    return after


def may_not(world: World, **permissions: bool) -> None:
    """Take permissions from Naru's own role and everybody's."""
    for role in world.env.backend.guilds[world.guild.id].roles.values():
        granted = discord.Permissions(role.permissions)
        granted.update(**permissions)
        role.permissions = granted.value


async def test_the_sessions_of_two_weeks_are_events_that_say_what_is_read(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    first, *later = events(world)

    assert later == []
    assert first.name == "PRML, session 1: chapter 1, pages 1–37"
    assert first.scheduled_start_time.startswith("2027-01-16T11:00")
    assert first.entity_metadata == {"location": "#prml"}
    assert world.prml.mention in (first.description or "")
    assert world.sora.sees(world.prml)[-1].text.count("event") == 0


async def test_each_week_brings_the_next_event_and_none_twice(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    for _ in range(3):
        await world.travel(weeks=1)
        await world.restart()
        await world.knock()

    numbers = [event.name for event in events(world)]
    assert [name.split(":")[0] for name in numbers] == ["PRML, session 3", "PRML, session 4"]


async def test_an_event_moves_and_is_cancelled_with_its_session(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    (first,) = events(world)

    moved = await change_session(world, 1, starts_at=world.now.replace(day=17, hour=9))
    at = events(world)[0].scheduled_start_time
    await change_session(world, 1, state=SessionState.CANCELLED)
    cancelled = events(world)
    await change_session(world, 1, state=SessionState.PLANNED)

    assert at == moved.starts_at.isoformat()
    assert cancelled == []
    (again,) = events(world)
    assert again.id != first.id


async def test_a_paused_study_has_no_event_to_come(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    await change(world, state=StudyState.PAUSED, paused_at=world.now)

    assert events(world) == []


async def test_who_wants_no_events_gets_none_and_those_there_are_go(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    await change(world, events=False)
    gone = events(world)
    await world.travel(weeks=2)

    assert (gone, events(world)) == ([], [])


async def test_a_thread_of_each_session_hangs_on_its_agenda(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    await change(world, gathering=Gathering.THREADS)

    (thread,) = threads(world)
    agenda = next(message for message in world.sora.sees(world.prml) if message.sent.id == thread.id)

    assert thread.name == "1 · January 16 (Sat) · chapter 1, pages 1–37"
    assert "all of it belongs here" in agenda.text
    assert agenda.buttons == ["Details"]
    assert world.mina.mention not in (agenda.sent.content or "")


async def test_the_agenda_takes_slides_and_a_week_later_the_thread_is_archived(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    await change(world, gathering=Gathering.THREADS)
    (thread,) = threads(world)

    agenda = next(message for message in world.sora.sees(world.prml) if message.sent.id == thread.id)
    presenter = world.mina if world.mina.mention in agenda.text.split("(backup")[0] else world.jun
    form = await presenter.press(await presenter.press(agenda, "Details"), "Add slides or notes")
    await presenter.fill_in(form, {"Link": "https://example.org/slides"})
    await world.travel(days=1)
    shown = next(message for message in world.sora.sees(world.prml) if message.sent.id == thread.id)
    await world.travel(days=22)

    assert "Slides and notes" in shown.buttons
    assert thread.thread_metadata is not None
    assert thread.thread_metadata.archived
    assert not any(one.thread_metadata.archived for one in threads(world)[1:] if one.thread_metadata)


async def test_in_a_forum_each_session_is_a_post_with_its_tag(world: World) -> None:
    forum = world.guild.create_forum_channel("sessions")
    tags = [{"id": "51", "name": "PRML"}, {"id": "52", "name": "papers"}]
    world.env.backend.channels[forum.id].available_tags = tags
    await world.running(world.mina, world.jun, start="2027-01-16", language="ko")
    await change(world, gathering=Gathering.FORUM, forum_id=forum.id)

    (post,) = threads(world)
    assert post.parent_id == forum.id
    assert [str(tag) for tag in post.applied_tags] == ["51"]
    (agenda,) = world.env.backend.messages[post.id].values()
    assert "PRML" in agenda.embeds[0]["title"]


async def test_a_cancelled_session_says_so_in_its_thread_which_can_still_be_read(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    await change(world, gathering=Gathering.THREADS)

    await change_session(world, 1, state=SessionState.CANCELLED)

    (thread,) = threads(world)
    agenda = next(message for message in world.sora.sees(world.prml) if message.sent.id == thread.id)
    assert "This date does not stand any more." in agenda.text
    assert thread.thread_metadata is not None
    assert thread.thread_metadata.archived


async def test_without_the_permissions_all_else_goes_on_and_organisers_read_what_to_turn_on_once(world: World) -> None:
    may_not(world, manage_events=False, create_events=False, create_public_threads=False)

    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    await change(world, gathering=Gathering.THREADS)
    await world.travel(weeks=2)

    told = [message.text for message in world.dana.sees(world.staff) if "`/study edit`" in message.text]
    assert len(told) == 2
    assert "Create Events" in told[0]
    assert "Create Public Threads" in told[1]
    assert any("I'm on it" in message.buttons for message in world.sora.sees(world.prml))
    assert not any("Create" in message.text for message in world.sora.sees(world.prml))


async def test_a_voice_channel_that_lets_nobody_in_is_named_with_what_it_takes(world: World) -> None:
    voice = world.guild.create_voice_channel("reading room")
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    world.set_permissions(voice, bot=True, connect=False)
    place = f"/guilds/{world.guild.id}/scheduled-events/*"
    world.env.inject_error("PATCH", place, status=403, code=50013, times=None)

    await change(world, voice_channel_id=voice.id)
    await world.travel(days=1)

    told = next(message.text for message in world.dana.sees(world.staff) if "`/study edit`" in message.text)
    assert f"I lack permissions in <#{voice.id}>" in told
    assert (": Connect. " in told, "Create Events" in told) == (True, False)


async def test_a_forum_that_asks_for_a_tag_is_named_with_the_tag_to_make(world: World) -> None:
    forum = world.guild.create_forum_channel("sessions")
    world.env.backend.channels[forum.id].flags = 1 << 4
    seen = world.bot.get_channel(forum.id)
    assert isinstance(seen, discord.ForumChannel)
    seen._flags = 1 << 4
    world.env.inject_error("POST", f"/channels/{forum.id}/threads", status=400, code=40067, times=None)
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    await change(world, gathering=Gathering.FORUM, forum_id=forum.id)
    await world.travel(days=1)

    told = [message.text for message in world.dana.sees(world.staff)]
    assert any(f"<#{forum.id}> asks for a tag on each post. Make a tag named “PRML” there" in text for text in told)
    assert not any("I cannot post the sessions" in text for text in told)


async def test_what_stands_in_the_way_of_events_is_never_said_to_the_whole_study(world: World) -> None:
    await world.services.setups.staff_in(world.guild.id, None)
    may_not(world, manage_events=False, create_events=False)
    dm = world.dana.member.user.dm_channel.id
    world.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=50007, times=None)

    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    await world.travel(days=3)

    assert not any("Create Events" in message.text for message in world.sora.sees(world.prml))


async def test_permission_given_events_come_by_themselves(world: World) -> None:
    may_not(world, manage_events=False)
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    may_not(world, manage_events=True)
    await world.travel(days=1)

    assert len(events(world)) == 1
