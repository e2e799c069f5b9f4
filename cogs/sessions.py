"""/session: its card, the words before and after it, slides and notes, and the thanks at the end of the book."""

from __future__ import annotations

from typing import cast

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.domain.notices.of_materials import is_asked_for
from bot.domain.studies import seat_of
from bot.services.house import Services
from bot.services.sessions import SessionShown
from bot.texts import speak
from cogs import attendance, choosing, materials, notes, rights
from cogs.attendance import Attending
from cogs.changing_sessions import ChangingSessions
from cogs.host import Host, Interaction, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead
from cogs.materials import Giving
from cogs.notes import Noting
from cogs.press import Press
from cogs.rooms import look_around
from cogs.views import materials as material_view
from cogs.views import sessions as view
from db.records import Notice, SessionState, TargetKind


@app_commands.guild_only()
class SessionCog(
    Attending,
    Giving,
    Noting,
    ChangingSessions,
    commands.GroupCog,
    group_name=_("session"),
    group_description=_("The sessions of a study"),
):
    def __init__(self, host: Host) -> None:
        self.host = host
        self.services: Services = host.services
        self._client = cast(discord.Client, host)

    @app_commands.command(name=_("show"), description=_("One session: when, which pages, who presents, slides"))
    @app_commands.rename(number=_("number"), study=_("study"))
    @app_commands.describe(
        number=_("Which session; the next one unless you say"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(study=choosing.studies)
    async def show(self, interaction: Interaction, number: int | None = None, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        shown = await self.services.sessions.numbered(meant.id, number)
        await answer(interaction, await _card(interaction, shown))

    @knock(Kind.SESSION_DAY)
    async def day_before(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.sessions.of(notice.subject)
        return _unless_over(shown) or view.day_before(shown, speak(shown.study.language))

    @knock(Kind.SESSION_SOON)
    async def soon(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.sessions.of(notice.subject)
        await look_around(self._client, self.services)
        return _unless_over(shown) or view.soon(shown, speak(shown.study.language))

    @knock(Kind.SESSION_AFTER)
    async def after(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.sessions.of(notice.subject)
        return _unless_over(shown) or view.after(shown, speak(shown.study.language))

    @knock(Kind.MATERIALS_ASKED)
    async def ask_for_materials(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.sessions.of(notice.subject)
        lead, private = shown.meeting.presenter(), notice.target.kind is TargetKind.USER
        if lead is None or not is_asked_for(shown.meeting.session) or (private and lead.user_id != notice.target.id):
            return Moot("nobody is asked any more")
        seat = seat_of(await self.services.seats.members(shown.study.id), lead.user_id)
        language = seat.language if private and seat else shown.study.language
        return material_view.asked(shown, lead, seat if private else None, speak(language))

    @knock(Kind.STUDY_DONE)
    async def done(self, notice: Notice) -> Wording | Moot:
        thanks = await self.services.sessions.finish(notice.subject)
        await self.host.refresh_card(notice.subject)
        return view.finished(thanks, speak(thanks.study.language))


async def _card(interaction: Interaction, shown: SessionShown) -> Wording:
    organiser = await rights.is_organiser(interaction)
    reader = await services(interaction).sessions.reader(shown, interaction.user.id, organiser=organiser)
    return view.card(shown, reader, speech(interaction))


def _unless_over(shown: SessionShown) -> Moot | None:
    state = shown.meeting.session.state
    return None if state is SessionState.PLANNED else Moot(f"the session is {state.value}")


class Show(Press, action="session.show"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).sessions.of(self.subject)
        await answer(interaction, await _card(interaction, shown))


class Held(Press, action="session.held"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        shown = await found.hold(self.subject, interaction.user.id, organiser=organiser)
        await show_instead(interaction, view.after(shown, speak(shown.study.language)))


BUTTONS = (Show, Held)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS, *attendance.BUTTONS, *materials.BUTTONS, *notes.BUTTONS)
    await bot.add_cog(SessionCog(bot))  # type: ignore[arg-type]
