"""Whole numbers typed into forms."""

from __future__ import annotations

from bot.domain.refusals import Refusal


class NotANumber(Refusal):
    """A whole number was asked for; `typed` is what came."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


def whole(typed: str) -> int:
    """Raises NotANumber for anything but digits, of whatever script."""
    text = typed.strip()
    if not text.isdecimal():
        raise NotANumber(typed)
    return int(text)
