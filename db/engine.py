"""Doors to the database: one writer, a pool of readers (SQLite), or one pool for both (PostgreSQL).

SQLite lets one write at a time. A writer engine with a single connection makes the queue ours: who
waits for it waits in turn, and `BEGIN IMMEDIATE` takes the lock before anything was read, so no
transaction ever decides on facts that another is changing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from db import one_trip

# What queries take first; services pass it on without knowing what it is.
Transaction: TypeAlias = AsyncConnection

BUSY_MS = 10_000
READERS = 4


class Database:
    """`writing()` and `reading()` open a transaction; leaving it commits, an error rolls it back."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.is_sqlite:
            self._writer = _sqlite(self.url, connections=1, begin="BEGIN IMMEDIATE")
            self._readers = _sqlite(self.url, connections=READERS, begin="BEGIN")
        else:
            self._writer = self._readers = create_async_engine(self.url, pool_pre_ping=True)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for a database that is a server."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @property
    def writer(self) -> AsyncEngine:
        """The engine itself, for migrations."""
        return self._writer

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        async with self._writer.begin() as tx:
            yield tx

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        async with self._readers.begin() as tx:
            yield tx

    async def close(self) -> None:
        await self._writer.dispose()
        await self._readers.dispose()


def _sqlite(url: URL, *, connections: int, begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=60,
        connect_args={"timeout": BUSY_MS / 1000, "async_creator_fn": one_trip.connect},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver would begin by itself, and late; `_begin` below is the only one who does.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite file that may be in use. Blocks; call it in a thread.

    The copy arrives under its name only when it is whole.
    """
    part = target.with_suffix(target.suffix + ".part")
    part.unlink(missing_ok=True)
    reading = sqlite3.connect(source)
    writing = sqlite3.connect(part)
    try:
        with writing:
            reading.backup(writing)
    finally:
        writing.close()
        reading.close()
    part.replace(target)
