"""A wish turned into sessions: when what is read, before anybody else presents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import singledispatch

from bot.domain.changes import dates, pages
from bot.domain.changes.ahead import Ahead, numbered
from bot.domain.changes.refusals import CannotDivide, NoNextSession
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
from bot.domain.studies import PAGES, OutOfRange, check_sessions
from db.records import Post, SessionState, Shape, Study, StudyState, TurnState


@dataclass(frozen=True, slots=True)
class Outlined:
    """Where a wish leads: the sessions from here on, the study itself, the days skipped and free again.

    `planned` and `settled` mean what they mean in `Ahead`. A session that is missing is gone, one without an id is new.
    """

    planned: tuple[Shape, ...]
    settled: tuple[Shape, ...]
    study: Study
    skips: frozenset[date] = frozenset()
    resumes: frozenset[date] = frozenset()


def outlined(ahead: Ahead, wish: Wish) -> Outlined:
    """The sessions after a wish, in order of time and numbered so. Raises what the wish is refused with."""
    found = _outlined(wish, ahead)
    rows = numbered(ahead, (*found.planned, *found.settled))
    return replace(
        found,
        planned=tuple(row for row in rows if row.state is SessionState.PLANNED),
        settled=tuple(row for row in rows if row.state is not SessionState.PLANNED),
    )


@singledispatch
def _outlined(wish: Wish, ahead: Ahead) -> Outlined:
    raise NotImplementedError(type(wish).__name__)


@_outlined.register
def _(_wish: Rebalance, ahead: Ahead) -> Outlined:
    return Outlined(ahead.planned, ahead.settled, ahead.study)


@_outlined.register
def _(wish: Move, ahead: Ahead) -> Outlined:
    return Outlined(dates.moved(ahead, wish), ahead.settled, ahead.study)


@_outlined.register
def _(wish: SkipDays, ahead: Ahead) -> Outlined:
    planned, days = dates.skipped(ahead, wish)
    return Outlined(planned, ahead.settled, ahead.study, skips=days)


@_outlined.register
def _(wish: ResumeDays, ahead: Ahead) -> Outlined:
    planned, days = dates.resumed(ahead, wish)
    return Outlined(planned, ahead.settled, ahead.study, resumes=days)


@_outlined.register
def _(wish: Reslot, ahead: Ahead) -> Outlined:
    return Outlined(dates.reslotted(ahead, wish.slot), ahead.settled, replace(ahead.study, slot=wish.slot))


@_outlined.register
def _(wish: GoOn, ahead: Ahead) -> Outlined:
    running = replace(ahead.study, state=StudyState.RUNNING, paused_at=None)
    return Outlined(dates.gone_on(ahead, wish), ahead.settled, running)


@_outlined.register
def _(wish: Divide, ahead: Ahead) -> Outlined:
    return Outlined(_divided(ahead, ahead.place(wish.number)), ahead.settled, ahead.study)


@_outlined.register
def _(wish: Unite, ahead: Ahead) -> Outlined:
    return Outlined(_united(ahead, ahead.place(wish.number)), ahead.settled, ahead.study)


@_outlined.register
def _(wish: Cancel, ahead: Ahead) -> Outlined:
    place = ahead.place(wish.number)
    own = ahead.planned[place]
    if wish.pages is PagesGo.ON:
        day = frozenset({ahead.day(own.starts_at)})
        return Outlined(dates.pushed_on(ahead, day), ahead.settled, ahead.study, skips=day - ahead.skips)
    left = [*ahead.planned[:place], *ahead.planned[place + 1 :]]
    if wish.pages is PagesGo.NEXT:
        following = _following(ahead, place)
        left[place] = replace(following, reading=pages.joined([own.reading, following.reading]))
    out = replace(own, state=SessionState.CANCELLED, lead=None, backup=None)
    return Outlined(tuple(left), (*ahead.settled, out), ahead.study)


@_outlined.register
def _(wish: Repage, ahead: Ahead) -> Outlined:
    """All pages to come split anew; sessions keep their presenters and dates in their order."""
    if wish.pages_per_session not in PAGES:
        raise OutOfRange("pages", wish.pages_per_session, PAGES)
    study = replace(ahead.study, pages_per_session=wish.pages_per_session)
    unread = [shape.reading for shape in ahead.planned]
    readings = pages.resplit(ahead.book, unread, wish.pages_per_session, join=study.join_short_chapters)
    check_sessions(len(ahead.past) + len(ahead.settled) + len(readings))
    kept = [replace(shape, reading=reading) for shape, reading in zip(ahead.planned, readings, strict=False)]
    new = [Shape(None, 0, ahead.now, reading) for reading in readings[len(kept) :]]
    return Outlined(_on_the_same_dates(ahead, [*kept, *new]), ahead.settled, study)


def _divided(ahead: Ahead, place: int) -> tuple[Shape, ...]:
    own = ahead.planned[place]
    cut = pages.halves(ahead.book, own.reading)
    if cut is None:
        raise CannotDivide(ahead.study, own.number)
    first, second = cut
    new = Shape(None, 0, own.starts_at, second)
    shapes = [*ahead.planned[:place], replace(own, reading=first), new, *ahead.planned[place + 1 :]]
    return _on_the_same_dates(ahead, shapes)


def _united(ahead: Ahead, place: int) -> tuple[Shape, ...]:
    own, following = ahead.planned[place], _following(ahead, place)
    one = replace(own, reading=pages.joined([own.reading, following.reading]), lead=_lead_of_both(own, following))
    if one.lead is not None and own.backup is not None and one.lead.user_id == own.backup.user_id:
        one = replace(one, backup=None)
    rest = ahead.planned[place + 2 :]
    row = [shape.starts_at for shape in ahead.planned]
    # The second one's date goes to the session behind it, unless it is too near for who presents there.
    gone = place + 1 if row[place + 1] < ahead.now + dates.LEAD_TIME else len(row) - 1
    return dates.redated([*ahead.planned[:place], one, *rest], [*row[:gone], *row[gone + 1 :]])


def _lead_of_both(own: Shape, following: Shape) -> Post | None:
    """Who confirmed, else who presents the first; from the second session nobody brings the turn along."""
    theirs = following.lead
    if theirs is None or _confirmed(own.lead) or (own.lead is not None and not _confirmed(theirs)):
        return own.lead
    return replace(theirs, turn_id=None)


def _confirmed(post: Post | None) -> bool:
    return post is not None and post.state is TurnState.CONFIRMED


def _on_the_same_dates(ahead: Ahead, shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """The row of dates as it is, longer or shorter at its end."""
    found = list(shapes)
    row = [shape.starts_at for shape in ahead.planned][: len(found)]
    return dates.redated(found, [*row, *dates.slots_behind(ahead, len(found) - len(row))])


def _following(ahead: Ahead, place: int) -> Shape:
    if place + 1 == len(ahead.planned):
        raise NoNextSession(ahead.study, ahead.planned[place].number)
    return ahead.planned[place + 1]
