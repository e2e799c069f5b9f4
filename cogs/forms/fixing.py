"""Who presents one session, settled by hand: the same form above a first plan and above a change of one."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.texts import Speech
from cogs.manners import Form
from cogs.numbers import whole
from db.records import Fixed, Role


class Fixing(Form):
    """`hint` says which numbers can be typed; what was filled in is `fixed`."""

    def __init__(self, hint: str | None, say: Speech) -> None:
        super().__init__(say.label("Set a presenter"))
        self.number = ui.TextInput[Any](placeholder=hint, max_length=4)
        self.member = ui.UserSelect[Any](min_values=1, max_values=1)
        self.role = ui.RadioGroup[Any](
            options=[
                discord.RadioGroupOption(label=say.label("Presents"), value=Role.LEAD.value, default=True),
                discord.RadioGroupOption(label=say.label("Backup"), value=Role.BACKUP.value),
            ]
        )
        for text, field in (
            (say.label("Session"), self.number),
            (say.label("Member"), self.member),
            (say.label("As"), self.role),
        ):
            self.add_item(ui.Label(text=text, component=field))

    @property
    def fixed(self) -> Fixed:
        """Raises NotANumber."""
        return Fixed(whole(self.number.value), self.member.values[0].id, Role(self.role.value or Role.LEAD))
