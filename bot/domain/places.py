"""Rules of Discord's own places: what is to stand there for a session, and what it is known again by."""

from __future__ import annotations

import json
from base64 import b32encode
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from bot.domain.plans import Meeting
from db.records import Gathering, Place, PlaceKind, Role, SessionId, SessionState, Study, StudyState

AHEAD = timedelta(days=14)
"""A place is made so long before its session begins."""

KEPT = timedelta(days=7)
"""A thread stays open so long after its session; then it is archived, and everything in it can still be read."""


class Want(StrEnum):
    """What is to become of a place: it stands as the facts are, it is closed but can be read, it is taken back."""

    STAND = "stand"
    REST = "rest"
    NOTHING = "nothing"


def wanted(study: Study, meeting: Meeting, kind: PlaceKind, place: Place | None, now: datetime) -> Want | None:
    """What is to become of a session's place at this moment; None leaves it as it is."""
    return _event(study, meeting, now) if kind is PlaceKind.EVENT else _thread(study, meeting, place, now)


def _event(study: Study, meeting: Meeting, now: datetime) -> Want | None:
    if meeting.session.starts_at <= now:
        # From its hour on Discord begins and ends it by itself.
        return None
    return Want.STAND if study.events and _takes_place(study, meeting) else Want.NOTHING


def _thread(study: Study, meeting: Meeting, place: Place | None, now: datetime) -> Want | None:
    session = meeting.session
    over = session.starts_at <= now and session.state in {SessionState.PLANNED, SessionState.HELD}
    if now >= archived_at(study, meeting) or not (over or _takes_place(study, meeting)):
        return Want.REST
    # Who turns threads off leaves those that people are talking in.
    there = place is not None and place.discord_id is not None
    return Want.STAND if there or study.gathering is not Gathering.NOWHERE else None


def _takes_place(study: Study, meeting: Meeting) -> bool:
    return study.state is StudyState.RUNNING and meeting.session.state in {SessionState.PLANNED, SessionState.HELD}


def archived_at(study: Study, meeting: Meeting) -> datetime:
    return meeting.session.starts_at + study.length + KEPT


def may_stand(place: Place | None) -> bool:
    """Whether something of ours is on Discord, or may be because nobody knows how an attempt ended."""
    return place is not None and (place.discord_id is not None or place.tried_at is not None)


def digest(study: Study, meeting: Meeting, kind: PlaceKind, want: Want) -> str:
    """A short sum of every fact that a place shows: where it is the same, nothing is to be done."""
    if want is Want.NOTHING:
        return want.value
    session, lead, backup = meeting.session, meeting.presenter(), meeting.presenter(Role.BACKUP)
    shown: list[object] = [
        want.value,
        study.name,
        study.language,
        study.slot.zone,
        study.length.total_seconds(),
        session.number,
        session.starts_at.timestamp(),
        session.state.value,
        [(part.chapter, part.first_page, part.last_page, part.sections) for part in session.reading.parts],
        lead.user_id if lead else None,
    ]
    if kind is PlaceKind.EVENT:
        shown += [study.channel_id, study.voice_channel_id]
    else:
        shown += [backup.user_id if backup else None, lead.state.value if lead else None, session.materials]
    return _sum(shown, size=12).hex()


def marker(study: Study, session_id: SessionId, kind: PlaceKind) -> str:
    """What a place of ours is known again by: 12 letters and digits.

    The founding of the study is in it, so that the rows of a database made anew, which count from one again, do not
    take the places of the one before for theirs.
    """
    key = [study.id, study.created_at.timestamp(), session_id, kind.value]
    return b32encode(_sum(key, size=8))[:12].decode().lower()


def number(*facts: object) -> int:
    """31 bits that stand for some facts, for the revision of a notice's key."""
    return int.from_bytes(_sum(facts, size=4)) >> 1


def _sum(facts: object, *, size: int) -> bytes:
    return blake2b(json.dumps(facts, default=str).encode(), digest_size=size).digest()
