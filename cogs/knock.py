"""The other door of a cog: a notice falls due, one service is asked, and one view words it."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import TypeVar

from discord.ext import commands

from bot.delivery.wording import Moot, Word, Wording
from bot.domain.notices import Kind
from bot.domain.refusals import Refusal
from db.records import Notice

F = TypeVar("F", bound=Callable[..., Awaitable[Wording | Moot]])

_KINDS = "__naru_kinds__"


def knock(*kinds: Kind) -> Callable[[F], F]:
    """Mark a cog's method as the one that words these kinds of notices."""

    def mark(words: F) -> F:
        setattr(words, _KINDS, kinds)
        return words

    return mark


def doors_of(cog: commands.Cog) -> dict[str, Word]:
    return {
        kind.value: method
        for _, method in inspect.getmembers(cog, inspect.ismethod)
        for kind in getattr(method, _KINDS, ())
    }


async def word(doors: dict[str, Word], notice: Notice) -> Wording | Moot:
    """Word a notice from the facts of this moment; what a rule refuses by now is moot."""
    try:
        return await doors[notice.kind](notice)
    except Refusal as refusal:
        return Moot(type(refusal).__name__)
