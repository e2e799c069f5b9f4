"""How a plan bends: calls for a presenter, swaps, days away, changes an organiser proposes and publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from db.records.books import Reading
from db.records.ids import AwayId, CallId, ChangeId, ServerId, SessionId, StudyId, SwapId, TurnId, UserId
from db.records.plans import Fixed, Reason, SessionState, TurnState
from db.records.studies import Slot, StudyState


class CallState(StrEnum):
    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Call:
    """A session looks for somebody to lead it: its backup first, then whoever volunteers, then the organisers choose.

    `by` is who passed, with `words` for the organisers if they gave any; None where nobody could be given the turn.
    Until `backup_until` the backup alone is asked, until `volunteers_until` the organisers are not.
    """

    id: CallId
    session_id: SessionId
    opened_at: datetime
    backup_until: datetime
    volunteers_until: datetime
    by: UserId | None = None
    words: str = ""
    state: CallState = CallState.OPEN
    closed_at: datetime | None = None


class SwapState(StrEnum):
    OFFERED = "offered"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Swap:
    """`by` offers the turn `gives` to `to` for the turn `takes`; open until `expires_at` while both turns stand."""

    id: SwapId
    study_id: StudyId
    by: UserId
    gives: TurnId
    to: UserId
    takes: TurnId
    offered_at: datetime
    expires_at: datetime
    state: SwapState = SwapState.OFFERED
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody cannot present in any study of a server, first and last included, by the study's clock."""

    id: AwayId
    server_id: ServerId
    user_id: UserId
    first: date
    last: date

    def covers(self, on: date) -> bool:
        return self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class Skip:
    """A day on which a study does not meet, because an organiser said so."""

    study_id: StudyId
    on: date


@dataclass(frozen=True, slots=True)
class Post:
    """Who presents one session in one role, as a change found or leaves it; None where nobody does.

    `turn_id` is the standing turn's; None for one that the change makes.
    """

    user_id: UserId
    state: TurnState
    reason: Reason
    turn_id: TurnId | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One session to come as a change finds or leaves it; `session_id` is None for one that the change adds."""

    session_id: SessionId | None
    number: int
    starts_at: datetime
    reading: Reading
    state: SessionState = SessionState.PLANNED
    lead: Post | None = None
    backup: Post | None = None


class Cause(StrEnum):
    """Why a session or its presenters change; worded for the reader in `cogs/views`."""

    MOVED = "moved"
    PUSHED_ON = "pushed_on"
    PULLED_FORWARD = "pulled_forward"
    RESLOTTED = "reslotted"
    GOES_ON = "goes_on"
    RENUMBERED = "renumbered"
    CANCELLED = "cancelled"
    MERGED = "merged"
    SPLIT = "split"
    ADDED = "added"
    REPAGED = "repaged"
    AWAY = "away"
    LEFT = "left"
    NOBODY = "nobody"
    EVENS_PAGES = "evens_pages"
    NEW_MEMBER = "new_member"
    RULES = "rules"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Changed:
    """One session before and after, and why; `before` is None for one that is added, `after` for one that goes."""

    before: Shape | None
    after: Shape | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What of the study itself a change may touch."""

    slot: Slot
    pages_per_session: int
    state: StudyState
    paused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one member leads in the whole study, before and after a change: pages, and sessions."""

    user_id: UserId
    pages_before: int
    pages_after: int
    led_before: int
    led_after: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a published plan: proposed, published, maybe undone.

    It was computed on the study's `revision` for the `members` of that moment, and can be published while both stand.
    `wish` is what was asked for, as the rule that made it reads it again; `fixed` are the turns that an organiser
    settled by hand, by the session numbers after the change. `skips` and `resumes` are days that are new or forgotten.
    """

    id: ChangeId
    study_id: StudyId
    revision: int
    by: UserId
    made_at: datetime
    wish: str
    before: Terms
    after: Terms
    sessions: tuple[Changed, ...]
    skips: tuple[date, ...] = ()
    resumes: tuple[date, ...] = ()
    members: tuple[UserId, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    shares: tuple[Share, ...] = ()
    published_at: datetime | None = None
    undone_at: datetime | None = None
