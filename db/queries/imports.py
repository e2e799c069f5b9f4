"""Files of marks that wait for an organiser's yes."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import ImportId, MarksFile
from db.tables import imports


async def add(tx: AsyncConnection, new: MarksFile) -> MarksFile:
    """Store a file; its `id` is ignored, and the one given is in the answer."""
    values = {name: value for name, value in asdict(new).items() if name != "id"}
    added = await tx.execute(insert(imports).values(values).returning(imports.c.id))
    return replace(new, id=added.scalar_one())


async def take(tx: AsyncConnection, import_id: ImportId) -> MarksFile | None:
    """The file, which is gone afterwards: of two who press at once one gets it."""
    taken = await tx.execute(delete(imports).where(imports.c.id == import_id).returning(imports))
    row = taken.mappings().one_or_none()
    return MarksFile(**row) if row else None


async def forget(tx: AsyncConnection, before: datetime) -> None:
    """Files nobody decided about."""
    await tx.execute(delete(imports).where(imports.c.made_at < before))
