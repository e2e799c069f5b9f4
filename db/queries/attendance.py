"""Who came to which session, and which sessions meet in a voice channel about now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.upsert import upsert
from db.records import (
    Attendance,
    ChannelId,
    Presence,
    SessionId,
    SessionState,
    Source,
    StudyId,
    StudyState,
    UserId,
)
from db.tables import attendances, sessions, studies

_FACTS = (
    attendances.c.session_id,
    attendances.c.user_id,
    attendances.c.presence,
    attendances.c.source,
    attendances.c.at,
)


async def of_session(tx: AsyncConnection, session_id: SessionId) -> dict[UserId, Attendance]:
    rows = await tx.execute(select(*_FACTS).where(attendances.c.session_id == session_id))
    return {row.user_id: _attendance(row) for row in rows}


async def of_study(tx: AsyncConnection, study_id: StudyId) -> dict[SessionId, dict[UserId, Attendance]]:
    rows = await tx.execute(
        select(*_FACTS)
        .join(sessions, sessions.c.id == attendances.c.session_id)
        .where(sessions.c.study_id == study_id)
        .order_by(attendances.c.id)
    )
    found: dict[SessionId, dict[UserId, Attendance]] = defaultdict(dict)
    for row in rows:
        found[row.session_id][row.user_id] = _attendance(row)
    return found


async def save(tx: AsyncConnection, said: Sequence[Attendance]) -> None:
    """One row a member and session; what stood there before is overwritten."""
    rows = [asdict(each) | {"presence": each.presence.value, "source": each.source.value} for each in said]
    await upsert(tx, attendances, rows, key=("session_id", "user_id"))


async def remove(tx: AsyncConnection, session_id: SessionId, user_id: UserId) -> None:
    own = (attendances.c.session_id == session_id, attendances.c.user_id == user_id)
    await tx.execute(delete(attendances).where(*own))


async def near(
    tx: AsyncConnection, now: datetime, within: timedelta, channel_id: ChannelId | None = None
) -> list[tuple[ChannelId, SessionId]]:
    """Voice channels with the sessions that meet in them and begin `within` that time of `now`, before or after it."""
    wanted = (
        select(studies.c.voice_channel_id, sessions.c.id)
        .join(studies, studies.c.id == sessions.c.study_id)
        .where(
            studies.c.voice_channel_id.is_not(None),
            studies.c.state == StudyState.RUNNING.value,
            sessions.c.state.in_([SessionState.PLANNED.value, SessionState.HELD.value]),
            sessions.c.starts_at.between(now - within, now + within),
        )
        .order_by(sessions.c.id)
    )
    if channel_id is not None:
        wanted = wanted.where(studies.c.voice_channel_id == channel_id)
    return [(row[0], row[1]) for row in await tx.execute(wanted)]


def _attendance(row: Row[*tuple[Any, ...]]) -> Attendance:
    return Attendance(row.session_id, row.user_id, Presence(row.presence), Source(row.source), row.at)
