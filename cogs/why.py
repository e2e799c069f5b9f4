"""/why: an organiser asks who was told what, what is coming, and what did not arrive."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.domain.why import NoSuchKind, Part
from bot.texts import Speech
from cogs import choosing, rights
from cogs.host import Interaction, services, speech
from cogs.manners import answer, show_instead
from cogs.press import Press
from cogs.views import why as view


class WhyCog(commands.Cog):
    @app_commands.command(
        name=_("why"), description=_("Who was told what and when, what is coming, what did not arrive")
    )
    @app_commands.rename(session=_("session"), member=_("member"), kind=_("kind"), study=_("study"))
    @app_commands.describe(
        session=_("Only what is about one session"),
        member=_("Only what is for or about one member"),
        kind=_("Only one kind of notice"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(session=choosing.any_sessions)
    @app_commands.autocomplete(study=choosing.studies)
    @app_commands.guild_only()
    async def why(
        self,
        interaction: Interaction,
        session: int | None = None,
        member: discord.User | None = None,
        kind: str | None = None,
        study: str | None = None,
    ) -> None:
        await rights.needs_organiser(interaction)
        meant, say = await choosing.meant(interaction, study), speech(interaction)
        found = services(interaction).why
        shown = await found.asked(meant.id, session, member.id if member else None, _kind(kind, say))
        await answer(interaction, view.told(shown, Part.COMING, 0, say))

    @why.autocomplete("kind")
    async def kinds(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        wanted = typed.casefold()
        found = [(value, name) for value, name in view.kinds(speech(interaction)) if wanted in name.casefold()]
        return [app_commands.Choice(name=name[:100], value=value) for value, name in found[: choosing.CHOICES]]


def _kind(typed: str | None, say: Speech) -> str | None:
    """The kind that was chosen, or typed out by its name. Raises NoSuchKind."""
    if typed is None:
        return None
    wanted = typed.strip().casefold()
    found = next((value for value, name in view.kinds(say) if wanted in (value, name.casefold())), None)
    if found is None:
        raise NoSuchKind(typed)
    return found


class Page(Press, action="why.page"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        wanted, part, page = view.unpacked(self.extra or "")
        shown = await services(interaction).why.of(self.subject, wanted)
        await show_instead(interaction, view.told(shown, part, page, speech(interaction)))


BUTTONS = (Page,)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(WhyCog())
