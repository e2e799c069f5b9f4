"""What a file of marks would change, row by row, before anything does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.exchange.columns import state
from bot.domain.exchange.reading import Row, Sheet
from bot.domain.marks import combine
from bot.domain.refusals import Refusal
from bot.domain.sessions import link
from bot.domain.typed.exercises import exercises
from db.records import Book, Mark, MarkState, UserId

# Clocks of two machines may differ by so much.
AHEAD = timedelta(minutes=5)
_ID = re.compile(r"(?:id:|<@!?)?(\d{1,19})>?")


class Ill(StrEnum):
    """What is wrong with a row."""

    MEMBER = "member"
    EXERCISE = "exercise"
    STATE = "state"
    DATE = "date"
    FUTURE = "future"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Difference:
    """One mark that would become another, or a new one where `before` is None."""

    before: Mark | None
    after: Mark


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is left out: its number, what is wrong, and the cell that is."""

    number: int
    ill: Ill
    cell: str


@dataclass(frozen=True, slots=True)
class Differences:
    """`same` counts marks that are so already."""

    changed: tuple[Difference, ...]
    same: int
    refused: tuple[Refused, ...]

    @property
    def to_apply(self) -> tuple[Mark, ...]:
        return tuple(difference.after for difference in self.changed)


class _Refuse(Exception):
    """A row that cannot be taken."""

    def __init__(self, ill: Ill, cell: str) -> None:
        super().__init__(ill, cell)
        self.ill, self.cell = ill, cell


def compare(
    sheet: Sheet,
    book: Book,
    server_id: int,
    marks: Collection[Mark],
    members: Mapping[UserId, str],
    now: datetime,
) -> Differences:
    """`members` are those whose marks may come, by id with their names; rows without an id go by a name that is one's.

    Rows are combined with what is there and with each other, so their order does not matter and neither does how
    often a file is imported.
    """
    before = {(mark.user_id, mark.exercise): mark for mark in marks}
    after, refused = dict(before), []
    meant: set[tuple[UserId, str]] = set()
    reader = _Reader(book, server_id, members, now)
    for row in sheet.rows:
        try:
            for mark in reader.marks(row):
                key = mark.user_id, mark.exercise
                meant.add(key)
                after[key] = _together(after.get(key), mark, dated=_is_dated(row))
        except _Refuse as refusal:
            refused.append(Refused(row.number, refusal.ill, refusal.cell[:80]))
    changed = tuple(Difference(before.get(key), after[key]) for key in sorted(meant) if after[key] != before.get(key))
    return Differences(changed, len(meant) - len(changed), tuple(refused))


def _is_dated(row: Row) -> bool:
    return bool(row["at"] or row["solved_at"])


def _together(known: Mark | None, mark: Mark, *, dated: bool) -> Mark:
    """Without a date a row does not know when: what it repeats keeps its time."""
    if known is None:
        return mark
    if not dated and known.state is mark.state:
        return replace(known, link=mark.link or known.link)
    return combine(known, mark)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Rows as marks."""

    book: Book
    server_id: int
    members: Mapping[UserId, str]
    now: datetime

    def marks(self, row: Row) -> Iterator[Mark]:
        """The marks of a row, of several where its exercise is a range. Raises _Refuse before the first one."""
        user = self._member(row)
        said = state(row["state"])
        if said is None:
            raise _Refuse(Ill.STATE, row["state"])
        at = self._instant(row["at"]) or self._instant(row["solved_at"]) or self.now
        solved_at = (self._instant(row["solved_at"]) or at) if said is MarkState.SOLVED else None
        mark = Mark(
            self.server_id,
            self.book.id,
            user,
            "",
            said,
            at,
            min(solved_at, at) if solved_at else None,
            self._link(row),
        )
        numbers = self._exercises(row)
        return (replace(mark, exercise=number) for number in numbers)

    def _member(self, row: Row) -> UserId:
        found = _ID.fullmatch(row["member_id"] or row["member"])
        if found is not None and int(found[1]) in self.members:
            return int(found[1])
        named = [user for user, name in self.members.items() if name and name == row["member"]]
        if found is None and not row["member_id"] and len(named) == 1:
            return named[0]
        raise _Refuse(Ill.MEMBER, row["member_id"] or row["member"])

    def _exercises(self, row: Row) -> tuple[str, ...]:
        try:
            return exercises(row["exercise"], self.book)
        except Refusal as error:
            raise _Refuse(Ill.EXERCISE, row["exercise"]) from error

    def _instant(self, cell: str) -> datetime | None:
        if not cell:
            return None
        try:
            read = datetime.fromisoformat(cell)
            # A date alone, or without a zone, is one of UTC: a day more or less is no harm.
            at = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
        except (ValueError, OverflowError) as error:
            raise _Refuse(Ill.DATE, cell) from error
        if at > self.now + AHEAD:
            raise _Refuse(Ill.FUTURE, cell)
        return min(at, self.now)

    def _link(self, row: Row) -> str | None:
        if not row["link"]:
            return None
        try:
            return link(row["link"])
        except Refusal as error:
            raise _Refuse(Ill.LINK, row["link"]) from error
