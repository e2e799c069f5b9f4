"""What is to be sent, and who sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.records.ids import MessageId, NoticeId, ServerId, StudyId


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


@dataclass(frozen=True, slots=True)
class Lease:
    """`holder` has what `name` stands for until `until`, then anybody may take it."""

    name: str
    holder: str
    until: datetime
