"""Members who asked for a digest of their own, and what the last one was about."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.digests import covered_in, slot_in
from db.queries.upsert import upsert
from db.records import OwnDigest, ServerId, UserId
from db.tables import own_digests


async def of_member(tx: AsyncConnection, server_id: ServerId, user_id: UserId) -> tuple[int, OwnDigest] | None:
    """With the row's id, by which its notices know it."""
    own = (own_digests.c.server_id == server_id, own_digests.c.user_id == user_id)
    row = (await tx.execute(select(own_digests).where(*own))).mappings().one_or_none()
    return (row["id"], _digest(row)) if row else None


async def digest(tx: AsyncConnection, row_id: int, *, lock: bool = False) -> OwnDigest | None:
    wanted = select(own_digests).where(own_digests.c.id == row_id)
    row = (await tx.execute(wanted.with_for_update() if lock else wanted)).mappings().one_or_none()
    return _digest(row) if row else None


async def save(tx: AsyncConnection, changed: OwnDigest) -> int:
    """Keep it, and return its row's id."""
    await upsert(tx, own_digests, [_row(changed)], key=("server_id", "user_id"))
    found = await of_member(tx, changed.server_id, changed.user_id)
    assert found is not None  # noqa: S101  it was written a line above
    return found[0]


def _row(digest: OwnDigest) -> dict[str, Any]:
    own = {"server_id": digest.server_id, "user_id": digest.user_id, "language": digest.language, "on": digest.on}
    return own | asdict(digest.slot) | asdict(digest.covered)


def _digest(row: RowMapping) -> OwnDigest:
    return OwnDigest(row["server_id"], row["user_id"], row["language"], slot_in(row), covered_in(row), row["on"])
