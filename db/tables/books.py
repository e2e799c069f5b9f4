"""Books and what is in them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from db.tables.base import metadata, of, row_id

books = Table(
    "books",
    metadata,
    row_id(),
    Column("key", String(64), nullable=False, unique=True),
    # The seed's digest: an unchanged file is not read into the tables again.
    Column("digest", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_ko", Text),
    Column("short", String(32)),
    Column("authors", JSON, nullable=False),
    Column("year", Integer),
    Column("publisher", Text),
    Column("isbn", String(20)),
    Column("korean_edition", Text),
)

chapters = Table(
    "chapters",
    metadata,
    row_id(),
    of("books"),
    Column("position", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_ko", Text),
    Column("first_page", Integer),
    Column("last_page", Integer),
    Column("exercises_page", Integer),
    # Unknown and none are two things: NULL for exercises nobody knows, rows of `exercises` otherwise.
    Column("exercises_known", Boolean, nullable=False),
    Column("exercises_at_least", Integer),
    Column("year", Integer),
    Column("link", Text),
    UniqueConstraint("book_id", "number"),
)

sections = Table(
    "sections",
    metadata,
    row_id(),
    of("chapters"),
    Column("position", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_ko", Text),
    Column("page", Integer),
    UniqueConstraint("chapter_id", "number"),
)

exercises = Table(
    "exercises",
    metadata,
    row_id(),
    of("chapters"),
    Column("position", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("title", Text),
    Column("stars", Integer),
    Column("solution_public", Boolean),
    UniqueConstraint("chapter_id", "number"),
)
