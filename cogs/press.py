"""Buttons that survive a restart: their id is an action and a row, and every press asks again who may."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from discord import ui

from cogs.host import Interaction
from cogs.manners import confess
from cogs.views.components import custom_id

ID = r"(?P<row>\d+)(?::(?P<extra>[\w.-]+))?"


class Press(ui.DynamicItem[ui.Button[Any]], template=r"naru:none"):
    """A button. A subclass names its action and says in `press` what happens; `row` is the row it speaks of."""

    action: ClassVar[str]

    def __init_subclass__(cls, *, action: str, **rest: Any) -> None:
        super().__init_subclass__(template=re.compile(f"naru:{re.escape(action)}:{ID}"), **rest)
        cls.action = action

    def __init__(self, row: int, extra: str | None = None) -> None:
        # What the button looks like is the view's affair (`cogs/views/components.py`); here only its id counts.
        super().__init__(ui.Button(custom_id=custom_id(self.action, row, extra)))
        self.subject, self.extra = row, extra

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls(int(match["row"]), match["extra"])

    async def press(self, interaction: Interaction) -> None:
        raise NotImplementedError

    async def callback(self, interaction: Interaction) -> None:
        # discord.py would only log what goes wrong here, and the member would read that the interaction failed.
        try:
            await self.press(interaction)
        except Exception as error:  # noqa: BLE001
            await confess(interaction, error)
