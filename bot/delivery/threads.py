"""Threads of a channel and posts in a forum: found by the marker in their agenda, opened once, renamed, archived."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from typing import Any, Literal

import discord
from discord.http import Route, handle_message_parameters

from bot.delivery.deeds import Made, TakenAway, ThreadDeed
from bot.delivery.once import ask_once
from bot.delivery.post import CLOCKS_APART, arguments, own_messages

A_WEEK: Literal[10080] = 10080
"""Minutes without a word after which Discord archives a thread by itself; its longest."""

_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE, _HAS_A_THREAD = 10003, 10008, 160004


class Threads:
    """A thread hangs on its agenda in the study's channel, so both have one id, and nobody can open a second one.

    The agenda goes out with a nonce; a post in a forum has none, and is looked for.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def find(self, deed: ThreadDeed, since: datetime | None) -> Made | None:
        """What an earlier try left since then; an agenda without its thread gets it now."""
        if since is None:
            return None
        if deed.is_post:
            return await self._found_post(deed, since)
        channel = self._client.get_partial_messageable(deed.parent_id)
        async for message in own_messages(channel, self._client, since):
            if _has(message, deed.marker):
                await self._open(deed, message.id)
                return Made(message.id, deed.parent_id, message.id)
        return None

    async def make(self, deed: ThreadDeed) -> Made:
        if deed.is_post:
            return await self._post(deed)
        channel = self._client.get_partial_messageable(deed.parent_id)
        message = await channel.send(**_agenda(deed), nonce=f"naru-{deed.marker}")
        await self._open(deed, message.id)
        return Made(message.id, deed.parent_id, message.id)

    async def change(self, made: Made, deed: ThreadDeed) -> Made:
        """The same thread as it is to be. Raises TakenAway."""
        there = await self._thread(made.discord_id)
        asleep = there["thread_metadata"]["archived"]
        # Discord allows two new names in ten minutes, so only what is another name is one.
        news: dict[str, Any] = {"name": deed.name} if there["name"] != deed.name and deed.agenda is not None else {}
        if asleep and (news or deed.agenda is not None or deed.stands):
            # What is archived can neither be renamed nor written in.
            news["archived"] = asleep = False
        if news:
            await self._client.http.edit_channel(made.discord_id, **news)
        await self._say_anew(made, deed)
        if deed.archived and not asleep:
            await self._client.http.edit_channel(made.discord_id, archived=True)
        return made

    async def _open(self, deed: ThreadDeed, message_id: int) -> None:
        try:
            await self._client.http.start_thread_with_message(
                deed.parent_id, message_id, name=deed.name, auto_archive_duration=A_WEEK
            )
        except discord.HTTPException as error:
            if error.code != _HAS_A_THREAD:
                raise

    async def _post(self, deed: ThreadDeed) -> Made:
        facts = {"name": deed.name, "auto_archive_duration": A_WEEK, "applied_tags": await self._tags(deed)}
        with handle_message_parameters(**_agenda(deed), channel_payload=facts) as built:
            payload = built.payload or {}
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=deed.parent_id)
        thread = await ask_once(self._client.http, route, payload, params={"use_nested_fields": 1})
        return _of_post(int(thread["id"]))

    async def _tags(self, deed: ThreadDeed) -> list[str]:
        forum: Any = await self._client.http.get_channel(deed.parent_id)
        return [str(tag["id"]) for tag in forum.get("available_tags", ()) if tag["name"] == deed.tag]

    async def _found_post(self, deed: ThreadDeed, since: datetime) -> Made | None:
        async for thread in self._own_threads(deed, since):
            try:
                first = await self._client.get_partial_messageable(int(thread["id"])).fetch_message(int(thread["id"]))
            except discord.NotFound:
                continue
            if _has(first, deed.marker):
                return _of_post(first.id)
        return None

    async def _own_threads(self, deed: ThreadDeed, since: datetime) -> AsyncIterator[dict[str, Any]]:
        http, me = self._client.http, self._client.user.id if self._client.user else None
        first = discord.utils.time_snowflake(since - CLOCKS_APART)
        lists = (
            partial(http.get_active_threads, deed.server_id),
            partial(http.get_public_archived_threads, deed.parent_id),
        )
        for listed in lists:
            for thread in (await listed())["threads"]:
                ours = int(thread["owner_id"]) == me and int(thread["parent_id"]) == deed.parent_id
                if ours and int(thread["id"]) >= first:
                    yield dict(thread)

    async def _thread(self, thread_id: int) -> dict[str, Any]:
        try:
            return dict(await self._client.http.get_channel(thread_id))
        except discord.NotFound as error:
            if error.code == _UNKNOWN_CHANNEL:
                raise TakenAway from error
            raise

    async def _say_anew(self, made: Made, deed: ThreadDeed) -> None:
        if deed.agenda is None or made.channel_id is None or made.message_id is None:
            return
        message = self._client.get_partial_messageable(made.channel_id).get_partial_message(made.message_id)
        empty: dict[str, Any] = {"content": None, "embeds": [], "view": None}
        try:
            await message.edit(**empty | _agenda(deed))
        except discord.NotFound as error:
            # Without its agenda a thread is still where people talk.
            if error.code != _UNKNOWN_MESSAGE:
                raise


def _agenda(deed: ThreadDeed) -> dict[str, Any]:
    if deed.agenda is None:
        raise ValueError("a thread without an agenda cannot be made")
    return arguments(deed.agenda)


def _of_post(thread_id: int) -> Made:
    """A post's first message has its id."""
    return Made(thread_id, thread_id, thread_id)


def _has(message: discord.Message, marker: str) -> bool:
    """Whether one of a message's buttons carries the marker at the end of its id, where nobody reads it."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return any(str(getattr(item, "custom_id", "")).endswith(f":{marker}") for row in rows for item in row.children)
