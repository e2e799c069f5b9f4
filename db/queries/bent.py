"""Sessions and turns brought to the shape a change gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries import packed
from db.queries.plans import add_turn
from db.records import Post, Role, SessionId, SessionState, Shape, StudyId, TurnState
from db.tables import sessions, turns


async def bend(
    tx: AsyncConnection, study_id: StudyId, gone: Sequence[SessionId], shapes: Sequence[Shape]
) -> tuple[Shape, ...]:
    """Give sessions their new shapes; those without an id are added, and each comes back with all its ids.

    `gone` are in the plan no more. A turn that stands and is in no shape is passed; a post with a turn's id brings that
    turn to its state, be it passed; one without gets a new turn.
    """
    ids = [shape.session_id for shape in shapes if shape.session_id is not None]
    # Numbers are unique within a study, so all make room before any takes its new one.
    await tx.execute(update(sessions).where(sessions.c.id.in_([*gone, *ids])).values(number=-sessions.c.id))
    await tx.execute(update(sessions).where(sessions.c.id.in_(gone)).values(state=SessionState.GONE.value))
    stored = [(await _stored(tx, study_id, shape), shape) for shape in shapes]
    await _pass_others(tx, [*gone, *ids], [post.turn_id for shape in shapes for post in _posts(shape).values()])
    return tuple([await _with_turns(tx, session_id, shape) for session_id, shape in stored])


async def _stored(tx: AsyncConnection, study_id: StudyId, shape: Shape) -> SessionId:
    row: dict[str, Any] = {
        "number": shape.number,
        "starts_at": shape.starts_at,
        "parts": packed.parts(shape.reading.parts),
        "pages": shape.reading.pages,
        "stars": shape.reading.stars,
        "state": shape.state.value,
    }
    if shape.session_id is not None:
        await tx.execute(update(sessions).where(sessions.c.id == shape.session_id).values(row))
        return shape.session_id
    added = await tx.execute(insert(sessions).values(row | {"study_id": study_id}).returning(sessions.c.id))
    session_id: SessionId = added.scalar_one()
    return session_id


async def _pass_others(tx: AsyncConnection, ids: Sequence[SessionId], standing: Sequence[int | None]) -> None:
    kept = [turn_id for turn_id in standing if turn_id is not None]
    others = update(turns).where(turns.c.session_id.in_(ids), turns.c.id.not_in(kept))
    await tx.execute(others.values(state=TurnState.PASSED.value))


async def _with_turns(tx: AsyncConnection, session_id: SessionId, shape: Shape) -> Shape:
    posts = {role: await _turned(tx, session_id, role, post) for role, post in _posts(shape).items()}
    return replace(shape, session_id=session_id, lead=posts.get(Role.LEAD), backup=posts.get(Role.BACKUP))


async def _turned(tx: AsyncConnection, session_id: SessionId, role: Role, post: Post) -> Post:
    if post.turn_id is not None:
        await tx.execute(update(turns).where(turns.c.id == post.turn_id).values(state=post.state.value))
        return post
    turn = await add_turn(tx, session_id, post.user_id, role, post.state, post.reason)
    return replace(post, turn_id=turn.id)


def _posts(shape: Shape) -> dict[Role, Post]:
    pairs = ((Role.LEAD, shape.lead), (Role.BACKUP, shape.backup))
    return {role: post for role, post in pairs if post is not None}
