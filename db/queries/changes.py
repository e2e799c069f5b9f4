"""Changes of published plans, and the days that studies skip."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries import packed_change
from db.records import Change, ChangeId, StudyId
from db.tables import changes, skips


async def change(tx: AsyncConnection, change_id: ChangeId) -> Change | None:
    row = (await tx.execute(select(changes).where(changes.c.id == change_id))).one_or_none()
    return packed_change.read_change(row) if row else None


async def last_published(tx: AsyncConnection, study_id: StudyId) -> Change | None:
    """The newest change of a study that was published and not taken back."""
    wanted = select(changes).where(
        changes.c.study_id == study_id, changes.c.published_at.is_not(None), changes.c.undone_at.is_(None)
    )
    newest = wanted.order_by(changes.c.published_at.desc(), changes.c.id.desc()).limit(1)
    row = (await tx.execute(newest)).one_or_none()
    return packed_change.read_change(row) if row else None


async def published_of(tx: AsyncConnection, study_id: StudyId) -> list[Change]:
    """Every change of a study that was published, those taken back as well, in order."""
    published = (changes.c.study_id == study_id, changes.c.published_at.is_not(None))
    rows = await tx.execute(select(changes).where(*published).order_by(changes.c.id))
    return [packed_change.read_change(row) for row in rows]


async def add(tx: AsyncConnection, new: Change) -> Change:
    """Store a proposal; the same organiser's earlier ones for this study go."""
    earlier = (changes.c.study_id == new.study_id, changes.c.by == new.by, changes.c.published_at.is_(None))
    await tx.execute(delete(changes).where(*earlier))
    added = await tx.execute(insert(changes).values(packed_change.change(new)).returning(changes.c.id))
    return replace(new, id=added.scalar_one())


async def save(tx: AsyncConnection, changed: Change) -> None:
    await tx.execute(update(changes).where(changes.c.id == changed.id).values(packed_change.change(changed)))


async def remove(tx: AsyncConnection, change_id: ChangeId) -> None:
    await tx.execute(delete(changes).where(changes.c.id == change_id))


async def skips_of(tx: AsyncConnection, study_id: StudyId) -> frozenset[date]:
    """The days on which a study does not meet because an organiser said so, past ones too."""
    return frozenset((await tx.execute(select(skips.c.on).where(skips.c.study_id == study_id))).scalars())


async def add_skips(tx: AsyncConnection, study_id: StudyId, days: Collection[date]) -> None:
    """Skip days, whether or not they were skipped before; the study is locked."""
    await remove_skips(tx, study_id, days)
    if days:
        await tx.execute(insert(skips), [{"study_id": study_id, "on": day} for day in days])


async def remove_skips(tx: AsyncConnection, study_id: StudyId, days: Collection[date]) -> None:
    await tx.execute(delete(skips).where(skips.c.study_id == study_id, skips.c.on.in_(list(days))))
