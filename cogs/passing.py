"""/turn pass: a turn goes on to somebody else, and what those hear whose turns an organiser changed."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.domain.turns import WORDS_AT_MOST
from bot.services.house import Services
from bot.services.turns import TurnShown
from bot.texts import Speech, speak
from cogs import choosing
from cogs.host import Interaction, services, speech
from cogs.knock import knock
from cogs.manners import Form, answer, show_instead
from cogs.posted import show_on
from cogs.press import Press
from cogs.views import passing as view
from db.records import Notice, Role, TargetKind, TurnId


class PassingOn(commands.Cog):
    """The part of /turn that gives a turn back; see `cogs/turns.py`."""

    services: Services

    @app_commands.command(name=_("pass"), description=_("Pass your turn on; somebody else is asked at once"))
    @app_commands.rename(turn=_("turn"), reason=_("reason"))
    @app_commands.describe(
        turn=_("Which turn of yours; the next one you lead unless you say"),
        reason=_("If you like; only organisers read it"),
    )
    @app_commands.autocomplete(turn=choosing.turns)
    async def pass_on(
        self,
        interaction: Interaction,
        turn: str | None = None,
        reason: app_commands.Range[str, 1, WORDS_AT_MOST] | None = None,
    ) -> None:
        own = await choosing.own_turn(interaction, turn)
        await _pass_or_ask(interaction, own, reason)

    @knock(Kind.TURN_GIVEN)
    async def tell_of_gift(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.turns.of(notice.subject)
        return view.given(shown, notice.target.kind, language(shown, notice))

    @knock(Kind.TURN_TAKEN)
    async def tell_of_loss(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.turns.before(notice.subject)
        if shown.turn.user_id in {turn.user_id for turn in shown.meeting.turns}:
            return Moot("has a turn in this session again")
        return view.taken_back(shown, notice.target.kind, language(shown, notice))


def language(shown: TurnShown, notice: Notice) -> Speech:
    """A presenter's own in private, the study's in its channel."""
    private = notice.target.kind is TargetKind.USER and shown.seat is not None
    return speak(shown.seat.language if private and shown.seat else shown.study.language)


async def _pass_or_ask(interaction: Interaction, turn_id: TurnId, reason: str | None) -> None:
    """A reason that was typed says enough, and a backup owes none; else a form asks once more."""
    found = services(interaction).turns
    shown = await found.check_passing(turn_id, interaction.user.id)
    if reason is None and shown.turn.role is Role.LEAD:
        await interaction.response.send_modal(Passing(shown, speech(interaction)))
    else:
        await _pass(interaction, turn_id, reason or "")


async def _pass(interaction: Interaction, turn_id: TurnId, words: str) -> None:
    passed = await services(interaction).turns.pass_on(turn_id, interaction.user.id, words)
    if interaction.message is not None and not interaction.message.flags.ephemeral:
        say = speech(interaction) if interaction.guild_id is None else speak(passed.shown.study.language)
        await show_instead(interaction, view.passed_on(passed.shown, say))
    await answer(interaction, view.passed(passed, speech(interaction)))
    posted = await services(interaction).turns.posted(turn_id)
    await show_on(interaction, posted, view.passed_on(passed.shown, speak(passed.shown.study.language)))


class Pass(Press, action="turn.pass"):
    async def press(self, interaction: Interaction) -> None:
        await _pass_or_ask(interaction, self.subject, None)


class Passing(Form):
    """Says that it is fine and who is asked next; a reason may be left out."""

    def __init__(self, shown: TurnShown, say: Speech) -> None:
        super().__init__(say.label("Pass this turn on"))
        self.turn_id = shown.turn.id
        self.words = ui.TextInput[Any](style=discord.TextStyle.paragraph, required=False, max_length=WORDS_AT_MOST)
        self.add_item(ui.TextDisplay(view.who_is_next(shown, say)))
        self.add_item(
            ui.Label(
                text=say.label("A reason, if you like"),
                description=say.label("Only organisers read it. You can leave it empty."),
                component=self.words,
            )
        )

    async def on_submit(self, interaction: Interaction, /) -> None:
        await _pass(interaction, self.turn_id, self.words.value)


BUTTONS = (Pass,)
