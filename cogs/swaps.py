"""/turn swap: two presenters exchange their sessions, and both say yes."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import RAN_OUT, Kind
from bot.services.house import Services
from bot.services.swaps import SwapShown
from bot.texts import Speech, speak
from cogs import choosing
from cogs.choice import Choice
from cogs.host import Interaction, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead
from cogs.posted import rewrite
from cogs.press import Press
from cogs.views import swaps as view
from db.records import Notice, SwapState, Target, TargetKind, UserId


class Swapping(commands.Cog):
    """The part of /turn that exchanges sessions."""

    services: Services
    client: discord.Client

    @app_commands.command(name=_("swap"), description=_("Exchange your session with somebody else's, if they agree"))
    @app_commands.rename(turn=_("turn"), member=_("with"))
    @app_commands.describe(
        turn=_("Which turn of yours; the next one you lead unless you say"),
        member=_("Whose session you would like; everybody's are listed unless you say"),
    )
    @app_commands.autocomplete(turn=choosing.turns)
    async def swap(
        self, interaction: Interaction, turn: str | None = None, member: discord.Member | None = None
    ) -> None:
        own = await choosing.own_turn(interaction, turn)
        found = await self.services.swaps.choices(own, interaction.user.id, member.id if member else None)
        await answer(interaction, view.choose(found, speech(interaction)))

    @knock(Kind.SWAP_OFFER)
    async def ask_to_swap(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.swaps.of(notice.subject)
        if shown.gone is not None:
            return Moot(f"the offer is gone: {shown.gone.value}")
        private = _private(notice, shown.swap.to)
        return view.question(shown, _language(shown, shown.swap.to, private=private), private=private)

    @knock(Kind.SWAP_ANSWER)
    async def tell_of_swap(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.swaps.of(notice.subject)
        if notice.revision == RAN_OUT and shown.swap.state is not SwapState.OFFERED:
            return Moot("the offer was decided in time")
        if shown.swap.state is SwapState.OFFERED:
            await _settle(self.client, self.services, shown)
        private = _private(notice, shown.swap.by)
        return view.news(shown, _language(shown, shown.swap.by, private=private), private=private)


def _private(notice: Notice, reader: UserId) -> bool:
    """Whether only the one it is meant for reads it: not so in the channel, or with an organiser in its place."""
    return notice.target == Target(TargetKind.USER, reader)


def _language(shown: SwapShown, reader: UserId, *, private: bool) -> Speech:
    seat = shown.seats.get(reader)
    return speak(seat.language if private and seat is not None else shown.study.language)


class Offer(Press, action="swap.offer"):
    async def press(self, interaction: Interaction) -> None:
        found = await services(interaction).swaps.choices(self.subject, interaction.user.id)
        await answer(interaction, view.choose(found, speech(interaction)))


class With(Choice, action="swap.with"):
    async def choose(self, interaction: Interaction) -> None:
        shown = await services(interaction).swaps.offer(self.subject, int(self.chosen), interaction.user.id)
        await show_instead(interaction, view.offered(shown, speech(interaction)))


class Agree(Press, action="swap.agree"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).swaps.agree(self.subject, interaction.user.id)
        await _answered(interaction, shown, view.agreed(shown, speech(interaction)), listed=self.extra == view.LISTED)


class Decline(Press, action="swap.decline"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).swaps.decline(self.subject, interaction.user.id)
        await _answered(interaction, shown, view.declined(shown, speech(interaction)), listed=self.extra == view.LISTED)


class Withdraw(Press, action="swap.withdraw"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).swaps.withdraw(self.subject, interaction.user.id)
        # In the list of my turns the other turns stay to be seen.
        tell = answer if self.extra == view.LISTED else show_instead
        await tell(interaction, view.withdrawn(shown, speech(interaction)))
        await _settle(interaction.client, services(interaction), shown)


async def _answered(interaction: Interaction, shown: SwapShown, thanks: Wording, *, listed: bool) -> None:
    """In place of the question where it was pressed, and where it stands when it was answered from the list."""
    if not listed:
        await show_instead(interaction, view.answered(shown, _of_message(interaction, shown)))
    await answer(interaction, thanks)
    await _settle(interaction.client, services(interaction), shown, but=interaction.message)


async def _settle(
    client: discord.Client, found: Services, shown: SwapShown, *, but: discord.Message | None = None
) -> None:
    """Let the question say what became of it wherever it was asked, so that nobody answers it any more."""
    for asked in await found.swaps.asked(shown.swap.id):
        if but is None or asked.message_id != but.id:
            private = _private(asked, shown.swap.to)
            await rewrite(client, asked, view.answered(shown, _language(shown, shown.swap.to, private=private)))


def _of_message(interaction: Interaction, shown: SwapShown) -> Speech:
    """The language the question was asked in: the reader's in private, the study's in its channel."""
    return speech(interaction) if interaction.guild_id is None else speak(shown.study.language)


BUTTONS = (Offer, With, Agree, Decline, Withdraw)
