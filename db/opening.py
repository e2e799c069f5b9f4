"""Opens the database or says why it cannot be used, before anything is built upon it."""

from __future__ import annotations

import os
import sqlite3
from enum import StrEnum
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from db.engine import Database
from db.migrate import FromTheFuture, config


class Why(StrEnum):
    NO_FOLDER = "no folder"
    READ_ONLY = "read only"
    NOT_A_DATABASE = "not a database"
    BUSY = "busy"
    NO_ANSWER = "no answer"
    TURNED_AWAY = "turned away"


class CannotOpen(RuntimeError):
    """`place` is the file, or the server's address without its password; `detail` is the driver's own word."""

    def __init__(self, why: Why, place: str, detail: str = "") -> None:
        super().__init__(f"{why}: {place} {detail}".rstrip())
        self.why = why
        self.place = place
        self.detail = detail


class Standing(StrEnum):
    """How a database stands to this Naru: nothing in it yet, of an older shape, of today's."""

    EMPTY = "empty"
    OLDER = "older"
    TODAY = "today"


async def open_database(url: str) -> Database:
    """Open for reading and writing, making the folder of a SQLite file. Raises CannotOpen."""
    database = Database(url)
    try:
        if database.file is not None:
            _make_folder(database.file)
            _open_once(database.file)
        await try_writing(database)
    except BaseException:
        await database.close()
        raise
    return database


async def try_writing(database: Database) -> None:
    """Write a table and take it back: nothing less shows that a later write will succeed. Raises CannotOpen."""
    try:
        async with database.writing() as tx:
            await tx.exec_driver_sql("CREATE TABLE naru_can_write (one INTEGER)")
            await tx.rollback()
    except (DBAPIError, OSError) as error:
        raise CannotOpen(_why(error), place_of(database), _detail(error)) from error


def could_be_made(file: Path) -> None:
    """Whether a SQLite file that is not there yet could be, without making it. Raises CannotOpen."""
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    allowed = os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)
    if not folder.is_dir() or not allowed:
        raise CannotOpen(Why.NO_FOLDER if folder != file.absolute().parent else Why.READ_ONLY, str(file))


async def look(database: Database) -> Standing:
    """Changes nothing. Raises FromTheFuture where a newer Naru has been."""
    async with database.reading() as tx:
        revision = await tx.run_sync(lambda it: MigrationContext.configure(it).get_current_revision())
    scripts = ScriptDirectory.from_config(config())
    if revision is None:
        return Standing.EMPTY
    if revision not in {script.revision for script in scripts.walk_revisions()}:
        raise FromTheFuture(revision)
    return Standing.TODAY if revision == scripts.get_current_head() else Standing.OLDER


def place_of(database: Database) -> str:
    """Where the database is, for people: never with its password."""
    return str(database.file or database.url.render_as_string(hide_password=True))


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(Why.NO_FOLDER, str(file.parent)) from error


def _open_once(file: Path) -> None:
    """aiosqlite 0.22 leaves a thread behind where a file cannot be opened, so sqlite3 tries the door first."""
    try:
        sqlite3.connect(file).close()
    except sqlite3.Error as error:
        raise CannotOpen(_sqlite_why(error.sqlite_errorname), str(file), str(error)) from error


def _why(error: DBAPIError | OSError) -> Why:
    if isinstance(error, OSError):
        return Why.NO_ANSWER
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_why(error.orig.sqlite_errorname)
    # PostgreSQL's classes: 42501 and 25006 are rights, 57 and 53 a server that starts, stops or is full.
    code = str(getattr(error.orig, "sqlstate", None) or "")
    if code in {"42501", "25006"}:
        return Why.READ_ONLY
    if code.startswith(("28", "3D")):
        return Why.TURNED_AWAY
    return Why.NO_ANSWER


def _sqlite_why(name: str) -> Why:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Why.BUSY
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return Why.NOT_A_DATABASE
    return Why.READ_ONLY


def _detail(error: DBAPIError | OSError) -> str:
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)
