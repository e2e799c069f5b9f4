"""What the notices of a study speak of: rows of many tables, those of before as well, by their ids."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.plans import session_of, turn_of
from db.records import Session, SessionId, StudyId, Turn, TurnId, UserId
from db.tables import calls, pleas, seats, sessions, swaps, turns


async def all_sessions(tx: AsyncConnection, study_id: StudyId) -> dict[SessionId, Session]:
    """Those that are gone, too."""
    rows = await tx.execute(select(sessions).where(sessions.c.study_id == study_id))
    return {row.id: session_of(row) for row in rows}


async def all_turns(tx: AsyncConnection, study_id: StudyId) -> dict[TurnId, Turn]:
    """Those that were passed, too."""
    rows = await tx.execute(_in_study(select(turns).join(sessions, sessions.c.id == turns.c.session_id), study_id))
    return {row.id: turn_of(row) for row in rows}


async def calls_of(tx: AsyncConnection, study_id: StudyId) -> dict[int, SessionId]:
    wanted = select(calls.c.id, calls.c.session_id).join(sessions, sessions.c.id == calls.c.session_id)
    return {row.id: row.session_id for row in await tx.execute(_in_study(wanted, study_id))}


async def pleas_of(tx: AsyncConnection, study_id: StudyId) -> dict[int, TurnId]:
    wanted = (
        select(pleas.c.id, pleas.c.turn_id)
        .select_from(pleas)
        .join(turns, turns.c.id == pleas.c.turn_id)
        .join(sessions, sessions.c.id == turns.c.session_id)
    )
    return {row.id: row.turn_id for row in await tx.execute(_in_study(wanted, study_id))}


async def seats_of(tx: AsyncConnection, study_id: StudyId) -> dict[int, UserId]:
    rows = await tx.execute(select(seats.c.id, seats.c.user_id).where(seats.c.study_id == study_id))
    return {row.id: row.user_id for row in rows}


async def swaps_of(tx: AsyncConnection, study_id: StudyId) -> dict[int, tuple[tuple[UserId, ...], tuple[TurnId, ...]]]:
    """By id: who offered and to whom, the turn given and the turn taken."""
    rows = await tx.execute(select(swaps).where(swaps.c.study_id == study_id))
    return {row.id: ((row.by, row.to), (row.gives, row.takes)) for row in rows}


def _in_study(wanted: Select[tuple[int, ...]], study_id: StudyId) -> Select[tuple[int, ...]]:
    return wanted.where(sessions.c.study_id == study_id)
