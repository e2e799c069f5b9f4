"""What organisers do to a plan: they look at a change and publish it, take it back, let the study rest and go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bot.domain.calendar import local
from bot.domain.changes.refusals import PlanMovedOn
from bot.domain.changes.wishes import (
    Cancel,
    Divide,
    GoOn,
    Move,
    PagesGo,
    Rebalance,
    Repage,
    Reslot,
    ResumeDays,
    SkipDays,
    Unite,
    Wish,
)
from bot.domain.plans import Meeting
from bot.services.changes import ChangeShown
from db.records import Role, SessionId, Shape
from tests.semester.life import Before, Page, Published, Semester
from tests.semester.looks import some_session, somebody, today
from tests.semester.truths import is_kept, pages
from tests.situations import DANA

OTHER_ORGANISER = 105


async def assign(semester: Semester) -> None:
    if meeting := await some_session(semester):
        number, user, role = meeting.session.number, await somebody(semester), semester.dice.choice(tuple(Role))
        await semester.services.calls.assign(semester.study_id, number, user, role, DANA)
        semester.happened[f"a {role} is assigned"] += 1


async def move(semester: Semester) -> None:
    if meeting := await some_session(semester):
        by = timedelta(days=semester.dice.randrange(-5, 6), hours=semester.dice.randrange(-5, 3))
        await _change(semester, Move(meeting.session.number, meeting.session.starts_at + by), "a session is moved")


async def cancel(semester: Semester) -> None:
    if meeting := await some_session(semester):
        fate = semester.dice.choice(tuple(PagesGo))
        dropped = frozenset(pages([meeting])) if fate is PagesGo.DROPPED else frozenset()
        await _change(semester, Cancel(meeting.session.number, fate), f"cancelled, its pages {fate}", dropped)


async def divide(semester: Semester) -> None:
    if meeting := await some_session(semester):
        await _change(semester, Divide(meeting.session.number), "a session is split")


async def unite(semester: Semester) -> None:
    if meeting := await some_session(semester):
        await _change(semester, Unite(meeting.session.number), "two sessions are merged")


async def skip(semester: Semester) -> None:
    if meeting := await some_session(semester):
        first = local(meeting.session.starts_at, (await semester.study()).slot.zone).date()
        last = first + timedelta(days=semester.dice.choice((0, 0, 7)))
        await _change(semester, SkipDays(first, last), "days are skipped")


async def resume_days(semester: Semester) -> None:
    first = await today(semester)
    await _change(semester, ResumeDays(first, first + timedelta(days=60)), "skipped days are resumed")


async def reslot(semester: Semester) -> None:
    slot = (await semester.study()).slot
    day, hour = semester.dice.randrange(7), semester.dice.randrange(8, 22)
    await _change(semester, Reslot(replace(slot, weekday=day, at=time(hour))), "the slot moves")


async def repage(semester: Semester) -> None:
    await _change(semester, Repage(semester.dice.randrange(20, 40)), "sessions get other pages")


async def rebalance(semester: Semester) -> None:
    await _change(semester, Rebalance(), "turns are made even")


async def publish_by_two(semester: Semester) -> None:
    """Two organisers look at different plans; one publishes, the other reads that the plan moved on."""
    meeting = await some_session(semester)
    if meeting is None:
        return
    moved = Move(meeting.session.number, meeting.session.starts_at + timedelta(hours=1))
    late = await semester.services.changes.propose(semester.study_id, OTHER_ORGANISER, moved)
    await cancel(semester)
    try:
        await semester.services.changes.publish(late.change.id)
    except PlanMovedOn:
        semester.happened["two organisers publish"] += 1
    else:
        raise AssertionError("two plans were published on one")


async def pause(semester: Semester) -> None:
    await semester.services.editing.pause(semester.study_id)
    semester.happened["the study rests"] += 1


async def go_on(semester: Semester) -> None:
    first = await today(semester) + timedelta(days=semester.dice.randrange(2, 12))
    await _change(semester, GoOn(first), "the study goes on")


async def undo(semester: Semester) -> None:
    """The last change, where it can still be taken back; pages that were dropped are read again."""
    if semester.changes:
        await semester.services.changes.undo(semester.changes[-1].id)
        semester.undone = semester.changes.pop()
        semester.happened["a change is undone"] += 1


async def _change(semester: Semester, wish: Wish, name: str, dropped: frozenset[Page] = frozenset()) -> ChangeShown:
    """Dana asks, looks, and publishes; where she is refused, nothing has changed."""
    plan = await semester.plan()
    standing = {meeting.session.id: _before(meeting) for meeting in plan.meetings}
    proposed = await semester.services.changes.propose(semester.study_id, DANA, wish)
    published = await semester.services.changes.publish(proposed.change.id)
    changed = [_id(row.before) for row in published.change.sessions]
    before = {session_id: standing[session_id] for session_id in changed if session_id is not None}
    semester.changes.append(Published(published.change.id, before, dropped))
    semester.mended = frozenset(lead.user_id for m in plan.meetings if (lead := m.presenter()) and is_kept(lead))
    semester.happened[name] += 1
    return published


def _before(meeting: Meeting) -> Before:
    lead = meeting.presenter()
    return Before(meeting.session.starts_at, meeting.session.reading, lead.user_id if lead else None)


def _id(shape: Shape | None) -> SessionId | None:
    return shape.session_id if shape else None
