"""Options that know what there is: books, studies, sessions, offered while somebody types."""

from __future__ import annotations

from discord import app_commands

from bot.texts import language_of
from cogs.host import Interaction, server_id, services
from db.records import Study

CHOICES = 25


async def books(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    language = language_of(interaction.locale)
    found = services(interaction).books.matching(typed, language)
    return [app_commands.Choice(name=book.title_in(language)[:100], value=book.key) for book in found[:CHOICES]]


async def studies(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    found = await services(interaction).studies.of_server(server_id(interaction))
    wanted = typed.casefold()
    return [
        app_commands.Choice(name=study.name[:100], value=str(study.id))
        for study in found
        if wanted in study.name.casefold()
    ][:CHOICES]


async def meant(interaction: Interaction, named: str | None) -> Study:
    """The study a command is about: the named one, or the one this place suggests. Raises NoSuchStudy."""
    return await services(interaction).studies.meant(server_id(interaction), interaction.channel_id, named)
