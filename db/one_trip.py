"""aiosqlite with one trip to its thread for a statement and its rows, where by itself it takes four.

Each trip wakes a thread and the loop again, which costs more than what SQLite does in between, and everything Naru does
is made of selects; `make bench` shows both beside each other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite


def connect(file: str, **facts: Any) -> aiosqlite.Connection:
    """As `aiosqlite.connect`; SQLAlchemy takes it as `async_creator_fn`."""
    connection = Connection(partial(sqlite3.connect, file, **facts), iter_chunk_size=64)
    # As SQLAlchemy does with those it opens itself: a forgotten connection keeps no process alive.
    connection._thread.daemon = True  # noqa: SLF001
    return connection


class Connection(aiosqlite.Connection):
    def cursor(self) -> Any:
        """Not aiosqlite's own kind, but all that SQLAlchemy asks of one."""
        return Cursor(self)

    async def on_thread(self, work: Callable[[sqlite3.Connection], None]) -> None:
        await self._execute(lambda: work(self._conn))  # type: ignore[no-untyped-call]


class Cursor:
    """Runs a statement and takes all its rows at once; from then on everything is at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._rows = connection, list[Any]()
        self.description: Any = None
        self.lastrowid: int | None = None
        self.rowcount, self.arraysize = -1, 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, facts: Sequence[Any] = ()) -> Self:
        return await self._run(lambda cursor: cursor.execute(statement, facts))

    async def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> Self:
        return await self._run(lambda cursor: cursor.executemany(statement, rows))

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """The one on the thread was closed when its rows were taken."""

    async def _run(self, statement: Callable[[sqlite3.Cursor], object]) -> Self:
        def take_all(connection: sqlite3.Connection) -> None:
            cursor = connection.cursor()
            try:
                statement(cursor)
                self.description, self.lastrowid = cursor.description, cursor.lastrowid
                self._rows = cursor.fetchall() if cursor.description else []
                self.rowcount = cursor.rowcount
            finally:
                cursor.close()

        await self._connection.on_thread(take_all)
        return self
