"""Who shows which exercise in a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.records.ids import PickId, SessionId, UserId


@dataclass(frozen=True, slots=True)
class Showing:
    """One exercise that a session looks at; nobody shows it yet where `user_id` is None. `since`: said so then."""

    exercise: str
    user_id: UserId | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Pick:
    """The exercises of a session: a draft of one organiser or presenter, until `published_at`.

    `edition` counts how often it was published; a session has one published pick, which is written anew each time.
    """

    id: PickId
    session_id: SessionId
    by: UserId
    made_at: datetime
    showings: tuple[Showing, ...]
    published_at: datetime | None = None
    edition: int = 0
