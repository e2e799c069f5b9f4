"""Brings a database to today's shape, after an automatic copy of what was there."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from db.engine import Database, copy_sqlite

HERE = Path(__file__).parent / "migrations"


class FromTheFuture(RuntimeError):
    """The database was written by a newer Naru; `revision` is what it says of itself."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


def config() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(HERE))
    settings.set_main_option("path_separator", "os")
    return settings


async def migrate(database: Database, *, now: datetime) -> Path | None:
    """Apply what is missing, whole or not at all. Returns the copy made before, if one was needed.

    Raises FromTheFuture where the database knows a revision that this Naru does not.
    """
    scripts = ScriptDirectory.from_config(config())
    async with database.reading() as tx:
        current = await tx.run_sync(_revision)
    if current == scripts.get_current_head():
        return None
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise FromTheFuture(current)
    copy = await _copy(database, current, now) if current is not None else None
    async with database.writing() as tx:
        await tx.run_sync(_upgrade)
    return copy


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


async def _copy(database: Database, revision: str, now: datetime) -> Path | None:
    """Beside the database, named after its revision and the day; PostgreSQL has its own tools for that."""
    source = database.file
    if source is None:
        return None
    target = source.with_name(f"{source.stem}-before-{revision}-{now:%Y%m%dT%H%M%S}{source.suffix}")
    await asyncio.to_thread(copy_sqlite, source, target)
    return target
