"""The plan: sessions, turns, and the draft they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from db.records.books import Reading
from db.records.ids import DraftId, PleaId, SessionId, StudyId, TurnId, UserId


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    # Folded into another session, or not needed any more: kept for its history, in no plan.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting: `number` counts from 1 within the study; `starts_at` is aware UTC.

    `materials` is a link to slides, `notes` what an organiser or presenter wrote about the session. `no_materials`:
    somebody said that there are none, so nobody is asked for them any more.
    """

    id: SessionId
    study_id: StudyId
    number: int
    starts_at: datetime
    reading: Reading
    state: SessionState = SessionState.PLANNED
    materials: str | None = None
    held_at: datetime | None = None
    notes: str | None = None
    no_materials: bool = False


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
    STOOD_IN = "stood_in"
    VOLUNTEERED = "volunteered"
    SWAPPED = "swapped"


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

    id: PleaId
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
