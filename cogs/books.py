"""/book: the shelf, and one book in figures."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Wording
from cogs import choosing
from cogs.choice import Choice
from cogs.host import Interaction, services, speech
from cogs.manners import answer, show_instead
from cogs.press import Press
from cogs.views import books as view
from db.records import BookId


@app_commands.guild_only()
class BookCog(commands.GroupCog, group_name=_("book"), group_description=_("Books: what could be read together")):
    @app_commands.command(name=_("list"), description=_("The shelf: every book with its pages and exercises"))
    async def list_(self, interaction: Interaction) -> None:
        await answer(interaction, _shelf(interaction))

    @app_commands.command(name=_("show"), description=_("One book: its chapters, pages and exercises"))
    @app_commands.rename(book=_("book"))
    @app_commands.describe(book=_("Its title, or the short name people call it by"))
    @app_commands.autocomplete(book=choosing.books)
    async def show(self, interaction: Interaction, book: str) -> None:
        found = services(interaction).books.find(book)
        await answer(interaction, view.book(found, 0, speech(interaction)))


class Open(Choice, action="book.open"):
    async def choose(self, interaction: Interaction) -> None:
        await show_instead(interaction, _book(interaction, int(self.chosen), 0))


class Page(Press, action="book.page"):
    async def press(self, interaction: Interaction) -> None:
        await show_instead(interaction, _book(interaction, self.subject, int(self.extra or 0)))


class Shelf(Press, action="book.shelf"):
    async def press(self, interaction: Interaction) -> None:
        await show_instead(interaction, _shelf(interaction))


def _shelf(interaction: Interaction) -> Wording:
    say = speech(interaction)
    return view.shelf(services(interaction).books.matching("", say.language), say)


def _book(interaction: Interaction, book_id: BookId, page: int) -> Wording:
    return view.book(services(interaction).books.of(book_id), page, speech(interaction))


CONTROLS = (Open, Page, Shelf)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*CONTROLS)
    await bot.add_cog(BookCog())
