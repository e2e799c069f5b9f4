"""What an organiser asks of a published plan, and how it is written down."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeAlias

from db.records import Slot


class PagesGo(StrEnum):
    """What becomes of the pages of a session that is cancelled."""

    ON = "on"  # with its presenters to the next date; everything behind it is pushed on
    NEXT = "next"  # to the next session, which reads both
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Move:
    """One session to another instant between its neighbours."""

    number: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Cancel:
    number: int
    pages: PagesGo


@dataclass(frozen=True, slots=True)
class Divide:
    """One session becomes two."""

    number: int


@dataclass(frozen=True, slots=True)
class Unite:
    """A session reads the next one's pages too."""

    number: int


@dataclass(frozen=True, slots=True)
class SkipDays:
    """No session from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ResumeDays:
    """Days that were skipped are free again."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Reslot:
    """Another weekly time."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class Repage:
    """Another number of pages a session for all that is not read yet."""

    pages_per_session: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """After a pause: with the first slot on or after a day."""

    on: date


@dataclass(frozen=True, slots=True)
class Rebalance:
    """People came or went: only who presents changes."""


Wish: TypeAlias = Move | Cancel | Divide | Unite | SkipDays | ResumeDays | Reslot | Repage | GoOn | Rebalance

_WISHES = {
    wish.__name__: wish for wish in (Move, Cancel, Divide, Unite, SkipDays, ResumeDays, Reslot, Repage, GoOn, Rebalance)
}


def written(wish: Wish) -> str:
    """The wish as JSON; `read` gives it back."""
    return json.dumps({"wish": type(wish).__name__} | asdict(wish), default=lambda fact: fact.isoformat())


def read(text: str) -> Wish:
    facts = json.loads(text)
    wish = _WISHES[facts.pop("wish")]
    kinds = {field.name: str(field.type) for field in fields(wish)}
    return wish(**{name: _READ[kinds[name]](fact) for name, fact in facts.items()})


def _slot(facts: dict[str, Any]) -> Slot:
    return Slot(facts["weekday"], time.fromisoformat(facts["at"]), facts["zone"])


_READ: dict[str, Callable[[Any], Any]] = {
    "int": int,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "PagesGo": PagesGo,
    "Slot": _slot,
}
