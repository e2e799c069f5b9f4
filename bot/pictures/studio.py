"""Drawing beside the loop: in a process of its own, for threads would take turns with the loop at Python's lock."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from bot.pictures.grid import Grid, draw


async def drawn(grid: Grid) -> bytes:
    """A PNG of the grid. Without `open_studio` before, the first picture takes a second longer."""
    try:
        return await asyncio.get_running_loop().run_in_executor(_studio(), draw, grid)
    except BrokenProcessPool:
        # Somebody killed it, or there was no memory for it: the next picture tries anew.
        _studio.cache_clear()
        return await asyncio.to_thread(draw, grid)


def open_studio() -> Future[int]:
    """Start the process now; who wants to can wait until it is there."""
    return _studio().submit(os.getpid)


@cache
def _studio() -> ProcessPoolExecutor:
    # Never forked: a fork would take the loop, its sockets and its threads' locks along.
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_move_in)


def _move_in() -> None:
    """What the process does first: leave Ctrl-C to Naru, and go when Naru is gone, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_go_along, daemon=True).start()


def _go_along() -> None:
    naru = multiprocessing.parent_process()
    if naru is not None:
        naru.join()
        os._exit(0)
