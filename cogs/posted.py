"""What the outbox posted in channels stands there for long: here it is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable

import discord
import structlog

from bot.delivery.wording import Wording
from cogs.host import Interaction
from db.records import Notice

log = structlog.get_logger(__name__)


async def show_on(interaction: Interaction, posted: Iterable[Notice], wording: Wording) -> None:
    """Edit messages in channels, but for the one that was pressed; one that is gone is no loss."""
    pressed = interaction.message.id if interaction.message else None
    for notice in posted:
        if notice.message_id is None or notice.message_id == pressed:
            continue
        message = interaction.client.get_partial_messageable(notice.target.id).get_partial_message(notice.message_id)
        try:
            await message.edit(
                content=wording.content, view=wording.view, allowed_mentions=discord.AllowedMentions.none()
            )
        except discord.HTTPException as error:
            log.info("a message could not be edited", notice=notice.id, error=str(error))
