"""/exercise stuck: ask those who solved it, in private and without a name, or everybody in the study's channel."""

from __future__ import annotations

import contextlib

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.helps import WORDS_AT_MOST
from bot.domain.notices import Kind
from bot.services.helps import HelpShown
from bot.services.house import Services
from bot.texts import Mark, speak
from cogs import choosing
from cogs.host import Interaction, server_id, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead
from cogs.posted import open_below, show_on
from cogs.press import Press
from cogs.views import helps as view
from cogs.views.solutions import spoilers
from db.records import Notice, TargetKind

SETTLED = "the help has come"


class Asking(commands.Cog):
    """The part of /exercise for who is stuck; see `cogs/marks.py`."""

    services: Services

    @app_commands.command(name=_("stuck"), description=_("Stuck on an exercise? Ask who solved it, or the channel"))
    @app_commands.rename(exercise=_("exercise"), words=_("where"), book=_("book"))
    @app_commands.describe(
        exercise=_("Such as 2.20"),
        words=_("Where you got stuck, in a line"),
        book=_("Which book; the one you are reading here unless you say"),
    )
    @app_commands.autocomplete(book=choosing.books)
    async def stuck(
        self,
        interaction: Interaction,
        exercise: str,
        words: app_commands.Range[str, 0, WORDS_AT_MOST] = "",
        book: str | None = None,
    ) -> None:
        found, here, me = self.services, server_id(interaction), interaction.user.id
        meant = await found.marks.book(here, interaction.channel_id, me, book)
        shown = await found.helps.stuck(here, interaction.channel_id, me, meant, exercise, words)
        await answer(interaction, view.mine(shown, speech(interaction)))

    @knock(Kind.HELP_QUIET)
    async def ask_one(self, notice: Notice) -> Wording | Moot:
        told = await self.services.helps.told(notice.subject, notice.target.id)
        if told.shown.help.done_at is not None or told.shown.help.helper_id is not None:
            return Moot(SETTLED)
        if not await self.services.helps.may_be_asked(notice.subject, notice.target.id):
            return Moot("switched off meanwhile")
        return view.asked_in_private(told.shown, speak(told.language))

    @knock(Kind.HELP_OPEN)
    async def ask_everybody_here(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.helps.of(notice.subject)
        if shown.help.done_at is not None or shown.help.helper_id is not None:
            return Moot(SETTLED)
        return view.in_the_open(shown, speak(shown.study.language if shown.study else shown.language))

    @knock(Kind.HELP_FOUND)
    async def say_found(self, notice: Notice) -> Wording | Moot:
        told = await self.services.helps.told(notice.subject)
        shown, private = told.shown, notice.target.kind is TargetKind.USER
        if shown.help.done_at is not None or shown.help.helper_id is None:
            return Moot(SETTLED)
        language = told.language if private or shown.study is None else shown.study.language
        return view.found(shown, notice.target.kind, speak(language))


class Quietly(Press, action="help.quietly"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).helps.ask_quietly(self.subject, interaction.user.id)
        await show_instead(interaction, view.mine(shown, speech(interaction)))


class Openly(Press, action="help.openly"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).helps.ask_openly(self.subject, interaction.user.id)
        await show_instead(interaction, view.mine(shown, speech(interaction)))


class Can(Press, action="help.can"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).helps.can_help(self.subject, interaction.user.id)
        if interaction.guild_id is None:
            await show_instead(interaction, view.thanks(shown, speech(interaction)))
            await _bring_up_to_date(interaction, shown)
            return
        await show_instead(interaction, _public(shown))
        await answer(interaction, view.thanks(shown, speech(interaction)))
        await _open_thread(interaction, shown)


class Cannot(Press, action="help.cannot"):
    async def press(self, interaction: Interaction) -> None:
        await show_instead(interaction, view.declined(speech(interaction)))


class Stop(Press, action="help.stop"):
    async def press(self, interaction: Interaction) -> None:
        await services(interaction).helps.stop_asking(self.subject, interaction.user.id)
        await show_instead(interaction, view.stopped(speech(interaction)))


class Done(Press, action="help.done"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).helps.done(self.subject, interaction.user.id)
        lasting = interaction.message is not None and not interaction.message.flags.ephemeral
        if lasting:
            await show_instead(interaction, _public(shown))
            await answer(interaction, view.mine(shown, speech(interaction)))
        else:
            await show_instead(interaction, view.mine(shown, speech(interaction)))
            await _bring_up_to_date(interaction, shown)


def _public(shown: HelpShown) -> Wording:
    return view.in_the_open(shown, speak(shown.study.language if shown.study else shown.language))


async def _bring_up_to_date(interaction: Interaction, shown: HelpShown) -> None:
    await show_on(interaction, await services(interaction).helps.posted(shown.help.id), _public(shown))


async def _open_thread(interaction: Interaction, shown: HelpShown) -> None:
    """Below the question, so that who wants to try alone does not read on by accident; it goes without one, too."""
    if interaction.message is None or not isinstance(interaction.channel, discord.TextChannel):
        return
    say = speak(shown.study.language if shown.study else shown.language)
    message = interaction.channel.get_partial_message(interaction.message.id)
    with contextlib.suppress(discord.HTTPException):
        await open_below(message, view.thread_name(shown, say), spoilers(Mark(shown.help.exercise), say))


CONTROLS = (Quietly, Openly, Can, Cannot, Stop, Done)
