"""Where things stand in a book file, so that a mistake can be named by its line."""

from __future__ import annotations

import re
import tomllib
from typing import Any

BOOK = -1
"""The place of the keys above the first chapter; chapters count from 0."""

LAST_PAGE = 9999

_HEADER = re.compile(r"\s*(\[\[?)\s*[\"']?([\w-]+)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=\s*(.*)")
_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_FENCES = ('"""', "'''")


class BookMistake(ValueError):
    """A book file that cannot be read as it stands: `line` counts from 1, `field` is the key, empty if none."""

    def __init__(self, line: int, field: str, message: str) -> None:
        super().__init__(f"line {line}, {field}: {message}" if field else f"line {line}: {message}")
        self.line = line
        self.field = field
        self.message = message


class Misread(Exception):
    """Row `row`, from 0, of a text of several lines says something that cannot be."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row
        self.message = message


def parse(text: str) -> dict[str, Any]:
    """The tables of a TOML text; raises BookMistake where it is no TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError; and numbers and nestings that Python will not hold
        raise _not_toml(str(error), text) from None


def _not_toml(reason: str, text: str) -> BookMistake:
    found = _POSITION.search(reason)
    said = _POSITION.sub("", reason)
    if found is None:
        return BookMistake(1, "", reason)
    if found[1] is None:
        return BookMistake(len(text.rstrip("\n").split("\n")), "", f"the file ends too early: {said}")
    line = int(found[1])
    key = _KEY.match(text.split("\n")[line - 1])
    return BookMistake(line, key[1] if key else "", f"{said} (column {found[2]})")


class Lines:
    """The line of every key in a TOML text that parses.

    tomllib tells no positions, so keys are looked for at the beginnings of lines, outside of multi-line strings.
    """

    def __init__(self, text: str) -> None:
        self._keys: dict[tuple[int, str], int] = {}
        self._blocks: dict[tuple[int, str], int] = {}
        self._tables: dict[int, int] = {}
        place, fence = BOOK, ""
        for line, written in enumerate(text.split("\n"), 1):
            if fence:
                fence = "" if fence in written else fence
            elif header := _HEADER.match(written):
                place = self._open(header, place, line)
            elif key := _KEY.match(written):
                fence = self._note(key, place, line)

    def of(self, place: int, key: str = "") -> int:
        """The line of a key; of its table where the key is not written; 1 where neither is."""
        return self._keys.get((place, key)) or self._tables.get(place, 1)

    def of_row(self, place: int, key: str, row: int) -> int:
        """The line of one row, from 0, of a text that may run over several lines."""
        return self._blocks.get((place, key), self.of(place, key)) + row

    def _open(self, header: re.Match[str], place: int, line: int) -> int:
        self._keys.setdefault((BOOK, header[2]), line)
        if header[1] == "[":
            return place
        self._tables[place + 1] = line
        return place + 1

    def _note(self, key: re.Match[str], place: int, line: int) -> str:
        """Keeps the key's line; returns the fence of a multi-line string that it opens, or nothing."""
        name, value = key[1], key[2]
        self._keys[place, name] = line
        fence = next((fence for fence in _FENCES if value.startswith(fence)), "")
        # TOML drops a line break right after the opening fence.
        self._blocks[place, name] = line + 1 if fence and value.strip() == fence else line
        return "" if fence and fence in value[3:] else fence
