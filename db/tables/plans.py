"""Published plans, the turns in them, and drafts."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from db.columns import Instant
from db.tables.base import metadata, of, row_id

sessions = Table(
    "sessions",
    metadata,
    row_id(),
    of("studies"),
    Column("number", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    # The pages themselves, not a pointer into the book: a corrected seed never moves a running study.
    Column("parts", JSON, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("stars", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("materials", Text),
    Column("held_at", Instant),
    Column("notes", Text),
    Column("no_materials", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("study_id", "number"),
)

turns = Table(
    "turns",
    metadata,
    row_id(),
    of("sessions"),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("role", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", JSON, nullable=False),
)
# One lead and one backup a session; a passed turn stays as history beside the one that took over.
Index(
    "uq_turns_standing",
    turns.c.session_id,
    turns.c.role,
    unique=True,
    sqlite_where=text("state <> 'passed'"),
    postgresql_where=text("state <> 'passed'"),
)

pleas = Table(
    "pleas",
    metadata,
    row_id(),
    of("turns"),
    Column("user_id", BigInteger, nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
)

plan_drafts = Table(
    "plan_drafts",
    metadata,
    row_id(),
    of("studies"),
    Column("revision", Integer, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("body", JSON, nullable=False),
    # Previews come and go, and their buttons stay on Discord: an id that is gone never means another draft.
    sqlite_autoincrement=True,
)
