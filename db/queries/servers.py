"""What the admins of each Discord server chose."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.upsert import upsert
from db.records import Server, ServerId
from db.tables import servers


async def server(tx: AsyncConnection, server_id: ServerId) -> Server:
    """The defaults stand in for a server nobody has set up."""
    row = (await tx.execute(select(servers).where(servers.c.id == server_id))).mappings().one_or_none()
    return Server(**row) if row else Server(server_id)


async def save(tx: AsyncConnection, changed: Server) -> None:
    await upsert(tx, servers, [asdict(changed)], key=("id",))
