"""/exercise: say in five seconds what one solved, see where one stands in the book, and where the group does."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from cogs import choosing, exchanging, helps, picks, pictures
from cogs.choice import Choice
from cogs.exchanging import Exchanging
from cogs.helps import Asking
from cogs.host import Host, Interaction, server_id, services, speech
from cogs.manners import answer, show_instead
from cogs.picks import Picking
from cogs.press import Press
from cogs.views import marks as view
from db.records import Audience, MarkState

# Not a state, but what one says to be rid of one.
NOTHING = "nothing"
STATES = [
    app_commands.Choice(name=_("solved"), value=MarkState.SOLVED.value),
    app_commands.Choice(name=_("trying"), value=MarkState.TRYING.value),
    app_commands.Choice(name=_("stuck"), value=MarkState.STUCK.value),
    app_commands.Choice(name=_("no mark: take it away"), value=NOTHING),
]
AUDIENCES = [
    app_commands.Choice(name=_("only me"), value=Audience.NOBODY.value),
    app_commands.Choice(name=_("members of my studies of the book"), value=Audience.STUDY.value),
    app_commands.Choice(name=_("everybody on this server"), value=Audience.SERVER.value),
]


@app_commands.guild_only()
class ExerciseCog(
    Picking,
    Asking,
    Exchanging,
    commands.GroupCog,
    group_name=_("exercise"),
    group_description=_("Exercises: what you and your group solved"),
):
    def __init__(self, host: Host) -> None:
        self.services = host.services

    @app_commands.command(name=_("mark"), description=_("Say which exercises you solved, try, or are stuck on"))
    @app_commands.rename(which=_("which"), state=_("as"), link=_("link"), book=_("book"))
    @app_commands.describe(
        which=_("Such as 1.1-1.10, 1.12; a chapter, such as 3; or all"),
        state=_("Solved unless you say"),
        link=_("Where your solution is"),
        book=_("Which book; the one you are reading here unless you say"),
    )
    @app_commands.choices(state=STATES)
    @app_commands.autocomplete(book=choosing.books)
    async def mark(
        self,
        interaction: Interaction,
        which: str,
        state: str = MarkState.SOLVED.value,
        link: str | None = None,
        book: str | None = None,
    ) -> None:
        found, here, me = services(interaction).marks, server_id(interaction), interaction.user.id
        meant = await found.book(here, interaction.channel_id, me, book)
        said = None if state == NOTHING else MarkState(state)
        marked = await found.mark(here, me, meant, which, said, link)
        await answer(interaction, view.marked(marked, speech(interaction)))

    @app_commands.command(name=_("show"), description=_("Where you stand in the book, or somebody who lets you see"))
    @app_commands.rename(book=_("book"), member=_("member"))
    @app_commands.describe(
        book=_("Which book; the one you are reading here unless you say"), member=_("Whose; yours unless you say")
    )
    @app_commands.autocomplete(book=choosing.books)
    async def show(
        self, interaction: Interaction, book: str | None = None, member: discord.Member | None = None
    ) -> None:
        found, here, me = services(interaction).marks, server_id(interaction), interaction.user.id
        whose = member.id if member else me
        meant = await found.book(here, interaction.channel_id, whose, book)
        sheet = await found.sheet(here, meant, whose, me)
        await answer(interaction, await pictures.of_sheet(sheet, me, speech(interaction)))

    @app_commands.command(name=_("board"), description=_("What the study has solved together"))
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def board(self, interaction: Interaction, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        shown = await services(interaction).marks.board(meant.id)
        await answer(interaction, await pictures.of_board(shown, speech(interaction)))

    @app_commands.command(name=_("sharing"), description=_("Who may see your exercises, and ask you about them"))
    @app_commands.rename(audience=_("visible_to"), helps=_("may_ask_me"))
    @app_commands.describe(
        audience=_("Who may see your exercises"),
        helps=_("Whether I may tell you when somebody is stuck where you weren't"),
    )
    @app_commands.choices(audience=AUDIENCES)
    async def sharing(self, interaction: Interaction, audience: str | None = None, helps: bool | None = None) -> None:
        shows = Audience(audience) if audience else None
        said = await services(interaction).marks.open(server_id(interaction), interaction.user.id, shows, helps)
        await answer(interaction, view.sharing(said, speech(interaction)))


class Undo(Press, action="mark.undo"):
    async def press(self, interaction: Interaction) -> None:
        undone = await services(interaction).marks.undo(self.subject, interaction.user.id)
        await show_instead(interaction, view.undone(undone, speech(interaction)))


class Mine(Press, action="mark.mine"):
    """`subject` is the book."""

    async def press(self, interaction: Interaction) -> None:
        me = interaction.user.id
        sheet = await services(interaction).marks.own(server_id(interaction), self.subject, me)
        await answer(interaction, await pictures.of_sheet(sheet, me, speech(interaction)))


class Sharing(Press, action="mark.sharing"):
    async def press(self, interaction: Interaction) -> None:
        said = await services(interaction).marks.openness(server_id(interaction), interaction.user.id)
        await answer(interaction, view.sharing(said, speech(interaction)))


class Shows(Choice, action="mark.shows"):
    async def choose(self, interaction: Interaction) -> None:
        found = services(interaction).marks
        said = await found.open(server_id(interaction), interaction.user.id, Audience(self.chosen), None)
        await show_instead(interaction, view.sharing(said, speech(interaction)))


class Helps(Press, action="mark.helps"):
    """`extra` is what is wanted: yes or no."""

    async def press(self, interaction: Interaction) -> None:
        found = services(interaction).marks
        said = await found.open(server_id(interaction), interaction.user.id, None, self.extra == view.YES)
        await show_instead(interaction, view.sharing(said, speech(interaction)))


class Ranking(Press, action="mark.ranking"):
    """`subject` is the study."""

    async def press(self, interaction: Interaction) -> None:
        ballot = await services(interaction).marks.ballot(self.subject, interaction.user.id)
        await answer(interaction, view.ballot(ballot, speech(interaction)))


class Vote(Press, action="mark.vote"):
    """`extra` is the vote: yes or no."""

    async def press(self, interaction: Interaction) -> None:
        found = services(interaction).marks
        ballot = await found.vote(self.subject, interaction.user.id, wanted=self.extra == view.YES)
        await show_instead(interaction, view.ballot(ballot, speech(interaction)))


CONTROLS = (Undo, Mine, Sharing, Shows, Helps, Ranking, Vote)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*CONTROLS, *exchanging.BUTTONS, *picks.CONTROLS, *helps.CONTROLS)
    await bot.add_cog(ExerciseCog(bot))  # type: ignore[arg-type]
