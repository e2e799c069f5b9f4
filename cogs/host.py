"""What a cog asks of the bot it lives in, and how it finds it from an interaction."""

from __future__ import annotations

from typing import Protocol, TypeAlias, cast

import discord

from bot.services.house import Services
from bot.texts import Speech, language_of, speak
from db.records import StudyId

Interaction: TypeAlias = discord.Interaction[discord.Client]


class Host(Protocol):
    services: Services

    async def refresh_card(self, study_id: StudyId) -> None:
        """Show on a study's card how things stand now."""


def host(interaction: Interaction) -> Host:
    return cast(Host, interaction.client)


def services(interaction: Interaction) -> Services:
    return host(interaction).services


def speech(interaction: Interaction) -> Speech:
    """The reader's language, as Discord knows it."""
    return speak(language_of(interaction.locale))


def server_id(interaction: Interaction) -> int:
    """Commands and buttons of servers only; discord.py keeps the others away."""
    assert interaction.guild_id is not None  # noqa: S101
    return interaction.guild_id
