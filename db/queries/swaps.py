"""Swaps that were offered, and what became of them."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import ServerId, StudyId, Swap, SwapId, SwapState, UserId
from db.tables import studies, swaps


async def swap(tx: AsyncConnection, swap_id: SwapId) -> Swap | None:
    row = (await tx.execute(select(swaps).where(swaps.c.id == swap_id))).mappings().one_or_none()
    return _swap(row) if row else None


async def offered_in(tx: AsyncConnection, study_id: StudyId) -> list[Swap]:
    """The offers of a study that nobody has decided, expired ones too, in the order of offering."""
    rows = await tx.execute(
        select(swaps).where(swaps.c.study_id == study_id, swaps.c.state == SwapState.OFFERED.value).order_by(swaps.c.id)
    )
    return [_swap(row) for row in rows.mappings()]


async def offered_by(tx: AsyncConnection, server_id: ServerId, user_id: UserId, *, after: datetime) -> list[Swap]:
    """What one member has offered in a server, nobody has decided, and is open beyond `after`."""
    return await _open_in(tx, server_id, swaps.c.by == user_id, after)


async def offered_to(tx: AsyncConnection, server_id: ServerId, user_id: UserId, *, after: datetime) -> list[Swap]:
    """What one member is asked for in a server, has not decided, and is open beyond `after`."""
    return await _open_in(tx, server_id, swaps.c.to == user_id, after)


async def _open_in(tx: AsyncConnection, server_id: ServerId, whose: ColumnElement[bool], after: datetime) -> list[Swap]:
    undecided = (swaps.c.state == SwapState.OFFERED.value, swaps.c.expires_at > after)
    rows = await tx.execute(
        select(swaps)
        .join(studies, studies.c.id == swaps.c.study_id)
        .where(studies.c.server_id == server_id, whose, *undecided)
        .order_by(swaps.c.id)
    )
    return [_swap(row) for row in rows.mappings()]


async def add(tx: AsyncConnection, new: Swap) -> Swap:
    """Store an offer; its `id` is ignored, and the one given is in the answer."""
    added = await tx.execute(insert(swaps).values(_row(new)).returning(swaps.c.id))
    return replace(new, id=added.scalar_one())


async def save(tx: AsyncConnection, changed: Swap) -> None:
    await tx.execute(update(swaps).where(swaps.c.id == changed.id).values(_row(changed)))


def _swap(row: RowMapping) -> Swap:
    return Swap(**{**row, "state": SwapState(row["state"])})


def _row(swap: Swap) -> dict[str, Any]:
    return {name: value for name, value in asdict(swap).items() if name != "id"} | {"state": swap.state.value}
