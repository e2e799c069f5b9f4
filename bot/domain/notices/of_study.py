"""Single notices of a study: its card, its plan, a seat that came free, a call for help."""

from __future__ import annotations

from datetime import datetime

from bot.domain.notices.kinds import DAY, WEEK, Kind, in_channel, minute, notice, to_seat
from db.records import Planned, Seat, Study, Target


def study_card(study: Study, now: datetime) -> Planned:
    return notice(study, Kind.STUDY_CARD, study.id, in_channel(study), now, now + DAY)


def card_again(study: Study, now: datetime) -> Planned:
    """The card once more: the first one could not be posted, or stands in a channel that was left."""
    return notice(study, Kind.STUDY_CARD, study.id, in_channel(study), now, now + DAY, revision=minute(now))


def plan_published(study: Study, now: datetime) -> Planned:
    return notice(study, Kind.PLAN, study.id, in_channel(study), now, now + DAY)


def moved_up(study: Study, seat: Seat, now: datetime) -> Planned:
    # Who leaves and moves up again is told again: the minute of joining tells one time from the other.
    revision = minute(seat.joined_at)
    return notice(study, Kind.SEAT_UP, seat.id, to_seat(study, seat), now, now + WEEK, revision=revision)


def paused(study: Study, now: datetime) -> Planned:
    return notice(study, Kind.STUDY_PAUSED, study.id, in_channel(study), now, now + DAY, revision=minute(now))


def ended(study: Study, now: datetime) -> Planned:
    """The thanks of a study that ends before its book does, at once instead of after its last session."""
    return notice(study, Kind.STUDY_DONE, study.id, in_channel(study), now, now + WEEK, revision=minute(now))


def plea_made(study: Study, plea_id: int, staff: Target, now: datetime) -> Planned:
    return notice(study, Kind.PLEA, plea_id, staff, now, now + WEEK)
