"""Commands as the page lists them: one entry a command that can be run, worded in somebody's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Wire = dict[str, Any]
SUBCOMMAND, GROUP = 1, 2
UNSAID = "…"
"""What discord.py puts where nobody described anything."""


def listed(registered: list[Wire], locale: str) -> list[Wire]:
    """Every command that can be run, with `path` (English, as it is run) and `shown` (as it reads)."""
    return [leaf for root in registered for leaf in _leaves(root, locale, root["id"])]


def menu(registered: list[Wire], locale: str) -> list[Wire]:
    """The commands of a message's menu: `name` (English, as it is run) and `shown` (as it reads)."""
    return [{"name": root["name"], "shown": _said(root, "name", locale)} for root in registered]


def choices(offered: list[Wire], locale: str) -> list[Wire]:
    return [{"name": _said(choice, "name", locale), "value": choice["value"]} for choice in offered]


def _leaves(node: Wire, locale: str, id_: str, path: str = "", shown: str = "") -> Iterator[Wire]:
    path = f"{path} {node['name']}".strip()
    shown = f"{shown} {_said(node, 'name', locale)}".strip()
    below = [option for option in node.get("options", ()) if option["type"] in {SUBCOMMAND, GROUP}]
    for option in below:
        yield from _leaves(option, locale, id_, path, shown)
    if not below:
        yield {
            "id": id_,
            "path": path,
            "shown": shown,
            "about": _said(node, "description", locale),
            "options": [_option(option, locale) for option in node.get("options", ())],
        }


def _option(option: Wire, locale: str) -> Wire:
    return {
        "name": option["name"],
        "shown": _said(option, "name", locale),
        "about": _said(option, "description", locale),
        "type": option["type"],
        "required": bool(option.get("required")),
        "suggests": bool(option.get("autocomplete")),
        "choices": choices(option.get("choices") or [], locale),
        "least": option.get("min_value", option.get("min_length")),
        "most": option.get("max_value", option.get("max_length")),
        "channels": option.get("channel_types") or [],
    }


def _said(thing: Wire, field: str, locale: str) -> str:
    there = thing.get(f"{field}_localizations") or {}
    said = str(there.get(locale) or thing.get(field) or "")
    return "" if said == UNSAID else said
