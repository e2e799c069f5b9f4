"""Single notices of a swap: the question to one member, and the answer to the one who asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.notices.kinds import Kind, notice, to_member, waking
from db.records import Planned, Reach, Seat, Study, Swap, UserId

# Which of the two answers a notice is: that time ran out, planned with the offer, or what somebody decided.
RAN_OUT, DECIDED = 0, 1
HOUR = timedelta(hours=1)


def swap_offered(study: Study, swap: Swap, seats: Iterable[Seat], earlier: datetime, now: datetime) -> list[Planned]:
    """Ask the other one; and tell the one who asked when time runs out. `earlier` is the earlier session's start."""
    seats = list(seats)
    asked = _kindly(now, swap.expires_at - HOUR, study.slot.zone)
    over = _kindly(swap.expires_at, earlier - HOUR, study.slot.zone)
    other, own = (to_member(study, user, _reach(seats, user)) for user in (swap.to, swap.by))
    return [
        notice(study, Kind.SWAP_OFFER, swap.id, other, asked, swap.expires_at, revision=0),
        notice(study, Kind.SWAP_ANSWER, swap.id, own, over, earlier, revision=RAN_OUT),
    ]


def swap_decided(study: Study, swap: Swap, seats: Iterable[Seat], earlier: datetime, now: datetime) -> Planned:
    """Tell the one who asked what the other one said."""
    due = _kindly(now, earlier - HOUR, study.slot.zone)
    target = to_member(study, swap.by, _reach(seats, swap.by))
    return notice(study, Kind.SWAP_ANSWER, swap.id, target, due, earlier, revision=DECIDED)


def _kindly(at: datetime, latest: datetime, zone: str) -> datetime:
    """Not at night, unless the morning would be too late."""
    morning = waking(at, zone)
    return morning if morning <= latest else at


def _reach(seats: Iterable[Seat], user_id: UserId) -> Reach:
    return next((seat.reach for seat in seats if seat.user_id == user_id), Reach.CHANNEL)
