"""A database that can be used, and every way in which one cannot."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from db.engine import Database
from db.migrate import FromTheFuture
from db.opening import CannotOpen, Standing, Why, could_be_made, look, open_database, place_of, try_writing
from tests.postgres import Server

NOBODY = 65534


@pytest.fixture
def powerless() -> Iterator[Path]:
    """A folder in which everything can be read and nothing written; root too is somebody else for the while."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        database = sqlite3.connect(folder / "naru.db")
        database.execute("CREATE TABLE here (one INTEGER)")
        database.commit()
        database.close()
        (folder / "naru.db").chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        folder.chmod(0o555)
        before = os.geteuid()
        if before == 0:
            os.seteuid(NOBODY)
        yield folder
        os.seteuid(before)
        folder.chmod(0o755)


async def _refusal(url: str) -> CannotOpen:
    with pytest.raises(CannotOpen) as refused:
        await open_database(url)
    # A connection that was refused half-way ends in a thread of its own, and reports to this loop once more.
    for worker in [each for each in threading.enumerate() if "_connection_worker_thread" in each.name]:
        await asyncio.to_thread(worker.join, 5)
    return refused.value


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/not/yet/naru.db")

    assert await look(database) is Standing.EMPTY
    await database.close()


async def test_opening_leaves_nothing_in_the_database(either_database: Database) -> None:
    before = await look(either_database)

    await try_writing(either_database)

    assert before is Standing.TODAY
    async with either_database.reading() as tx:
        with pytest.raises(Exception, match="naru_can_write"):
            await tx.execute(text("SELECT * FROM naru_can_write"))


async def test_a_file_that_may_only_be_read_is_told(powerless: Path) -> None:
    refused = await _refusal(f"sqlite+aiosqlite:///{powerless}/naru.db")

    assert (refused.why, refused.place) == (Why.READ_ONLY, f"{powerless}/naru.db")


async def test_a_folder_that_may_only_be_read_is_told(powerless: Path) -> None:
    assert (await _refusal(f"sqlite+aiosqlite:///{powerless}/new.db")).why is Why.READ_ONLY
    assert (await _refusal(f"sqlite+aiosqlite:///{powerless}/deeper/new.db")).why is Why.NO_FOLDER


def test_a_file_that_could_not_be_made_is_told_beforehand(powerless: Path) -> None:
    with pytest.raises(CannotOpen):
        could_be_made(powerless / "new.db")
    with pytest.raises(CannotOpen):
        could_be_made(powerless / "naru.db" / "under-a-file.db")


def test_what_could_be_made_is_not_made(tmp_path: Path) -> None:
    could_be_made(tmp_path / "not" / "yet" / "naru.db")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"hello", b"a letter, long enough to be a database " * 200])
async def test_another_kind_of_file_is_told_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.txt").write_bytes(content)

    refused = await _refusal(f"sqlite+aiosqlite:///{tmp_path}/letter.txt")

    assert refused.why is Why.NOT_A_DATABASE
    assert (tmp_path / "letter.txt").read_bytes() == content


async def test_a_folder_in_the_file_s_place_is_told(tmp_path: Path) -> None:
    assert (await _refusal(f"sqlite+aiosqlite:///{tmp_path}")).why is Why.READ_ONLY


async def test_a_database_another_program_keeps_locked_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.BUSY_MS", 20)
    other = sqlite3.connect(database.file or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    refused = await _refusal(str(database.url))

    assert refused.why is Why.BUSY
    other.close()


async def test_a_database_from_a_newer_naru_is_told_before_it_is_touched(either_database: Database) -> None:
    async with either_database.writing() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(FromTheFuture):
        await look(either_database)


async def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    refused = await _refusal("postgresql+asyncpg://naru:hunter2@127.0.0.1:1/naru")

    assert refused.why is Why.NO_ANSWER
    assert refused.place == "postgresql+asyncpg://naru:***@127.0.0.1:1/naru"
    assert "hunter2" not in str(refused)


async def test_a_server_that_knows_no_such_database_or_password_is_told(postgres: Server) -> None:
    nowhere = await _refusal(postgres.url("nowhere"))
    wrong = make_url(postgres.url("nowhere")).set(password="wrong")  # noqa: S106  it is
    stranger = await _refusal(wrong.render_as_string(hide_password=False))

    assert (nowhere.why, stranger.why) == (Why.TURNED_AWAY, Why.TURNED_AWAY)


async def test_a_server_where_naru_may_only_read_is_told(postgres_database: Database) -> None:
    async with postgres_database.writing() as tx:
        name = postgres_database.url.database
        await tx.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))

    refused = await _refusal(postgres_database.url.render_as_string(hide_password=False))

    assert refused.why is Why.READ_ONLY
    assert place_of(postgres_database) == refused.place
