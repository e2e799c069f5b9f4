"""Published plans: sessions and the turns in them; and the drafts they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries import packed
from db.records import (
    DraftId,
    PlanDraft,
    Plea,
    Reading,
    Reason,
    Role,
    Session,
    SessionDraft,
    SessionId,
    SessionState,
    StudyId,
    Turn,
    TurnId,
    TurnState,
    UserId,
    Why,
)
from db.tables import plan_drafts, pleas, sessions, turns


async def sessions_of(tx: AsyncConnection, study_id: StudyId) -> list[Session]:
    """All but those that are gone, in order."""
    rows = await tx.execute(
        select(sessions)
        .where(sessions.c.study_id == study_id, sessions.c.state != SessionState.GONE.value)
        .order_by(sessions.c.number)
    )
    return [session_of(row) for row in rows]


async def session(tx: AsyncConnection, session_id: SessionId) -> Session | None:
    row = (await tx.execute(select(sessions).where(sessions.c.id == session_id))).one_or_none()
    return session_of(row) if row else None


async def save_session(tx: AsyncConnection, changed: Session) -> None:
    await tx.execute(
        update(sessions)
        .where(sessions.c.id == changed.id)
        .values(
            starts_at=changed.starts_at,
            state=changed.state.value,
            materials=changed.materials,
            held_at=changed.held_at,
            notes=changed.notes,
            no_materials=changed.no_materials,
        )
    )


async def turns_of(tx: AsyncConnection, study_id: StudyId) -> dict[SessionId, list[Turn]]:
    """The turns that stand, by session; passed ones are history and not in it."""
    rows = await tx.execute(
        select(turns)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .where(sessions.c.study_id == study_id, turns.c.state != TurnState.PASSED.value)
        .order_by(turns.c.id)
    )
    found: dict[SessionId, list[Turn]] = defaultdict(list)
    for row in rows:
        found[row.session_id].append(turn_of(row))
    return found


async def turn(tx: AsyncConnection, turn_id: TurnId) -> Turn | None:
    row = (await tx.execute(select(turns).where(turns.c.id == turn_id))).one_or_none()
    return turn_of(row) if row else None


async def add_turn(
    tx: AsyncConnection, session_id: SessionId, user_id: UserId, role: Role, state: TurnState, reason: Reason
) -> Turn:
    """A new turn. A role has one that stands: who held it before has passed it by now, in the same transaction."""
    row = {"session_id": session_id, "user_id": user_id, "role": role.value, "state": state.value}
    added = await tx.execute(insert(turns).values(row | {"reason": packed.reason(reason)}).returning(turns.c.id))
    return Turn(added.scalar_one(), session_id, user_id, role, state, reason)


async def save_turns(tx: AsyncConnection, changed: Iterable[Turn]) -> None:
    for each in changed:
        await tx.execute(update(turns).where(turns.c.id == each.id).values(state=each.state.value))


async def add_plan(tx: AsyncConnection, study_id: StudyId, plan: Sequence[SessionDraft]) -> None:
    """Store a published plan: its sessions and their turns."""
    rows = [
        {
            "study_id": study_id,
            "number": each.number,
            "starts_at": each.starts_at,
            "parts": packed.parts(each.reading.parts),
            "pages": each.reading.pages,
            "stars": each.reading.stars,
            "state": SessionState.PLANNED.value,
            "materials": None,
            "held_at": None,
        }
        for each in plan
    ]
    await tx.execute(insert(sessions), rows)
    ids = {each.number: each.id for each in await sessions_of(tx, study_id)}
    taken = [row for each in plan for row in _turn_rows(ids[each.number], each)]
    if taken:
        await tx.execute(insert(turns), taken)


def _turn_rows(session_id: SessionId, draft: SessionDraft) -> list[dict[str, Any]]:
    pairs = ((Role.LEAD, draft.lead, draft.lead_reason), (Role.BACKUP, draft.backup, draft.backup_reason))
    return [
        {
            "session_id": session_id,
            "user_id": user_id,
            "role": role.value,
            "state": TurnState.PLANNED.value,
            "reason": packed.reason(reason or Reason(Why.EVEN)),
        }
        for role, user_id, reason in pairs
        if user_id is not None
    ]


async def draft(tx: AsyncConnection, draft_id: DraftId) -> PlanDraft | None:
    row = (await tx.execute(select(plan_drafts).where(plan_drafts.c.id == draft_id))).one_or_none()
    return packed.read_draft(row) if row else None


async def add_draft(tx: AsyncConnection, new: PlanDraft) -> PlanDraft:
    """Store a draft; the same organiser's earlier ones for this study go."""
    await tx.execute(delete(plan_drafts).where(plan_drafts.c.study_id == new.study_id, plan_drafts.c.by == new.by))
    added = await tx.execute(insert(plan_drafts).values(packed.draft(new)).returning(plan_drafts.c.id))
    return replace(new, id=added.scalar_one())


async def save_draft(tx: AsyncConnection, changed: PlanDraft) -> None:
    await tx.execute(update(plan_drafts).where(plan_drafts.c.id == changed.id).values(packed.draft(changed)))


async def remove_drafts(tx: AsyncConnection, study_id: StudyId) -> None:
    await tx.execute(delete(plan_drafts).where(plan_drafts.c.study_id == study_id))


async def remove_draft(tx: AsyncConnection, draft_id: DraftId) -> None:
    await tx.execute(delete(plan_drafts).where(plan_drafts.c.id == draft_id))


async def add_plea(tx: AsyncConnection, new: Plea) -> Plea:
    values = {name: value for name, value in asdict(new).items() if name != "id"}
    added = await tx.execute(insert(pleas).values(values).returning(pleas.c.id))
    return replace(new, id=added.scalar_one())


async def plea(tx: AsyncConnection, plea_id: int) -> Plea | None:
    row = (await tx.execute(select(pleas).where(pleas.c.id == plea_id))).mappings().one_or_none()
    return Plea(**row) if row else None


def session_of(row: Row[Any]) -> Session:
    return Session(
        row.id,
        row.study_id,
        row.number,
        row.starts_at,
        Reading(packed.read_parts(row.parts), row.pages, row.stars),
        SessionState(row.state),
        row.materials,
        row.held_at,
        row.notes,
        row.no_materials,
    )


def turn_of(row: Row[Any]) -> Turn:
    return Turn(
        row.id, row.session_id, row.user_id, Role(row.role), TurnState(row.state), packed.read_reason(row.reason)
    )
