"""What the outbox posted stands there for long: here it is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import discord
import structlog

from bot.delivery.wording import Wording
from cogs.host import Interaction
from db.records import Notice, Target, TargetKind

log = structlog.get_logger(__name__)

# A day is how long most talks about an exercise last; whoever writes later opens the thread again.
ARCHIVED_AFTER: Final = 1440  # minutes


async def show_on(
    interaction: Interaction, posted: Iterable[Notice], wording: Wording, *, also_pressed: bool = False
) -> None:
    """Edit messages, but for the one that was pressed, unless its answer left it alone; one that is gone is no loss."""
    pressed = interaction.message.id if interaction.message else None
    for notice in posted:
        if also_pressed or notice.message_id != pressed:
            await rewrite(interaction.client, notice, wording)


async def open_below(message: discord.PartialMessage, name: str, first: str) -> discord.Thread:
    """A thread below a message, with its first words, which ping nobody. Raises what Discord answers."""
    thread = await message.create_thread(name=name, auto_archive_duration=ARCHIVED_AFTER)
    await thread.send(first, allowed_mentions=discord.AllowedMentions.none())
    return thread


async def rewrite(client: discord.Client, posted: Notice, wording: Wording) -> None:
    """Edit one message of ours in a channel or a DM."""
    if posted.message_id is None:
        return
    try:
        message = (await _place(client, posted.target)).get_partial_message(posted.message_id)
        await message.edit(content=wording.content, view=wording.view, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as error:
        log.info("a message could not be edited", notice=posted.id, error=str(error))


async def _place(client: discord.Client, target: Target) -> discord.DMChannel | discord.PartialMessageable:
    if target.kind is TargetKind.USER:
        return await client.create_dm(discord.Object(target.id))
    return client.get_partial_messageable(target.id)
