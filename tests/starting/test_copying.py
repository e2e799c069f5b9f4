"""Copies that somebody asks for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.copying import backup
from bot.obstacles import DatabaseUnusable, NothingToCopy, ServerKeepsItsOwnCopies
from bot.services.lease import Hold
from db.engine import Database
from tests.clock import MONDAY_MORNING, Clock


async def test_a_copy_is_made_while_the_bot_is_at_work(database: Database, clock: Clock) -> None:
    await Hold(database, clock.now, "the bot").take()
    async with database.writing():
        copy = backup(str(database.url), now=clock.now())

    assert copy.name == "naru-20270104T000000Z.db"
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT holder FROM leases").fetchall() == [("the bot",)]
    kept.close()


def test_there_is_nothing_to_copy_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(NothingToCopy):
        backup(f"sqlite+aiosqlite:///{tmp_path}/naru.db", now=MONDAY_MORNING)

    assert list(tmp_path.iterdir()) == []


def test_a_server_is_left_to_its_own_tools() -> None:
    with pytest.raises(ServerKeepsItsOwnCopies):
        backup("postgresql+asyncpg://naru@localhost/naru", now=MONDAY_MORNING)


def test_what_is_no_database_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "naru.db").write_bytes(b"a letter, long enough to be a database " * 200)

    with pytest.raises(DatabaseUnusable):
        backup(f"sqlite+aiosqlite:///{tmp_path}/naru.db", now=MONDAY_MORNING)

    assert not list(tmp_path.glob("naru-*.db"))
