"""Names people give to what they make."""

from __future__ import annotations

import unicodedata

from bot.domain.typed.mistakes import EmptyName, TooLong, UnprintableName, steers

MOST = 80
# Zero-width spaces and soft hyphens come along when text is copied; nobody means them.
_LEFT_BEHIND = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Joiners build one emoji of several and are part of it.
_JOINERS = "\u200c\u200d"
# Letters by their category, blank to the eye.
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"


def name(text: str) -> str:
    """A study's name: trimmed, on one line, composed Korean, 1 to 80 characters.

    Markdown and @everyone are allowed: they are escaped where the name is shown. Raises EmptyName, UnprintableName,
    and TooLong with the length as it would be kept.
    """
    line = " ".join(unicodedata.normalize("NFC", text).translate(_LEFT_BEHIND).split())
    if not any(map(_seen, line)):
        raise EmptyName(text)
    if any(steers(char) and char not in _JOINERS for char in line):
        raise UnprintableName(text)
    if len(line) > MOST:
        raise TooLong(text, len(line), MOST)
    return line


def _seen(char: str) -> bool:
    # Cn: a sign newer than this Python, such as this year's emoji.
    category = unicodedata.category(char)
    return (category[0] in "LNPS" or category == "Cn") and char not in _FILLERS
