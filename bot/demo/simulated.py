"""Discord in this process, built and read: the one file that touches simcord's inside (tests/demo/test_contract.py)."""

# ruff: noqa: SLF001 (touching what is private is what this file is for)

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import discord
from simcord import ChannelHandle, Env, InteractionResult, ResponseMessage, interactions
from simcord.backend import serializers
from simcord.backend.access import channel_accessible
from simcord.backend.cdn import CDN_BASE
from simcord.backend.models import Channel, Guild, Message
from simcord.enums import AppCommandType, ChannelType

from bot.demo.build import Server, build
from bot.demo.seed import Scene

T = TypeVar("T")
Wire = dict[str, Any]
"""A payload as Discord would send it: ids are strings, instants ISO 8601."""

KINDS = {
    ChannelType.CATEGORY: "category",
    ChannelType.VOICE: "voice",
    ChannelType.FORUM: "forum",
    ChannelType.DM: "dm",
    ChannelType.PUBLIC_THREAD: "thread",
    ChannelType.PRIVATE_THREAD: "thread",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, thread, post or DM; `kind` is text, voice, forum, category, thread or dm."""

    id: int
    kind: str
    name: str
    parent: int | None
    topic: str | None
    position: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as far as somebody who has not read it yet is concerned."""

    id: int
    author: int
    pings: bool


class Simulated:
    """Discord with one server and its cast, built from a scene before the bot comes in; people by their key."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.heard: Callable[[], None] = lambda: None
        """Called whenever something happens anywhere."""
        self._env: Env | None = None
        self._there: Server
        self._closing = ExitStack()
        self._ran: dict[str, str] = {}
        self._forms: dict[str, InteractionResult] = {}

    # --- coming and going

    def now(self) -> datetime:
        """The bot's clock; it stands still until it is advanced."""
        return self._env.now() if self._env else self.scene.begin

    async def start(self, bot: discord.Client) -> None:
        """Build the server and let the bot in, as if it had been invited before.

        Raises:
            ValueError: the scene begins before simcord's own first instant, 1 January 2026.
        """
        env = Env(bot, check_errors=False)
        if self.scene.begin < env.now():
            raise ValueError(f"the scene begins at {self.scene.begin}, before {env.now()}")
        env.backend.advance_clock((self.scene.begin - env.now()).total_seconds())
        env.backend.bot_user.name = env.backend.bot_user.global_name = self.scene.bot
        self._env, self._there = env, build(env, self.scene)
        self._put_forums_under_categories()
        self._closing.enter_context(_own_languages(env, {self.user_id(p.key): p.locale for p in self.scene.people}))
        await env.start()
        env.backend.subscribers.append(lambda _event, _payload: self.heard())

    async def stop(self) -> None:
        """Close the bot, which simcord leaves to us, then Discord."""
        try:
            await self.env.bot.close()
            await self.env.shutdown()
        finally:
            self._closing.close()

    async def advance_to(self, instant: datetime) -> None:
        """Let time pass for the bot and for Discord; an instant that has passed changes nothing."""
        await self.env.advance_time(max(0.0, (instant.astimezone(UTC) - self.now()).total_seconds()))

    async def as_bot(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Run something as if the bot had started it, until it ends or waits for the clock alone (then None)."""
        with self.env._bot_scope():
            task = asyncio.create_task(work)
        await self.env.settle()
        return task.result() if task.done() else None

    # --- who and where

    @property
    def env(self) -> Env:
        if self._env is None:
            raise RuntimeError("this Discord has not started")
        return self._env

    @property
    def server_id(self) -> int:
        return self._there.guild.id

    @property
    def bot_id(self) -> int:
        return self.env.backend.bot_user.id

    def user_id(self, who: str) -> int:
        return self._there.users[who].id

    def channel_id(self, key: str) -> int:
        return self._there.channels[key].id

    def role_id(self, key: str) -> int:
        return self._there.roles[key].id

    def key_of(self, channel_id: int) -> str | None:
        """The scene's key of a channel; None for threads, posts and DMs."""
        return next((key for key, channel in self._there.channels.items() if channel.id == channel_id), None)

    def dm_of(self, who: str) -> int:
        return self.env.backend.get_dm_channel(self.user_id(who)).id

    def reader_of(self, channel_id: int) -> str | None:
        """Whose DM with the bot this is."""
        there = self.env.backend.channels[channel_id].recipient_ids
        return next((key for key, user in self._there.users.items() if user.id in there), None)

    # --- what somebody sees

    def reaches(self, who: str, channel_id: int) -> bool:
        """Whether somebody may open a channel and read what was said there."""
        return channel_accessible(self.env.backend, channel_id, self.user_id(who), history=True)

    def place(self, channel_id: int) -> Place:
        return _place(self.env.backend.get_channel(channel_id))

    def places(self, who: str) -> list[Place]:
        """Everything in somebody's list of channels, their DM with the bot last."""
        ids = (*self._guild.channel_ids, *self._guild.thread_ids, self.dm_of(who))
        return [_place(self.env.backend.channels[id_]) for id_ in ids if self.reaches(who, id_)]

    def messages(self, who: str, channel_id: int, *, latest: int = 100) -> list[Wire]:
        """The latest messages somebody can read, oldest first; `ran` is the command that called one."""
        user = self.user_id(who)
        visible = [m for m in self.env.backend.messages[channel_id].values() if m.visible_to(user)]
        return [self._wire(message, user) for message in visible[-latest:]]

    def arrivals(self, who: str, channel_id: int, after: int) -> Iterator[Arrival]:
        """What came after a message and is for somebody to read, newest first."""
        user = self.user_id(who)
        roles = set(self._guild.members[user].role_ids)
        for message in reversed(self.env.backend.messages[channel_id].values()):
            if message.id <= after:
                return
            if message.visible_to(user):
                yield Arrival(message.id, message.author_id, _pings(message, user, roles))

    def sent_by_bot(self) -> dict[int, set[int]]:
        """Ids of the bot's messages by channel, without those for one reader's eyes alone."""
        return {
            channel: {m.id for m in kept.values() if m.author_id == self.bot_id and not m.is_ephemeral}
            for channel, kept in self.env.backend.messages.items()
        }

    def commands(self, who: str, channel_id: int) -> list[Wire]:
        """The slash commands Discord would offer somebody there, as the bot registered them."""
        return self.env.backend.visible_commands(user_id=self.user_id(who), channel_id=channel_id)

    def menu(self, who: str, channel_id: int) -> list[Wire]:
        """The commands Discord would offer somebody there in a message's menu."""
        return self.env.backend.visible_commands(
            user_id=self.user_id(who), channel_id=channel_id, type=AppCommandType.MESSAGE
        )

    def roles(self) -> list[Wire]:
        return [dict(role) for role in serializers.roles_payload(self._guild)]

    def voices(self) -> dict[int, list[int]]:
        """Who sits in which voice channel."""
        present: dict[int, list[int]] = {}
        for user, state in self._guild.voice_states.items():
            if state.channel_id is not None:
                present.setdefault(state.channel_id, []).append(user)
        return present

    def events(self) -> list[Wire]:
        """The server's scheduled events that have not ended, soonest first."""
        coming = [event for event in self._guild.scheduled_events.values() if event.status < 3]
        return [
            {"id": str(event.id), "name": event.name, "at": event.scheduled_start_time, "about": event.description}
            for event in sorted(coming, key=lambda event: event.scheduled_start_time)
        ]

    def file(self, path: str) -> tuple[bytes, str] | None:
        """An uploaded file by the path of its address, with its type."""
        data = self.env.backend.cdn.get(f"{CDN_BASE}/{path}")
        return (data, mimetypes.guess_type(path)[0] or "application/octet-stream") if data is not None else None

    # --- for what people do

    def _message(self, channel_id: int, message_id: int) -> ResponseMessage:
        return ResponseMessage(self.env, self.env.backend.get_message(channel_id, message_id))

    def _handle(self, channel_id: int) -> ChannelHandle:
        return ChannelHandle(self.env, self._there.guild, self.env.backend.get_channel(channel_id))

    def _origin(self, result: InteractionResult) -> tuple[str, int]:
        """The id of an interaction and the channel it came from."""
        return str(result._interaction.id), result._interaction.channel_id

    def _is_dm(self, channel_id: int) -> bool:
        return self.env.backend.get_channel(channel_id).guild_id is None

    def _may(self, who: str, channel_id: int, permission: str) -> None:
        guild_id = self.env.backend.get_channel(channel_id).guild_id
        self.env.backend.require_permissions(guild_id, self.user_id(who), channel_id, permission)

    # --- inside

    @property
    def _guild(self) -> Guild:
        return self.env.backend.guilds[self.server_id]

    def _put_forums_under_categories(self) -> None:
        for plan in self.scene.channels:
            if plan.kind == "forum" and plan.under is not None:
                self.env.backend.channels[self.channel_id(plan.key)].parent_id = self.channel_id(plan.under)

    def _wire(self, message: Message, reader: int) -> Wire:
        payload: Wire = dict(serializers.message_payload(self.env.backend, message, for_user=reader))
        called = (message.interaction_metadata or {}).get("id")
        roles = set(self._guild.members[reader].role_ids)
        return payload | {"ran": self._ran.get(str(called)), "pings": _pings(message, reader, roles)}


def _place(channel: Channel) -> Place:
    kind = KINDS.get(ChannelType(channel.type), "text")
    return Place(channel.id, kind, channel.name or "", channel.parent_id, channel.topic, channel.position)


def _pings(message: Message, user: int, roles: set[int]) -> bool:
    return message.mention_everyone or user in message.ping_user_ids or not roles.isdisjoint(message.ping_role_ids)


@contextmanager
def _own_languages(env: Env, locales: dict[int, str]) -> Iterator[None]:
    """Give each interaction its user's locale: simcord's one payload builder says en-US for everybody."""
    plain = interactions.base_payload

    def with_locale(backend: Any, **facts: Any) -> tuple[Any, Wire]:
        record, payload = plain(backend, **facts)
        if backend is env.backend:
            payload["locale"] = locales.get(facts["user_id"], payload["locale"])
            if (guild_id := facts["guild_id"]) is not None:
                payload["guild_locale"] = backend.guilds[guild_id].preferred_locale
        return record, payload

    interactions.base_payload = with_locale
    try:
        yield
    finally:
        interactions.base_payload = plain
