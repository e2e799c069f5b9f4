"""When each study's digest comes, and what the last one was about."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Time, UniqueConstraint

from db.columns import Instant
from db.tables.base import metadata, of, row_id

digests = Table(
    "digests",
    metadata,
    row_id(),
    of("studies"),
    Column("public", Boolean, nullable=False),
    Column("staff", Boolean, nullable=False),
    Column("resting", Boolean, nullable=False),
    Column("when_quiet", String(16), nullable=False),
    # All three, or none where nobody chose.
    Column("weekday", Integer),
    Column("at", Time),
    Column("zone", String(64)),
    # All of the following, or none before the first one is planned.
    Column("since", Instant),
    Column("until", Instant),
    Column("due", Instant),
    Column("week", Integer),
    Column("revision", Integer),
    UniqueConstraint("study_id"),
)

# One row for each member who asked for a digest of their own.
own_digests = Table(
    "own_digests",
    metadata,
    row_id(),
    Column("server_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("on", Boolean, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    Column("week", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("server_id", "user_id"),
    # A stop button must never stop somebody else's.
    sqlite_autoincrement=True,
)
