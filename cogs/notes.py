"""/session notes: what was said and worth keeping; read by all, written by who speaks for the session."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.domain.sessions import NOTES_AT_MOST, edition
from bot.services.sessions import SessionShown
from bot.texts import Speech
from cogs import choosing, rights
from cogs.host import Interaction, services, speech
from cogs.manners import Form, answer
from cogs.press import Press
from cogs.views import notes as view


class Noting(commands.Cog):
    """The part of /session about its notes; see `cogs/sessions.py`."""

    @app_commands.command(name=_("notes"), description=_("Read the notes of a session, or write them"))
    @app_commands.rename(session=_("session"), study=_("study"))
    @app_commands.describe(
        session=_("Which session; the last one unless you say"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(session=choosing.any_sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def notes(self, interaction: Interaction, session: int | None = None, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        await _show(interaction, await services(interaction).sessions.latest(meant.id, session))


async def _show(interaction: Interaction, shown: SessionShown) -> None:
    organiser = await rights.is_organiser(interaction)
    reader = await services(interaction).sessions.reader(shown, interaction.user.id, organiser=organiser)
    await answer(interaction, view.notes(shown, reader, speech(interaction)))


class Read(Press, action="notes.read"):
    async def press(self, interaction: Interaction) -> None:
        await _show(interaction, await services(interaction).sessions.of(self.subject))


class Write(Press, action="notes.write"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        shown = await found.check_speaking(self.subject, interaction.user.id, organiser=organiser)
        await interaction.response.send_modal(Writing(shown, speech(interaction)))


class Writing(Form):
    """The notes as they stand, to be gone on with; who was faster is not written over."""

    def __init__(self, shown: SessionShown, say: Speech) -> None:
        session = shown.meeting.session
        super().__init__(say.label("Notes of session {number}", number=session.number))
        self.session_id, self.edition = session.id, edition(session.notes)
        self.words = ui.TextInput[Any](
            style=discord.TextStyle.paragraph, required=False, max_length=NOTES_AT_MOST, default=session.notes
        )
        hint = say.label("What should be remembered? Links and lists are fine.")
        self.add_item(ui.Label(text=say.label("Notes"), description=hint, component=self.words))

    async def on_submit(self, interaction: Interaction, /) -> None:
        organiser = await rights.is_organiser(interaction)
        found, typed = services(interaction).sessions, self.words.value
        written = await found.write_notes(
            self.session_id, interaction.user.id, typed, self.edition, organiser=organiser
        )
        say = speech(interaction)
        await answer(
            interaction, view.kept(written.shown, say) if written.kept else view.overtaken(written, typed, say)
        )


BUTTONS = (Read, Write)
