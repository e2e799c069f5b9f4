"""A card with its picture: worded by a view, drawn beside the loop, with an alt text that says the same."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import discord

from bot.delivery.wording import Wording
from bot.pictures.grid import Grid
from bot.pictures.studio import drawn
from bot.services.marks import Board, Sheet
from bot.texts import Speech
from cogs.views import grids
from cogs.views import marks as view
from db.records import UserId

NAME = "exercises.png"
ALT_AT_MOST = 1024  # characters, Discord's own limit


async def of_sheet(sheet: Sheet, viewer: UserId, say: Speech) -> Wording:
    return await below(view.sheet(sheet, viewer, say), grids.of_sheet(sheet, say), grids.alt_of_sheet(sheet, say))


async def of_board(board: Board, say: Speech) -> Wording:
    return await below(view.board(board, say), grids.of_board(board, say), grids.alt_of_board(board, say))


async def below(wording: Wording, grid: Grid | None, alt: str) -> Wording:
    """The card with the picture below its text; without one where there is nothing to draw."""
    if grid is None:
        return wording
    alt = alt if len(alt) <= ALT_AT_MOST else alt[: ALT_AT_MOST - 1] + "…"
    file = discord.File(BytesIO(await drawn(grid)), NAME, description=alt)
    [*others, last] = wording.embeds
    return replace(wording, embeds=(*others, last.copy().set_image(url=f"attachment://{NAME}")), files=(file,))
