"""Discord's own places for sessions: who is at work on one, and what stands there."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import RowMapping, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from db.columns import Instant
from db.queries import plans
from db.records import NoticeId, Place, PlaceKind, Session, SessionId, SessionState, StudyId, StudyState
from db.tables import notices, places, sessions, studies

_KEY = ("session_id", "kind")
_FACTS = [field.name for field in fields(Place)]
_SHOWN = [places.c[name] for name in _FACTS]


async def of_study(tx: AsyncConnection, study_id: StudyId) -> list[Place]:
    """Those of sessions that are gone, too."""
    rows = await tx.execute(
        select(*_SHOWN)
        .join(sessions, sessions.c.id == places.c.session_id)
        .where(sessions.c.study_id == study_id)
        .order_by(places.c.id)
    )
    return [_place(row) for row in rows.mappings()]


async def sessions_gone(tx: AsyncConnection, study_id: StudyId) -> list[Session]:
    """The sessions that are in no plan any more and had a place on Discord."""
    rows = await tx.execute(
        select(sessions.c.id)
        .where(sessions.c.study_id == study_id, sessions.c.state == SessionState.GONE.value)
        .where(sessions.c.id.in_(select(places.c.session_id)))
        .order_by(sessions.c.id)
    )
    found = [await plans.session(tx, session_id) for session_id in rows.scalars()]
    return [session for session in found if session is not None]


async def studies_without(tx: AsyncConnection, kind: str, *, now: datetime, with_events: bool = False) -> list[StudyId]:
    """The running studies with sessions to come that never had a notice of this kind; maybe only those with events."""
    ahead = select(sessions.c.id).where(
        sessions.c.study_id == studies.c.id,
        sessions.c.state == SessionState.PLANNED.value,
        sessions.c.starts_at > now,
    )
    had = select(notices.c.id).where(notices.c.study_id == studies.c.id, notices.c.kind == kind)
    found = select(studies.c.id).where(studies.c.state == StudyState.RUNNING.value, ahead.exists(), ~had.exists())
    found = found.where(studies.c.events) if with_events else found
    return list((await tx.execute(found.order_by(studies.c.id))).scalars())


async def place(tx: AsyncConnection, session_id: SessionId, kind: PlaceKind) -> Place | None:
    here = (places.c.session_id == session_id, places.c.kind == kind.value)
    row = (await tx.execute(select(*_SHOWN).where(*here))).mappings().one_or_none()
    return _place(row) if row else None


async def take(
    tx: AsyncConnection, session_id: SessionId, kind: PlaceKind, *, by: NoticeId, now: datetime, until: datetime
) -> Place | None:
    """Be the only one at work on a place until an instant; None where another notice is.

    From now on something may stand there that nobody has written down yet: `tried_at` says since when.
    """
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    new = {"session_id": session_id, "kind": kind.value, "shown": "", "gone": False, "tried_at": now}
    held = {"held_by": by, "held_until": until}
    again = held | {"tried_at": func.coalesce(places.c.tried_at, literal(now, Instant))}
    free = or_(places.c.held_by.is_(None), places.c.held_by == by, places.c.held_until <= now)
    taken = await tx.execute(
        insert(places)
        .values(new | held)
        .on_conflict_do_update(index_elements=_KEY, set_=again, where=free)
        .returning(*_SHOWN)
    )
    row = taken.mappings().one_or_none()
    return _place(row) if row else None


async def keep(tx: AsyncConnection, done: Place, *, by: NoticeId) -> None:
    """Write down what stands there, and let others at it. Whoever lost the place meanwhile leaves it as it is."""
    here = (places.c.session_id == done.session_id, places.c.kind == done.kind.value, places.c.held_by == by)
    facts = {name: getattr(done, name) for name in _FACTS if name not in _KEY}
    await tx.execute(update(places).where(*here).values(facts | {"held_by": None, "held_until": None}))


def _place(row: RowMapping) -> Place:
    return Place(**{**row, "kind": PlaceKind(row["kind"])})
