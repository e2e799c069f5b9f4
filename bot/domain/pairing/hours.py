"""How long two people are free at the same time, in real minutes, across zones and changes of the clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FreeHours:
    """Weekly free time by the clock of a zone: `weekday` counts from Monday = 0, whole minutes.

    It goes from `begins` on to before `ends`; an `ends` of 00:00 is midnight, when the day is over.
    """

    weekday: int
    begins: time
    ends: time
    zone: str


def together(one: Iterable[FreeHours], other: Iterable[FreeHours], since: datetime, until: datetime) -> int:
    """The minutes from `since` on and before `until` (aware, whole minutes) in which both are free."""
    minutes = 0
    theirs = spans(other, since, until)
    for begin, end in spans(one, since, until):
        for also_begin, also_end in theirs:
            minutes += max(timedelta(), min(end, also_end) - max(begin, also_begin)) // MINUTE
    return minutes


def spans(free: Iterable[FreeHours], since: datetime, until: datetime) -> list[Span]:
    """Free time as instants in UTC, in order, none touching another."""
    found = sorted(span for hours in free for span in _instants(hours, since.astimezone(UTC), until.astimezone(UTC)))
    merged: list[Span] = []
    for begin, end in found:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _instants(hours: FreeHours, since: datetime, until: datetime) -> Iterator[Span]:
    """What the clock shows inside the free time: nothing of an hour it skips, twice of one it repeats.

    Where the clocks change, the day is taken piece by piece, each with its own distance from UTC.
    """
    for begin, end, offset in _even_clock(ZoneInfo(hours.zone), since, until):
        day = (begin + offset).replace(hour=0, minute=0, second=0, microsecond=0)
        while day < end + offset:
            if day.weekday() == hours.weekday:
                opens = day + _of_day(hours.begins) - offset
                closes = day + (_of_day(hours.ends) or DAY) - offset
                if max(opens, begin) < min(closes, end):
                    yield max(opens, begin), min(closes, end)
            day += DAY


def _even_clock(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """Stretches in which a zone's distance from UTC stays the same, with that distance."""
    if since >= until:
        return
    hourly = [since + n * HOUR for n in range(int((until - since) / HOUR) + 1)]
    changes = [
        _change(zone, early, late)
        for early, late in pairwise([*hourly, until])
        if _offset(zone, early) != _offset(zone, late)
    ]
    for begin, end in pairwise([since, *changes, until]):
        if begin < end:
            yield begin, end, _offset(zone, begin)


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The first minute with the new distance."""
    before = _offset(zone, early)
    while late - early > MINUTE:
        middle = early + (late - early) / 2
        middle = middle.replace(second=0, microsecond=0)
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    return late


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _of_day(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)


def split_at_midnight(weekday: int, begins: time, ends: time, zone: str) -> Sequence[FreeHours]:
    """Free time as people say it, such as 22:00 to 01:00, as what lies within days. Empty where both are the same."""
    if begins == ends:
        return ()
    if begins < ends or ends == time():
        return (FreeHours(weekday, begins, ends, zone),)
    return FreeHours(weekday, begins, time(), zone), FreeHours((weekday + 1) % 7, time(), ends, zone)
