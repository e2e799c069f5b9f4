"""When sessions to come take place: dates pushed on, pulled forward, moved, laid on another slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import instant, local, sessions_on
from bot.domain.changes.ahead import Ahead
from bot.domain.changes.refusals import DaysOver, DaysTooMany, NotPaused, PastNeighbour, TooSoon
from bot.domain.changes.wishes import GoOn, Move, ResumeDays, SkipDays
from bot.domain.studies import check_start
from db.records import Shape, Slot, StudyState

# Two sessions of a week lie at least so far apart; who was moved by hand stands for the slot nearby.
HALF_A_WEEK = timedelta(days=3, hours=12)
# Nobody's session comes nearer than this without somebody choosing its date.
LEAD_TIME = timedelta(days=2)
MOVED_AT_LEAST = timedelta(hours=1)
DAYS_AT_MOST = 366


def days_of(first: date, last: date, ahead: Ahead) -> frozenset[date]:
    """The days from `first` to `last`, in whichever order they come, without those that are over.

    Raises DaysOver, DaysTooMany.
    """
    first, last = max(min(first, last), ahead.day(ahead.now)), max(first, last)
    if last < first:
        raise DaysOver(ahead.study)
    if (last - first).days >= DAYS_AT_MOST:
        raise DaysTooMany(ahead.study, DAYS_AT_MOST)
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


def pushed_on(ahead: Ahead, days: frozenset[date]) -> tuple[Shape, ...]:
    """No session on these days: who has one takes the next date in the row, and all behind it likewise.

    Dates that were moved by hand keep their place in the row; the last sessions get new slots.
    """
    kept = [shape.starts_at for shape in ahead.planned if ahead.day(shape.starts_at) not in days]
    missing = len(ahead.planned) - len(kept)
    return redated(ahead.planned, [*kept, *slots_behind(ahead, missing, days)])


def pulled_forward(ahead: Ahead, days: frozenset[date]) -> tuple[Shape, ...]:
    """Slots on these days, skipped until now, are used again by the sessions behind them."""
    dates = [shape.starts_at for shape in ahead.planned]
    slot = ahead.study.slot
    off = replace(ahead, skips=ahead.skips - days).off()
    free = [instant(day, slot.at, slot.zone) for day in days & ahead.skips if day.weekday() == slot.weekday]
    used = [
        start
        for start in free
        if start >= ahead.now + LEAD_TIME
        and ahead.day(start) not in off
        and all(abs(start - other) >= HALF_A_WEEK for other in dates)
    ]
    return redated(ahead.planned, sorted([*dates, *used])[: len(dates)])


def skipped(ahead: Ahead, wish: SkipDays) -> tuple[tuple[Shape, ...], frozenset[date]]:
    """The sessions to come, and the days that are skipped from now on."""
    days = days_of(wish.first, wish.last, ahead)
    return pushed_on(ahead, days), days - ahead.skips


def resumed(ahead: Ahead, wish: ResumeDays) -> tuple[tuple[Shape, ...], frozenset[date]]:
    """The sessions to come, and the days that are skipped no more."""
    days = days_of(wish.first, wish.last, ahead) & ahead.skips
    return pulled_forward(ahead, days), days


def moved(ahead: Ahead, wish: Move) -> tuple[Shape, ...]:
    """One session to another instant between its neighbours. Raises TooSoon, PastNeighbour."""
    place = ahead.place(wish.number)
    earliest = ahead.now + MOVED_AT_LEAST
    if wish.starts_at < earliest:
        raise TooSoon(ahead.study, wish.number, earliest)
    before, after = _neighbours(ahead, place)
    if (before is not None and wish.starts_at <= before) or (after is not None and wish.starts_at >= after):
        raise PastNeighbour(ahead.study, wish.number, before, after)
    shape = replace(ahead.planned[place], starts_at=wish.starts_at)
    return (*ahead.planned[:place], shape, *ahead.planned[place + 1 :])


def reslotted(ahead: Ahead, slot: Slot) -> tuple[Shape, ...]:
    """All sessions to come on another weekly slot, from its first possible date on."""
    begin = instant(ahead.study.start_on, slot.at, slot.zone)
    last_past = max((shape.starts_at + HALF_A_WEEK for shape in ahead.past), default=begin)
    earliest = max(ahead.now + LEAD_TIME, begin, last_past)
    return redated(ahead.planned, _slots(ahead, slot, earliest, len(ahead.planned)))


def gone_on(ahead: Ahead, wish: GoOn) -> tuple[Shape, ...]:
    """After a pause all get new dates, from the first slot on or after a day. Raises NotPaused, StartInPast."""
    if ahead.study.state is not StudyState.PAUSED:
        raise NotPaused(ahead.study)
    check_start(wish.on, ahead.day(ahead.now))
    slot = ahead.study.slot
    earliest = max(instant(wish.on, slot.at, slot.zone), ahead.now + MOVED_AT_LEAST)
    return redated(ahead.planned, _slots(ahead, slot, earliest, len(ahead.planned)))


def slots_behind(ahead: Ahead, count: int, skips: frozenset[date] = frozenset()) -> Sequence[datetime]:
    """The next free slots behind all sessions to come."""
    starts = [shape.starts_at for shape in (*ahead.past, *ahead.planned)]
    earliest = max([ahead.now + LEAD_TIME, *(start + HALF_A_WEEK for start in starts)])
    return _slots(ahead, ahead.study.slot, earliest, count, skips)


def redated(shapes: Iterable[Shape], dates: Sequence[datetime]) -> tuple[Shape, ...]:
    """Each session with the date of its place in the row."""
    return tuple(replace(shape, starts_at=start) for shape, start in zip(shapes, dates, strict=True))


def _slots(
    ahead: Ahead, slot: Slot, earliest: datetime, count: int, skips: frozenset[date] = frozenset()
) -> Sequence[datetime]:
    day = local(earliest, slot.zone).date()
    if instant(day, slot.at, slot.zone) < earliest:
        day += timedelta(days=1)
    return sessions_on(slot, day, count, skipped=ahead.off(skips)).starts


def _neighbours(ahead: Ahead, place: int) -> tuple[datetime | None, datetime | None]:
    own = ahead.planned[place]
    others = [shape.starts_at for shape in (*ahead.past, *ahead.planned, *ahead.settled) if shape is not own]
    before = max((start for start in others if start < own.starts_at), default=None)
    return before, min((start for start in others if start > own.starts_at), default=None)
