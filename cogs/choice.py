"""Selects that survive a restart: found by their id as buttons are, and every choice asks again who may."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from discord import ui

from cogs.host import Interaction
from cogs.manners import confess
from cogs.press import ID


class Choice(ui.DynamicItem[ui.Select[Any]], template=r"naru:none"):
    """A select of any kind. A subclass names its action and says in `choose` what happens; `subject` is its row."""

    action: ClassVar[str]

    def __init_subclass__(cls, *, action: str, **rest: Any) -> None:
        super().__init_subclass__(template=re.compile(f"naru:{re.escape(action)}:{ID}"), **rest)
        cls.action = action

    def __init__(self, select: ui.Select[Any], row: int) -> None:
        super().__init__(select)
        self.subject = row

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        # The item is rebuilt by discord.py from the message, and is a select wherever the id is a select's.
        return cls(item, int(match["row"]))  # type: ignore[arg-type]

    @property
    def chosen(self) -> Any:
        """What stands in the select now: a value, a role, a channel; None where it was cleared."""
        return next(iter(self.item.values), None)

    async def choose(self, interaction: Interaction) -> None:
        raise NotImplementedError

    async def callback(self, interaction: Interaction) -> None:
        try:
            await self.choose(interaction)
        except Exception as error:  # noqa: BLE001
            await confess(interaction, error)
