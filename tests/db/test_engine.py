"""The doors of the database: who waits, what is refused, what a copy holds."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import StatementError

from db.columns import Naive
from db.engine import Database, copy_sqlite
from db.tables import leases

NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)


async def test_of_two_who_read_before_they_write_neither_is_lost(either_database: Database) -> None:
    """SQLite only one at a time; PostgreSQL's rows are locked by the statement that says so."""
    async with either_database.writing() as tx:
        await tx.execute(insert(leases).values(name="count", holder="0", until=NOON))

    async def count_up() -> None:
        async with either_database.writing() as tx:
            before = (await tx.execute(select(leases.c.holder).with_for_update())).scalar_one()
            await asyncio.sleep(0)
            await tx.execute(update(leases).values(holder=str(int(before) + 1)))

    await asyncio.gather(*(count_up() for _ in range(20)))

    async with either_database.reading() as tx:
        assert (await tx.execute(select(leases.c.holder))).scalar_one() == "20"


async def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    async with database.writing() as tx:
        await tx.execute(insert(leases).values(name="naru", holder="mina", until=NOON))

        async with asyncio.timeout(5), database.reading() as other:
            seen = (await other.execute(select(func.count()).select_from(leases))).scalar_one()

    assert seen == 0


async def test_an_error_takes_back_what_was_written(either_database: Database) -> None:
    async def write_and_fail() -> None:
        async with either_database.writing() as tx:
            await tx.execute(insert(leases).values(name="naru", holder="mina", until=NOON))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_and_fail()

    async with either_database.reading() as tx:
        assert (await tx.execute(select(leases))).all() == []


async def test_instants_come_back_as_they_went_in(either_database: Database) -> None:
    async with either_database.writing() as tx:
        await tx.execute(insert(leases).values(name="naru", holder="mina", until=NOON))

    async with either_database.reading() as tx:
        until = (await tx.execute(select(leases.c.until))).scalar_one()

    assert until == NOON
    assert until.tzinfo is UTC


async def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    async with database.writing() as tx:
        with pytest.raises(StatementError) as refused:
            await tx.execute(insert(leases).values(name="naru", holder="mina", until=NOON.replace(tzinfo=None)))

    assert isinstance(refused.value.orig, Naive)


async def test_what_is_acknowledged_survives_the_power(database: Database) -> None:
    async with database.writing() as tx:
        journal = (await tx.exec_driver_sql("PRAGMA journal_mode")).scalar_one()
        synchronous = (await tx.exec_driver_sql("PRAGMA synchronous")).scalar_one()
        keys = (await tx.exec_driver_sql("PRAGMA foreign_keys")).scalar_one()

    assert (journal, synchronous, keys) == ("wal", 2, 1)


async def test_a_copy_holds_what_is_committed_while_the_file_is_in_use(database: Database, tmp_path: Path) -> None:
    async with database.writing() as tx:
        await tx.execute(insert(leases).values(name="naru", holder="mina", until=NOON))
    assert database.file is not None

    await asyncio.to_thread(copy_sqlite, database.file, tmp_path / "copy.db")

    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT holder FROM leases").fetchall() == [("mina",)]
    copy.close()


def test_a_copy_that_fails_leaves_the_last_one_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"not a database at all" * 300)
    (tmp_path / "copy.db").write_bytes(b"the last good copy")

    with pytest.raises(sqlite3.DatabaseError):
        copy_sqlite(tmp_path / "broken.db", tmp_path / "copy.db")

    assert (tmp_path / "copy.db").read_bytes() == b"the last good copy"
