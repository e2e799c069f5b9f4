"""Names and descriptions of commands, options and choices in the languages Naru speaks."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.texts import language_of, speak


class Translator(app_commands.Translator):
    """Discord asks once per text and locale when the commands are synced; Korean is the one that differs."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        if locale is not discord.Locale.korean:
            return None
        say = speak(language_of(locale))
        return say.label(string.message) if say.has(string.message) else None
