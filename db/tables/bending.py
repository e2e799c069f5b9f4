"""How plans bend: calls, swaps, days away, skipped days, changes."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from db.columns import Instant
from db.tables.base import RowId, metadata, of, row_id

calls = Table(
    "calls",
    metadata,
    row_id(),
    of("sessions"),
    Column("opened_at", Instant, nullable=False),
    Column("backup_until", Instant, nullable=False),
    Column("volunteers_until", Instant, nullable=False),
    # Who passed, and what they told the organisers; nobody else reads it.
    Column("by", BigInteger),
    Column("words", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("closed_at", Instant),
)
# A session looks for one presenter at a time.
Index(
    "uq_calls_open",
    calls.c.session_id,
    unique=True,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)

swaps = Table(
    "swaps",
    metadata,
    row_id(),
    of("studies"),
    Column("by", BigInteger, nullable=False, index=True),
    Column("gives", RowId, ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("to", BigInteger, nullable=False, index=True),
    Column("takes", RowId, ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("offered_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_at", Instant),
)

aways = Table(
    "aways",
    metadata,
    row_id(),
    Column("server_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Index("ix_aways_server_id_user_id", "server_id", "user_id"),
)

skips = Table(
    "skips",
    metadata,
    row_id(),
    of("studies"),
    Column("on", Date, nullable=False),
    UniqueConstraint("study_id", "on"),
)

changes = Table(
    "changes",
    metadata,
    row_id(),
    of("studies"),
    Column("revision", Integer, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    # Both sides of the change, so that it can be shown again, and taken back.
    Column("body", JSON, nullable=False),
    Column("published_at", Instant),
    Column("undone_at", Instant),
    # Previews come and go, and their buttons stay on Discord: an id that is gone never means another change.
    sqlite_autoincrement=True,
)
