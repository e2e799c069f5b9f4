"""One table of a book file: values by key, each checked for its type, mistakes named by their line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

from bot.domain.book_source import LAST_PAGE, BookMistake, Lines, Misread

_TYPES = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    list: "a list",
    dict: "a table",
}


def kind_of(value: object) -> str:
    """What a newcomer calls the type of a TOML value."""
    return _TYPES.get(type(value), "a date")


class Table:
    """The values under one header, at one place of the file (see `Lines`); every reader raises BookMistake."""

    def __init__(self, values: dict[str, Any], place: int, lines: Lines) -> None:
        self.values = values
        self._place = place
        self._lines = lines

    def mistake(self, key: str, message: str) -> BookMistake:
        return BookMistake(self._lines.of(self._place, key), key, message)

    @contextmanager
    def rows_of(self, key: str) -> Iterator[None]:
        """While the text of several lines under `key` is read: a Misread of its rows becomes a BookMistake."""
        try:
            yield
        except Misread as misread:
            line = self._lines.of_row(self._place, key, misread.row)
            raise BookMistake(line, key, misread.message) from None

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                meant = f"did you mean {near[0]}?" if near else f"the keys here are {', '.join(known)}"
                raise self.mistake(key, f"there is no such key; {meant}")

    def text(self, key: str) -> str | None:
        value: str | None = self._value(key, str)
        return None if value is None else self._shown(key, value)

    def needed_text(self, key: str) -> str:
        value = self.text(key)
        if value is None:
            raise self.mistake(key, "is missing")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._value(key, list) or []
        for value in values:
            if not isinstance(value, str):
                raise self.mistake(key, f"expected a list of texts in quotes, found {kind_of(value)} in it")
        return tuple(self._shown(key, value) for value in values)

    def block(self, key: str) -> str | None:
        """A text of several lines as it stands, None where the key is missing."""
        value: str | None = self._value(key, str)
        return value

    def whole(self, key: str, lowest: int = 1, highest: int = LAST_PAGE) -> int | None:
        value: int | None = self._value(key, int)
        if value is not None and not lowest <= value <= highest:
            raise self.mistake(key, f"{value} is not between {lowest} and {highest}")
        return value

    def truth(self, key: str) -> bool:
        return bool(self._value(key, bool))

    def tables(self, key: str) -> list[Table]:
        """The tables under `[[key]]` in their order, at least one."""
        tables = self.values.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.mistake(key, f"each {key} stands under a header of its own with two brackets, [[{key}]]")
        if not tables:
            raise self.mistake(key, "is missing: a book has at least one [[chapter]], a list of papers one [[paper]]")
        return [Table(values, place, self._lines) for place, values in enumerate(tables)]

    def _value(self, key: str, kind: type) -> Any:
        value = self.values.get(key)
        # A bool is an int to Python, but `year = true` is a slip.
        if value is not None and type(value) is not kind:
            raise self.mistake(key, f"expected {_TYPES[kind]}, found {kind_of(value)}")
        return value

    def _shown(self, key: str, value: str) -> str:
        if not value.strip() or not value.isprintable():
            raise self.mistake(key, "is empty, runs over several lines or has a sign that cannot be shown")
        return value.strip()
