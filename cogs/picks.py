"""/exercise pick: who shows which exercise in a session, proposed fairly, published, taken and given back."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.services.house import Services
from bot.services.picks import PickShown
from bot.texts import speak
from cogs import choosing, rights
from cogs.choice import Choice
from cogs.host import Interaction, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead
from cogs.posted import show_on
from cogs.press import Press
from cogs.views import picks as view
from db.records import Notice, TargetKind, UserId

BEGUN = "the session has begun"


class Picking(commands.Cog):
    """The part of /exercise about who shows what; see `cogs/marks.py`."""

    services: Services

    @app_commands.command(name=_("pick"), description=_("Who shows which exercise at the next session, fair over time"))
    @app_commands.rename(which=_("which"), member=_("member"), session=_("session"), study=_("study"))
    @app_commands.describe(
        which=_("Such as 1.1, 1.12; I suggest some unless you say"),
        member=_("Who shows them; I choose fairly unless you say"),
        session=_("Which session; the next one unless you say"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(session=choosing.sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def pick(
        self,
        interaction: Interaction,
        which: str | None = None,
        member: discord.Member | None = None,
        session: int | None = None,
        study: str | None = None,
    ) -> None:
        meant = await choosing.meant(interaction, study)
        organiser = await rights.is_organiser(interaction)
        shown = await self.services.picks.prepare(
            meant.id, session, interaction.user.id, which, member.id if member else None, organiser=organiser
        )
        await answer(interaction, view.preview(shown, speech(interaction)))

    @knock(Kind.PICK)
    async def list_exercises(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.picks.of(notice.subject)
        if not shown.showings or shown.pick.edition != notice.revision:
            return Moot("a newer list was made")
        return self._begun(shown) or view.listed(shown, speak(shown.study.language))

    @knock(Kind.PICK_MINE)
    async def ask_to_show(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.picks.of(notice.subject)
        whose = await self._whose(notice)
        if whose not in {showing.user_id for showing in shown.showings}:
            return Moot("a newer list was made")
        seat = next(seat for seat in shown.seats if seat.user_id == whose)
        private = notice.target.kind is TargetKind.USER
        language = seat.language if private else shown.study.language
        return self._begun(shown) or view.to_one(shown, whose, notice.target.kind, speak(language))

    async def _whose(self, notice: Notice) -> UserId:
        """A closed DM is said in the channel instead: then the first notice knows whom it was for."""
        failed = await self.services.why.failed(notice.fallback_of) if notice.fallback_of else None
        return failed.target.id if failed else notice.target.id

    def _begun(self, shown: PickShown) -> Moot | None:
        return None if shown.meeting.is_to_come(self.services.ground.now()) else Moot(BEGUN)


class Publish(Press, action="pick.publish"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        shown = await services(interaction).picks.publish(self.subject, interaction.user.id, organiser=organiser)
        await show_instead(interaction, view.published(shown, speech(interaction)))


class Discard(Press, action="pick.discard"):
    async def press(self, interaction: Interaction) -> None:
        await services(interaction).picks.discard(self.subject, interaction.user.id)
        await show_instead(interaction, view.discarded(speech(interaction)))


class Clear(Press, action="pick.clear"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        shown = await services(interaction).picks.clear(self.subject, interaction.user.id, organiser=organiser)
        await show_instead(interaction, Wording(content=view.cleared(shown, speech(interaction))))
        await _bring_up_to_date(interaction, shown)


class Take(Press, action="pick.take"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).picks.of(self.subject)
        if len(shown.free) > 1:
            await answer(interaction, view.which(shown, speech(interaction)))
            return
        exercise = next(iter(shown.free), None)
        shown = await services(interaction).picks.take(self.subject, interaction.user.id, exercise)
        await show_instead(interaction, view.listed(shown, speak(shown.study.language)))
        await answer(interaction, view.taken(shown, exercise or "", speech(interaction)))
        await _bring_up_to_date(interaction, shown)


class Which(Choice, action="pick.which"):
    async def choose(self, interaction: Interaction) -> None:
        shown = await services(interaction).picks.take(self.subject, interaction.user.id, self.chosen)
        await show_instead(interaction, view.taken(shown, self.chosen, speech(interaction)))
        await _bring_up_to_date(interaction, shown)


class Back(Press, action="pick.back"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).picks.give_back(self.subject, interaction.user.id)
        if interaction.guild_id is None:
            await show_instead(interaction, view.given_back(speech(interaction)))
        else:
            await answer(interaction, view.given_back(speech(interaction)))
        await _bring_up_to_date(interaction, shown, also_pressed=True)


async def _bring_up_to_date(interaction: Interaction, shown: PickShown, *, also_pressed: bool = False) -> None:
    posted = await services(interaction).picks.posted(shown.pick.id)
    await show_on(interaction, posted, view.listed(shown, speak(shown.study.language)), also_pressed=also_pressed)


CONTROLS = (Publish, Discard, Clear, Take, Which, Back)
