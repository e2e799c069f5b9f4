"""Servers, their studies, and the seats in them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    true,
)

from db.columns import Instant
from db.tables.base import RowId, metadata, of, row_id

servers = Table(
    "servers",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("organiser_role_id", BigInteger),
    Column("channel_id", BigInteger),
    # Where organisers and mentors hear what is not for everybody; without it the organiser gets a DM.
    Column("staff_channel_id", BigInteger),
    Column("country", String(8)),
    Column("set_up_at", Instant),
)

studies = Table(
    "studies",
    metadata,
    row_id(),
    Column("server_id", BigInteger, nullable=False, index=True),
    # A book with studies stays.
    Column("book_id", RowId, ForeignKey("books.id", ondelete="RESTRICT"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("start_on", Date, nullable=False),
    Column("pages_per_session", Integer, nullable=False),
    Column("join_short_chapters", Boolean, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("organiser_id", BigInteger, nullable=False),
    Column("country", String(8)),
    Column("revision", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("paused_at", Instant),
    Column("voice_channel_id", BigInteger),
    Column("gathering", String(16), nullable=False, server_default="nowhere"),
    Column("forum_id", BigInteger),
    Column("events", Boolean, nullable=False, server_default=true()),
)

seats = Table(
    "seats",
    metadata,
    row_id(),
    of("studies"),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("joined_at", Instant, nullable=False),
    # When they got the seat: who waited first was not expected at the sessions before.
    Column("seated_at", Instant),
    Column("left_at", Instant),
    Column("language", String(2), nullable=False),
    Column("reach", String(16), nullable=False),
    Column("first_time", Boolean, nullable=False),
    Column("wants", JSON, nullable=False),
    Column("avoids", JSON, nullable=False),
    # Tenths of a page that who joined late did not carry and need not make up for.
    Column("credit", Integer, nullable=False, server_default="0"),
    # Nobody sits twice in one study; who comes back takes the old row.
    UniqueConstraint("study_id", "user_id"),
)
