"""Rules of a study that changes on its way: what is kept at once, what bends its plan, how it rests and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from bot.domain import sessions
from bot.domain.changes.ahead import to_come
from bot.domain.plans import NotYetPlanned, Plan
from bot.domain.studies import UNDER_WAY, StudyRefusal, seated, waiting
from db.records import Gathering, Seat, SeatState, Session, SessionState, Study, StudyState

# What its sessions follow from; the rest changes no date, no page and no presenter.
OF_THE_PLAN = ("slot", "pages_per_session")


class AlreadyFinished(StudyRefusal):
    """Nothing in it changes any more."""


class AlreadyPaused(StudyRefusal):
    """It rests since `study.paused_at`."""


class NothingToEdit(StudyRefusal):
    """Every value is the one it has."""


class TwoAtOnce(StudyRefusal):
    """Another slot and other pages are two changes of the plan, and one is looked at at a time."""


class WhichForum(StudyRefusal):
    """Its sessions should have posts in a forum, and none was named."""


class TooFewSeats(StudyRefusal):
    """`taken` members sit in it already."""

    def __init__(self, study: Study, taken: int) -> None:
        super().__init__(study)
        self.taken = taken


@dataclass(frozen=True, slots=True)
class Edit:
    """`kept` is the study with what changes at once, `bends` which of OF_THE_PLAN waits for a preview."""

    kept: Study
    changed: tuple[str, ...]
    bends: tuple[str, ...]


def edit(study: Study, wanted: Study, seats: Sequence[Seat]) -> Edit:
    """Part what an organiser wants into what is kept at once and what bends the plan.

    A study that still recruits has no plan, so all of it is kept. Raises AlreadyFinished, NothingToEdit, TwoAtOnce,
    WhichForum, TooFewSeats.
    """
    if study.state is StudyState.FINISHED:
        raise AlreadyFinished(study)
    changed = _differences(study, wanted)
    if not changed:
        raise NothingToEdit(study)
    bends = tuple(name for name in changed if name in OF_THE_PLAN and study.state in UNDER_WAY)
    if len(bends) > 1:
        raise TwoAtOnce(study)
    if wanted.gathering is Gathering.FORUM and wanted.forum_id is None:
        raise WhichForum(study)
    if wanted.seats < min(study.seats, taken := len(seated(seats))):
        raise TooFewSeats(study, taken)
    kept = replace(wanted, **{name: getattr(study, name) for name in bends})
    return Edit(kept, tuple(name for name in changed if name not in bends), bends)


def _differences(before: Study, after: Study) -> tuple[str, ...]:
    """The names of the fields that differ; the first day follows from the slot and is none of its own."""
    names = [field.name for field in fields(Study) if field.name != "start_on"]
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def moving_up(study: Study, seats: Sequence[Seat]) -> list[Seat]:
    """Who waits and gets a seat now that there are more, in their order."""
    free = max(0, study.seats - len(seated(seats)))
    return [replace(seat, state=SeatState.SEATED) for seat in waiting(seats)[:free]]


def pause(study: Study, now: datetime) -> Study:
    """Let a study rest. Raises AlreadyPaused, AlreadyFinished, NotYetPlanned."""
    if study.state is StudyState.PAUSED:
        raise AlreadyPaused(study)
    if study.state is StudyState.FINISHED:
        raise AlreadyFinished(study)
    if study.state is not StudyState.RUNNING:
        raise NotYetPlanned(study)
    return replace(study, state=StudyState.PAUSED, paused_at=now)


@dataclass(frozen=True, slots=True)
class Ending:
    """A study that ends before its book does, and what is cancelled with it.

    `began` says whether there is anything to thank for.
    """

    study: Study
    cancelled: tuple[Session, ...]
    began: bool


def end(plan: Plan, now: datetime) -> Ending:
    """Cancel what is to come; what was, stays. Raises AlreadyFinished."""
    if plan.study.state is StudyState.FINISHED:
        raise AlreadyFinished(plan.study)
    live = [m.session for m in plan.meetings if m.session.state is not SessionState.CANCELLED]
    waits = [each for each in live if each.state is SessionState.PLANNED and to_come(plan.study, each.starts_at, now)]
    cancelled = tuple(replace(session, state=SessionState.CANCELLED) for session in waits)
    return Ending(sessions.finish(plan.study, now), cancelled, began=len(live) > len(cancelled))
