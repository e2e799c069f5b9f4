"""Writes the migration from yesterday's tables to today's: `make migration m="turns can be handed on"`."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

from db.engine import Database
from db.migrate import config, migrate

# The migrations' own names hold no instant; this is only for the copy that a new database does not need.
SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)


async def revise(words: str, *, settings: Config) -> Path:
    """The file of a new revision with the difference between all migrations so far and `db/tables`.

    What Alembic writes is a draft: a renamed column looks to it like one gone and one new.
    """
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/yesterday.db")
        await migrate(database, now=SOME_DAY)
        async with database.writing() as tx:
            written = await tx.run_sync(_write, words, settings)
        await database.close()
    return written


def _write(connection: Connection, words: str, settings: Config) -> Path:
    settings.attributes["connection"] = connection
    number = len(list(ScriptDirectory.from_config(settings).walk_revisions())) + 1
    made = command.revision(settings, message=words, autogenerate=True, rev_id=f"{number:04}")
    if not isinstance(made, Script):
        raise TypeError("one revision was asked for")
    return Path(made.path)


if __name__ == "__main__":
    file = asyncio.run(revise(sys.argv[1], settings=config()))
    sys.stdout.write(f"{file}\n")
