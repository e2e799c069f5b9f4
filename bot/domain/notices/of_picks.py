"""The exercises of a session: the list in the channel, and a word to those on it who are reached by DM."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.notices.kinds import Kind, in_channel, in_time, notice, to_seat
from db.records import Pick, Planned, Seat, Session, Study


def picked(study: Study, session: Session, pick: Pick, by_dm: Iterable[Seat], now: datetime) -> list[Planned]:
    """Nobody is woken for an exercise, unless the session is near."""
    due = in_time(now, study.slot.zone, session.starts_at)
    public = notice(study, Kind.PICK, pick.id, in_channel(study), due, session.starts_at, revision=pick.edition)
    private = [
        notice(study, Kind.PICK_MINE, pick.id, to_seat(study, seat), due, session.starts_at, revision=pick.edition)
        for seat in by_dm
    ]
    return [public, *private]
