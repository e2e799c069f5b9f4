"""Buttons by what they do and the row they speak of; who answers them is found by their id (`cogs/press.py`)."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

GREEN, GREY, RED = discord.ButtonStyle.success, discord.ButtonStyle.secondary, discord.ButtonStyle.danger


def custom_id(action: str, row: int, extra: object = None) -> str:
    return f"naru:{action}:{row}" + (f":{extra}" if extra is not None else "")


def button(
    action: str,
    row: int,
    label: str | None,
    *,
    extra: object = None,
    style: discord.ButtonStyle = GREY,
    emoji: str | None = None,
    disabled: bool = False,
) -> ui.Button[Any]:
    return ui.Button(label=label, style=style, emoji=emoji, disabled=disabled, custom_id=custom_id(action, row, extra))


def link(url: str, label: str) -> ui.Button[Any]:
    return ui.Button(label=label, url=url)


def buttons(*items: ui.Item[Any]) -> ui.View:
    """A view that waits for nobody: presses find their way by their id, so nothing is held in memory."""
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def pager(action: str, row: int, page: int, pages: int) -> list[ui.Button[Any]]:
    """Two arrows and where one is; nothing where all fits on one page."""
    if pages < 2:
        return []
    return [
        button(action, row, None, emoji="◀️", extra=page - 1, disabled=page <= 0),
        # A plain sign of place: its id is its own, and it cannot be pressed.
        button(action, row, f"{page + 1} / {pages}", extra=f"here.{page}", disabled=True),
        button(action, row, None, emoji="▶️", extra=page + 1, disabled=page >= pages - 1),
    ]
