"""Serving the demo's page: on the first free port, until somebody ends it."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
from contextlib import suppress

from aiohttp import web

from bot.demo.discord_here import DiscordHere
from bot.demo.doors import LOOPBACK
from bot.demo.stage import Stage
from bot.demo.travel import Notices
from bot.demo.web import page

PORTS_TRIED = 20


async def serve(here: DiscordHere, *, port: int = 8000, notices: Notices | None = None) -> None:
    """Serve the page on loopback until Ctrl-C or SIGTERM; says at which address in one line.

    Raises:
        OSError: neither `port` nor one of those after it is free.
    """
    stage = Stage(here, notices)
    stage.sight.read_everything()
    door = free_door(port)
    taken = door.getsockname()[1]
    runner = await opened(stage, door)
    instead = "" if taken == port else f" (port {port} is taken)"
    sys.stdout.write(f"The demo is at http://{LOOPBACK}:{taken}{instead}. Ctrl-C ends it.\n")
    sys.stdout.flush()
    try:
        await _until_told()
    finally:
        await runner.cleanup()


async def opened(stage: Stage, door: socket.socket) -> web.AppRunner:
    """The page behind an open door; whoever asked for it cleans the runner up."""
    runner = web.AppRunner(page(stage, door.getsockname()[1]), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.SockSite(runner, door).start()
    return runner


def free_door(port: int) -> socket.socket:
    """A listening socket on loopback at `port` or, where that is taken, at the next one that is free."""
    for candidate in range(port, port + PORTS_TRIED):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((LOOPBACK, candidate))
            door.listen()
        except OSError as error:
            door.close()
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            door.setblocking(False)
            return door
    raise OSError(errno.EADDRINUSE, f"no port from {port} to {port + PORTS_TRIED - 1} is free")


async def _until_told() -> None:
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no handlers here; Ctrl-C raises KeyboardInterrupt instead
            loop.add_signal_handler(name, told.set)
    try:
        await told.wait()
    finally:
        for name in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):
                loop.remove_signal_handler(name)
