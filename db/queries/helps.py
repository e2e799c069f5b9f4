"""Who is stuck on an exercise, and who helps."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import Help, HelpId, ServerId, StudyId, UserId
from db.tables import helps


async def add(tx: AsyncConnection, new: Help) -> Help:
    """Store it; its `id` is ignored, and the one given is in the answer."""
    added = await tx.execute(insert(helps).values(_row(new)).returning(helps.c.id))
    return replace(new, id=added.scalar_one())


async def save(tx: AsyncConnection, changed: Help) -> None:
    await tx.execute(update(helps).where(helps.c.id == changed.id).values(_row(changed)))


async def help_with(tx: AsyncConnection, help_id: HelpId, *, lock: bool = False) -> Help | None:
    wanted = select(helps).where(helps.c.id == help_id)
    row = (await tx.execute(wanted.with_for_update() if lock else wanted)).mappings().one_or_none()
    return _help(row) if row else None


async def of_user(tx: AsyncConnection, server_id: ServerId, user_id: UserId) -> list[Help]:
    """What a member asked for and still needs, the newest first."""
    own = (helps.c.server_id == server_id, helps.c.user_id == user_id, helps.c.done_at.is_(None))
    rows = await tx.execute(select(helps).where(*own).order_by(helps.c.id.desc()))
    return [_help(row) for row in rows.mappings()]


async def since(tx: AsyncConnection, server_id: ServerId, since: datetime) -> list[Help]:
    """What was asked for on a server, by its time, the earliest first."""
    own = (helps.c.server_id == server_id, helps.c.at >= since)
    return [_help(row) for row in (await tx.execute(select(helps).where(*own).order_by(helps.c.id))).mappings()]


async def in_the_open(tx: AsyncConnection, study_id: StudyId, since: datetime, until: datetime) -> list[Help]:
    """What was asked for in a study's channel and found its helper within a time, the earliest first."""
    own = (helps.c.study_id == study_id, helps.c.open_at.is_not(None))
    time = (helps.c.helped_at >= since, helps.c.helped_at < until)
    return [_help(row) for row in (await tx.execute(select(helps).where(*own, *time).order_by(helps.c.id))).mappings()]


def _row(asked: Help) -> dict[str, Any]:
    values = {name: value for name, value in asdict(asked).items() if name != "id"}
    return values | {"asked": list(asked.asked)}


def _help(row: RowMapping) -> Help:
    return Help(**dict(row) | {"asked": tuple(row["asked"])})
