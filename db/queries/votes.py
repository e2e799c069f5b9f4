"""Whether a study's members want a ranking."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.upsert import upsert
from db.records import StudyId, UserId
from db.tables import ranking_votes


async def of_study(tx: AsyncConnection, study_id: StudyId) -> dict[UserId, bool]:
    """What each who voted wants."""
    wanted = select(ranking_votes.c.user_id, ranking_votes.c.wanted).where(ranking_votes.c.study_id == study_id)
    return {row.user_id: row.wanted for row in await tx.execute(wanted)}


async def save(tx: AsyncConnection, study_id: StudyId, user_id: UserId, *, wanted: bool) -> None:
    row = {"study_id": study_id, "user_id": user_id, "wanted": wanted}
    await upsert(tx, ranking_votes, [row], key=("study_id", "user_id"))
