"""Plain frozen facts: what the tables hold, as every layer above the database speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["en", "ko"]
ServerId: TypeAlias = int
UserId: TypeAlias = int
ChannelId: TypeAlias = int
RoleId: TypeAlias = int
MessageId: TypeAlias = int
BookId: TypeAlias = int
StudyId: TypeAlias = int
SeatId: TypeAlias = int
SessionId: TypeAlias = int
TurnId: TypeAlias = int
DraftId: TypeAlias = int
NoticeId: TypeAlias = int


# --- books -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise; `stars` is the difficulty the book prints (1 to 3), None where it prints none."""

    number: str
    title: str | None = None
    stars: int | None = None
    solution_public: bool | None = None


@dataclass(frozen=True, slots=True)
class Section:
    number: str
    title: str
    page: int | None = None
    title_ko: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter, or one paper of a list of papers.

    `exercises` is None where nobody knows them, and empty where the book prints none.
    `exercises_page` is the page on which the chapter's exercises begin.
    Pages of a paper are counted within the paper.
    """

    number: str
    title: str
    first_page: int | None = None
    last_page: int | None = None
    exercises_page: int | None = None
    title_ko: str | None = None
    sections: tuple[Section, ...] = ()
    exercises: tuple[Exercise, ...] | None = None
    exercises_at_least: int | None = None
    year: int | None = None
    link: str | None = None

    @property
    def pages(self) -> int | None:
        if self.first_page is None or self.last_page is None:
            return None
        return self.last_page - self.first_page + 1


class BookKind(StrEnum):
    BOOK = "book"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Book:
    """What is read. `key` is the seed file's name; `id` is 0 until the book is stored."""

    key: str
    title: str
    chapters: tuple[Chapter, ...]
    kind: BookKind = BookKind.BOOK
    title_ko: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    publisher: str | None = None
    isbn: str | None = None
    short: str | None = None
    korean_edition: str | None = None
    id: BookId = 0

    def chapter(self, number: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.number == number), None)

    def title_in(self, language: Language) -> str:
        return self.title_ko if language == "ko" and self.title_ko else self.title


# --- what a session reads ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one chapter: its pages, first and last both read, and the sections it touches.

    Pages are None in a book whose pages nobody knows; then the part is the whole chapter.
    """

    chapter: str
    first_page: int | None = None
    last_page: int | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one session reads: parts in the order of the book, and the work they are.

    `pages` is 0 where unknown. `stars` is the sum of the stars of the exercises inside, 0 where unknown.
    """

    parts: tuple[Part, ...]
    pages: int = 0
    stars: int = 0

    @property
    def chapters(self) -> frozenset[str]:
        return frozenset(part.chapter for part in self.parts)


# --- a server ----------------------------------------------------------------------------------


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


# --- a study -----------------------------------------------------------------------------------


class StudyState(StrEnum):
    DRAFT = "draft"
    RECRUITING = "recruiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly time: `weekday` counts from Monday = 0; `at` is the wall clock in `zone`."""

    weekday: int
    at: time
    zone: str


@dataclass(frozen=True, slots=True)
class Study:
    """A group that reads one book. `revision` grows with every published change of its plan."""

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
    """One member's place in one study. Who waits is seated in the order of `joined_at`, then `id`."""

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


# --- the plan ----------------------------------------------------------------------------------


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting: `number` counts from 1 within the study; `starts_at` is aware UTC."""

    id: SessionId
    study_id: StudyId
    number: int
    starts_at: datetime
    reading: Reading
    state: SessionState = SessionState.PLANNED
    materials: str | None = None
    held_at: datetime | None = None


class Role(StrEnum):
    LEAD = "lead"
    BACKUP = "backup"


class TurnState(StrEnum):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    PASSED = "passed"
    DONE = "done"


class Why(StrEnum):
    """Why this person presents this session; worded for the reader in `cogs/views`."""

    FIXED = "fixed"
    WISHED = "wished"
    EXPERIENCED = "experienced"
    LEAST = "least"
    RESTED = "rested"
    ONLY = "only"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Reason:
    """`pages` is what the person carried before this turn; `sessions` how many sessions ago the last turn was."""

    why: Why
    pages: int | None = None
    sessions: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One member's duty in one session."""

    id: TurnId
    session_id: SessionId
    user_id: UserId
    role: Role
    state: TurnState
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plea:
    """A presenter asked for help with a turn; `words` may be empty."""

    id: int
    turn_id: TurnId
    user_id: UserId
    words: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as the organiser previews it; a lead of None is an open call."""

    number: int
    starts_at: datetime
    reading: Reading
    lead: UserId | None = None
    backup: UserId | None = None
    lead_reason: Reason | None = None
    backup_reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A turn an organiser settled beforehand."""

    number: int
    user_id: UserId
    role: Role = Role.LEAD


@dataclass(frozen=True, slots=True)
class SkippedDate:
    """A slot that falls out; `name` is the holiday's in the study's language, None for a date an organiser skipped."""

    on: date
    name: str | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan that was computed and not yet published; it stands on the `revision` and `members` of that moment."""

    id: DraftId
    study_id: StudyId
    revision: int
    by: UserId
    made_at: datetime
    members: tuple[UserId, ...]
    sessions: tuple[SessionDraft, ...]
    skipped: tuple[SkippedDate, ...] = ()
    fixed: tuple[Fixed, ...] = ()


# --- notices -----------------------------------------------------------------------------------


class Lane(StrEnum):
    """Urgent goes before normal, normal before bulk."""

    URGENT = "urgent"
    NORMAL = "normal"
    BULK = "bulk"


class NoticeState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class TargetKind(StrEnum):
    USER = "user"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a notice is to reach: a member by DM, or a channel."""

    kind: TargetKind
    id: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice as a rule plans it: ids only, never text.

    (`kind`, `subject`, `target`, `revision`) is unique. `subject` is a row id, of the table that `kind` speaks of.
    """

    kind: str
    subject: int
    target: Target
    due_at: datetime
    expires_at: datetime
    lane: Lane = Lane.NORMAL
    revision: int = 0
    server_id: ServerId | None = None
    study_id: StudyId | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the outbox. `try_at` is `due_at` until a passing error pushes it ahead.

    `unsure_since` is when the first attempt began whose end nobody knows; what it may have put on Discord
    is told by `fingerprint`. None where nothing of this notice can be there.
    """

    id: NoticeId
    kind: str
    subject: int
    target: Target
    revision: int
    due_at: datetime
    expires_at: datetime
    try_at: datetime
    lane: Lane
    state: NoticeState
    attempts: int = 0
    server_id: ServerId | None = None
    study_id: StudyId | None = None
    claimed_at: datetime | None = None
    claimed_by: str | None = None
    unsure_since: datetime | None = None
    fingerprint: str | None = None
    fallback_of: NoticeId | None = None
    message_id: MessageId | None = None
    sent_at: datetime | None = None
    error: str | None = None


# --- who runs ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lease:
    """`holder` has what `name` stands for until `until`, then anybody may take it."""

    name: str
    holder: str
    until: datetime
