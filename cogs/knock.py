"""The other door of a cog: a notice falls due, one service is asked, and one view words it."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import TypeVar

from discord.ext import commands

from bot.delivery.wording import Deed, Moot, Word, Wording
from bot.domain.notices import Kind
from bot.domain.refusals import Refusal
from bot.services.house import Services
from bot.texts import speak
from cogs.views import studies as view
from db.records import Notice, TargetKind

F = TypeVar("F", bound=Callable[..., Awaitable[Wording | Moot | Deed]])

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


async def word(doors: dict[str, Word], services: Services, notice: Notice) -> Wording | Moot | Deed:
    """Word a notice from the facts of this moment; what a rule refuses by now is moot."""
    try:
        wording = await doors[notice.kind](notice)
        if isinstance(wording, Wording) and wording.mentions and _after_a_closed_dm(notice):
            # A DM is closed, too, to who has left the server: a channel is not to call for them.
            await doors[Kind.ROLL_CALL](notice)
            wording = await doors[notice.kind](notice)
        if not isinstance(wording, Wording) or not _for_the_channel(notice):
            return wording
        study = await services.studies.of(notice.study_id or 0)
        failed = await services.why.failed(notice.fallback_of or 0)
    except Refusal as refusal:
        return Moot(type(refusal).__name__)
    return view.could_not_post(wording, study, failed or notice, speak(study.language))


def _after_a_closed_dm(notice: Notice) -> bool:
    return notice.fallback_of is not None and notice.target.kind is TargetKind.CHANNEL


def _for_the_channel(notice: Notice) -> bool:
    """Whether this was meant for a channel and goes to the organiser, because the channel could not be reached."""
    return notice.fallback_of is not None and notice.target.kind is TargetKind.USER
