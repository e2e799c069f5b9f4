"""How Naru answers: a refusal in one sentence, an error with a reference, both to the reader alone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import discord
import structlog
from discord import app_commands, ui

from bot.delivery.wording import Wording
from bot.domain.refusals import Refusal
from bot.texts import Mark
from cogs.host import Interaction, speech
from cogs.views import refusals as view

log = structlog.get_logger(__name__)

# A form stays open this long; Discord forgets the interaction behind it about then, too.
FORM_SECONDS = 15 * 60
# How the ids of all forms begin; `cogs/lost_forms.py` answers those that nobody waits for any more.
FORM = "naru:form:"


async def answer(interaction: Interaction, wording: Wording, *, ephemeral: bool = True) -> None:
    """Answer with a new message; the first answer or, where one was given, one after it."""
    sent: dict[str, Any] = {
        "content": wording.content,
        "embeds": list(wording.embeds),
        "ephemeral": ephemeral,
        "allowed_mentions": discord.AllowedMentions.none(),
    }
    if wording.view is not None:
        sent["view"] = wording.view
    if wording.files:
        sent["files"] = list(wording.files)
    if interaction.response.is_done():
        await interaction.followup.send(**{key: value for key, value in sent.items() if value is not None})
    else:
        await interaction.response.send_message(**sent)


async def say(interaction: Interaction, sentence: Mark) -> None:
    """Answer in one sentence, to the reader alone."""
    await answer(interaction, Wording(content=sentence))


async def show_instead(interaction: Interaction, wording: Wording) -> None:
    """Put something else into the message whose button was pressed."""
    shown: dict[str, Any] = {
        "content": wording.content,
        "embeds": list(wording.embeds),
        "view": wording.view,
        # What was attached before belonged to what stood there before.
        "attachments": list(wording.files),
        "allowed_mentions": discord.AllowedMentions.none(),
    }
    if interaction.response.is_done():
        await interaction.edit_original_response(**shown)
    else:
        await interaction.response.edit_message(**shown)


async def think(interaction: Interaction, *, instead: bool = False) -> None:
    """Acknowledge before work that may take longer than Discord waits (3 s)."""
    if instead:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def confess(interaction: Interaction, error: BaseException) -> None:
    """The one place where what went wrong becomes a sentence: a refusal as what it is, all else with a reference."""
    cause = _cause(error)
    if isinstance(cause, Refusal):
        await say(interaction, view.refused(cause, speech(interaction)))
        return
    reference = secrets.token_hex(3)
    log.error("unexpected", reference=reference, where=_where(interaction), exc_info=cause)
    try:
        await say(interaction, view.unexpected(reference, speech(interaction)))
    except discord.HTTPException:
        # The interaction is gone: nobody waits for an answer any more, and the log has the reference.
        log.warning("unanswered", reference=reference)


def _cause(error: BaseException) -> BaseException:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and error.__cause__ is not None:
        return error.__cause__
    return error


def _where(interaction: Interaction) -> str:
    if interaction.command is not None:
        return interaction.command.qualified_name
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "?"))


def is_waited_for(interaction: Interaction) -> bool:
    """Whether a form that was sent in is one that this life of Naru opened and still knows."""
    return bool(interaction.extras.get(FORM))


class Form(ui.Modal):
    """A form that cannot fail silently. What is typed stays with its author until it is accepted."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title[:45], timeout=FORM_SECONDS, custom_id=f"{FORM}{secrets.token_hex(8)}")

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        interaction.extras[FORM] = True
        return True

    async def on_error(self, interaction: Interaction, error: Exception, /) -> None:  # type: ignore[override]
        await confess(interaction, error)


class Tree(app_commands.CommandTree[discord.Client]):
    """discord.py's own tree, answering as everything else here does; `ids` are Discord's, by command, once synced."""

    ids: Mapping[str, int] = MappingProxyType({})

    async def sync(self, *, guild: discord.abc.Snowflake | None = None) -> list[app_commands.AppCommand]:
        synced = await super().sync(guild=guild)
        self.ids = {command.name: command.id for command in synced}
        return synced

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        await confess(interaction, error)
