"""One plain spelling for the many ways in which keyboards write the same thing."""

from __future__ import annotations

import unicodedata

from bot.domain.typed.mistakes import TooLong, steers

MOST = 100

_LOOKALIKES = {"−": "-", "∼": "~", "’": "'", "‘": "'", "ʼ": "'", "∶": ":"}


def plain(text: str, most: int = MOST) -> str:
    """`text` in lower case with ASCII digits, colons and dashes, single spaces and composed Korean.

    Raises TooLong beyond `most` characters, so that no pattern ever runs over a page of text.
    """
    if len(text) > most:
        raise TooLong(text, len(text), most)
    composed = unicodedata.normalize("NFKC", text)
    return " ".join("".join(map(_plain_sign, composed)).split()).casefold()


def _plain_sign(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) == "Pd":
        return "-"
    return "" if steers(char) else _LOOKALIKES.get(char, char)
