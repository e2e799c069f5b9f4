"""What belongs to one meeting: who came, and the places Discord has for it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, String, Table, UniqueConstraint

from db.columns import Instant
from db.tables.base import metadata, of, row_id

attendances = Table(
    "attendances",
    metadata,
    row_id(),
    of("sessions"),
    Column("user_id", BigInteger, nullable=False),
    Column("presence", String(16), nullable=False),
    Column("source", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("session_id", "user_id"),
)

places = Table(
    "places",
    metadata,
    row_id(),
    of("sessions"),
    Column("kind", String(16), nullable=False),
    Column("discord_id", BigInteger),
    Column("channel_id", BigInteger),
    Column("message_id", BigInteger),
    # A digest of what stands there: what is unchanged is not edited.
    Column("shown", String(64), nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("tried_at", Instant),
    Column("done_at", Instant),
    # The notice that is at work on it, and until when nobody else may be.
    Column("held_by", BigInteger),
    Column("held_until", Instant),
    UniqueConstraint("session_id", "kind"),
)
