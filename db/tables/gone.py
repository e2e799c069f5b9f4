"""Channels and roles of Discord that Naru was told to use and that are no more."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table

from db.columns import Instant
from db.tables.base import metadata

gone = Table(
    "gone",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("server_id", BigInteger, nullable=False, index=True),
    Column("seen_at", Instant, nullable=False),
)
