"""/turn: what is mine to present; the reminders and their buttons."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind, in_channel
from bot.domain.turns import PLEA_AT_MOST
from bot.services.house import Services
from bot.texts import Speech, speak
from cogs import aways, calls, passing, swaps
from cogs.aways import GoingAway
from cogs.calls import CallTurns
from cogs.host import Interaction, server_id, services, speech
from cogs.knock import knock
from cogs.manners import Form, answer, show_instead
from cogs.passing import PassingOn
from cogs.press import Press
from cogs.swaps import Swapping
from cogs.views import swaps as swap_view
from cogs.views import turns as view
from cogs.wishes import WishingFor
from db.records import Notice, TargetKind, TurnId


@app_commands.guild_only()
class TurnCog(
    PassingOn,
    CallTurns,
    Swapping,
    GoingAway,
    WishingFor,
    commands.GroupCog,
    group_name=_("turn"),
    group_description=_("Your turns to present"),
):
    def __init__(self, found: Services, client: discord.Client) -> None:
        self.services, self.client = found, client

    @app_commands.command(name=_("mine"), description=_("Your turns ahead, the next one first"))
    async def mine(self, interaction: Interaction) -> None:
        await answer(interaction, await _mine(interaction))

    @knock(Kind.TURN_WEEK, Kind.TURN_DAYS)
    async def remind(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.turns.reminder(notice.subject, notice.due_at)
        if shown is None:
            return Moot("settled since it was due")
        return view.reminder(shown, notice.target.kind, passing.language(shown, notice))

    @knock(Kind.PLEA)
    async def pass_on_plea(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.turns.plea(notice.subject)
        if notice.target == in_channel(shown.shown.study):
            # The way round a closed DM leads to the whole study, and that is not what was promised.
            return Moot("for organisers and mentors alone")
        return view.plea(shown, speak(shown.shown.study.language))


async def _mine(interaction: Interaction) -> Wording:
    here, user, say = server_id(interaction), interaction.user.id, speech(interaction)
    found = services(interaction)
    turns, asked = await found.turns.mine(here, user), await found.swaps.offered_to(here, user)
    card = swap_view.with_questions(view.mine(turns, say), asked, say)
    return swap_view.with_offers(card, await found.swaps.offered_by(here, user), say)


class Mine(Press, action="turn.mine"):
    async def press(self, interaction: Interaction) -> None:
        await answer(interaction, await _mine(interaction))


class Confirm(Press, action="turn.confirm"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).turns.confirm(self.subject, interaction.user.id)
        if interaction.message is not None and not interaction.message.flags.ephemeral:
            private = interaction.guild_id is None
            language = shown.seat.language if private and shown.seat else shown.study.language
            where = TargetKind.USER if private else TargetKind.CHANNEL
            await show_instead(interaction, view.reminder(shown, where, speak(language)))
        await answer(interaction, view.confirmed(shown, speech(interaction)))


class Help(Press, action="turn.help"):
    async def press(self, interaction: Interaction) -> None:
        await services(interaction).turns.check_plea(self.subject, interaction.user.id)
        await interaction.response.send_modal(Stuck(self.subject, speech(interaction)))


class Stuck(Form):
    """One line on where; it may stay empty."""

    def __init__(self, turn_id: TurnId, say: Speech) -> None:
        super().__init__(say.label("Where are you stuck?"))
        self.turn_id = turn_id
        self.words = ui.TextInput[Any](
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=PLEA_AT_MOST,
            placeholder=say.label("One line is enough; you can leave it empty, too."),
        )
        self.add_item(
            ui.Label(
                text=say.label("In your words"),
                description=say.label("Organisers and mentors will read this, nobody else."),
                component=self.words,
            )
        )

    async def on_submit(self, interaction: Interaction, /) -> None:
        await services(interaction).turns.plead(self.turn_id, interaction.user.id, self.words.value)
        await answer(interaction, view.asked_for_help(speech(interaction)))


BUTTONS = (Mine, Confirm, Help)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS, *passing.BUTTONS, *calls.BUTTONS, *swaps.BUTTONS, *aways.BUTTONS)
    await bot.add_cog(TurnCog(bot.services, bot))  # type: ignore[attr-defined]
