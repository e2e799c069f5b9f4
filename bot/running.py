"""A whole life of the bot: refuse or start, serve, stop cleanly."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol

import structlog
from discord.ext import commands
from sqlalchemy.exc import SQLAlchemyError

from bot.connecting import Pause, stay_connected
from bot.obstacles import DatabaseUnusable, FromNewerNaru, LeaseLost
from bot.services.lease import RENEW_EVERY, Hold
from bot.settings import Settings
from bot.tokens import checked
from db.engine import Database
from db.migrate import FromTheFuture, migrate
from db.opening import CannotOpen, Standing, look, open_database

STOPPING_SECONDS = 10.0

Now = Callable[[], datetime]
log = structlog.stdlib.get_logger("naru.running")


class Build(Protocol):
    def __call__(self, database: Database, *, now: Now) -> Awaitable[commands.Bot]: ...


async def run(settings: Settings, *, build: Build, now: Now) -> None:
    """Serve until SIGTERM or SIGINT. Raises an Obstacle where Naru cannot start, or cannot go on."""
    token = checked(settings.discord_token.get_secret_value())
    stop = _told_to_stop()
    async with opened(settings.database_url) as database, held(database, now) as hold:
        await first_of(
            stay_connected(lambda: build(database, now=now), token),
            keep(hold),
            stop.wait(),
        )


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Raises DatabaseUnusable."""
    try:
        database = await open_database(url)
    except CannotOpen as found:
        raise DatabaseUnusable(found) from found
    try:
        yield database
    finally:
        await database.close()


async def standing(database: Database) -> Standing:
    """Raises FromNewerNaru."""
    try:
        return await look(database)
    except FromTheFuture as found:
        raise FromNewerNaru(found.revision) from found


@asynccontextmanager
async def held(database: Database, now: Now) -> AsyncIterator[Hold]:
    """The database in today's shape, and ours alone. Raises HeldByAnother, FromNewerNaru."""
    hold = Hold(database, now, holder=_myself())
    if await standing(database) is not Standing.EMPTY:
        # Before the shape changes, for another process may be at work on the old one.
        await hold.take()
    try:
        copy = await migrate(database, now=now())
        if copy is not None:
            log.info("brought the database to today's shape", copy_before=str(copy))
        await hold.take()
        yield hold
    finally:
        await hold.free()


async def keep(hold: Hold, *, pause: Pause = asyncio.sleep) -> None:
    """Renew the lease for ever. Raises LeaseLost when it went to another or ran out."""
    seconds = RENEW_EVERY.total_seconds()
    until = await hold.renew()
    while True:
        await pause(seconds)
        try:
            async with asyncio.timeout(seconds):
                until = await hold.renew()
        except (SQLAlchemyError, OSError) as error:
            log.warning("could not renew the lease", error=type(error).__name__, until=until.isoformat())
            if hold.now() >= until:
                raise LeaseLost from error


async def first_of(*works: Coroutine[object, object, object]) -> None:
    """Run them side by side until one ends; the others are cancelled and waited for. Raises what the one raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        ended, _others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for task, outcome in zip(tasks, outcomes, strict=True):
        if task not in ended and isinstance(outcome, Exception):
            log.error("did not stop cleanly", exc_info=outcome)
    for task in ended:
        task.result()


def _told_to_stop() -> asyncio.Event:
    """The first signal stops cleanly, the second at once; and what takes too long is cut off."""
    told = asyncio.Event()

    def stop(number: int) -> None:
        if told.is_set():
            os._exit(128 + number)
        log.info("stopping")
        told.set()
        deadline = threading.Timer(STOPPING_SECONDS, os._exit, [1])
        deadline.daemon = True
        deadline.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop, number)
    return told


def _myself() -> str:
    """Unlike any other process, on this machine and on others; a person can tell which it is."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
