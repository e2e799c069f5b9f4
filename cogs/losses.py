"""Channels, roles and servers that go away under Naru's feet, seen as it happens or at the next start."""

from __future__ import annotations

from collections.abc import Collection

import discord
import structlog
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.services.house import Services
from bot.texts import speak
from cogs.knock import knock
from cogs.views import losses as view
from db.records import Notice, ServerId

log = structlog.get_logger(__name__)

UNKNOWN_CHANNEL, UNKNOWN_GUILD, MISSING_ACCESS = 10003, 10004, 50001


class LossCog(commands.Cog):
    def __init__(self, bot: commands.Bot, found: Services) -> None:
        self.bot, self.services = bot, found

    # --- as it happens

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self.services.losses.lost(channel.guild.id, {channel.id})

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        await self.services.losses.lost(role.guild.id, {role.id})

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        # discord.py calls this for a removal alone; an outage is `on_guild_unavailable`.
        await self.services.losses.removed(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._compare(guild)
        await self.services.losses.returned(guild.id)

    # --- and while Naru was not there

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        for server_id in await self.services.losses.servers():
            guild = self.bot.get_guild(server_id)
            if guild is not None:
                await self._compare(guild)
            elif await self._was_removed(server_id):
                await self.services.losses.removed(server_id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._compare(guild)

    async def _compare(self, guild: discord.Guild) -> None:
        if guild.unavailable:
            return
        used = await self.services.losses.used(guild.id)
        roles = {role_id for role_id in used.roles if guild.get_role(role_id) is None}
        unseen = [channel_id for channel_id in used.channels if guild.get_channel_or_thread(channel_id) is None]
        await self.services.losses.lost(guild.id, roles | await self._deleted(unseen))

    async def _deleted(self, unseen: Collection[int]) -> set[int]:
        """Those that Discord itself says are no more: what is out of sight may only be hidden."""
        return {
            channel_id
            for channel_id in unseen
            if await _answers(self.bot.http.get_channel(channel_id)) == UNKNOWN_CHANNEL
        }

    async def _was_removed(self, server_id: ServerId) -> bool:
        """Only Discord's own word counts: another process may serve this server, or Discord may be unwell."""
        answered = await _answers(self.bot.http.get_guild(server_id, with_counts=False))
        return answered in {UNKNOWN_GUILD, MISSING_ACCESS}

    # --- what organisers read

    @knock(Kind.CHANNEL_GONE)
    async def tell_of_study(self, notice: Notice) -> Wording | Moot:
        lost = await self.services.losses.of_study(notice.subject)
        if not (lost.channel or lost.voice or lost.forum):
            return Moot("a new one was chosen")
        return view.of_study(lost, speak(lost.study.language))

    @knock(Kind.SETUP_GONE)
    async def tell_of_setup(self, notice: Notice) -> Wording | Moot:
        lost = await self.services.losses.of_study(notice.study_id or 0)
        if not (lost.home or lost.staff or lost.role):
            return Moot("a new one was chosen")
        return view.of_setup(lost, speak(lost.server.language))

    @knock(Kind.BACK_AGAIN)
    async def tell_back_again(self, notice: Notice) -> Wording | Moot:
        found = await self.services.losses.resting(notice.subject)
        if not found.studies:
            return Moot("not paused any more")
        return view.back_again(found, speak(found.server.language))


async def _answers(asked: discord.http.Response[object]) -> int | None:
    """The code of Discord's refusal; None where it answers, or cannot."""
    try:
        await asked
    except (discord.NotFound, discord.Forbidden) as refused:
        return refused.code
    except discord.HTTPException as error:
        log.info("nobody could say whether it is gone", error=str(error))
    return None


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(LossCog(bot, bot.services))  # type: ignore[attr-defined]
