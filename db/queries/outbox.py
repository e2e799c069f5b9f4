"""The outbox as the sender works through it: claim, write down, settle; many rows a statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Update, bindparam, func, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries import notices as planning
from db.queries.notices import LANES, notice_of
from db.records import Lane, MessageId, Notice, NoticeId, NoticeState, Planned, Target, TargetKind
from db.tables import notices, studies

_WAITING, _CLAIMED = NoticeState.WAITING.value, NoticeState.CLAIMED.value
_FREE = {"state": _WAITING, "claimed_at": None, "claimed_by": None}
_FINAL = {NoticeState.SENT, NoticeState.FAILED}


async def claim(
    tx: AsyncConnection, *, by: str, now: datetime, limit: int, lanes: Collection[Lane] = tuple(Lane)
) -> list[Notice]:
    """Take up to `limit` rows that are due, urgent before normal before bulk, then by time.

    Rows that another process is just taking are passed over (PostgreSQL; SQLite has one writer).
    """
    taken: list[Notice] = []
    for lane in sorted(lanes, key=LANES.__getitem__):
        if len(taken) < limit:
            taken += await _due(tx, lane, now, limit - len(taken))
    if taken:
        own = {"state": _CLAIMED, "claimed_at": now, "claimed_by": by}
        await tx.execute(update(notices).where(notices.c.id.in_([notice.id for notice in taken])).values(own))
    return [replace(notice, state=NoticeState.CLAIMED, claimed_at=now, claimed_by=by) for notice in taken]


async def _due(tx: AsyncConnection, lane: Lane, now: datetime, limit: int) -> list[Notice]:
    # Lane by lane, so that the index answers alone however much waits for another day.
    rows = await tx.execute(
        select(notices)
        .where(notices.c.state == _WAITING, notices.c.lane == LANES[lane], notices.c.try_at <= now)
        .order_by(notices.c.try_at, notices.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [notice_of(row) for row in rows.mappings()]


async def renew(tx: AsyncConnection, notice_ids: Collection[NoticeId], *, by: str, now: datetime) -> None:
    """Say that the holder still works on what it took."""
    own = _claimed().where(notices.c.claimed_by == by, notices.c.id.in_(notice_ids))
    await tx.execute(own.values(claimed_at=now))


async def reclaim(tx: AsyncConnection, *, before: datetime) -> int:
    """Free what was taken before an instant and not renewed: its holder is dead. Returns how many rows."""
    return (await tx.execute(_claimed().where(notices.c.claimed_at < before).values(_FREE))).rowcount


async def take_over(tx: AsyncConnection, *, by: str) -> int:
    """Free what any other holder took, for who knows to be the only one alive. Returns how many rows."""
    return (await tx.execute(_claimed().where(notices.c.claimed_by != by).values(_FREE))).rowcount


def _claimed() -> Update:
    return update(notices).where(notices.c.state == _CLAIMED)


async def skip_late(tx: AsyncConnection, *, now: datetime, error: str) -> int:
    """Skip in one statement what is past its time and was never tried. Returns how many rows."""
    late = update(notices).where(
        notices.c.state == _WAITING,
        notices.c.try_at <= now,
        notices.c.expires_at <= now,
        notices.c.attempts == 0,
        notices.c.unsure_since.is_(None),
    )
    return (await tx.execute(late.values(state=NoticeState.SKIPPED.value, error=error))).rowcount


async def hold(tx: AsyncConnection, to_be_written: Sequence[Notice]) -> None:
    """Lock rows in the order of their ids before they are written in any other; SQLite has one writer anyway."""
    if tx.dialect.name != "sqlite":
        ids = [notice.id for notice in to_be_written]
        await tx.execute(select(notices.c.id).where(notices.c.id.in_(ids)).order_by(notices.c.id).with_for_update())


_MARK = (
    update(notices)
    .where(notices.c.id == bindparam("of_id"), notices.c.claimed_by == bindparam("holder"))
    .values(unsure_since=bindparam("unsure_since"), fingerprint=bindparam("fingerprint"))
)


async def mark(tx: AsyncConnection, about_to_be_sent: Sequence[Notice]) -> None:
    """Write down what may be on Discord from now on, before it is."""
    rows = [
        {"of_id": it.id, "holder": it.claimed_by, "unsure_since": it.unsure_since, "fingerprint": it.fingerprint}
        for it in about_to_be_sent
    ]
    if rows:
        await tx.execute(_MARK, rows)


_OWN = (notices.c.id == bindparam("of_id"), notices.c.state == _CLAIMED, notices.c.claimed_by == bindparam("holder"))
_SETTLE = update(notices).where(*_OWN)
_SETTLE_UNLESS_MOVED = _SETTLE.where(
    notices.c.due_at == bindparam("due_then"), notices.c.expires_at == bindparam("expires_then")
)
_DUE_ANEW = update(notices).where(*_OWN).values(**_FREE, try_at=notices.c.due_at, attempts=0)


async def settle(tx: AsyncConnection, settled: Sequence[Notice]) -> None:
    """Write what became of claimed rows. A row that its holder lost meanwhile is left to who has it now.

    What was rescheduled while on its way and did not end waits for its new time.
    """
    if final := [_settled_row(notice) for notice in settled if notice.state in _FINAL]:
        await tx.execute(_SETTLE, final)
    if others := [notice for notice in settled if notice.state not in _FINAL]:
        then = [_settled_row(it) | {"due_then": it.due_at, "expires_then": it.expires_at} for it in others]
        await tx.execute(_SETTLE_UNLESS_MOVED, then)
        await tx.execute(_DUE_ANEW, [{"of_id": it.id, "holder": it.claimed_by} for it in others])


def _settled_row(notice: Notice) -> dict[str, Any]:
    return {
        "of_id": notice.id,
        "holder": notice.claimed_by,
        "state": notice.state.value,
        "attempts": notice.attempts,
        "try_at": notice.try_at,
        "unsure_since": notice.unsure_since,
        "fingerprint": notice.fingerprint,
        "message_id": notice.message_id,
        "sent_at": notice.sent_at,
        "error": notice.error,
        "claimed_at": None,
        "claimed_by": None,
    }


async def fall_back(tx: AsyncConnection, failed: Sequence[Notice], *, now: datetime) -> None:
    """Plan the second way of what cannot reach its target: the study's channel for a DM, its organiser for a channel.

    Once only: a fallback has none. Its revision is the failed row's id, negated, so that two members who
    cannot be reached are two notices in the channel.
    """
    ways = await _ways_of_studies(tx, failed)
    rows = [
        planning.planned_row(_second(first, ways[first.study_id][first.target.kind], now)) | {"fallback_of": first.id}
        for first in failed
        if first.study_id in ways and first.fallback_of is None and first.expires_at > now
    ]
    await planning.put(tx, rows)


Ways = dict[TargetKind, Target]


async def _ways_of_studies(tx: AsyncConnection, failed: Sequence[Notice]) -> dict[int | None, Ways]:
    ids = {notice.study_id for notice in failed}
    rows = await tx.execute(
        select(studies.c.id, studies.c.channel_id, studies.c.organiser_id).where(studies.c.id.in_(ids))
    )
    return {
        study_id: {
            TargetKind.USER: Target(TargetKind.CHANNEL, channel_id),
            TargetKind.CHANNEL: Target(TargetKind.USER, organiser_id),
        }
        for study_id, channel_id, organiser_id in rows
    }


def _second(first: Notice, target: Target, now: datetime) -> Planned:
    return Planned(
        first.kind,
        first.subject,
        target,
        now,
        first.expires_at,
        first.lane,
        -first.id,
        first.server_id,
        first.study_id,
    )


async def taken(tx: AsyncConnection, message_ids: Collection[MessageId]) -> set[MessageId]:
    """Those of the messages that are some notice's already."""
    rows = await tx.execute(select(notices.c.message_id).where(notices.c.message_id.in_(message_ids)))
    return set(rows.scalars())


async def next_due(tx: AsyncConnection) -> datetime | None:
    """When something is to be tried next; an instant in the past means now."""
    firsts = [
        select(func.min(notices.c.try_at).label("try_at")).where(notices.c.state == _WAITING, notices.c.lane == lane)
        for lane in LANES.values()
    ]
    found: datetime | None = (await tx.execute(select(func.min(union_all(*firsts).subquery().c.try_at)))).scalar_one()
    return found
