"""Notices about who comes and goes, and about what Naru was told to use and lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.notices.kinds import DAY, WEEK, Kind, by_day, minute, notice
from db.records import Lane, Planned, Seat, Server, Session, Study, Target, TargetKind


def came_late(study: Study, seat: Seat, staff: Target, now: datetime) -> Planned:
    return notice(study, Kind.SEAT_LATE, seat.id, staff, now, now + WEEK, revision=minute(now))


def went(study: Study, seat: Seat, staff: Target, now: datetime, *, vanished: bool = False) -> Planned:
    """Somebody gave a seat back, or is not on the server any more."""
    kind = Kind.SEAT_GONE if vanished else Kind.SEAT_LEFT
    return notice(study, kind, seat.id, staff, now, now + WEEK, revision=minute(now))


def roll_calls(study: Study, session: Session) -> list[Planned]:
    """Whether those who present soon are still there: a day before they are reminded, and before the channel is.

    Nobody gets to see them, so the target is only whom they are looked up for.
    """
    week = by_day(session.starts_at - WEEK, study.slot.zone)
    first, second = week - DAY, session.starts_at - 2 * DAY
    asker = Target(TargetKind.USER, study.organiser_id)
    return [
        notice(study, Kind.ROLL_CALL, session.id, asker, due, end, Lane.BULK, minute(due))
        for due, end in ((first, second), (second, session.starts_at))
    ]


def channel_gone(study: Study, staff: Target, now: datetime) -> Planned:
    """A channel of a study was deleted, or the one in which its organisers hear of it."""
    return notice(study, Kind.CHANNEL_GONE, study.id, staff, now, now + 2 * WEEK, revision=minute(now))


def of_server(kind: Kind, study: Study, staff: Target, now: datetime) -> Planned:
    """Something about a server as a whole, for whoever runs this study in it."""
    return notice(study, kind, study.server_id, staff, now, now + 2 * WEEK, revision=minute(now))


def standing(server: Server, gone: Collection[int]) -> Server:
    """The server without a staff channel that is no more: its organisers are reached one by one meanwhile."""
    return replace(server, staff_channel_id=None) if server.staff_channel_id in gone else server


def reachable(planned: Sequence[Planned], gone: Collection[int]) -> list[Planned]:
    """What is left to plan while a channel is gone: the rest waits until a new one is chosen, and then is planned.

    Otherwise each of them would fail by itself, and go to the organiser one by one.
    """
    return [each for each in planned if each.target.kind is TargetKind.USER or each.target.id not in gone]
