"""The way to Discord: open a door, put a message through it, look for one of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Protocol

import discord

from bot.delivery import identity
from bot.delivery.errors import Passing, Permanent, Reason, classify
from bot.delivery.wording import Wording
from db.records import ChannelId, MessageId, Notice, Target, TargetKind, UserId

CLOCKS_APART = timedelta(minutes=1)
LOOK_THROUGH = 5_000
"""Messages of a channel looked through for one of ours; further back nobody can say whether it arrived."""


class Post(Protocol):
    """Every method raises Permanent or Passing, and nothing else that it can foresee."""

    def requests(self, target: Target) -> int:
        """How many requests it takes to reach a target."""

    async def send(self, target: Target, wording: Wording, nonce: str) -> MessageId:
        """Discord's id of the message; of the first one, where the same nonce came twice within minutes."""

    async def find(self, notice: Notice, since: datetime) -> list[MessageId]:
        """Messages of ours since then that may be this notice, the oldest first."""


class DiscordPost:
    """Through discord.py's HTTP client alone: no cache has to know the channel or the member."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        # A member's DM channel is the same for ever.
        self._doors: dict[UserId, ChannelId] = {}

    def requests(self, target: Target) -> int:
        return 2 if target.kind is TargetKind.USER and target.id not in self._doors else 1

    async def send(self, target: Target, wording: Wording, nonce: str) -> MessageId:
        with errors_named():
            channel = await self._channel(target)
            message = await channel.send(**arguments(wording), nonce=nonce)
        return message.id

    async def find(self, notice: Notice, since: datetime) -> list[MessageId]:
        with errors_named():
            channel = await self._channel(notice.target)
            return [message.id async for message in own_messages(channel, self._client, since) if _is(message, notice)]

    async def _channel(self, target: Target) -> discord.PartialMessageable:
        if target.kind is TargetKind.CHANNEL:
            return self._client.get_partial_messageable(target.id)
        if target.id not in self._doors:
            self._doors[target.id] = (await self._client.create_dm(discord.Object(target.id))).id
        return self._client.get_partial_messageable(self._doors[target.id], type=discord.ChannelType.private)


def arguments(wording: Wording) -> dict[str, Any]:
    """What discord.py's `send` takes; a layout has neither text nor embeds beside it."""
    given = {"content": wording.content, "view": wording.view}
    lists = {"embeds": list(wording.embeds), "files": list(wording.files)}
    users = [discord.Object(user_id) for user_id in sorted(wording.mentions)]
    mentions = discord.AllowedMentions(everyone=False, users=users, roles=False, replied_user=False)
    return {name: value for name, value in (given | lists).items() if value} | {"allowed_mentions": mentions}


async def own_messages(channel: discord.PartialMessageable, client: discord.Client, since: datetime) -> Any:
    me = client.user.id if client.user else None
    seen = 0
    async for message in channel.history(limit=LOOK_THROUGH, after=since - CLOCKS_APART, oldest_first=True):
        seen += 1
        if message.author.id == me:
            yield message
    if seen == LOOK_THROUGH:
        raise Permanent(Reason.UNCERTAIN, f"more than {LOOK_THROUGH} messages since {since:%Y-%m-%d %H:%M}Z")


def _is(message: discord.Message, notice: Notice) -> bool:
    """By its nonce where Discord still shows one, by its fingerprint otherwise."""
    if message.nonce is not None:
        return str(message.nonce) == identity.nonce(notice)
    return identity.of_message(message) in identity.digests_in(notice.fingerprint)


@contextmanager
def errors_named() -> Iterator[None]:
    try:
        yield
    except (Permanent, Passing):
        raise
    except Exception as error:
        raise classify(error) from error
