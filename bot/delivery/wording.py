"""What a notice says or does at the moment it is sent, or why there is nothing to say any more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

import discord

from db.records import Notice, PlaceKind, ServerId, SessionId, UserId


@dataclass(frozen=True, slots=True)
class Wording:
    """A message as it goes out. `mentions` are the only people it may ping, whatever its text holds."""

    content: str | None = None
    embeds: tuple[discord.Embed, ...] = ()
    view: discord.ui.View | discord.ui.LayoutView | None = None
    mentions: frozenset[UserId] = frozenset()
    files: tuple[discord.File, ...] = ()


@dataclass(frozen=True, slots=True)
class Moot:
    """The facts have moved on: the notice is skipped, and `reason` is a stable word that says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done on Discord instead of said: one of a session's own places becomes what the facts want.

    `marker` is what it is known again by, `shown` sums up what it says then. `bot/delivery/deeds.py` has the kinds.
    """

    kind: ClassVar[PlaceKind]

    session_id: SessionId
    server_id: ServerId
    marker: str
    shown: str

    @property
    def stands(self) -> bool:
        """Whether something is to be made where nothing stands."""
        raise NotImplementedError


Word: TypeAlias = Callable[[Notice], Awaitable[Wording | Moot | Deed]]
"""Words a notice from the facts of that moment. A fallback has `fallback_of` set: what was meant for one
member's eyes may be Moot in a channel."""
