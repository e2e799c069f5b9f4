"""/help: what to do next, for this person, here."""

from __future__ import annotations

from typing import cast

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.texts import Mark, Speech
from cogs import rights
from cogs.host import Interaction, server_id, services, speech
from cogs.manners import Tree, answer
from cogs.views import compass as view


class CompassCog(commands.Cog):
    @app_commands.command(name=_("help"), description=_("What to do next: for you, here"))
    @app_commands.guild_only()
    async def help(self, interaction: Interaction) -> None:
        found = await services(interaction).compass.help(
            server_id(interaction),
            interaction.user.id,
            admin=rights.is_admin(interaction),
            organiser=await rights.is_organiser(interaction),
        )
        say = speech(interaction)
        await answer(interaction, view.steps(found, services(interaction).books.of, _clickable(interaction, say), say))


def _clickable(interaction: Interaction, say: Speech) -> view.Command:
    """Commands as Discord links them, which runs them at a touch; by their names where it has not told their ids."""
    ids = cast(Tree, cast(commands.Bot, interaction.client).tree).ids

    def command(path: str) -> Mark:
        root = path.split(maxsplit=1)[0]
        return Mark(f"</{path}:{ids[root]}>") if root in ids else say.command(path)

    return command


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(CompassCog())
