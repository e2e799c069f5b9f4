"""/turn wish: which chapters one would like to present, or rather not, and where to be reminded."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.services.house import Services
from cogs import choosing
from cogs.forms.wishing import Wishing
from cogs.host import Interaction, speech


class WishingFor(commands.Cog):
    """The part of /turn that listens to wishes."""

    services: Services

    @app_commands.command(name=_("wish"), description=_("Chapters you would like, or rather not; where to be reminded"))
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def wish(self, interaction: Interaction, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        shown = await self.services.wishes.of(meant.id, interaction.user.id)
        await interaction.response.send_modal(Wishing(shown, speech(interaction)))
