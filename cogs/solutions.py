"""The message menu 'Submit as solution': a message of one's own becomes the link of exercises it solves."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Wording
from bot.domain import solutions as rules
from bot.texts import Speech
from cogs.host import Interaction, server_id, services, speech
from cogs.manners import Form, answer, show_instead
from cogs.posted import open_below
from cogs.press import Press
from cogs.rights import CannotWrite
from cogs.views import marks as marks_view
from cogs.views import solutions as view
from db.records import Book, MarkState


@app_commands.context_menu(name=_("Submit as solution"))
@app_commands.guild_only()
async def submit(interaction: Interaction, message: discord.Message) -> None:
    rules.check_author(message.author.id, interaction.user.id)
    found = services(interaction).marks
    book = await found.book(server_id(interaction), interaction.channel_id, interaction.user.id, None)
    guess = rules.guess(message.content, book)
    await interaction.response.send_modal(Submission(book, message.jump_url, guess, speech(interaction)))


class Submission(Form):
    """Which exercises a message solves; the book is the one that is read here."""

    def __init__(self, book: Book, address: str, guess: str | None, say: Speech) -> None:
        super().__init__(say.label("Submit as solution"))
        self.book, self.address = book, address
        self.which = ui.TextInput[Any](placeholder=say.label("Such as 1.1-1.10, 1.12"), default=guess, max_length=200)
        self.add_item(
            ui.Label(
                text=say.label("Which exercises"),
                description=say.label("Of {book}", book=book.title_in(say.language))[:100],
                component=self.which,
            )
        )

    async def on_submit(self, interaction: Interaction, /) -> None:
        me, here = interaction.user.id, server_id(interaction)
        marked = await services(interaction).marks.mark(
            here, me, self.book, self.which.value, MarkState.SOLVED, self.address
        )
        await answer(
            interaction, view.submitted(marks_view.marked(marked, speech(interaction)), marked, speech(interaction))
        )


class OpenThread(Press, action="solution.thread"):
    """A thread below the message, so that who does not want to know yet does not read it by accident."""

    async def press(self, interaction: Interaction) -> None:
        book, act = await services(interaction).marks.act(self.subject, interaction.user.id)
        say = speech(interaction)
        message = await _message(interaction, rules.message_of(act))
        name = view.thread_name(act, book, say)
        try:
            thread = await open_below(message, name, view.spoilers(view.of_act(act, book), say))
        except discord.Forbidden as error:
            raise CannotWrite(message.channel.id, ("create_public_threads",)) from error
        except discord.HTTPException as error:
            raise rules.ThreadThere from error
        await show_instead(interaction, Wording(content=view.opened(thread.id, say)))


async def _message(interaction: Interaction, place: tuple[int, int]) -> discord.PartialMessage:
    """Raises NoThreadHere."""
    assert interaction.guild is not None  # noqa: S101  exercises are marked on servers only
    channel = interaction.guild.get_channel_or_thread(place[0])
    if not isinstance(channel, discord.TextChannel):
        raise rules.NoThreadHere
    return channel.get_partial_message(place[1])


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(OpenThread)
    bot.tree.add_command(submit)


async def teardown(bot: commands.Bot) -> None:
    bot.tree.remove_command(submit.name, type=discord.AppCommandType.message)
