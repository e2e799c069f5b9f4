"""/study edit, pause, finish: a study changes on its way, rests, or ends before its book does."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain import typed
from bot.domain.notices import Kind
from bot.domain.studies import PAGES, SEATS
from bot.services.editing import ZONES, Typed
from bot.services.house import Services
from bot.texts import speak
from cogs import choosing, rights
from cogs.host import Interaction, host, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead, think
from cogs.press import Press
from cogs.views import editing as view
from db.records import Gathering, Language, Notice, StudyState

LANGUAGES = [app_commands.Choice(name="English", value="en"), app_commands.Choice(name="한국어", value="ko")]
PLACES = [
    app_commands.Choice(name=_("nowhere of their own"), value=Gathering.NOWHERE.value),
    app_commands.Choice(name=_("a thread each"), value=Gathering.THREADS.value),
    app_commands.Choice(name=_("a forum post each"), value=Gathering.FORUM.value),
]
MINUTES_LEAST, MINUTES_MOST = 15, 480


async def _zones(_interaction: Interaction, begun: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=zone, value=zone) for zone in typed.zones_like(begun, ZONES)]


class ChangingStudies(commands.Cog):
    """The part of /study for one that is on its way; see `cogs/studies.py`."""

    services: Services

    @app_commands.command(name=_("edit"), description=_("For organisers: its time, pages, places and more"))
    @app_commands.rename(
        day=_("day"),
        time=_("time"),
        zone=_("zone"),
        pages=_("pages"),
        language=_("language"),
        channel=_("channel"),
        voice=_("voice"),
        places=_("places"),
        forum=_("forum"),
        events=_("events"),
        minutes=_("length"),
        seats=_("seats"),
        study=_("study"),
    )
    @app_commands.describe(
        day=_("Day of the week, such as Saturday"),
        time=_("Time of day, such as 20:00 or 8 pm"),
        zone=_("Time zone by which the weekly time is counted"),
        pages=_("Pages a session, about"),
        language=_("What Naru speaks in the channel"),
        channel=_("Where it meets and hears from Naru"),
        voice=_("Voice channel in which it meets"),
        places=_("Where each session has a place to talk"),
        forum=_("Forum in which each session has its post"),
        events=_("Whether each session is an event of the server"),
        minutes=_("Minutes a session takes"),
        seats=_("How many can join"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.choices(language=LANGUAGES, places=PLACES)
    @app_commands.autocomplete(zone=_zones, study=choosing.studies)
    async def edit(
        self,
        interaction: Interaction,
        day: str | None = None,
        time: str | None = None,
        zone: str | None = None,
        pages: app_commands.Range[int, PAGES[0], PAGES[-1]] | None = None,
        language: str | None = None,
        channel: discord.TextChannel | None = None,
        voice: discord.VoiceChannel | None = None,
        places: str | None = None,
        forum: discord.ForumChannel | None = None,
        events: bool | None = None,
        minutes: app_commands.Range[int, MINUTES_LEAST, MINUTES_MOST] | None = None,
        seats: app_commands.Range[int, SEATS[0], SEATS[-1]] | None = None,
        study: str | None = None,
    ) -> None:
        await rights.needs_organiser(interaction)
        for place in (channel, voice, forum):
            if place is not None:
                rights.needs_to_write(interaction, place.id)
        meant = await choosing.meant(interaction, study)
        spoken: Language | None = "ko" if language == "ko" else "en" if language else None
        wanted = Typed(
            day,
            time,
            zone,
            pages,
            spoken,
            channel.id if channel else None,
            voice.id if voice else None,
            Gathering(places) if places else Gathering.FORUM if forum else None,
            forum.id if forum else None,
            events,
            minutes,
            seats,
        )
        await think(interaction)
        edited = await self.services.editing.edit(meant.id, interaction.user.id, wanted)
        await answer(interaction, view.edited(edited, speech(interaction)))
        await host(interaction).refresh_card(meant.id)

    @app_commands.command(name=_("pause"), description=_("For organisers: rest for a while, without any reminder"))
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def pause(self, interaction: Interaction, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        paused = await self.services.editing.pause(meant.id)
        await answer(interaction, view.paused(paused, speech(interaction)))

    @app_commands.command(name=_("finish"), description=_("For organisers: end it before the book does; asks first"))
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def finish(self, interaction: Interaction, study: str | None = None) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        ending = await self.services.editing.ending(meant.id)
        await answer(interaction, view.ask_to_finish(ending, speech(interaction)))

    @knock(Kind.STUDY_PAUSED)
    async def tell_of_rest(self, notice: Notice) -> Wording | Moot:
        study = await self.services.studies.of(notice.subject)
        if study.state is not StudyState.PAUSED:
            return Moot("goes on meanwhile")
        return view.rests(study, speak(study.language))


class Finish(Press, action="study.finish"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        ended = await services(interaction).editing.end(self.subject)
        await show_instead(interaction, view.finished(ended, speech(interaction)))
        await host(interaction).refresh_card(ended.study.id)


class Keep(Press, action="study.keep"):
    async def press(self, interaction: Interaction) -> None:
        await show_instead(interaction, view.kept_going(speech(interaction)))


BUTTONS = (Finish, Keep)
