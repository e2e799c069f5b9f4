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


async def what_is_left(database: Database, url: str, *, kills: int, notices: int, apart: float = 0.0) -> HttpDiscord:
    """The Discord that is there when so many notices have gone out over so many violent deaths."""
    now = datetime.now(UTC)
    await plan(database, *many(notices, channels=40, due=now), now=now)
    async with open_discord(HttpDiscord(clock=time.time)) as discord, a_zygote() as zygote:
        reaper = Reaper(random.Random(SEED), discord)  # noqa: S311 - a seed is what makes it repeatable
        run = "tests.delivery.lives:outbox"
        killed = await killed_again_and_again(zygote, reaper, url, run=run, kills=kills, apart=apart)
    assert killed == kills
    assert min(reaper.moments.values()) > kills // 10
    return discord


def each_once(notices: int) -> Counter[str]:
    return Counter(f"session_day {number}" for number in range(notices))


async def test_a_hundred_and_more_kills_lose_nothing_and_repeat_nothing(database: Database, database_url: str) -> None:
    discord = await what_is_left(database, database_url, kills=150, notices=1400)

    assert Counter(message["content"] for message in discord.posted) == each_once(1400)
    assert {row.message_id for row in await rows(database)} == {int(message["id"]) for message in discord.posted}
    assert {row.state for row in await rows(database)} == {NoticeState.SENT}
    posts = sum(request.startswith("POST /channels") for request in discord.requests)
    assert posts > 1400 + 150


async def test_when_discord_has_forgotten_the_nonces_its_channels_still_know(
    database: Database, database_url: str
) -> None:
    discord = await what_is_left(database, database_url, kills=50, notices=600, apart=600)

    assert Counter(message["content"] for message in discord.posted) == each_once(600)
    looked = sum(request.startswith("GET /channels") for request in discord.requests)
    assert looked > 50
