"""Copies of the database that somebody asks for; those before a change of shape `db/migrate.py` makes by itself."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from bot.obstacles import DatabaseUnusable, NothingToCopy, ServerKeepsItsOwnCopies
from db.engine import copy_sqlite
from db.opening import CannotOpen, Why


def backup(url: str, *, now: datetime) -> Path:
    """A whole and consistent copy beside the database, named after the hour in UTC; a bot may be at work on it.

    Raises NothingToCopy, ServerKeepsItsOwnCopies, DatabaseUnusable.
    """
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database:
        raise ServerKeepsItsOwnCopies
    source = Path(parts.database)
    if not source.is_file():
        raise NothingToCopy(str(source))
    target = source.with_name(f"{source.stem}-{now:%Y%m%dT%H%M%S}Z{source.suffix}")
    try:
        copy_sqlite(source, target)
    except (sqlite3.OperationalError, OSError) as error:
        raise DatabaseUnusable(CannotOpen(Why.READ_ONLY, str(target))) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(CannotOpen(Why.NOT_A_DATABASE, str(source))) from error
    return target
