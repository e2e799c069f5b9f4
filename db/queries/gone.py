"""Channels and roles that are no more, so that each loss is told once and nothing is sent into the void."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.upsert import upsert
from db.records import ServerId
from db.tables import gone


async def of_server(tx: AsyncConnection, server_id: ServerId) -> frozenset[int]:
    """Discord's ids of what is gone."""
    return frozenset((await tx.execute(select(gone.c.id).where(gone.c.server_id == server_id))).scalars())


async def add(tx: AsyncConnection, server_id: ServerId, ids: Collection[int], now: datetime) -> None:
    rows = [{"id": lost, "server_id": server_id, "seen_at": now} for lost in sorted(ids)]
    await upsert(tx, gone, rows, key=("id",))


async def remove(tx: AsyncConnection, ids: Collection[int]) -> None:
    """They are there after all."""
    if ids:
        await tx.execute(delete(gone).where(gone.c.id.in_(ids)))
