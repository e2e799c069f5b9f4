"""Who may do what, asked anew on every command and every press."""

from __future__ import annotations

import discord

from bot.domain.refusals import Refusal
from bot.domain.studies import NotAdmin, NotOrganiser
from cogs.host import Interaction, server_id, services

# Permission by discord.py's name, in the order in which they are missed.
NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")


class CannotWrite(Refusal):
    """Naru lacks permissions in a channel; `missing` are discord.py's names of them."""

    def __init__(self, channel_id: int, missing: tuple[str, ...]) -> None:
        super().__init__(channel_id)
        self.channel_id, self.missing = channel_id, missing


def is_admin(interaction: Interaction) -> bool:
    return interaction.permissions.manage_guild


async def is_organiser(interaction: Interaction) -> bool:
    """Admins are organisers, too."""
    if interaction.guild_id is None:
        return False
    server = await services(interaction).setups.of(interaction.guild_id)
    member = interaction.user
    return is_admin(interaction) or (
        isinstance(member, discord.Member) and member.get_role(server.organiser_role_id or 0) is not None
    )


def needs_admin(interaction: Interaction) -> None:
    if not is_admin(interaction):
        raise NotAdmin


async def needs_organiser(interaction: Interaction) -> None:
    if not await is_organiser(interaction):
        raise NotOrganiser


def missing_in(interaction: Interaction, channel_id: int) -> tuple[str, ...]:
    """What Naru would need in a channel and does not have; all of it where the channel is out of sight."""
    guild = interaction.guild
    channel = guild.get_channel(channel_id) if guild else None
    if guild is None or channel is None:
        return NEEDED
    granted = channel.permissions_for(guild.me)
    return tuple(name for name in NEEDED if not getattr(granted, name))


def needs_to_write(interaction: Interaction, channel_id: int) -> None:
    missing = missing_in(interaction, channel_id)
    if missing:
        raise CannotWrite(channel_id, missing)


async def place_for(interaction: Interaction, channel: discord.abc.Snowflake | None) -> int:
    """Where a study will live: the channel asked for, the server's, or this one. Raises CannotWrite."""
    server = await services(interaction).setups.of(server_id(interaction))
    place = channel.id if channel else server.channel_id or interaction.channel_id or 0
    needs_to_write(interaction, place)
    return place
