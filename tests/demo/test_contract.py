"""What bot/demo/simulated.py takes for granted about simcord's inside; read this first when simcord is raised."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import simcord
from simcord import interactions
from simcord.backend.cdn import CDN_BASE

from bot.demo.discord_here import DiscordHere
from bot.demo.given import NotPossible
from bot.demo.stage import Stage
from bot.demo.web import PAGE
from tests.demo.sample_bot import SampleBot
from tests.demo.stages import a_stage, runs, sees, the_scene

THERE = {"mina": "ko", "jun": "en-GB", "dana": "en-US"}


def test_simcord_is_the_version_whose_inside_was_read():
    assert simcord.__version__ == "3.2.1"


@pytest.mark.parametrize(("who", "locale"), THERE.items())
async def test_a_command_reaches_the_bot_in_its_users_locale(stage: Stage, who: str, locale: str):
    await runs(stage, who, "whisper")

    assert sees(stage, who)[-1]["content"] == f"Psst, in {locale}."


async def test_a_command_in_a_dm_reaches_the_bot_in_its_users_locale(stage: Stage):
    dm = stage.discord.dm_of("mina")

    await stage.act("mina", dm, "run", {"command": "whisper", "options": {}})

    assert sees(stage, "mina", dm)[-1]["content"] == "Psst, in ko."


async def test_the_servers_own_locale_reaches_the_bot(stage: Stage):
    heard = []
    stage.discord.env.backend.subscribers.append(lambda event, payload: heard.append((event, payload)))

    await runs(stage, "dana", "whisper")

    assert [payload["guild_locale"] for event, payload in heard if event == "INTERACTION_CREATE"] == ["ko"]


async def test_simcords_own_payloads_are_back_when_the_demo_has_ended():
    before = interactions.base_payload

    async with a_stage():
        during = interactions.base_payload

    assert during is not before
    assert interactions.base_payload is before


async def test_messages_are_numbered_in_the_order_they_came_even_while_the_clock_stands(stage: Stage):
    for _ in range(5):
        await stage.discord.say("dana", stage.discord.channel_id("general"), "one more")
    await stage.discord.advance_to(stage.discord.now() + timedelta(hours=1))
    await stage.discord.say("dana", stage.discord.channel_id("general"), "the last")

    ids = [int(message["id"]) for message in sees(stage, "jun")]

    assert ids == sorted(set(ids))
    assert len(ids) == 6


async def test_work_of_the_bot_waits_for_the_clock_and_for_nothing_else(stage: Stage):
    done = []

    async def later() -> None:
        await asyncio.sleep(3600)
        done.append(stage.discord.now())

    begun = stage.discord.now()
    assert await stage.discord.as_bot(later()) is None
    assert not done
    await stage.discord.advance_to(begun + timedelta(hours=2))

    assert done == [begun + timedelta(hours=1)]


async def test_whatever_happens_is_heard(stage: Stage):
    heard = []
    stage.discord.heard = lambda: heard.append(stage.discord.now())

    await stage.discord.say("dana", stage.discord.channel_id("general"), "hello")

    assert heard


async def test_a_forum_stands_under_its_category(stage: Stage):
    forum = stage.discord.place(stage.discord.channel_id("questions"))

    assert (forum.kind, forum.parent) == ("forum", stage.discord.channel_id("commons"))


async def test_the_bot_carries_the_scenes_name(stage: Stage):
    await runs(stage, "dana", "card")

    assert sees(stage, "dana")[-1]["name"] == "Sample"


async def test_the_clock_begins_when_the_scene_says(stage: Stage):
    assert stage.discord.now() == datetime(2026, 1, 5, 0, 30, tzinfo=UTC)


async def test_a_scene_cannot_begin_before_simcords_first_instant():
    early = DiscordHere(replace(the_scene(), begin=datetime(2025, 12, 31, tzinfo=UTC)))

    with pytest.raises(ValueError, match="2025-12-31"):
        await early.start(SampleBot(early.now))


def test_the_page_knows_where_simcord_keeps_files():
    pictures = (Path(PAGE) / "pictures.js").read_text("utf-8")

    assert CDN_BASE.removeprefix("https://").replace(".", r"\.") in pictures


async def test_a_messages_menu_is_offered_in_somebodys_language_and_reaches_the_bot(stage: Stage):
    await stage.discord.say("mina", stage.discord.channel_id("general"), "look at this")
    place = stage.discord.channel_id("general")
    message = sees(stage, "mina")[-1]["id"]

    offered = stage.place("mina", place)["menu"]
    await stage.act("mina", place, "menu", {"command": "Keep", "message": message})

    assert offered == [{"name": "Keep", "shown": "간직하기"}]
    assert sees(stage, "mina")[-1]["content"] == "Kept: look at this"


async def test_a_menu_that_is_not_there_cannot_be_run(stage: Stage):
    await stage.discord.say("mina", stage.discord.channel_id("general"), "look at this")

    with pytest.raises(NotPossible):
        await stage.act(
            "mina",
            stage.discord.channel_id("general"),
            "menu",
            {"command": "Burn", "message": sees(stage, "mina")[-1]["id"]},
        )
