"""From a proposal to the plan: whether it still fits, and what the study becomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.changes.ahead import Ahead, posts, to_come
from bot.domain.changes.presenters import People
from bot.domain.changes.proposal import terms
from bot.domain.changes.refusals import PlanMovedOn
from db.records import Change, SessionId, SessionState, Shape, Study, Terms, UserId


def check_publishing(ahead: Ahead, people: People, change: Change) -> None:
    """Raise PlanMovedOn where the plan, its members or the time are not what the change was computed on."""
    study = ahead.study
    check_fresh(study, change, people.members)
    after = with_terms(study, change.after)
    for row in change.sessions:
        if row.before is not None and not to_come(study, row.before.starts_at, ahead.now):
            raise PlanMovedOn(study)
        # A day that fell out during a pause stays where it was.
        planned = row.after is not None and row.after.state is SessionState.PLANNED
        if planned and row.after is not None and not to_come(after, row.after.starts_at, ahead.now):
            raise PlanMovedOn(study)
        # Who said since that they are away changed no plan, for they had no turn then.
        if row.after is not None and any(people.away(ahead, each.user_id, row.after) for each in posts(row.after)):
            raise PlanMovedOn(study)


def check_fresh(study: Study, change: Change, members: Iterable[UserId]) -> None:
    """Raise PlanMovedOn once anything that the change was computed from is another."""
    if study.revision != change.revision or terms(study) != change.before or set(members) != set(change.members):
        raise PlanMovedOn(study)


def with_terms(study: Study, new: Terms) -> Study:
    return replace(
        study, slot=new.slot, pages_per_session=new.pages_per_session, state=new.state, paused_at=new.paused_at
    )


def gone(change: Change) -> list[SessionId]:
    """The sessions that are in the plan no more."""
    return _ids(row.before for row in change.sessions if row.after is None)


def added(change: Change) -> list[SessionId]:
    """The sessions that a published change brought."""
    return _ids(row.after for row in change.sessions if row.before is None)


def _ids(shapes: Iterable[Shape | None]) -> list[SessionId]:
    return [shape.session_id for shape in shapes if shape is not None and shape.session_id is not None]
