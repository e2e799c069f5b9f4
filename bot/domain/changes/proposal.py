"""A change as it is proposed: every session before and after, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.changes.ahead import Ahead
from bot.domain.changes.outline import Outlined, outlined
from bot.domain.changes.presenters import Causes, People, in_the_way, presented
from bot.domain.changes.refusals import NothingChanges, NotUnderWay
from bot.domain.changes.shares import shares
from bot.domain.changes.wishes import Cancel, Divide, GoOn, Move, Repage, Reslot, Unite, Wish, read, written
from db.records import Cause, Change, Changed, Fixed, Role, SessionState, Shape, Study, StudyState, Terms, UserId


def propose(ahead: Ahead, people: People, wish: Wish, by: UserId, fixed: Sequence[Fixed] = ()) -> Change:
    """The smallest change of a plan that a wish asks for; its id is 0.

    Raises NotUnderWay, NothingChanges, and what the wish and the fixed turns are refused with.
    """
    if ahead.study.state not in (StudyState.RUNNING, StudyState.PAUSED):
        raise NotUnderWay(ahead.study)
    found = outlined(ahead, wish)
    planned, causes = presented(ahead, found.planned, people, fixed)
    after = sorted((*planned, *found.settled), key=lambda shape: shape.number)
    change = Change(
        id=0,
        study_id=ahead.study.id,
        revision=ahead.study.revision,
        by=by,
        made_at=ahead.now,
        wish=written(wish),
        before=terms(ahead.study),
        after=terms(found.study),
        sessions=tuple(_changed(ahead, after, wish, causes)),
        skips=tuple(sorted(found.skips)),
        resumes=tuple(sorted(found.resumes)),
        members=people.members,
        fixed=tuple(fixed),
        shares=shares(ahead, after, people),
    )
    _check_changing(ahead.study, change, found)
    return change


def propose_again(ahead: Ahead, people: People, old: Change, by: UserId) -> tuple[Change, tuple[Fixed, ...]]:
    """The same wish on the plan as it is now, and the presenters set by hand before who are not possible any more.

    Those who still are stay with their session, whatever its number is by now. Raises what `propose` raises.
    """
    wish = read(old.wish)
    planned = outlined(ahead, wish).planned
    kept, dropped = [], []
    for each in old.fixed:
        found = _found_again(old, planned, each)
        if found is None or in_the_way(ahead, planned, people, found) is not None:
            dropped.append(each)
        else:
            kept.append(found)
    return propose(ahead, people, wish, by, kept), tuple(dropped)


def _found_again(old: Change, planned: Sequence[Shape], fixed: Fixed) -> Fixed | None:
    """A session that was only now to be made has no other name than its number."""
    numbered = (row.after for row in old.sessions if row.after is not None and row.after.number == fixed.number)
    session_id = next((shape.session_id for shape in numbered), None)
    if session_id is None:
        return fixed
    number = next((shape.number for shape in planned if shape.session_id == session_id), None)
    return replace(fixed, number=number) if number is not None else None


def terms(study: Study) -> Terms:
    return Terms(study.slot, study.pages_per_session, study.state, study.paused_at)


def _check_changing(study: Study, change: Change, found: Outlined) -> None:
    if not (change.sessions or found.skips or found.resumes or change.before != change.after):
        raise NothingChanges(study)


def _changed(ahead: Ahead, after: Iterable[Shape], wish: Wish, causes: Causes) -> Iterator[Changed]:
    """What is not as it was, in order of the numbers after the change; what goes comes where it was."""
    left = {shape.session_id: shape for shape in (*ahead.planned, *ahead.settled)}
    pairs = [(left.pop(shape.session_id) if shape.session_id else None, shape) for shape in after]
    rows = [*pairs, *((gone, None) for gone in left.values())]
    for before, now in sorted(rows, key=lambda row: (row[1] or row[0]).number):  # type: ignore[union-attr]
        if before != now:
            yield Changed(before, now, tuple(dict.fromkeys(_causes(before, now, wish, causes))))


def _causes(before: Shape | None, after: Shape | None, wish: Wish, causes: Causes) -> Iterator[Cause]:
    if before is None or after is None:
        yield _coming_or_going(wish, comes=before is None)
    else:
        yield from _staying(before, after, wish)
    for role in Role:
        number = after.number if after is not None else None
        if number is not None and _user(before, role) != _user(after, role) and (number, role) in causes:
            yield causes[number, role]


def _coming_or_going(wish: Wish, *, comes: bool) -> Cause:
    if isinstance(wish, Repage):
        return Cause.ADDED if comes else Cause.REPAGED
    return Cause.SPLIT if comes else Cause.MERGED


def _staying(before: Shape, after: Shape, wish: Wish) -> Iterator[Cause]:
    if after.state is not before.state and after.state is SessionState.CANCELLED:
        yield Cause.CANCELLED
    if after.reading != before.reading:
        yield _read_anew(wish)
    if after.starts_at != before.starts_at:
        yield _dated_anew(wish, later=after.starts_at > before.starts_at)
    if after.number != before.number:
        yield Cause.RENUMBERED


def _read_anew(wish: Wish) -> Cause:
    match wish:
        case Divide():
            return Cause.SPLIT
        case Unite() | Cancel():
            return Cause.MERGED
        case _:
            return Cause.REPAGED


def _dated_anew(wish: Wish, *, later: bool) -> Cause:
    match wish:
        case Move():
            return Cause.MOVED
        case Reslot():
            return Cause.RESLOTTED
        case GoOn():
            return Cause.GOES_ON
        case _:
            return Cause.PUSHED_ON if later else Cause.PULLED_FORWARD


def _user(shape: Shape | None, role: Role) -> UserId | None:
    post = shape and (shape.lead if role is Role.LEAD else shape.backup)
    return post.user_id if post else None
