"""From any older shape to today's, whole or not at all, with a copy kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, select, text

from db import migrate as migrating
from db.engine import Database
from db.migrate import FromTheFuture, config, migrate
from db.tables import leases, metadata
from tests.clock import MONDAY_MORNING, Clock


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


async def test_the_migrations_make_exactly_the_tables(either_database: Database) -> None:
    async with either_database.reading() as tx:
        assert await tx.run_sync(_differences) == []


async def test_a_new_database_needs_no_copy(tmp_path: Path, clock: Clock) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'naru.db'}")

    assert await migrate(database, now=clock.now()) is None
    assert await migrate(database, now=clock.now()) is None

    await database.close()
    assert [file.name for file in tmp_path.iterdir()] == ["naru.db"]


async def test_a_database_from_a_newer_naru_is_left_alone(either_database: Database, clock: Clock) -> None:
    async with either_database.writing() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(FromTheFuture) as found:
        await migrate(either_database, now=clock.now())

    assert found.value.revision == "9999"


@pytest.fixture
def a_next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of migrations with one more, which a test writes into `upgrade.py`'s place."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "versions").mkdir()
    for file in [*migrating.HERE.glob("*.*"), *migrating.HERE.glob("versions/0*.py")]:
        (folder / file.relative_to(migrating.HERE)).write_bytes(file.read_bytes())
    head = ScriptDirectory.from_config(config()).get_current_head()
    (folder / "versions" / "next.py").write_text(
        f"revision, down_revision = 'next', {head!r}\n"
        "from alembic import op\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE tomorrow (one INTEGER)')\n"
        "    op.execute(UPGRADE)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(migrating, "HERE", folder)
    return folder / "versions" / "next.py"


def _names(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


async def test_before_the_shape_changes_a_copy_is_kept(database: Database, a_next_revision: Path) -> None:
    a_next_revision.write_text(a_next_revision.read_text("utf-8").replace("UPGRADE", "'SELECT 1'"), "utf-8")
    async with database.writing() as tx:
        await tx.execute(insert(leases).values(name="naru", holder="mina", until=MONDAY_MORNING))

    copy = await migrate(database, now=MONDAY_MORNING)

    assert copy is not None
    kept = Database(f"sqlite+aiosqlite:///{copy}")
    async with kept.reading() as before, database.reading() as after:
        assert (await before.execute(select(leases.c.holder))).scalar_one() == "mina"
        assert "tomorrow" not in await before.run_sync(_names)
        assert "tomorrow" in await after.run_sync(_names)
    await kept.close()


async def test_a_migration_that_fails_changes_nothing(either_database: Database, a_next_revision: Path) -> None:
    a_next_revision.write_text(a_next_revision.read_text("utf-8").replace("UPGRADE", "'NOT SQL'"), "utf-8")

    with pytest.raises(Exception, match="NOT"):
        await migrate(either_database, now=MONDAY_MORNING)

    async with either_database.reading() as tx:
        assert "tomorrow" not in await tx.run_sync(_names)


async def test_down_and_up_again_is_the_same_shape(either_database: Database) -> None:
    def down_and_up(connection: Connection) -> None:
        settings = config()
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
        command.upgrade(settings, "head")

    async with either_database.writing() as tx:
        await tx.run_sync(down_and_up)

    async with either_database.reading() as tx:
        assert await tx.run_sync(_differences) == []
