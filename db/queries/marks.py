"""Members' marks, the acts that made them, and what they let others see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.upsert import upsert
from db.records import (
    Audience,
    BookId,
    Mark,
    Marking,
    MarkingId,
    MarkState,
    Openness,
    ServerId,
    Step,
    UserId,
)
from db.tables import markings, marks, openness

_KEY = ("server_id", "book_id", "user_id", "exercise")


async def of_user(tx: AsyncConnection, server_id: ServerId, book_id: BookId, user_id: UserId) -> dict[str, Mark]:
    """One member's marks in a book, by exercise."""
    own = (marks.c.server_id == server_id, marks.c.book_id == book_id, marks.c.user_id == user_id)
    rows = (await tx.execute(select(marks).where(*own))).mappings()
    return {mark.exercise: mark for mark in map(_mark, rows)}


async def of_book(tx: AsyncConnection, server_id: ServerId, book_id: BookId) -> list[Mark]:
    """Everybody's marks in a book on a server, in the order in which they were said."""
    wanted = select(marks).where(marks.c.server_id == server_id, marks.c.book_id == book_id)
    return [_mark(row) for row in (await tx.execute(wanted.order_by(marks.c.at, marks.c.id))).mappings()]


async def books_of(tx: AsyncConnection, server_id: ServerId, user_id: UserId) -> list[BookId]:
    """Books in which a member marked something, the one of the newest mark first."""
    wanted = select(marks.c.book_id).where(marks.c.server_id == server_id, marks.c.user_id == user_id)
    return list(dict.fromkeys((await tx.execute(wanted.order_by(marks.c.at.desc()))).scalars()))


async def save(tx: AsyncConnection, changed: Sequence[Mark]) -> None:
    rows = [asdict(mark) | {"state": mark.state.value} for mark in changed]
    await upsert(tx, marks, rows, key=_KEY)


async def take(tx: AsyncConnection, steps: Sequence[Step]) -> None:
    """Make of every exercise what its step says."""
    await save(tx, [step.after for step in steps if step.after is not None])
    for step in steps:
        if step.after is None and step.before is not None:
            await _remove(tx, step.before)


async def _remove(tx: AsyncConnection, mark: Mark) -> None:
    own = [marks.c[name] == getattr(mark, name) for name in _KEY]
    await tx.execute(delete(marks).where(*own))


async def add_act(tx: AsyncConnection, act: Marking) -> Marking:
    """Store an act; its `id` is ignored, and the one given is in the answer."""
    values = {name: getattr(act, name) for name in ("server_id", "book_id", "user_id", "at", "undone_at")}
    values["steps"] = [_packed(step) for step in act.steps]
    added = await tx.execute(insert(markings).values(values).returning(markings.c.id))
    return replace(act, id=added.scalar_one())


async def act(tx: AsyncConnection, marking_id: MarkingId, *, lock: bool = False) -> Marking | None:
    wanted = select(markings).where(markings.c.id == marking_id)
    row = (await tx.execute(wanted.with_for_update() if lock else wanted)).mappings().one_or_none()
    return _act(row) if row else None


async def undone(tx: AsyncConnection, marking_id: MarkingId, at: datetime) -> None:
    await tx.execute(update(markings).where(markings.c.id == marking_id).values(undone_at=at))


async def openness_of(tx: AsyncConnection, server_id: ServerId, user_id: UserId) -> Openness:
    """What a member allows; closed where they never said."""
    own = (openness.c.server_id == server_id, openness.c.user_id == user_id)
    row = (await tx.execute(select(openness).where(*own))).mappings().one_or_none()
    return _openness(row) if row else Openness(server_id, user_id)


async def open_of(tx: AsyncConnection, server_id: ServerId, users: Collection[UserId]) -> list[Openness]:
    """What each of `users` allows, of those who ever said."""
    wanted = select(openness).where(openness.c.server_id == server_id, openness.c.user_id.in_(users))
    return [_openness(row) for row in (await tx.execute(wanted.order_by(openness.c.user_id))).mappings()]


async def save_openness(tx: AsyncConnection, said: Openness) -> None:
    await upsert(tx, openness, [asdict(said) | {"shows": said.shows.value}], key=("server_id", "user_id"))


def _openness(row: RowMapping) -> Openness:
    return Openness(row["server_id"], row["user_id"], Audience(row["shows"]), row["helps"])


def _mark(row: RowMapping) -> Mark:
    facts = {name: value for name, value in row.items() if name != "id"}
    return Mark(**facts | {"state": MarkState(row["state"])})


def _act(row: RowMapping) -> Marking:
    key = {name: row[name] for name in ("server_id", "book_id", "user_id")}
    steps = tuple(_step(stored, key) for stored in row["steps"])
    return Marking(id=row["id"], at=row["at"], steps=steps, undone_at=row["undone_at"], **key)


def _packed(step: Step) -> dict[str, Any]:
    return {"exercise": step.exercise, "before": _said(step.before), "after": _said(step.after)}


def _said(mark: Mark | None) -> dict[str, Any] | None:
    if mark is None:
        return None
    solved_at = mark.solved_at.isoformat() if mark.solved_at else None
    return {"state": mark.state.value, "at": mark.at.isoformat(), "solved_at": solved_at, "link": mark.link}


def _step(stored: Mapping[str, Any], key: Mapping[str, int]) -> Step:
    number = stored["exercise"]
    return Step(number, _read(stored["before"], number, key), _read(stored["after"], number, key))


def _read(said: Mapping[str, Any] | None, exercise: str, key: Mapping[str, int]) -> Mark | None:
    if said is None:
        return None
    solved_at = datetime.fromisoformat(said["solved_at"]) if said["solved_at"] else None
    state, at = MarkState(said["state"]), datetime.fromisoformat(said["at"])
    return Mark(exercise=exercise, state=state, at=at, solved_at=solved_at, link=said["link"], **key)
