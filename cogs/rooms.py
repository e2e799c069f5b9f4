"""The voice channels in which sessions meet: who comes and goes counts, and who sits there when somebody looks."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.services.house import Services


async def look_around(client: discord.Client, services: Services) -> None:
    """Count who sits in a room whose session is on: Naru may have come later than they did."""
    for channel_id, session_id in await services.attendance.rooms():
        room = client.get_channel(channel_id)
        if isinstance(room, discord.VoiceChannel | discord.StageChannel):
            await services.attendance.found(session_id, list(room.voice_states))


class RoomCog(commands.Cog):
    def __init__(self, bot: commands.Bot, found: Services) -> None:
        self.bot, self.services = bot, found

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Mutes and cameras are nobody's business: only who changes the room counts."""
        if member.bot or before.channel == after.channel:
            return
        if before.channel is not None:
            await self.services.attendance.went_out(before.channel.id, member.id)
        if after.channel is not None:
            await self.services.attendance.came_in(after.channel.id, member.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        await look_around(self.bot, self.services)


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(RoomCog(bot, bot.services))  # type: ignore[attr-defined]
