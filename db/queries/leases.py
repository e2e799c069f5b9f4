"""Who holds what, and until when: one row a thing that only one process may have."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import Lease
from db.tables import leases


async def standing(tx: AsyncConnection, name: str) -> Lease | None:
    row = (await tx.execute(select(leases).where(leases.c.name == name))).one_or_none()
    return None if row is None else Lease(row.name, row.holder, row.until)


async def take(tx: AsyncConnection, lease: Lease, *, now: datetime) -> None:
    """Write the lease where nobody else's lasts; one statement, so of two who ask at once one gets it."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    statement = insert(leases).values(name=lease.name, holder=lease.holder, until=lease.until)
    await tx.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": lease.holder, "until": lease.until},
            where=or_(leases.c.holder == lease.holder, leases.c.until <= now),
        )
    )


async def renew(tx: AsyncConnection, lease: Lease) -> bool:
    """False where the lease has passed to another holder."""
    ours = (leases.c.name == lease.name) & (leases.c.holder == lease.holder)
    return (await tx.execute(update(leases).where(ours).values(until=lease.until))).rowcount == 1


async def free(tx: AsyncConnection, name: str, holder: str) -> None:
    await tx.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))
