"""Facts that several use cases load the same way, and the notices that follow from them."""

from __future__ import annotations

from datetime import datetime

from bot.domain import notices
from bot.domain.plans import Meeting, Plan
from bot.domain.studies import NoSuchStudy
from db.engine import Transaction
from db.queries import notices as outbox
from db.queries import plans as stored_plans
from db.queries import studies as stored
from db.records import Study, StudyId


async def existing(tx: Transaction, study_id: StudyId, *, lock: bool = False) -> Study:
    """`lock` it before changing anything in it. Raises NoSuchStudy for one that was discarded."""
    study = await stored.study(tx, study_id, lock=lock)
    if study is None:
        raise NoSuchStudy
    return study


async def plan_of(tx: Transaction, study: Study) -> Plan:
    """The published plan; without meetings where there is none yet."""
    turns = await stored_plans.turns_of(tx, study.id)
    sessions = await stored_plans.sessions_of(tx, study.id)
    return Plan(study, tuple(Meeting(session, tuple(turns.get(session.id, ()))) for session in sessions))


async def replan_notices(tx: Transaction, study: Study, now: datetime) -> None:
    """Rewrite what a study owes, in the transaction that changed it."""
    planned = notices.for_plan(await plan_of(tx, study), await stored.seats_of(tx, study.id), now)
    await outbox.replace(tx, study_id=study.id, planned=planned, now=now, kinds=notices.OF_A_PLAN)
