"""Who is asked about an exercise, in private or in the channel, and the word that somebody can help."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import helps as rules
from bot.domain.notices.kinds import Kind, in_channel, minute, notice, waking
from db.records import Help, Planned, Reach, Seat, Study, Target, TargetKind

LASTS = timedelta(weeks=1)


def asked_quietly(asked: Help, zone: str, now: datetime) -> list[Planned]:
    """A DM each, in waves; nobody is woken. Of no study: who asked is not for organisers to read."""
    begun = asked.quiet_at or now
    return [
        _private(Kind.HELP_QUIET, asked, user, waking(begun + rules.wave(asked, user) * rules.BETWEEN, zone))
        for user in asked.asked
    ]


def asked_openly(study: Study, asked: Help, now: datetime) -> Planned:
    return notice(study, Kind.HELP_OPEN, asked.id, in_channel(study), now, now + LASTS, revision=0)


def help_found(asked: Help, study: Study | None, seat: Seat | None, now: datetime) -> Planned:
    """To who asked: in the channel only if they asked there and want to read things there."""
    if study is not None and asked.open_at is not None and seat is not None and seat.reach is Reach.CHANNEL:
        target = in_channel(study)
        return notice(study, Kind.HELP_FOUND, asked.id, target, now, now + LASTS, revision=minute(now))
    return _private(Kind.HELP_FOUND, asked, asked.user_id, now)


def _private(kind: Kind, asked: Help, user_id: int, due: datetime) -> Planned:
    target = Target(TargetKind.USER, user_id)
    return Planned(kind, asked.id, target, due, due + LASTS, server_id=asked.server_id)
