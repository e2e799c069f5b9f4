"""Single notices of turns that change hands because an organiser says so."""

from __future__ import annotations

from datetime import datetime

from bot.domain.notices.kinds import Kind, in_time, notice, to_seat
from db.records import Planned, Seat, Session, Study, Turn


def turn_given(study: Study, session: Session, turn: Turn, seat: Seat, now: datetime) -> Planned:
    return _to_presenter(Kind.TURN_GIVEN, study, session, turn, seat, now)


def turn_taken(study: Study, session: Session, turn: Turn, seat: Seat, now: datetime) -> Planned:
    """To who had the turn before."""
    return _to_presenter(Kind.TURN_TAKEN, study, session, turn, seat, now)


def _to_presenter(kind: Kind, study: Study, session: Session, turn: Turn, seat: Seat, now: datetime) -> Planned:
    # A turn changes hands once: a new hand is a new turn, so its number alone tells one notice from another.
    due = in_time(now, study.slot.zone, session.starts_at)
    return notice(study, kind, turn.id, to_seat(study, seat), due, session.starts_at, revision=0)
