"""What somebody reads whose form was lost: that nothing was changed, and every word they had typed."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.delivery.wording import Wording
from bot.texts import Speech, escape, lines
from cogs.views.reading import BLUE

AT_MOST = 4000  # characters, of Discord's 4,096


def lost(typed: Sequence[str], say: Speech) -> Wording:
    sorry = say("I was not ready for this form any more, so nothing was changed. Please open it again.")
    if not typed:
        return Wording(content=sorry)
    words = "\n\n".join(escape(text) for text in typed)[:AT_MOST]
    return Wording(
        content=lines(sorry, say("Here is what you had typed:")),
        embeds=(discord.Embed(description=words, colour=BLUE),),
    )
