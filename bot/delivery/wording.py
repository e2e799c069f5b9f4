"""What a notice says at the moment it is sent, or why there is nothing to say any more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

import discord

from db.records import Notice, UserId


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


Word: TypeAlias = Callable[[Notice], Awaitable[Wording | Moot]]
"""Words a notice from the facts of that moment. A fallback has `fallback_of` set: what was meant for one
member's eyes may be Moot in a channel."""
