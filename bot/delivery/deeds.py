"""What a notice may do instead of saying something: an event or a thread of a session is to be just so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from bot.delivery.wording import Deed, Wording
from db.records import ChannelId, MessageId, PlaceKind


@dataclass(frozen=True, slots=True)
class Event:
    """A scheduled event, in a voice channel or else at `location`. Discord's limits: 100 characters for the name and
    the location, 1,000 for the description.
    """

    name: str
    description: str
    starts_at: datetime
    ends_at: datetime
    location: str
    voice_channel_id: ChannelId | None = None


@dataclass(frozen=True, slots=True)
class EventDeed(Deed):
    """A session's event is to be this one, or none."""

    kind = PlaceKind.EVENT

    event: Event | None

    @property
    def stands(self) -> bool:
        return self.event is not None


@dataclass(frozen=True, slots=True)
class ThreadDeed(Deed):
    """A session's thread, or its post in a forum, is to be this one; what is to be archived is not made for that.

    `tag` is the name of a forum's tag, given if there is one of that name. An agenda of None stays as it is.
    """

    kind = PlaceKind.THREAD

    parent_id: ChannelId
    is_post: bool
    name: str
    agenda: Wording | None
    tag: str | None = None
    archived: bool = False

    @property
    def stands(self) -> bool:
        return not self.archived


@dataclass(frozen=True, slots=True)
class Made:
    """Where something of ours stands: an event's or a thread's id; for a thread, where its agenda is."""

    discord_id: int
    channel_id: ChannelId | None = None
    message_id: MessageId | None = None


class TakenAway(Exception):
    """Somebody removed or ended what is to be changed."""


class Site(Protocol):
    """Where places of one kind are made. Whatever discord.py raises may come out of it."""

    async def find(self, deed: Any, since: datetime | None) -> Made | None:
        """What an earlier try, begun at `since`, may have left."""

    async def make(self, deed: Any) -> Made:
        """A new one. Asked once: an answer that never came is no reason to ask again."""

    async def change(self, made: Made, deed: Any) -> Made | None:
        """The same as it is to be; None once nothing is to stand there. Raises TakenAway."""


Sites: TypeAlias = Mapping[PlaceKind, Site]
