"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2027, 1, 4, 0, 0, tzinfo=UTC)


class Clock:
    """Hand `clock.now` to what wants to know the time."""

    def __init__(self, at: datetime = MONDAY_MORNING) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> datetime:
        """`by` is what timedelta takes: days=7, minutes=10."""
        self.at += timedelta(**by)
        return self.at
