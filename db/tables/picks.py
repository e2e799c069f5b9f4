"""Who shows which exercise in a session."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Integer, Table

from db.columns import Instant
from db.tables.base import metadata, of, row_id

picks = Table(
    "picks",
    metadata,
    row_id(),
    of("sessions"),
    Column("by", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("published_at", Instant),
    Column("edition", Integer, nullable=False),
    # Exercise, member and time of each.
    Column("showings", JSON, nullable=False),
    # An old button must never publish another preview.
    sqlite_autoincrement=True,
)
