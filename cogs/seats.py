"""Taking a seat and giving it back: the buttons of a study's card, and what those concerned are told."""

from __future__ import annotations

from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind, in_channel
from bot.services.house import Services
from bot.texts import speak
from cogs.forms.joining import Joining
from cogs.host import Interaction, host, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead
from cogs.press import Press
from cogs.views import seats as view
from db.records import Notice, SeatState, Study


class SeatCog(commands.Cog):
    def __init__(self, found: Services) -> None:
        self.services = found

    @knock(Kind.SEAT_UP)
    async def tell_moved_up(self, notice: Notice) -> Wording | Moot:
        study, seat = await self.services.seats.of(notice.subject)
        if seat.state is not SeatState.SEATED:
            return Moot("left meanwhile")
        return view.moved_up(study, seat, speak(seat.language))

    @knock(Kind.SEAT_LATE)
    async def tell_came_late(self, notice: Notice) -> Wording | Moot:
        study, seat = await self.services.seats.of(notice.subject)
        if seat.state is not SeatState.SEATED:
            return Moot("left meanwhile")
        return _in_public(notice, study) or view.came_late(study, seat, speak(study.language))

    @knock(Kind.SEAT_LEFT)
    async def tell_left(self, notice: Notice) -> Wording | Moot:
        study, seat = await self.services.seats.of(notice.subject)
        if seat.state is not SeatState.LEFT:
            return Moot("came back meanwhile")
        return _in_public(notice, study) or view.went(study, seat, speak(study.language))

    @knock(Kind.SEAT_GONE)
    async def tell_vanished(self, notice: Notice) -> Wording | Moot:
        study, seat = await self.services.seats.of(notice.subject)
        if seat.state is not SeatState.LEFT:
            return Moot("came back meanwhile")
        return _in_public(notice, study) or view.vanished(study, seat, speak(study.language))


def _in_public(notice: Notice, study: Study) -> Moot | None:
    """The way round a closed DM leads to the whole study, and who goes is not announced there."""
    return Moot("for organisers alone") if notice.target == in_channel(study) else None


class Join(Press, action="seat.join"):
    async def press(self, interaction: Interaction) -> None:
        study, book = await services(interaction).seats.may_join(self.subject, interaction.user.id)
        await interaction.response.send_modal(Joining(study, book, speech(interaction)))


class Leave(Press, action="seat.leave"):
    async def press(self, interaction: Interaction) -> None:
        found = await services(interaction).seats.farewell(self.subject, interaction.user.id)
        if not found.is_easy:
            await answer(interaction, view.sure(found, speech(interaction)))
            return
        study, leaving = await services(interaction).seats.leave(self.subject, interaction.user.id)
        await answer(interaction, view.left(study, waited=leaving.waited, say=speech(interaction)))
        await host(interaction).refresh_card(study.id)


class Go(Press, action="seat.go"):
    async def press(self, interaction: Interaction) -> None:
        study, leaving = await services(interaction).seats.leave(self.subject, interaction.user.id)
        await show_instead(interaction, view.left(study, waited=leaving.waited, say=speech(interaction)))
        await host(interaction).refresh_card(study.id)


class Stay(Press, action="seat.stay"):
    async def press(self, interaction: Interaction) -> None:
        study = await services(interaction).studies.of(self.subject)
        await show_instead(interaction, view.stayed(study, speech(interaction)))


class Quiet(Press, action="seat.quiet"):
    async def press(self, interaction: Interaction) -> None:
        study = await services(interaction).seats.remind_in_channel(self.subject, interaction.user.id)
        await answer(interaction, view.in_channel_from_now(study, speech(interaction)))


BUTTONS = (Join, Leave, Go, Stay, Quiet)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(SeatCog(bot.services))  # type: ignore[attr-defined]
