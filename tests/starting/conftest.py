"""Discord on loopback, for what is started."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.starting.small_discord import SmallDiscord, point_discord_py_at


@pytest.fixture
async def small_discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SmallDiscord]:
    """discord.py in this process goes there instead."""
    discord_ = SmallDiscord()
    await discord_.server.start_server()
    point_discord_py_at(discord_.url, monkeypatch.setattr)
    yield discord_
    await discord_.server.close()
