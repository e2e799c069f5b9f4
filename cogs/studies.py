"""/study: founding one, starting it, and what there is."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.services.house import Services
from bot.services.studies import Wish
from bot.texts import speak
from cogs import choosing, rights
from cogs.changing_studies import BUTTONS as ON_ITS_WAY
from cogs.changing_studies import ChangingStudies
from cogs.forms.changing import Changing
from cogs.host import Interaction, server_id, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead, think
from cogs.press import Press
from cogs.views import plans as plan_view
from cogs.views import studies as view
from db.records import Language, Notice, StudyState

LANGUAGES = [app_commands.Choice(name="English", value="en"), app_commands.Choice(name="한국어", value="ko")]


@app_commands.guild_only()
class StudyCog(
    ChangingStudies,
    commands.GroupCog,
    group_name=_("study"),
    group_description=_("Studies: found one, start it, find one"),
):
    def __init__(self, found: Services) -> None:
        self.services = found

    @app_commands.command(name=_("create"), description=_("Found a study: a book, a weekly time, a channel"))
    @app_commands.rename(
        book=_("book"),
        name=_("name"),
        channel=_("channel"),
        day=_("day"),
        time=_("time"),
        start=_("start"),
        pages=_("pages"),
        seats=_("seats"),
        language=_("language"),
    )
    @app_commands.describe(
        book=_("What you read together"),
        name=_("What the study is called; the book's name unless you say"),
        channel=_("Where it meets and hears from Naru"),
        day=_("Day of the week, such as Saturday"),
        time=_("Time of day, such as 20:00 or 8 pm"),
        start=_("First day, such as 2027-01-09, tomorrow, next Saturday"),
        pages=_("Pages a session, about"),
        seats=_("How many can join"),
        language=_("What Naru speaks in the channel"),
    )
    @app_commands.choices(language=LANGUAGES)
    @app_commands.autocomplete(book=choosing.books)
    async def create(
        self,
        interaction: Interaction,
        book: str,
        name: str | None = None,
        channel: discord.TextChannel | None = None,
        day: str | None = None,
        time: str | None = None,
        start: str | None = None,
        pages: int | None = None,
        seats: int | None = None,
        language: str | None = None,
    ) -> None:
        await rights.needs_organiser(interaction)
        place = await rights.place_for(interaction, channel)
        chosen: Language | None = "ko" if language == "ko" else "en" if language else None
        wish = Wish(book, place, name, day, time, start, pages, seats, chosen)
        shown = await self.services.studies.create(server_id(interaction), interaction.user.id, wish)
        await answer(interaction, view.preview(shown, speech(interaction)))

    @app_commands.command(
        name=_("start"), description=_("Compute the plan and who presents when, and look at it first")
    )
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def start(self, interaction: Interaction, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        await think(interaction)
        meant = await choosing.meant(interaction, study)
        shown = await self.services.plans.compute(meant.id, interaction.user.id)
        await answer(interaction, plan_view.draft(shown, 0, speech(interaction)))

    @app_commands.command(name=_("list"), description=_("All studies of this server"))
    async def list_(self, interaction: Interaction) -> None:
        found = await self.services.studies.cards(server_id(interaction))
        await answer(interaction, view.listed(found, speech(interaction)))

    @app_commands.command(name=_("show"), description=_("One study: its book, its time, its seats"))
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def show(self, interaction: Interaction, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        card = await self.services.studies.card(meant.id)
        posted = await self.services.studies.posted_card(meant.id)
        organiser = await rights.is_organiser(interaction)
        await answer(interaction, view.shown(card, posted, speech(interaction), organiser=organiser))

    @knock(Kind.STUDY_CARD)
    async def post_card(self, notice: Notice) -> Wording | Moot:
        card = await self.services.studies.card(notice.subject)
        if card.study.state is StudyState.FINISHED:
            return Moot("the study is finished")
        return view.card(card, speak(card.study.language))


class Open(Press, action="study.open"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).studies.draft(self.subject)
        rights.needs_to_write(interaction, shown.study.channel_id)
        study = await services(interaction).studies.open(self.subject)
        await show_instead(interaction, view.opened(study, speech(interaction)))


class Change(Press, action="study.change"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).studies.draft(self.subject)
        await interaction.response.send_modal(Changing(shown, speech(interaction)))


class Chapters(Press, action="study.chapters"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).studies.join_chapters(self.subject, self.extra == "1")
        await show_instead(interaction, view.preview(shown, speech(interaction)))


class Discard(Press, action="study.discard"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        study = await services(interaction).studies.discard(self.subject)
        await show_instead(interaction, view.discarded(study, speech(interaction)))


class PostCard(Press, action="study.post"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        study = await services(interaction).studies.of(self.subject)
        rights.needs_to_write(interaction, study.channel_id)
        await services(interaction).studies.post_card(study.id)
        await answer(interaction, view.card_on_its_way(study, speech(interaction)))


class What(Press, action="study.what"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).studies.card(self.subject)
        await answer(interaction, view.what_is_this(shown, speech(interaction)))


BUTTONS = (Open, Change, Chapters, Discard, PostCard, What)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS, *ON_ITS_WAY)
    await bot.add_cog(StudyCog(bot.services))  # type: ignore[attr-defined]
