"""Facts that several use cases load the same way, and the notices that follow from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import calls as rules
from bot.domain import digests, notices, picks
from bot.domain.calendar import local
from bot.domain.plans import Meeting, Plan
from bot.domain.studies import NoSuchStudy, seated
from db.engine import Transaction
from db.queries import attendance as stored_attendance
from db.queries import aways as stored_aways
from db.queries import calls as stored_calls
from db.queries import digests as stored_digests
from db.queries import gone as stored_gone
from db.queries import notices as outbox
from db.queries import picks as stored_picks
from db.queries import places as stored_places
from db.queries import plans as stored_plans
from db.queries import servers as stored_servers
from db.queries import studies as stored
from db.records import Attendance, Presence, Seat, Session, Showing, Study, StudyDigest, StudyId, Target, UserId


async def existing(tx: Transaction, study_id: StudyId, *, lock: bool = False) -> Study:
    """`lock` it before changing anything in it. Raises NoSuchStudy for one that was discarded."""
    study = await stored.study(tx, study_id, lock=lock)
    if study is None:
        raise NoSuchStudy
    return study


async def plan_of(tx: Transaction, study: Study) -> Plan:
    """The published plan; without meetings where there is none yet."""
    turns = await stored_plans.turns_of(tx, study.id)
    calls = await stored_calls.open_of(tx, study.id)
    sessions = await stored_plans.sessions_of(tx, study.id)
    return Plan(
        study,
        tuple(Meeting(session, tuple(turns.get(session.id, ())), calls.get(session.id)) for session in sessions),
    )


async def touch(tx: Transaction, study: Study) -> Study:
    """Count a change of a study's plan, so that what was computed before it is known to be out of date."""
    touched = replace(study, revision=study.revision + 1)
    await stored.save(tx, touched)
    return touched


async def staff_of(tx: Transaction, study: Study) -> Target:
    """Where a study's organisers are reached now; one by one while their channel is gone."""
    return await _staff(tx, study, await stored_gone.of_server(tx, study.server_id))


async def absent_from(tx: Transaction, study: Study, session: Session) -> set[UserId]:
    """Who is known not to come to a session: excused from it, or away that day."""
    return await _absent(tx, study, session, await stored_attendance.of_session(tx, session.id))


async def _absent(tx: Transaction, study: Study, session: Session, said: Mapping[UserId, Attendance]) -> set[UserId]:
    on = local(session.starts_at, study.slot.zone).date()
    away = await stored_aways.covering(tx, study.server_id, on)
    return away | {user for user, each in said.items() if each.presence is Presence.EXCUSED}


async def showings_of(
    tx: Transaction, study: Study, session: Session, seats: Sequence[Seat], said: Mapping[UserId, Attendance]
) -> tuple[Showing, ...]:
    """The exercises a session looks at, as things stand; `said` is who said what about coming to it."""
    pick = (await stored_picks.of_study(tx, study.id)).get(session.id)
    if pick is None:
        return ()
    sitting = {seat.user_id for seat in seated(seats)}
    return picks.present(pick.showings, sitting, await _absent(tx, study, session, said))


async def follow_up(tx: Transaction, study: Study, now: datetime) -> Plan:
    """Let calls and notices follow a change, in the transaction that made it; the plan as it stands afterwards.

    Every use case that changes a plan, its members or its study ends with this.
    """
    plan = await plan_of(tx, study)
    tended = rules.tend(plan, now)
    for call in tended:
        await stored_calls.save(tx, call)
    if tended:
        plan = await plan_of(tx, study)
    lost = await stored_gone.of_server(tx, study.server_id)
    planned = notices.for_plan(plan, await stored.seats_of(tx, study.id), await _staff(tx, study, lost), now)
    planned += notices.for_places(
        plan, await stored_places.sessions_gone(tx, study.id), await stored_places.of_study(tx, study.id), now
    )
    reachable = notices.reachable(planned, lost)
    await outbox.replace(tx, study_id=study.id, planned=reachable, now=now, kinds=notices.OF_A_PLAN)
    await tend_digest(tx, study, now)
    return plan


async def tend_digest(tx: Transaction, study: Study, now: datetime, before: StudyDigest | None = None) -> StudyDigest:
    """Let the weekly digest's notices follow its settings and its study; `before` is as it stands, if it was loaded."""
    before = before or await stored_digests.of_study(tx, study.id)
    digest = digests.tended(before, study, now)
    if digest != before:
        await stored_digests.save(tx, digest)
    covered = digest.covered.revision if digest.covered else 0
    unsent = await outbox.unsent(tx, study.id, notices.OF_A_WEEK, covered)
    lost = await stored_gone.of_server(tx, study.server_id)
    planned = notices.for_digest(study, digest, await _staff(tx, study, lost), unsent)
    planned = notices.reachable(planned, lost)
    await outbox.replace(tx, study_id=study.id, planned=planned, now=now, kinds=notices.OF_A_WEEK)
    return digest


async def _staff(tx: Transaction, study: Study, lost: Collection[int]) -> Target:
    return notices.to_staff(study, notices.standing(await stored_servers.server(tx, study.server_id), lost))
