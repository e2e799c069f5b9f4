"""Who is stuck on an exercise, and who helps."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Index, String, Table, Text

from db.columns import Instant
from db.tables.base import metadata, of, row_id

helps = Table(
    "helps",
    metadata,
    row_id(),
    Column("server_id", BigInteger, nullable=False),
    of("books"),
    of("studies", nullable=True),
    Column("user_id", BigInteger, nullable=False),
    Column("exercise", String(32), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Instant, nullable=False),
    # Members who are asked in private, in the order in which they are.
    Column("asked", JSON, nullable=False),
    Column("quiet_at", Instant),
    Column("open_at", Instant),
    Column("helper_id", BigInteger),
    Column("helped_at", Instant),
    Column("done_at", Instant),
    Index("ix_helps_server_id_user_id", "server_id", "user_id"),
    # An old button must never speak of somebody else's trouble.
    sqlite_autoincrement=True,
)
