"""The bot: every part is handed in, and its cogs are named by hand in one place."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from datetime import datetime

import discord
import structlog
from discord.ext import commands

from bot.delivery.budget import Budget
from bot.delivery.clockwork import Clockwork
from bot.delivery.post import DiscordPost
from bot.delivery.sender import Sender
from bot.delivery.sites import on_discord
from bot.delivery.wording import Deed, Moot, Word, Wording
from bot.pictures.studio import open_studio
from bot.services import house
from bot.services.ground import Ground
from bot.services.house import Services
from cogs.cards import Cards
from cogs.knock import doors_of, word
from cogs.manners import Tree
from cogs.translator import Translator
from db.engine import Database
from db.records import Notice, StudyId

log = structlog.get_logger(__name__)

# Naru never speaks or listens, so what is missing for voice is worth no line in anybody's log.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

COGS = (
    "setup",
    "books",
    "studies",
    "seats",
    "plans",
    "turns",
    "sessions",
    "changes",
    "marks",
    "solutions",
    "digests",
    "compass",
    "people",
    "losses",
    "rooms",
    "lost_forms",
    "why",
    "places",
)


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

    async def word(self, notice: Notice) -> Wording | Moot | Deed:
        """What a notice says or does at this moment, or why it says nothing any more."""
        return await word(self._doors, self.services, notice)

    async def refresh_card(self, study_id: StudyId) -> None:
        await self._cards.refresh(study_id)


class LiveBot(NaruBot):
    """Naru on Discord itself: what is due goes out by the clock, from the first login to the last moment."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        ground = services.ground
        # A name of its own for every life: what an earlier one had claimed is told from what this one claims.
        name = f"naru-{secrets.token_hex(8)}"
        budget = Budget(time.monotonic)
        self._sender = Sender(ground.database, DiscordPost(self), self.word, budget, ground.now, name, on_discord(self))
        self._clockwork = Clockwork(self._sender, ground.now)
        ground.wake = self._clockwork.nudge
        self._ticks = False

    async def setup_hook(self) -> None:
        await super().setup_hook()
        open_studio()
        if self.services.ground.database.is_sqlite:
            # Whoever holds the lease of a file is alone with it: an earlier life's claims need not run out.
            await self._sender.take_over()
        self._clockwork.start()
        self._ticks = True
        self._catching_up = asyncio.create_task(self._catch_up())

    async def _catch_up(self) -> None:
        """What a Naru from before planned, and today's plans as well; one study that cannot be stops nobody."""
        places = self.services.places
        for study_id in await places.never_planned():
            try:
                await places.plan(study_id)
            except Exception:
                log.exception("a study could not be planned anew", study=study_id)
            if not self._ticks:
                return

    async def close(self) -> None:
        if self._ticks:
            self._ticks = False
            # The study it is at is settled first.
            await asyncio.wait([self._catching_up])
            await self._clockwork.stop()
        await super().close()


async def build(database: Database, *, now: Callable[[], datetime]) -> LiveBot:
    """A bot that has not logged in yet, on a database of today's shape."""
    return LiveBot(house.build(Ground(database, now)))
