"""A server, its studies, and who sits in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from db.records.ids import BookId, ChannelId, Language, RoleId, SeatId, ServerId, StudyId, UserId


@dataclass(frozen=True, slots=True)
class Server:
    """What the admins of a Discord server chose; the defaults hold until they choose."""

    id: ServerId
    language: Language = "en"
    zone: str = "UTC"
    organiser_role_id: RoleId | None = None
    channel_id: ChannelId | None = None
    staff_channel_id: ChannelId | None = None
    country: str | None = None
    set_up_at: datetime | None = None


class StudyState(StrEnum):
    DRAFT = "draft"
    RECRUITING = "recruiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Gathering(StrEnum):
    """Where each session has its own place to talk: nowhere, a thread of the study's channel, a post in a forum."""

    NOWHERE = "nowhere"
    THREADS = "threads"
    FORUM = "forum"


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly time: `weekday` counts from Monday = 0; `at` is the wall clock in `zone`."""

    weekday: int
    at: time
    zone: str


@dataclass(frozen=True, slots=True)
class Study:
    """A group that reads one book. `revision` grows with everything that changes its plan: dates, pages, presenters.

    `voice_channel_id` is where it meets, `events` whether each coming session gets a scheduled event of the server.
    """

    id: StudyId
    server_id: ServerId
    book_id: BookId
    name: str
    channel_id: ChannelId
    language: Language
    slot: Slot
    start_on: date
    pages_per_session: int
    join_short_chapters: bool
    seats: int
    length: timedelta
    state: StudyState
    organiser_id: UserId
    created_at: datetime
    country: str | None = None
    revision: int = 0
    finished_at: datetime | None = None
    paused_at: datetime | None = None
    voice_channel_id: ChannelId | None = None
    gathering: Gathering = Gathering.NOWHERE
    forum_id: ChannelId | None = None
    events: bool = True


class SeatState(StrEnum):
    SEATED = "seated"
    WAITING = "waiting"
    LEFT = "left"


class Reach(StrEnum):
    """Where a member wants to hear from Naru."""

    CHANNEL = "channel"
    DM = "dm"


@dataclass(frozen=True, slots=True)
class Seat:
    """One member's place in one study. Who waits is seated in the order of `joined_at`, then `id`.

    `seated_at` is when they got the seat, None while they never had one.
    `credit` is what who joined late did not carry and is not asked to make up for, in tenths of a page.
    """

    id: SeatId
    study_id: StudyId
    user_id: UserId
    name: str
    state: SeatState
    joined_at: datetime
    language: Language
    reach: Reach = Reach.CHANNEL
    first_time: bool = False
    wants: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()
    left_at: datetime | None = None
    credit: int = 0
    seated_at: datetime | None = None
