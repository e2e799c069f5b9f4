"""What belongs to one meeting: who came, and the places Discord has for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.records.ids import ChannelId, MessageId, SessionId, UserId


class Presence(StrEnum):
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


class Source(StrEnum):
    """Who says so; an organiser's word outweighs a member's, a member's outweighs the voice channel's."""

    VOICE = "voice"
    MEMBER = "member"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody's presence in one session; `at` is when they came, or when it was said."""

    session_id: SessionId
    user_id: UserId
    presence: Presence
    source: Source
    at: datetime


class PlaceKind(StrEnum):
    """A scheduled event of the server, or a thread or forum post of the session."""

    EVENT = "event"
    THREAD = "thread"


@dataclass(frozen=True, slots=True)
class Place:
    """What Discord holds for a session: made once, found again by its id.

    `discord_id` is the event's or thread's, None while nothing of ours is known to stand; the agenda of a thread is
    `message_id` in `channel_id`. `shown` is a digest of what it says, so that an unchanged one is not edited. `gone`:
    somebody took it away, and it is not forced on them again. `tried_at` is when the first attempt began whose end
    nobody knows, `done_at` when Discord last took what was wanted.
    """

    session_id: SessionId
    kind: PlaceKind
    discord_id: int | None = None
    shown: str = ""
    channel_id: ChannelId | None = None
    message_id: MessageId | None = None
    gone: bool = False
    tried_at: datetime | None = None
    done_at: datetime | None = None
