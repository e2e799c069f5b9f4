"""What is to be sent, as the rest of Naru plans it and reads it back; `outbox` is the sender's side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import Lane, Notice, NoticeId, NoticeState, Planned, StudyId, Target, TargetKind
from db.tables import notices

LANES = {Lane.URGENT: 0, Lane.NORMAL: 1, Lane.BULK: 2}
_LANE_OF = {number: lane for lane, number in LANES.items()}
_KEY = ("kind", "subject", "target_kind", "target_id", "revision")
Key = tuple[str, int, Target, int]

_WITHDRAW = (
    update(notices)
    .where(notices.c.id == bindparam("of_id"), notices.c.state == NoticeState.WAITING.value)
    .values(state=NoticeState.WITHDRAWN.value)
)
_RESCHEDULE = update(notices).where(notices.c.id == bindparam("of_id"))


async def replace(
    tx: AsyncConnection,
    *,
    study_id: StudyId,
    planned: Sequence[Planned],
    now: datetime,
    kinds: Collection[str] | None = None,
) -> None:
    """Make what waits for a study exactly what is planned; `kinds` limits both to some kinds.

    What was sent, skipped or failed stays as it is and is never sent again under the same key. What is on its way
    keeps going; if its times changed, the sender learns of it when it settles. What is past its time is not planned.
    """
    if kinds is not None and (strange := {notice.kind for notice in planned} - set(kinds)):
        raise ValueError(f"planned kinds outside of those replaced: {sorted(strange)}")
    own = notices.c.study_id == study_id
    await _replace(tx, own if kinds is None else and_(own, notices.c.kind.in_(kinds)), planned, now)


async def replace_about(
    tx: AsyncConnection, kind: str, subject: int, planned: Sequence[Planned], now: datetime
) -> None:
    """The same for what waits of one kind about one subject, where there is no study it belongs to."""
    await _replace(tx, and_(notices.c.kind == kind, notices.c.subject == subject), planned, now)


async def _replace(tx: AsyncConnection, own: ColumnElement[bool], planned: Sequence[Planned], now: datetime) -> None:
    wanted = {_key(notice): notice for notice in planned if notice.expires_at > now}
    known = {_key(notice): notice for notice in await _known(tx, own)}
    await _withdraw(tx, [notice.id for key, notice in known.items() if key not in wanted])
    await _reschedule(tx, [(notice, wanted[key]) for key, notice in known.items() if key in wanted])
    await add(tx, [notice for key, notice in wanted.items() if key not in known], now)


async def add(tx: AsyncConnection, planned: Sequence[Planned], now: datetime) -> None:
    """Plan single notices. A key that is known stays as it is, unless it was withdrawn: then it waits again."""
    await put(tx, [planned_row(notice) for notice in planned if notice.expires_at > now])


async def put(tx: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, each one a `planned_row`, maybe with more columns; known keys as `add` says."""
    if not rows:
        return
    await tx.execute(_put(tx.dialect.name, tuple(rows[0])), rows)


@cache
def _put(dialect: str, names: tuple[str, ...]) -> Any:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = insert(notices)
    again = {name: statement.excluded[name] for name in names if name not in _KEY}
    withdrawn = notices.c.state == NoticeState.WITHDRAWN.value
    return statement.on_conflict_do_update(index_elements=_KEY, set_=again, where=withdrawn)


async def withdraw_all(tx: AsyncConnection, study_id: StudyId) -> None:
    """Whatever waits for a study is not to be sent; planned again, it waits again."""
    waiting = and_(notices.c.study_id == study_id, notices.c.state == NoticeState.WAITING.value)
    await tx.execute(update(notices).where(waiting).values(state=NoticeState.WITHDRAWN.value))


async def notice(tx: AsyncConnection, notice_id: NoticeId) -> Notice | None:
    row = (await tx.execute(select(notices).where(notices.c.id == notice_id))).mappings().one_or_none()
    return notice_of(row) if row else None


async def last_sent(tx: AsyncConnection, kind: str, subject: int) -> Notice | None:
    """The newest message of a kind about a subject in a channel, to find it again on Discord."""
    rows = await tx.execute(
        select(notices)
        .where(
            notices.c.kind == kind,
            notices.c.subject == subject,
            notices.c.state == NoticeState.SENT.value,
            # What a closed channel sent round to somebody's DM is no place to find it at.
            notices.c.target_kind == TargetKind.CHANNEL.value,
        )
        .order_by(notices.c.sent_at.desc(), notices.c.id.desc())
        .limit(1)
    )
    row = rows.mappings().one_or_none()
    return notice_of(row) if row else None


async def all_sent(tx: AsyncConnection, kind: str, subject: int) -> list[Notice]:
    """Every message of a kind about a subject to those it was meant for, in a channel or by DM, the first one first."""
    own = (notices.c.kind == kind, notices.c.subject == subject, notices.c.state == NoticeState.SENT.value)
    # What a closed channel sent round to an organiser speaks to them of that channel.
    meant = or_(notices.c.fallback_of.is_(None), notices.c.target_kind == TargetKind.CHANNEL.value)
    rows = await tx.execute(select(notices).where(*own, meant).order_by(notices.c.sent_at, notices.c.id))
    return [notice_of(row) for row in rows.mappings()]


async def newest(tx: AsyncConnection, kind: str, subject: int) -> Notice | None:
    """The last that was planned of a kind about a subject, whatever became of it."""
    own = (notices.c.kind == kind, notices.c.subject == subject)
    rows = await tx.execute(select(notices).where(*own).order_by(notices.c.id.desc()).limit(1))
    row = rows.mappings().one_or_none()
    return notice_of(row) if row else None


async def unsent(tx: AsyncConnection, study_id: StudyId, kinds: Collection[str], revision: int) -> list[str]:
    """Of these kinds those whose notice of a study and a revision is still on its way."""
    under_way = (NoticeState.WAITING.value, NoticeState.CLAIMED.value)
    rows = await tx.execute(
        select(notices.c.kind).where(
            notices.c.study_id == study_id,
            notices.c.kind.in_(kinds),
            notices.c.revision == revision,
            notices.c.state.in_(under_way),
            notices.c.fallback_of.is_(None),
        )
    )
    return list(rows.scalars())


async def of_study(
    tx: AsyncConnection, study_id: StudyId, *, states: Collection[NoticeState] = tuple(NoticeState), limit: int = 100
) -> list[Notice]:
    """What a study's members were, are or will be told; the latest due first."""
    rows = await tx.execute(
        select(notices)
        .where(notices.c.study_id == study_id, notices.c.state.in_([state.value for state in states]))
        .order_by(notices.c.due_at.desc(), notices.c.id.desc())
        .limit(limit)
    )
    return [notice_of(row) for row in rows.mappings()]


def notice_of(row: RowMapping) -> Notice:
    facts = dict(row)
    target = Target(TargetKind(facts.pop("target_kind")), facts.pop("target_id"))
    lane, state = _LANE_OF[facts.pop("lane")], NoticeState(facts.pop("state"))
    return Notice(target=target, lane=lane, state=state, **facts)


async def _known(tx: AsyncConnection, own: ColumnElement[bool]) -> list[Notice]:
    """What was planned before; fallbacks are the sender's own."""
    # In the order of ids, as the sender does: who takes locks in one order never waits for whom he keeps waiting.
    rows = await tx.execute(
        select(notices).where(own, notices.c.fallback_of.is_(None)).order_by(notices.c.id).with_for_update()
    )
    return [notice_of(row) for row in rows.mappings()]


async def _withdraw(tx: AsyncConnection, gone: Sequence[NoticeId]) -> None:
    if gone:
        await tx.execute(_WITHDRAW, [{"of_id": notice_id} for notice_id in gone])


async def _reschedule(tx: AsyncConnection, pairs: Sequence[tuple[Notice, Planned]]) -> None:
    rows = [
        _times(planned) | {"of_id": known.id, "state": _state_again(known).value}
        for known, planned in pairs
        if known.state is NoticeState.WITHDRAWN or (_under_way(known) and _differs(known, planned))
    ]
    if rows:
        await tx.execute(_RESCHEDULE, rows)


def _state_again(known: Notice) -> NoticeState:
    return NoticeState.CLAIMED if known.state is NoticeState.CLAIMED else NoticeState.WAITING


def _under_way(known: Notice) -> bool:
    return known.state in {NoticeState.WAITING, NoticeState.CLAIMED}


def _differs(known: Notice, planned: Planned) -> bool:
    return (known.due_at, known.expires_at, known.lane) != (planned.due_at, planned.expires_at, planned.lane)


def _key(notice: Notice | Planned) -> Key:
    return notice.kind, notice.subject, notice.target, notice.revision


def planned_row(planned: Planned) -> dict[str, Any]:
    return _times(planned) | {
        "kind": planned.kind,
        "subject": planned.subject,
        "target_kind": planned.target.kind.value,
        "target_id": planned.target.id,
        "revision": planned.revision,
        "state": NoticeState.WAITING.value,
        "server_id": planned.server_id,
        "study_id": planned.study_id,
    }


def _times(planned: Planned) -> dict[str, Any]:
    """What a change of plan changes; the tries begin anew with it."""
    return {
        "due_at": planned.due_at,
        "expires_at": planned.expires_at,
        "try_at": planned.due_at,
        "lane": LANES[planned.lane],
        "attempts": 0,
        "error": None,
    }
