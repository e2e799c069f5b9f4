"""The outbox, and who may run."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from db.columns import Instant
from db.tables.base import RowId, metadata, row_id

notices = Table(
    "notices",
    metadata,
    row_id(),
    Column("kind", String(32), nullable=False),
    Column("subject", BigInteger, nullable=False),
    Column("target_kind", String(8), nullable=False),
    Column("target_id", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("try_at", Instant, nullable=False),
    # 0 urgent, 1 normal, 2 bulk: small goes first.
    Column("lane", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("server_id", BigInteger),
    Column("study_id", BigInteger),
    Column("claimed_at", Instant),
    Column("claimed_by", String(64)),
    # The wordings that may have arrived since then; NULL while nothing of this row can be on Discord.
    Column("unsure_since", Instant),
    Column("fingerprint", String(64)),
    Column("fallback_of", RowId, ForeignKey("notices.id", ondelete="SET NULL")),
    Column("message_id", BigInteger),
    Column("sent_at", Instant),
    Column("error", Text),
    UniqueConstraint("kind", "subject", "target_kind", "target_id", "revision"),
    Index("ix_notices_due", "state", "lane", "try_at"),
    Index("ix_notices_study_id_kind", "study_id", "kind"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Instant, nullable=False),
)
