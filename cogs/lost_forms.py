"""Forms that nobody waits for any more: Naru started anew, or they lay open too long. What was typed is given back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord.ext import commands

from cogs.host import Interaction, speech
from cogs.manners import FORM, answer, is_waited_for
from cogs.views import lost_forms as view

TEXT_INPUT = 4


class LostFormCog(commands.Cog):
    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """A form that is waited for was marked before this is asked: discord.py hands it over first."""
        data: dict[str, Any] = dict(interaction.data or {})
        ours = str(data.get("custom_id", "")).startswith(FORM)
        if interaction.type is discord.InteractionType.modal_submit and ours and not is_waited_for(interaction):
            await answer(interaction, view.lost(list(_typed(data.get("components", []))), speech(interaction)))


def _typed(components: list[dict[str, Any]]) -> Iterator[str]:
    """The texts in a form as it was sent, from top to bottom."""
    for component in components:
        if component.get("type") == TEXT_INPUT and component.get("value"):
            yield component["value"]
        yield from _typed([*component.get("components", []), *filter(None, [component.get("component")])])


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(LostFormCog())
