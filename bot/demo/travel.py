"""Moving the clock: from one due instant to the next, so that every notice goes out at its own time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.demo.discord_here import DiscordHere

PATIENCE = timedelta(minutes=1)
"""How far the clock moves when a knock leaves something due: what failed is tried again then, and nothing spins."""


@dataclass(frozen=True, slots=True)
class Notices:
    """The bot's outbox as the demo drives it, in place of its scheduler."""

    knock: Callable[[datetime], Coroutine[Any, Any, object]]
    """Send everything that is due at this instant."""
    next_due: Callable[[], Awaitable[datetime | None]]


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many of the bot's messages came to a channel."""

    channel_id: int
    count: int


async def knock(discord: DiscordHere, notices: Notices) -> None:
    """Send what is due now: what the scheduler would do by itself."""
    due = await notices.next_due()
    if due is not None and due <= discord.now():
        await discord.as_bot(notices.knock(discord.now()))


async def travel(discord: DiscordHere, notices: Notices | None, goal: datetime) -> list[Arrived]:
    """Move the clock to `goal`, stopping at each due instant on the way; what arrived, most first."""
    before = discord.sent_by_bot()
    while notices is not None and (due := await notices.next_due()) is not None and due <= goal:
        await discord.advance_to(due)
        await discord.as_bot(notices.knock(discord.now()))
        still = await notices.next_due()
        if still is not None and still <= discord.now():
            await discord.advance_to(min(goal, discord.now() + PATIENCE))
            if discord.now() >= goal:
                break
    await discord.advance_to(goal)
    after = discord.sent_by_bot()
    arrived = [Arrived(channel, len(ids - before.get(channel, set()))) for channel, ids in after.items()]
    return sorted((one for one in arrived if one.count), key=lambda one: -one.count)
