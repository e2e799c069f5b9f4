"""/exercise export, import: everybody's marks as a file, and back after a look at what it would change."""

from __future__ import annotations

from io import BytesIO

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.domain.exchange import SIZE_AT_MOST, TooLarge
from bot.domain.sessions import FileGone
from cogs import choosing, rights
from cogs.host import Interaction, server_id, services, speech
from cogs.manners import answer, show_instead, think
from cogs.press import Press
from cogs.views import exchange as view

CSV, JSON = "csv", "json"
KINDS = [
    app_commands.Choice(name=_("CSV, for spreadsheets"), value=CSV),
    app_commands.Choice(name=_("JSON, for programs"), value=JSON),
]


class Exchanging(commands.Cog):
    """The part of /exercise for organisers; see `cogs/marks.py`."""

    @app_commands.command(name=_("export"), description=_("For organisers: everybody's marks in a book as a file"))
    @app_commands.rename(book=_("book"), kind=_("format"))
    @app_commands.describe(
        book=_("Which book; the one you are reading here unless you say"), kind=_("CSV unless you say")
    )
    @app_commands.choices(kind=KINDS)
    @app_commands.autocomplete(book=choosing.books)
    async def export(self, interaction: Interaction, book: str | None = None, kind: str = CSV) -> None:
        await rights.needs_organiser(interaction)
        found, here = services(interaction), server_id(interaction)
        meant = await found.marks.book(here, interaction.channel_id, interaction.user.id, book)
        await think(interaction)
        data = await found.exchange.export(here, meant, as_json=kind == JSON)
        file = discord.File(BytesIO(data), f"{meant.key}-marks.{kind}")
        await answer(interaction, view.exported(meant, file, speech(interaction)))

    @app_commands.command(name=_("import"), description=_("For organisers: marks from a file, after a look at them"))
    @app_commands.rename(file=_("file"), book=_("book"))
    @app_commands.describe(
        file=_("CSV or JSON; the columns are member_id or member, exercise, state, at, link"),
        book=_("Which book; the one you are reading here unless you say"),
    )
    @app_commands.autocomplete(book=choosing.books)
    async def import_(self, interaction: Interaction, file: discord.Attachment, book: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        found, here, me = services(interaction), server_id(interaction), interaction.user.id
        meant = await found.marks.book(here, interaction.channel_id, me, book)
        if file.size > SIZE_AT_MOST:
            raise TooLarge(SIZE_AT_MOST // 1000)
        await think(interaction)
        try:
            data = await file.read()
        except discord.HTTPException as error:
            raise FileGone from error
        shown = await found.exchange.look(here, meant, me, data)
        await answer(interaction, view.preview(shown, speech(interaction)))


class Import(Press, action="marks.import"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        await think(interaction, instead=True)
        done = await services(interaction).exchange.apply(self.subject)
        await show_instead(interaction, view.imported(done, speech(interaction)))


class SetAside(Press, action="marks.discard"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        await services(interaction).exchange.discard(self.subject)
        await show_instead(interaction, view.discarded(speech(interaction)))


BUTTONS = (Import, SetAside)
