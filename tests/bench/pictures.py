"""The picture of a book, beside matplotlib's of the same cells, and what drawing does to the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.domain.books import read_book
from bot.pictures.grid import Cell, Grid, Row, draw
from bot.pictures.studio import drawn
from db.records import MarkState

BOOK = Path(__file__).parents[2] / "seeds" / "books" / "prml.toml"
STATES = (MarkState.SOLVED, None, None, MarkState.TRYING, None, MarkState.STUCK, MarkState.SOLVED)
TIMES, TOGETHER = 20, 100
EVERY = 0.001  # seconds between two looks at the loop
COLOURS = {None: "#484f5e", MarkState.SOLVED: "#54be8f", MarkState.TRYING: "#f4be4f", MarkState.STUCK: "#f0805c"}


def a_book() -> Grid:
    """PRML with its 431 exercises in every state."""
    book = read_book(BOOK.read_text("utf-8"), "prml")
    rows = tuple(
        Row(
            chapter.number,
            tuple(
                Cell(exercise.number.rpartition(".")[2], exercise.stars or 0, STATES[place % len(STATES)])
                for place, exercise in enumerate(chapter.exercises or ())
            ),
        )
        for chapter in book.chapters
    )
    return Grid(book.title, "118 of 431 solved", rows)


def by_matplotlib(grid: Grid) -> bytes:
    """As most bots would: a figure of squares and numbers, saved as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    figure = Figure(figsize=(10, 9.3), dpi=100, facecolor="#20242c")
    axes = figure.add_axes((0, 0, 1, 1), frameon=False)
    top = 0
    for row in grid.rows:
        for place, cell in enumerate(row.cells):
            down, across = divmod(place, 30)
            axes.add_patch(Rectangle((across, top - down), 0.9, 0.9, color=COLOURS[cell.state]))
            axes.text(across + 0.45, top - down + 0.45, cell.label, ha="center", va="center", fontsize=6)
        top -= -(-len(row.cells) // 30)
    axes.set_xlim(-2, 31)
    axes.set_ylim(top, 3)
    axes.text(0, 2, grid.title, color="white", fontsize=18)
    written = BytesIO()
    FigureCanvasAgg(figure).print_png(written)
    return written.getvalue()


def milliseconds(drawing: Callable[[Grid], bytes], grid: Grid) -> tuple[float, float, int]:
    """The first one, the median of the others, and its size in bytes."""
    taken = []
    for _ in range(TIMES + 1):
        begun = perf_counter()
        png = drawing(grid)
        taken.append((perf_counter() - begun) * 1000)
    return taken[0], median(taken[1:]), len(png)


async def longest_stall(work: Callable[[], Awaitable[bytes]]) -> float:
    """Milliseconds for which the loop did not come round while pictures were drawn beside it."""
    loop, rounds = asyncio.get_running_loop(), [perf_counter()]

    def come_round() -> None:
        nonlocal next_look
        rounds.append(perf_counter())
        next_look = loop.call_later(EVERY, come_round)

    next_look = loop.call_later(EVERY, come_round)
    await asyncio.gather(*(work() for _ in range(TOGETHER)))
    next_look.cancel()
    return 1000 * max(later - earlier - EVERY for earlier, later in pairwise(rounds))


def report() -> str:
    grid = a_book()
    ours, theirs = milliseconds(draw, grid), milliseconds(by_matplotlib, grid)

    async def stalls() -> tuple[float, float]:
        mine = await longest_stall(lambda: drawn(grid))
        other = await longest_stall(lambda: asyncio.to_thread(by_matplotlib, grid))
        return mine, other

    stalled = asyncio.run(stalls())
    lines = [
        f"{name:<11} {first:6.0f} ms first, {middle:6.1f} ms after, {size / 1000:4.0f} KB, "
        f"{stall:6.1f} ms the loop's longest stall with {TOGETHER} at once"
        for name, (first, middle, size), stall in (("ours", ours, stalled[0]), ("matplotlib", theirs, stalled[1]))
    ]
    return "\n".join([*lines, f"matplotlib takes {theirs[1] / ours[1]:.1f} times as long"])
