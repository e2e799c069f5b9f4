"""Scheduled events of a server: found by their marker, made once, moved and taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import discord
from discord.http import Route

from bot.delivery.deeds import Event, EventDeed, Made, TakenAway
from bot.delivery.once import ask_once

# Discord's own numbers.
MEMBERS_ONLY, IN_VOICE, ELSEWHERE = 2, 2, 3
SCHEDULED, ACTIVE, CANCELLED = 1, 2, 4
_UNKNOWN, _FINISHED = 10070, 180000


class Events:
    """Through discord.py's HTTP client alone: no cache has to know the server."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def find(self, deed: EventDeed, since: datetime | None) -> Made | None:
        """Our event that is still to come or under way, whoever has changed it since."""
        there: list[Any] = list(await self._client.http.get_scheduled_events(deed.server_id, False))
        ours = [event for event in there if self._is(event, deed.marker)]
        return Made(int(ours[0]["id"])) if ours else None

    async def make(self, deed: EventDeed) -> Made:
        route = Route("POST", "/guilds/{guild_id}/scheduled-events", guild_id=deed.server_id)
        made = await ask_once(self._client.http, route, _payload(deed))
        return Made(int(made["id"]))

    async def change(self, made: Made, deed: EventDeed) -> Made | None:
        """The same event as it is to be, or None once it is taken back. Raises TakenAway."""
        payload = _payload(deed) if deed.stands else {"status": CANCELLED}
        async with _is_there():
            await self._client.http.edit_scheduled_event(deed.server_id, made.discord_id, **payload)
        return made if deed.stands else None

    def _is(self, event: dict[str, Any], marker: str) -> bool:
        own = self._client.user is not None and str(event.get("creator_id")) == str(self._client.user.id)
        return own and event["status"] in {SCHEDULED, ACTIVE} and _signature(marker) in (event.get("description") or "")


def _signature(marker: str) -> str:
    return f"Naru · {marker}"


def _payload(deed: EventDeed) -> dict[str, Any]:
    event = deed.event
    if event is None:
        raise ValueError("an event that is not to be cannot be made")
    signature = _signature(deed.marker)
    return {
        "name": event.name[:100],
        "description": f"{event.description[: 1000 - len(signature) - 2]}\n\n{signature}",
        "scheduled_start_time": event.starts_at.isoformat(),
        "scheduled_end_time": event.ends_at.isoformat(),
        "privacy_level": MEMBERS_ONLY,
    } | _where(event)


def _where(event: Event) -> dict[str, Any]:
    if event.voice_channel_id is not None:
        return {"entity_type": IN_VOICE, "channel_id": str(event.voice_channel_id), "entity_metadata": None}
    return {"entity_type": ELSEWHERE, "channel_id": None, "entity_metadata": {"location": event.location[:100]}}


@asynccontextmanager
async def _is_there() -> AsyncIterator[None]:
    try:
        yield
    except discord.HTTPException as error:
        if error.code in {_UNKNOWN, _FINISHED}:
            raise TakenAway from error
        raise
