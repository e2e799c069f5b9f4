"""When each study's digest comes, and what the last one was about."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.upsert import upsert
from db.records import Covered, Slot, StudyDigest, StudyId, WhenQuiet
from db.tables import digests

_SLOT = ("weekday", "at", "zone")
_COVERED = ("since", "until", "due", "week", "revision")


async def of_study(tx: AsyncConnection, study_id: StudyId) -> StudyDigest:
    """As it was chosen, or as it comes where nobody chose yet."""
    row = (await tx.execute(select(digests).where(digests.c.study_id == study_id))).mappings().one_or_none()
    return _digest(row) if row else StudyDigest(study_id)


async def save(tx: AsyncConnection, changed: StudyDigest) -> None:
    await upsert(tx, digests, [_row(changed)], key=("study_id",))


def _row(digest: StudyDigest) -> dict[str, Any]:
    none = dict.fromkeys((*_SLOT, *_COVERED))
    slot = asdict(digest.slot) if digest.slot else {}
    covered = asdict(digest.covered) if digest.covered else {}
    chosen = {
        "study_id": digest.study_id,
        "public": digest.on,
        "staff": digest.staff,
        "resting": digest.resting,
        "when_quiet": digest.when_quiet.value,
    }
    return none | slot | covered | chosen


def _digest(row: RowMapping) -> StudyDigest:
    slot = slot_in(row) if row["zone"] is not None else None
    covered = covered_in(row) if row["until"] is not None else None
    return StudyDigest(
        row["study_id"], row["public"], row["staff"], slot, WhenQuiet(row["when_quiet"]), covered, row["resting"]
    )


def slot_in(row: RowMapping) -> Slot:
    return Slot(**{name: row[name] for name in _SLOT})


def covered_in(row: RowMapping) -> Covered:
    return Covered(**{name: row[name] for name in _COVERED})
