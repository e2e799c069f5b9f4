"""/session move, cancel, split, merge: one session is not as it was planned."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.domain.changes import Cancel, Divide, PagesGo, Unite
from cogs import choosing, rights
from cogs.changes import propose, show
from cogs.host import Interaction, services

PAGES = [
    app_commands.Choice(name=_("push on: everything moves one date back"), value=PagesGo.ON.value),
    app_commands.Choice(name=_("merge into the next session"), value=PagesGo.NEXT.value),
    app_commands.Choice(name=_("drop: nobody presents them"), value=PagesGo.DROPPED.value),
]


class ChangingSessions(commands.Cog):
    """The part of /session that bends the plan; see `cogs/sessions.py`. Each shows first what would change."""

    @app_commands.command(name=_("move"), description=_("For organisers: one session to another day or time"))
    @app_commands.rename(session=_("session"), when=_("when"), study=_("study"))
    @app_commands.describe(
        session=_("Which session"),
        when=_("Such as Sat 20:00, Feb 20, or only 8 pm"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(session=choosing.sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def move(self, interaction: Interaction, session: int, when: str, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        await show(interaction, services(interaction).changing.move(meant.id, interaction.user.id, session, when))

    @app_commands.command(name=_("cancel"), description=_("For organisers: a session does not take place"))
    @app_commands.rename(session=_("session"), pages=_("pages"), study=_("study"))
    @app_commands.describe(
        session=_("Which session"),
        pages=_("What becomes of its pages"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.choices(pages=PAGES)
    @app_commands.autocomplete(session=choosing.sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def cancel(self, interaction: Interaction, session: int, pages: str, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        await propose(interaction, meant.id, Cancel(session, PagesGo(pages)))

    @app_commands.command(name=_("split"), description=_("For organisers: one session becomes two"))
    @app_commands.rename(session=_("session"), study=_("study"))
    @app_commands.describe(session=_("Which session"), study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(session=choosing.sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def split(self, interaction: Interaction, session: int, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        await propose(interaction, meant.id, Divide(session))

    @app_commands.command(name=_("merge"), description=_("For organisers: a session reads the next one's pages, too"))
    @app_commands.rename(session=_("session"), study=_("study"))
    @app_commands.describe(session=_("Which session"), study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(session=choosing.sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def merge(self, interaction: Interaction, session: int, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        await propose(interaction, meant.id, Unite(session))
