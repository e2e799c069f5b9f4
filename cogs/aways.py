"""/turn away: days on which one cannot present, and what becomes of the turns that fall into them."""

from __future__ import annotations

from datetime import date

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.services.house import Services
from cogs.choice import Choice
from cogs.host import Interaction, server_id, services, speech
from cogs.manners import answer, show_instead
from cogs.press import Press
from cogs.views import aways as view


class GoingAway(commands.Cog):
    """The part of /turn that knows when somebody is away."""

    services: Services

    @app_commands.command(name=_("away"), description=_("Days on which you cannot present: name them, or see yours"))
    @app_commands.rename(first=_("from"), last=_("until"))
    @app_commands.describe(
        first=_("First day, such as 2027-02-10, tomorrow, next Saturday"),
        last=_("Last day, the same one unless you say"),
    )
    async def away(
        self,
        interaction: Interaction,
        first: app_commands.Range[str, 1, 100] | None = None,
        last: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        here, user, say = server_id(interaction), interaction.user.id, speech(interaction)
        if first is None and last is None:
            found = await self.services.aways.mine(here, interaction.channel_id, user)
            await answer(interaction, view.mine(found, say))
            return
        shown = await self.services.aways.declare(here, interaction.channel_id, user, first or "today", last)
        await answer(interaction, (view.kept if shown.kept else view.asked)(shown, say))


class Keep(Press, action="away.keep"):
    async def press(self, interaction: Interaction) -> None:
        first, last = (date.fromisoformat(day) for day in str(self.extra).split("."))
        shown = await services(interaction).aways.keep(
            server_id(interaction), interaction.channel_id, interaction.user.id, first, last
        )
        await show_instead(interaction, view.kept(shown, speech(interaction)))


class NeverMind(Press, action="away.never"):
    async def press(self, interaction: Interaction) -> None:
        await show_instead(interaction, view.never_mind(speech(interaction)))


class BeThere(Choice, action="away.back"):
    async def choose(self, interaction: Interaction) -> None:
        aways = services(interaction).aways
        shown = await aways.take_back(int(self.chosen), interaction.channel_id, interaction.user.id)
        await show_instead(interaction, view.taken_back(shown, speech(interaction)))


BUTTONS = (Keep, NeverMind, BeThere)
