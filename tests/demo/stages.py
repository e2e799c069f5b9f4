"""Demos to test: the sample bot on the sample scene, and people who do things there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.demo.discord_here import DiscordHere
from bot.demo.seed import Scene, read
from bot.demo.simulated import Wire
from bot.demo.stage import Stage
from bot.demo.travel import Notices
from tests.demo.sample_bot import SampleBot


def the_scene() -> Scene:
    return read(Path(__file__).parent / "scene.toml")


@asynccontextmanager
async def a_stage() -> AsyncIterator[Stage]:
    """The sample bot has come in and everybody has read everything."""
    here = DiscordHere(the_scene())
    bot = SampleBot(here.now)
    await here.start(bot)
    try:
        stage = Stage(here, Notices(bot.knock, bot.next_due))
        stage.sight.read_everything()
        yield stage
    finally:
        await here.stop()


async def runs(
    stage: Stage, who: str, command: str, options: Mapping[str, Any] = MappingProxyType({}), *, where: str = "general"
) -> Wire:
    place = stage.discord.channel_id(where)
    return await stage.act(who, place, "run", {"command": command, "options": options})


def sees(stage: Stage, who: str, where: str | int = "general") -> list[Wire]:
    """The messages somebody sees in a channel."""
    place = where if isinstance(where, int) else stage.discord.channel_id(where)
    return list(stage.place(who, place)["messages"])


def unread(stage: Stage, who: str) -> dict[str, int]:
    """How many messages somebody has not read, by the name of the place, "dm" for the bot's to them."""
    return {one["name"] or "dm": one["unread"] for one in stage.sight.places(who) if one["unread"]}
