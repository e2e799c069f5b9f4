"""/session: its card, the words before and after it, slides and notes, and the thanks at the end of the book."""

from __future__ import annotations

from typing import Any

from discord import app_commands, ui
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.domain.notices.of_materials import is_asked_for
from bot.domain.sessions import LINK_AT_MOST
from bot.domain.studies import seat_of
from bot.services.house import Services
from bot.services.sessions import SessionShown
from bot.texts import Speech, speak
from cogs import choosing, rights
from cogs.changing_sessions import ChangingSessions
from cogs.host import Host, Interaction, services, speech
from cogs.knock import knock
from cogs.manners import Form, answer, show_instead
from cogs.press import Press
from cogs.views import sessions as view
from db.records import Notice, SessionId, SessionState, TargetKind


@app_commands.guild_only()
class SessionCog(
    ChangingSessions, commands.GroupCog, group_name=_("session"), group_description=_("The sessions of a study")
):
    def __init__(self, host: Host) -> None:
        self.host = host
        self.services: Services = host.services

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
        await answer(interaction, view.card(shown, speech(interaction)))

    @knock(Kind.SESSION_DAY)
    async def day_before(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.sessions.of(notice.subject)
        return _unless_over(shown) or view.day_before(shown, speak(shown.study.language))

    @knock(Kind.SESSION_SOON)
    async def soon(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.sessions.of(notice.subject)
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
        return view.materials_asked(shown, lead, seat if private else None, speak(language))

    @knock(Kind.STUDY_DONE)
    async def done(self, notice: Notice) -> Wording | Moot:
        thanks = await self.services.sessions.finish(notice.subject)
        await self.host.refresh_card(notice.subject)
        return view.finished(thanks, speak(thanks.study.language))


def _unless_over(shown: SessionShown) -> Moot | None:
    state = shown.meeting.session.state
    return None if state is SessionState.PLANNED else Moot(f"the session is {state.value}")


class Show(Press, action="session.show"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).sessions.of(self.subject)
        await answer(interaction, view.card(shown, speech(interaction)))


class Held(Press, action="session.held"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        shown = await found.hold(self.subject, interaction.user.id, organiser=organiser)
        await show_instead(interaction, view.after(shown, speak(shown.study.language)))


class Materials(Press, action="session.materials"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        await found.check_speaking(self.subject, interaction.user.id, organiser=organiser)
        await interaction.response.send_modal(Link(self.subject, speech(interaction), asked=self.extra == view.ASKED))


class NoMaterials(Press, action="session.no_materials"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        shown = await found.no_materials(self.subject, interaction.user.id, organiser=organiser)
        await show_instead(interaction, view.no_materials(shown, speech(interaction)))


class Link(Form):
    """The place of the slides or notes of one session; `asked`: from the message that asked its presenter for them."""

    def __init__(self, session_id: SessionId, say: Speech, *, asked: bool) -> None:
        super().__init__(say.label("Slides or notes"))
        self.session_id, self.asked = session_id, asked
        self.address = ui.TextInput[Any](placeholder="https://", max_length=LINK_AT_MOST)
        self.add_item(ui.Label(text=say.label("Link"), component=self.address))

    async def on_submit(self, interaction: Interaction, /) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        given = await found.add_materials(self.session_id, interaction.user.id, self.address.value, organiser=organiser)
        shown = given.shown
        if self.asked:
            await show_instead(interaction, view.materials_kept(given, speech(interaction)))
            return
        if interaction.message is not None and not interaction.message.flags.ephemeral:
            # The card in the channel asked for them, so that is where everybody finds them.
            await show_instead(interaction, view.after(shown, speak(shown.study.language)))
        await answer(interaction, view.materials_kept(given, speech(interaction)))


BUTTONS = (Show, Held, Materials, NoMaterials)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(SessionCog(bot))  # type: ignore[arg-type]
