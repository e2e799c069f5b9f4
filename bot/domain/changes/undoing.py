"""Taking a published change back, while what it changed still stands as it left it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.domain.changes.ahead import Ahead, to_come
from bot.domain.changes.presenters import People
from bot.domain.changes.proposal import terms
from bot.domain.changes.publishing import with_terms
from bot.domain.changes.refusals import NotPublished, TermsInTheWay, TooLateToUndo, UndoInTheWay
from db.records import Change, Changed, Post, SessionId, Shape, TurnState

UNDO_WITHIN = timedelta(days=1)


def taken_back(ahead: Ahead, people: People, change: Change) -> tuple[Shape, ...]:
    """The shapes that the changed sessions had before; those that the change added are not in it.

    Who left, or is away by then, gets no turn back. Who confirmed since what they had before has confirmed it still.
    Raises NotPublished, TooLateToUndo, TermsInTheWay, UndoInTheWay.
    """
    _check_time(ahead, change)
    if terms(ahead.study) != change.after:
        raise TermsInTheWay(ahead.study)
    standing = {shape.session_id: shape for shape in (*ahead.past, *ahead.planned, *ahead.settled)}
    for row in change.sessions:
        _check_standing(ahead, change, row, standing)
    shapes = tuple(_as_before(row.before, row.after, standing) for row in change.sessions if row.before is not None)
    shapes = tuple(_with_who_is_there(ahead, people, shape) for shape in shapes)
    _check_order(ahead, change, shapes)
    return shapes


def _check_time(ahead: Ahead, change: Change) -> None:
    if change.published_at is None or change.undone_at is not None:
        raise NotPublished
    until = change.published_at + UNDO_WITHIN
    if ahead.now > until:
        raise TooLateToUndo(ahead.study, until)


def _check_standing(ahead: Ahead, change: Change, row: Changed, standing: Mapping[SessionId | None, Shape]) -> None:
    """As the change left it, and to come on both sides."""
    after = row.after
    if after is not None and _outside(standing.get(after.session_id)) != _outside(after):
        raise UndoInTheWay(ahead.study, after.number)
    if after is not None and not to_come(ahead.study, after.starts_at, ahead.now):
        raise UndoInTheWay(ahead.study, after.number)
    before = row.before
    if before is not None and not to_come(with_terms(ahead.study, change.before), before.starts_at, ahead.now):
        raise UndoInTheWay(ahead.study, (after or before).number)


def _outside(shape: Shape | None) -> Shape | None:
    """What others see of a session: that its presenters confirmed since is no obstacle."""
    if shape is None:
        return None
    return replace(shape, lead=_who(shape.lead), backup=_who(shape.backup))


def _who(post: Post | None) -> Post | None:
    return replace(post, state=TurnState.PLANNED) if post else None


def _as_before(before: Shape, after: Shape | None, standing: Mapping[SessionId | None, Shape]) -> Shape:
    now = standing.get(before.session_id)
    if after is None or now is None:
        return before
    same = before.starts_at == after.starts_at and before.reading == after.reading
    return replace(
        before,
        lead=_still(before.lead, now.lead, same=same),
        backup=_still(before.backup, now.backup, same=same),
    )


def _still(before: Post | None, now: Post | None, *, same: bool) -> Post | None:
    """Who confirmed since, and the same date and pages, stays confirmed."""
    if before is not None and now is not None and before.turn_id == now.turn_id and same:
        return now
    return before


def _with_who_is_there(ahead: Ahead, people: People, shape: Shape) -> Shape:
    def there(post: Post | None) -> Post | None:
        if post is None or post.user_id not in people.members or people.away(ahead, post.user_id, shape):
            return None
        return post

    return replace(shape, lead=there(shape.lead), backup=there(shape.backup))


def _check_order(ahead: Ahead, change: Change, shapes: Sequence[Shape]) -> None:
    """What changed since may leave no room: numbers count the sessions in order of time, as always."""
    touched = {row.after.session_id for row in change.sessions if row.after is not None}
    others = [shape for shape in (*ahead.past, *ahead.planned, *ahead.settled) if shape.session_id not in touched]
    rows = sorted((*others, *shapes), key=lambda shape: (shape.starts_at, shape.number))
    for number, (shape, following) in enumerate(pairwise(rows), 1):
        if shape.number != number or shape.starts_at >= following.starts_at:
            raise UndoInTheWay(ahead.study, shape.number)
    if rows and rows[-1].number != len(rows):
        raise UndoInTheWay(ahead.study, rows[-1].number)
