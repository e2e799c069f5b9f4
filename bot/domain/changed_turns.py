"""What a change of plan means for each member: which turns came, went or moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.records import Change, Changed, Post, Role, SessionState, Shape, UserId


class Fate(StrEnum):
    """What became of one turn."""

    CAME = "came"
    WENT = "went"
    MOVED = "moved"
    REPAGED = "repaged"


# What presses more comes first: a turn that is new to somebody before one that only moved.
_ORDER = {fate: place for place, fate in enumerate((Fate.CAME, Fate.WENT, Fate.MOVED, Fate.REPAGED))}


@dataclass(frozen=True, slots=True)
class ChangedTurn:
    """One turn of one member, and both sides of its session; None for a session that is added, or goes."""

    fate: Fate
    role: Role
    before: Shape | None
    after: Shape | None

    @property
    def shape(self) -> Shape:
        """The session of a turn that came or stays as it is now, of one that went as it was."""
        shape = self.before if self.fate is Fate.WENT else self.after
        assert shape is not None  # noqa: S101 - a turn comes into a session, and goes from one
        return shape

    @property
    def cancelled(self) -> bool:
        """It went with its whole session."""
        return self.fate is Fate.WENT and (self.after is None or self.after.state is not SessionState.PLANNED)


def changed_turns(change: Change) -> dict[UserId, list[ChangedTurn]]:
    """Everybody whom a change concerns, with what it means for them, the most pressing first.

    A session that only has another number concerns nobody.
    """
    found: dict[UserId, list[ChangedTurn]] = defaultdict(list)
    for changed in change.sessions:
        for role in Role:
            for user_id, turn in _of(changed, role):
                found[user_id].append(turn)
    return {user_id: sorted(turns, key=_pressing) for user_id, turns in found.items()}


def _pressing(turn: ChangedTurn) -> tuple[bool, int, datetime]:
    return turn.role is Role.BACKUP, _ORDER[turn.fate], turn.shape.starts_at


def _of(changed: Changed, role: Role) -> Iterator[tuple[UserId, ChangedTurn]]:
    before, after = _post(changed.before, role), _post(changed.after, role)
    if before and after and before.user_id == after.user_id:
        fate = _stays(changed)
        if fate is not None:
            yield after.user_id, ChangedTurn(fate, role, changed.before, changed.after)
        return
    if before:
        yield before.user_id, ChangedTurn(Fate.WENT, role, changed.before, changed.after)
    if after:
        yield after.user_id, ChangedTurn(Fate.CAME, role, changed.before, changed.after)


def _stays(changed: Changed) -> Fate | None:
    before, after = changed.before, changed.after
    if before is None or after is None:
        return None
    if before.starts_at != after.starts_at:
        return Fate.MOVED
    return Fate.REPAGED if before.reading != after.reading else None


def _post(shape: Shape | None, role: Role) -> Post | None:
    """Who is to present in a session; nobody where it does not take place."""
    if shape is None or shape.state is not SessionState.PLANNED:
        return None
    return shape.lead if role is Role.LEAD else shape.backup
