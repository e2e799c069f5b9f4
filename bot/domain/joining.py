"""What who joins a study under way need not make up for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from bot.domain.plans import Plan
from bot.domain.studies import seated
from db.records import Seat, UserId


def led(plan: Plan, now: datetime) -> Counter[UserId]:
    """The work each presenter led in the sessions that have begun, in tenths of a page."""
    done: Counter[UserId] = Counter()
    for each in plan.led():
        if each.meeting.session.starts_at <= now:
            done[each.user_id] += each.load
    return done


def credit(plan: Plan, seats: Iterable[Seat], user_id: UserId, now: datetime) -> int:
    """What those who sit carried so far on average, less what `user_id` led in an earlier stay; never below 0.

    With it, who comes late counts as one of them: nobody catches up, and nobody is spared a turn.
    """
    done = led(plan, now)
    others = [done[seat.user_id] + seat.credit for seat in seated(seats) if seat.user_id != user_id]
    mean = sum(others) // len(others) if others else 0
    return max(0, mean - done[user_id])
