"""The exercises that sessions look at, and who shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import Pick, PickId, SessionId, Showing, StudyId, UserId
from db.tables import picks, sessions


async def of_study(tx: AsyncConnection, study_id: StudyId) -> dict[SessionId, Pick]:
    """The published ones, by session."""
    wanted = select(picks).join(sessions, sessions.c.id == picks.c.session_id)
    own = (sessions.c.study_id == study_id, picks.c.published_at.is_not(None))
    found = map(_pick, (await tx.execute(wanted.where(*own).order_by(picks.c.id))).mappings())
    return {pick.session_id: pick for pick in found}


async def pick(tx: AsyncConnection, pick_id: PickId, *, lock: bool = False) -> Pick | None:
    wanted = select(picks).where(picks.c.id == pick_id)
    row = (await tx.execute(wanted.with_for_update() if lock else wanted)).mappings().one_or_none()
    return _pick(row) if row else None


async def add_draft(tx: AsyncConnection, new: Pick) -> Pick:
    """Store a draft; its `id` is ignored. Earlier drafts of the same person for the session go."""
    earlier = (picks.c.session_id == new.session_id, picks.c.by == new.by, picks.c.published_at.is_(None))
    await tx.execute(delete(picks).where(*earlier))
    added = await tx.execute(insert(picks).values(_row(new)).returning(picks.c.id))
    return replace(new, id=added.scalar_one())


async def save(tx: AsyncConnection, changed: Pick) -> None:
    await tx.execute(update(picks).where(picks.c.id == changed.id).values(_row(changed)))


async def remove(tx: AsyncConnection, pick_ids: Iterable[PickId]) -> None:
    await tx.execute(delete(picks).where(picks.c.id.in_(list(pick_ids))))


def _row(pick: Pick) -> dict[str, Any]:
    return {
        "session_id": pick.session_id,
        "by": pick.by,
        "made_at": pick.made_at,
        "published_at": pick.published_at,
        "edition": pick.edition,
        "showings": [_said(showing) for showing in pick.showings],
    }


def _said(showing: Showing) -> dict[str, Any]:
    return {"exercise": showing.exercise, "user_id": showing.user_id, "since": showing.since.isoformat()}


def _pick(row: RowMapping) -> Pick:
    facts = dict(row)
    return Pick(**facts | {"showings": tuple(map(_showing, row["showings"]))})


def _showing(said: Mapping[str, Any]) -> Showing:
    user_id: UserId | None = said["user_id"]
    return Showing(said["exercise"], user_id, datetime.fromisoformat(said["since"]))
