"""Where pictures are drawn while the bot goes on listening: two threads at most, whoever asks."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.pictures.grid import Grid, draw

# Drawing holds the interpreter most of the time: more threads would not draw more.
_AT_ONCE = 2
_easels = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="picture")


async def drawn(grid: Grid) -> bytes:
    return await asyncio.get_running_loop().run_in_executor(_easels, draw, grid)
