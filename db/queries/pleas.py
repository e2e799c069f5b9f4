"""Calls for help that no organiser could be told of."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import NoticeState, Plea, StudyId, TurnState
from db.tables import notices, pleas, sessions, turns

_ON_ITS_WAY = [state.value for state in (NoticeState.WAITING, NoticeState.CLAIMED, NoticeState.SENT)]


async def unheard_pleas(tx: AsyncConnection, study_id: StudyId, kind: str) -> list[Plea]:
    """About turns that stand, in the order of asking; `kind` is the one of the notices that should have told."""
    told = (
        select(notices.c.id)
        .where(notices.c.kind == kind, notices.c.subject == pleas.c.id, notices.c.state.in_(_ON_ITS_WAY))
        .exists()
    )
    rows = await tx.execute(
        select(pleas)
        .select_from(pleas)
        .join(turns, turns.c.id == pleas.c.turn_id)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .where(sessions.c.study_id == study_id, turns.c.state != TurnState.PASSED.value, ~told)
        .order_by(pleas.c.id)
    )
    return [Plea(**row) for row in rows.mappings()]
