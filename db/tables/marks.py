"""What members did with exercises, each act of marking for the way back, and what they let others see."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, LargeBinary, String, Table, Text, UniqueConstraint

from db.columns import Instant
from db.tables.base import metadata, of, row_id

# By number and not by row: the exercises of a book are read anew whenever its file changes.
marks = Table(
    "marks",
    metadata,
    row_id(),
    Column("server_id", BigInteger, nullable=False),
    of("books"),
    Column("user_id", BigInteger, nullable=False),
    Column("exercise", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("solved_at", Instant),
    Column("link", Text),
    UniqueConstraint("server_id", "book_id", "user_id", "exercise"),
)

markings = Table(
    "markings",
    metadata,
    row_id(),
    Column("server_id", BigInteger, nullable=False),
    of("books"),
    Column("user_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("undone_at", Instant),
    # Before and after of each exercise it changed.
    Column("steps", JSON, nullable=False),
    Index("ix_markings_server_id_user_id", "server_id", "user_id"),
    # An old undo button must never speak of a newer act.
    sqlite_autoincrement=True,
)

openness = Table(
    "openness",
    metadata,
    row_id(),
    Column("server_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("shows", String(16), nullable=False),
    Column("helps", Boolean, nullable=False),
    UniqueConstraint("server_id", "user_id"),
)

# A file as an organiser sent it, until it is imported or forgotten.
imports = Table(
    "imports",
    metadata,
    row_id(),
    Column("server_id", BigInteger, nullable=False),
    of("books"),
    Column("by", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("body", LargeBinary, nullable=False),
    # An old button must never import another file.
    sqlite_autoincrement=True,
)

# Whether each member wants a ranking on the study's board; who voted how is told to nobody.
ranking_votes = Table(
    "ranking_votes",
    metadata,
    row_id(),
    of("studies"),
    Column("user_id", BigInteger, nullable=False),
    Column("wanted", Boolean, nullable=False),
    UniqueConstraint("study_id", "user_id"),
)
