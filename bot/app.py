"""The bot: every part is handed in, and its cogs are named by hand in one place."""

from __future__ import annotations

import discord
import structlog
from discord.ext import commands

from bot.delivery.wording import Moot, Word, Wording
from bot.services.house import Services
from cogs.cards import Cards
from cogs.knock import doors_of, word
from cogs.manners import Tree
from cogs.translator import Translator
from db.records import Notice, StudyId

log = structlog.get_logger(__name__)

COGS = ("setup", "books", "studies", "plans", "turns", "sessions", "compass")


def intents() -> discord.Intents:
    """No privileged one: servers with their channels and roles, voice states for presence, events of our own."""
    chosen = discord.Intents.none()
    chosen.guilds = True
    chosen.voice_states = True
    chosen.guild_scheduled_events = True
    return chosen


class NaruBot(commands.Bot):
    """discord.py's bot with Naru's cogs; `word` is what the outbox asks when a notice is due."""

    def __init__(self, services: Services) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=intents(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.services = services
        self._doors: dict[str, Word] = {}
        self._cards = Cards(self, services)

    async def setup_hook(self) -> None:
        loaded = await self.services.books.load()
        for name, mistake in loaded.mistakes.items():
            log.error("a book could not be read", file=name, mistake=str(mistake))
        await self.tree.set_translator(Translator())
        for name in COGS:
            await self.load_extension(f"cogs.{name}")
        for cog in self.cogs.values():
            self._doors |= doors_of(cog)
        await self.tree.sync()

    async def word(self, notice: Notice) -> Wording | Moot:
        """What a notice says at this moment, or why it says nothing any more."""
        return await word(self._doors, notice)

    async def refresh_card(self, study_id: StudyId) -> None:
        await self._cards.refresh(study_id)
