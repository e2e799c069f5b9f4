"""Why a file of marks cannot be read at all; single rows are refused one by one in `compared.py`."""

from __future__ import annotations

from bot.domain.refusals import Refusal


class NotATable(Refusal):
    """Neither CSV nor JSON of marks."""


class TooLarge(Refusal):
    """More than `most` kilobytes."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyRows(Refusal):
    """More than `most` rows."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NoColumn(Refusal):
    """A table without the column `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class OtherBook(Refusal):
    """Marks of another book, whose key is `key`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key[:80]
