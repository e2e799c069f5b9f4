"""Who is not on the server any more: looked for before their turn, when a DM is closed, when a DM is pressed."""

from __future__ import annotations

from contextlib import suppress

import discord
from discord.ext import commands

from bot.delivery.wording import Moot
from bot.domain.notices import Kind
from cogs.host import Host, Interaction
from cogs.knock import knock
from db.records import Notice, ServerId, StudyId, UserId

UNKNOWN_MEMBER, UNKNOWN_USER = 10007, 10013


class PeopleCog(commands.Cog):
    """The members intent is privileged and not asked for, so Discord tells nobody here who leaves."""

    def __init__(self, bot: commands.Bot, host: Host) -> None:
        self.bot, self.host, self.services = bot, host, host.services

    @knock(Kind.ROLL_CALL)
    async def call_the_roll(self, notice: Notice) -> Moot:
        called = await self.services.roll.called(notice.study_id or 0)
        for user_id in called.users:
            await self._look_for(called.study.server_id, called.study.id, user_id)
        return Moot("the roll was called")

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Who presses a button in a DM may have left the server behind; who presses one there has not."""
        if interaction.guild_id is not None or interaction.type is not discord.InteractionType.component:
            return
        with suppress(discord.HTTPException):
            for study in await self.services.roll.studies_of(interaction.user.id):
                await self._look_for(study.server_id, study.id, interaction.user.id)

    async def _look_for(self, server_id: ServerId, study_id: StudyId, user_id: UserId) -> None:
        if await self._is_gone(server_id, user_id) and await self.services.roll.vanished(study_id, user_id):
            await self.host.refresh_card(study_id)

    async def _is_gone(self, server_id: ServerId, user_id: UserId) -> bool:
        """Only Discord's plain no counts; where it is unwell, the error goes on and somebody asks again later."""
        guild = self.bot.get_guild(server_id)
        if guild is None or guild.unavailable:
            return False
        try:
            await guild.fetch_member(user_id)
        except discord.NotFound as refused:
            return refused.code in {UNKNOWN_MEMBER, UNKNOWN_USER}
        return False


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(PeopleCog(bot, bot))  # type: ignore[arg-type]
