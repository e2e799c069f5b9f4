"""kill -9, a hundred times and more, in the middle of a thousand notices: none lost, none twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from db.engine import Database
from db.records import NoticeState
from tests.delivery.http_discord import HttpDiscord, open_discord
from tests.delivery.lives import Reaper, killed_again_and_again
from tests.delivery.stage import many, plan, rows
from tests.delivery.zygote import a_zygote

pytestmark = pytest.mark.slow

SEED = 20260302


async def the_end_after(kills: int, notices: int, url: str, database: Database, *, apart: float = 0.0) -> HttpDiscord:
    """The Discord that is left when a thousand notices have gone out over so many violent deaths."""
    now = datetime.now(UTC)
    await plan(database, *many(notices, channels=40, due=now), now=now)
    async with open_discord(HttpDiscord(clock=time.time)) as discord, a_zygote() as zygote:
        reaper = Reaper(random.Random(SEED), discord)  # noqa: S311 - a seed is what makes it repeatable
        await killed_again_and_again(zygote, reaper, url, run="tests.delivery.lives:outbox", kills=kills, apart=apart)
    assert min(reaper.moments.values()) > kills // 10
    return discord


async def test_a_hundred_kills_lose_nothing_and_repeat_nothing(database: Database, database_url: str) -> None:
    discord = await the_end_after(120, 1000, database_url, database)

    said = Counter(message["content"] for message in discord.posted)
    assert said == Counter(f"session_day {number}" for number in range(1000))
    ids = {int(message["id"]) for message in discord.posted}
    assert {row.message_id for row in await rows(database)} == ids
    assert {row.state for row in await rows(database)} == {NoticeState.SENT}


async def test_when_discord_has_forgotten_the_nonces_the_channels_still_know(
    database: Database, database_url: str
) -> None:
    discord = await the_end_after(40, 400, database_url, database, apart=600)

    said = Counter(message["content"] for message in discord.posted)
    assert said == Counter(f"session_day {number}" for number in range(400))
    assert any(request.startswith("GET /channels") for request in discord.requests)
