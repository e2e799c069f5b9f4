"""What the rotation is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.records import Cause, Fixed, Reason, Role, UserId


@dataclass(frozen=True, slots=True)
class Duty:
    """What one session asks of its lead: `load` is work in tenths of a page, 0 where nobody knows it."""

    number: int
    chapters: frozenset[str]
    load: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may present: `carried` is load from before these sessions, `away` the numbers of the sessions missed."""

    user_id: UserId
    wants: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()
    first_time: bool = False
    carried: int = 0
    away: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Assigned:
    """One turn of the finished rotation."""

    number: int
    user_id: UserId
    role: Role
    reason: Reason


class Hindrance(StrEnum):
    """What keeps a candidate from leading a session; where several do, the first of these is told."""

    BACKS = "backs"
    AWAY = "away"
    AVOIDS = "avoids"
    FIRST_TIME = "first_time"


@dataclass(frozen=True, slots=True)
class Rotation:
    """Who presents when.

    `turns` go by session, the lead first. `open` are the sessions nobody can lead; `hindered` says for each of them
    how many candidates each hindrance keeps away (an empty mapping where there are no candidates at all).
    `loads` is what each candidate has carried in the end, in tenths of a page of led sessions, `carried` included.
    `unkept` are the fixed turns that cannot stand: their session is not there, or an earlier one contradicts them.
    """

    turns: tuple[Assigned, ...]
    open: tuple[int, ...]
    hindered: Mapping[int, Mapping[Hindrance, int]]
    loads: Mapping[UserId, int]
    unkept: tuple[Fixed, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A turn as it stands on a session to come; `kept` when its presenter confirmed it or an organiser fixed it."""

    number: int
    user_id: UserId
    role: Role
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Repaired:
    """A plan under way after the smallest change that mends it.

    `turns` are all of them by session, the lead first, and can be repaired again as they are: those that stood are
    as they were, those that are new are not kept. `reasons` say why the new ones' presenters, by session number and
    role; a turn that stood has the reason that it was given then.
    `causes` say, by session number and role, why what stood there stands no more or who presents is new.
    `open`, `hindered` and `loads` are those of a `Rotation`.
    """

    turns: tuple[Standing, ...]
    reasons: Mapping[tuple[int, Role], Reason]
    causes: Mapping[tuple[int, Role], Cause]
    open: tuple[int, ...]
    hindered: Mapping[int, Mapping[Hindrance, int]]
    loads: Mapping[UserId, int]
