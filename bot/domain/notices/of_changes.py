"""Who hears of a change of the plan: the channel once, and each member it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import IntEnum

from bot.domain.notices.kinds import DAYS, Kind, in_channel, in_time, notice, to_seat, waking
from db.records import Change, Planned, Reach, Seat, SeatState, Study, UserId


class Said(IntEnum):
    """What a notice's revision says of a change."""

    PUBLISHED = 0
    TAKEN_BACK = 1


def change_told(
    study: Study, change: Change, concerned: Collection[UserId], seats: Iterable[Seat], now: datetime, said: Said
) -> list[Planned]:
    """One message in the channel, and one to each member concerned who reads DMs; not at night unless it presses."""
    due = _due(study, change, now)
    private = [
        seat
        for seat in seats
        if seat.user_id in concerned and seat.state is SeatState.SEATED and seat.reach is Reach.DM
    ]
    told = [(Kind.PLAN_CHANGED, in_channel(study)), *((Kind.CHANGE_MINE, to_seat(study, seat)) for seat in private)]
    return [notice(study, kind, change.id, target, due, due + DAYS, revision=said) for kind, target in told]


def _due(study: Study, change: Change, now: datetime) -> datetime:
    """In the morning, unless a session it speaks of would then be too near."""
    shapes = [shape for row in change.sessions for shape in (row.before, row.after) if shape is not None]
    starts = [shape.starts_at for shape in shapes if shape.starts_at > now]
    return in_time(now, study.slot.zone, min(starts)) if starts else waking(now, study.slot.zone)
