"""Calls for a presenter."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import Call, CallId, CallState, SessionId, StudyId
from db.tables import calls, sessions


async def open_of(tx: AsyncConnection, study_id: StudyId) -> dict[SessionId, Call]:
    """The open calls of a study, by session."""
    rows = await tx.execute(
        select(calls)
        .join(sessions, sessions.c.id == calls.c.session_id)
        .where(sessions.c.study_id == study_id, calls.c.state == CallState.OPEN.value)
    )
    return {row["session_id"]: _call(row) for row in rows.mappings()}


async def call(tx: AsyncConnection, call_id: CallId) -> Call | None:
    row = (await tx.execute(select(calls).where(calls.c.id == call_id))).mappings().one_or_none()
    return _call(row) if row else None


async def save(tx: AsyncConnection, changed: Call) -> Call:
    """Store a call; one with the id 0 is new, and gets its own."""
    row = _row(changed)
    if changed.id:
        await tx.execute(update(calls).where(calls.c.id == changed.id).values(row))
        return changed
    added = await tx.execute(insert(calls).values(row).returning(calls.c.id))
    return replace(changed, id=added.scalar_one())


def _call(row: RowMapping) -> Call:
    return Call(**{**row, "state": CallState(row["state"])})


def _row(call: Call) -> dict[str, Any]:
    return {name: value for name, value in asdict(call).items() if name != "id"} | {"state": call.state.value}
