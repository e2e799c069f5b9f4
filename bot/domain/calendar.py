"""From a weekly slot to instants: the one place where local time becomes UTC."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count as counting
from zoneinfo import ZoneInfo

from bot.domain.refusals import Refusal
from db.records import SkippedDate, Slot

WEEK = timedelta(weeks=1)
MINUTE = timedelta(minutes=1)
SKIPPED_AT_MOST = 520  # slots: ten years of them


class EverySlotSkipped(Refusal):
    """Skipped dates leave too little: `until` is where the search was given up."""

    def __init__(self, start_on: date, until: date) -> None:
        super().__init__(start_on, until)
        self.start_on, self.until = start_on, until


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a study meets: aware UTC in order, and the slots that fell out from its start to its last session."""

    starts: tuple[datetime, ...]
    skipped: tuple[SkippedDate, ...] = ()


def instant(on: date, at: time, zone: str) -> datetime:
    """The UTC instant at which clocks in `zone` show `on` and `at`.

    Where clocks jump over that time, it is the first minute they show afterwards; where they show it twice, the
    first of the two. Raises ZoneInfoNotFoundError for a name that is no IANA zone.
    """
    wall = datetime.combine(on, at, tzinfo=ZoneInfo(zone)).replace(fold=0)
    if not _shown(wall):
        wall = wall.replace(second=0, microsecond=0)
    while not _shown(wall):
        wall += MINUTE
    return wall.astimezone(UTC)


def local(instant: datetime, zone: str) -> datetime:
    """What a clock in `zone` shows at an aware `instant`; a naive one raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset from UTC")
    return instant.astimezone(ZoneInfo(zone))


def coming(weekday: int, on: date) -> date:
    """The first such day of the week on or after `on`; Monday is 0."""
    return on + timedelta(days=(weekday - on.weekday()) % 7)


def sessions_on(slot: Slot, start_on: date, count: int, *, skipped: Mapping[date, str | None]) -> Calendar:
    """The first `count` slots on or after `start_on` whose local date is not skipped.

    `skipped` holds a name for a holiday and None for a date an organiser skipped. Raises EverySlotSkipped once ten
    years of slots have fallen out.
    """
    starts: list[datetime] = []
    fallen: list[SkippedDate] = []
    days = _weekly(slot, start_on)
    while len(starts) < count:
        on = next(days)
        if on not in skipped:
            starts.append(instant(on, slot.at, slot.zone))
            continue
        fallen.append(SkippedDate(on, skipped[on]))
        if len(fallen) == SKIPPED_AT_MOST:
            raise EverySlotSkipped(start_on, until=on)
    return Calendar(tuple(starts), tuple(fallen))


def _weekly(slot: Slot, from_day: date) -> Iterator[date]:
    first = coming(slot.weekday, from_day)
    return (first + weeks * WEEK for weeks in counting())


def _shown(wall: datetime) -> bool:
    """Whether clocks ever show this time; arithmetic on an aware datetime is on the wall clock, so go through UTC."""
    zone = wall.tzinfo
    return wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)
