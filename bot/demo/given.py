"""What the page sends for an option, a select or a field of a form, turned into what a command receives."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any

Finder = Callable[[str, str], Any]
"""Somebody or something by kind ("user", "role", "channel", "mentionable") and id."""

OPTION_KINDS = {6: "user", 7: "channel", 8: "role", 9: "mentionable"}
SELECT_KINDS = {5: "user", 6: "role", 7: "mentionable", 8: "channel"}
INTEGER, NUMBER, ATTACHMENT = 4, 10, 11
STRING_SELECT, FILE_UPLOAD, CHECKBOX_GROUP = 3, 19, 22


class NotPossible(Exception):
    """What nobody could do in Discord's own client either: press a disabled button, leave out what is required."""


def option(kind: int, raw: Any, find: Finder) -> Any:
    """The value of a command's option; `kind` is Discord's number of the option's type."""
    try:
        if kind in OPTION_KINDS:
            return find(OPTION_KINDS[kind], str(raw))
        if kind == ATTACHMENT:
            return file(raw)
        if kind == INTEGER:
            return int(str(raw))
        return float(str(raw)) if kind == NUMBER else raw
    except (ValueError, KeyError, TypeError) as error:
        raise NotPossible(f"{raw!r} is not what this option takes") from error


def values(kind: int, raw: Any, find: Finder) -> Any:
    """The value of a select or of a form's field; `kind` is Discord's number of the component's type."""
    try:
        if kind in SELECT_KINDS:
            return [find(SELECT_KINDS[kind], str(one)) for one in raw]
        if kind == FILE_UPLOAD:
            return [file(one) for one in raw]
        return list(raw) if kind in {STRING_SELECT, CHECKBOX_GROUP} else raw
    except (ValueError, KeyError, TypeError) as error:
        raise NotPossible(f"{raw!r} is not what this field takes") from error


def file(raw: Any) -> tuple[str, bytes]:
    """A file as the page sends it, {"name": ..., "data": base64}, as its name and bytes."""
    try:
        return str(raw["name"]).replace("/", "_")[:100], base64.b64decode(raw["data"], validate=True)
    except binascii.Error as error:
        raise NotPossible("that file arrived broken") from error
