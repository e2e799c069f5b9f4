"""/plan skip, resume, change, undo: the plan as a whole is not as it was."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.domain.changes import Rebalance
from cogs import choosing, rights
from cogs.changes import propose, show
from cogs.host import Interaction, services, speech
from cogs.manners import answer
from cogs.views import changes as view


class ChangingPlans(commands.Cog):
    """The part of /plan that bends it; see `cogs/plans.py`. Each shows first what would change."""

    @app_commands.command(name=_("skip"), description=_("For organisers: no session on a day, or from one to another"))
    @app_commands.rename(first=_("from"), last=_("until"), study=_("study"))
    @app_commands.describe(
        first=_("Such as Feb 6 or next Saturday"),
        last=_("The last such day; only the one day unless you say"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(study=choosing.studies)
    async def skip(
        self, interaction: Interaction, first: str, last: str | None = None, study: str | None = None
    ) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        await show(interaction, services(interaction).changing.skip(meant.id, interaction.user.id, first, last))

    @app_commands.command(
        name=_("resume"), description=_("For organisers: go on after a break, or take skipped days back")
    )
    @app_commands.rename(first=_("from"), last=_("until"), study=_("study"))
    @app_commands.describe(
        first=_("After a break: the first day; otherwise the first skipped day that is taken back"),
        last=_("The last skipped day that is taken back"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(study=choosing.studies)
    async def resume(
        self, interaction: Interaction, first: str | None = None, last: str | None = None, study: str | None = None
    ) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        await show(interaction, services(interaction).changing.resume(meant.id, interaction.user.id, first, last))

    @app_commands.command(
        name=_("change"), description=_("For organisers: share the turns out anew after people came or went")
    )
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def change(self, interaction: Interaction, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        await propose(interaction, meant.id, Rebalance())

    @app_commands.command(name=_("undo"), description=_("For organisers: take the last change back, within a day"))
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def undo(self, interaction: Interaction, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        last = await services(interaction).changes.last(meant.id)
        await answer(interaction, view.ask_to_undo(last, speech(interaction)))
