"""aiosqlite in one trip: a statement, its rows and its end at once; everything else as SQLAlchemy expects it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from db import one_trip
from db.engine import Database


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was carried to the thread, one entry a trip."""
    made: list[str] = []
    carry = one_trip.Connection.on_thread

    async def counted(self: one_trip.Connection, work: Callable[[sqlite3.Connection], None]) -> None:
        made.append(work.__name__)
        await carry(self, work)

    monkeypatch.setattr(one_trip.Connection, "on_thread", counted)
    return made


async def test_a_select_with_its_rows_is_one_trip(database: Database, trips: list[str]) -> None:
    async with database.reading() as tx:
        await tx.execute(text("SELECT 1"))
        begun = len(trips)

        rows = (await tx.execute(text("SELECT 1 AS one UNION SELECT 2"))).all()

    assert [row.one for row in rows] == [1, 2]
    assert len(trips) - begun == 1


async def test_rows_changed_are_counted_and_many_are_written(database: Database) -> None:
    async with database.writing() as tx:
        await tx.execute(text("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"))
        await tx.execute(text("INSERT INTO t (b) VALUES (:b)"), [{"b": "one"}, {"b": "two"}, {"b": "three"}])
        changed = await tx.execute(text("UPDATE t SET b = 'x' WHERE a > 1"))
        given: Any = (await tx.execute(text("INSERT INTO t (b) VALUES ('four') RETURNING a"))).scalar_one()

    assert changed.rowcount == 2
    assert given == 4


async def test_an_error_on_the_thread_is_the_drivers_own(database: Database) -> None:
    async with database.writing() as tx:
        await tx.execute(text("CREATE TABLE t (a INTEGER PRIMARY KEY)"))
        await tx.execute(text("INSERT INTO t VALUES (1)"))
    with pytest.raises(IntegrityError):
        async with database.writing() as tx:
            await tx.execute(text("INSERT INTO t VALUES (1)"))

    async with database.reading() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM t"))).scalar_one() == 1
