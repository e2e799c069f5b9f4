"""Days on which people are away."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import Away, AwayId, ServerId, UserId
from db.tables import aways


async def of_server(tx: AsyncConnection, server_id: ServerId) -> list[Away]:
    """Everybody's days in a server, past ones too, in order."""
    wanted = select(aways).where(aways.c.server_id == server_id).order_by(aways.c.first, aways.c.id)
    return [Away(**row) for row in (await tx.execute(wanted)).mappings()]


async def of_user(tx: AsyncConnection, server_id: ServerId, user_id: UserId) -> list[Away]:
    """One member's days in a server, past ones too, in order."""
    own = (aways.c.server_id == server_id, aways.c.user_id == user_id)
    wanted = select(aways).where(*own).order_by(aways.c.first, aways.c.id)
    return [Away(**row) for row in (await tx.execute(wanted)).mappings()]


async def covering(tx: AsyncConnection, server_id: ServerId, on: date) -> set[UserId]:
    """Who is away on a day, counted by the clock of the study that asks."""
    wanted = select(aways.c.user_id).where(aways.c.server_id == server_id, aways.c.first <= on, aways.c.last >= on)
    return set((await tx.execute(wanted)).scalars())


async def away(tx: AsyncConnection, away_id: AwayId) -> Away | None:
    row = (await tx.execute(select(aways).where(aways.c.id == away_id))).mappings().one_or_none()
    return Away(**row) if row else None


async def add(tx: AsyncConnection, new: Away) -> Away:
    """Store days; their `id` is ignored, and the one given is in the answer."""
    values = {name: value for name, value in asdict(new).items() if name != "id"}
    added = await tx.execute(insert(aways).values(values).returning(aways.c.id))
    return replace(new, id=added.scalar_one())


async def remove(tx: AsyncConnection, away_id: AwayId) -> None:
    await tx.execute(delete(aways).where(aways.c.id == away_id))
