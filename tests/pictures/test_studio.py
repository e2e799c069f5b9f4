"""The process that draws: it leaves the loop alone, and a picture comes even where it was killed."""

from __future__ import annotations

import os
import signal

from bot.pictures import studio
from bot.pictures.grid import Cell, Grid, Row, draw

A_GRID = Grid("A book", "1 of 2", (Row("ch. 1", (Cell("1"), Cell("2"))),))


async def test_it_draws_in_another_process() -> None:
    assert await studio.drawn(A_GRID) == draw(A_GRID)
    assert studio.open_studio().result() != os.getpid()


async def test_where_its_process_was_killed_the_picture_comes_all_the_same() -> None:
    os.kill(studio.open_studio().result(), signal.SIGKILL)

    assert await studio.drawn(A_GRID) == draw(A_GRID)
    assert await studio.drawn(A_GRID) == draw(A_GRID)


async def test_ctrl_c_is_not_for_it() -> None:
    process = studio.open_studio().result()

    os.kill(process, signal.SIGINT)

    assert await studio.drawn(A_GRID) == draw(A_GRID)
    assert studio.open_studio().result() == process
