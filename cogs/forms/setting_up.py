"""The two forms of /setup: the time zone in anybody's words, and the country of public holidays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import available_timezones

import discord
from discord import ui

from bot.domain import typed
from bot.services.setups import Setups
from bot.texts import Speech
from cogs.host import Interaction
from cogs.manners import Form
from db.records import Server

ZONES = frozenset(available_timezones())

# Where those who read this are likely to be; one more fits into Discord's 25. Any other is typed by its code.
_LIKELY = "KR US JP CN TW HK SG VN TH PH IN CA MX BR GB IE DE FR NL CH ES IT AU NZ"
LIKELY = tuple(_LIKELY.split())
NONE = "none"

Save = Callable[[Interaction, Callable[[Setups], Awaitable[Server]]], Awaitable[None]]
"""Keeps one choice and shows the card with it."""


class Zone(Form):
    def __init__(self, server: Server, save: Save, say: Speech) -> None:
        super().__init__(say.label("Time zone"))
        self.server, self.save = server, save
        self.zone = ui.TextInput[Any](custom_id="zone", default=server.zone, max_length=100)
        self.add_item(
            ui.Label(
                text=say.label("A city, a country or a short name"),
                description=say.label("Such as Seoul, KST or Asia/Seoul. Weekly times are counted by this clock."),
                component=self.zone,
            )
        )

    async def on_submit(self, interaction: Interaction, /) -> None:
        zone = typed.zone(self.zone.value, ZONES)
        await self.save(interaction, lambda setups: setups.move(self.server.id, zone))


class Holidays(Form):
    def __init__(self, server: Server, save: Save, say: Speech) -> None:
        super().__init__(say.label("Public holidays"))
        self.server, self.save = server, save
        self.listed = ui.Select[Any](custom_id="listed", options=_countries(server, say))
        self.code = ui.TextInput[Any](
            custom_id="code",
            default=server.country if server.country not in LIKELY else None,
            required=False,
            max_length=2,
        )
        rest = say.label("Not in the list? Its two letters, such as SE.")
        self.add_item(ui.Label(text=say.label("No sessions on the holidays of"), component=self.listed))
        self.add_item(ui.Label(text=say.label("Another country"), description=rest, component=self.code))

    async def on_submit(self, interaction: Interaction, /) -> None:
        listed = None if self.listed.values[0] == NONE else self.listed.values[0]
        country = self.code.value.strip().upper() or listed
        await self.save(interaction, lambda setups: setups.holidays_of(self.server.id, country))


def _countries(server: Server, say: Speech) -> list[discord.SelectOption]:
    """By name in the reader's language; what is chosen stands in the form."""
    chosen = server.country if server.country in LIKELY else NONE
    named = sorted((say.country(code), code) for code in LIKELY)
    return [
        discord.SelectOption(label=name, value=code, default=code == chosen)
        for name, code in [(say.label("No holidays"), NONE), *named]
    ]
