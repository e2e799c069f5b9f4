"""What members did with a book's exercises, and what they let others see and ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.records.ids import BookId, ImportId, MarkingId, ServerId, UserId


class MarkState(StrEnum):
    TRYING = "trying"
    STUCK = "stuck"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Mark:
    """One member's state on one exercise of a book, in one server; it belongs to no study and outlives them all.

    `exercise` is the number the book prints, such as "2.20". `at` is when the state was said. `solved_at` is when
    it was solved, there as long as it is, and never later than `at`. `link` leads to a solution.
    """

    server_id: ServerId
    book_id: BookId
    user_id: UserId
    exercise: str
    state: MarkState
    at: datetime
    solved_at: datetime | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one act of marking made of one exercise; None where there was no mark, or is none any more."""

    exercise: str
    before: Mark | None
    after: Mark | None


@dataclass(frozen=True, slots=True)
class Marking:
    """One act of marking by one member; it can be undone once, as long as nothing was said of its exercises since."""

    id: MarkingId
    server_id: ServerId
    book_id: BookId
    user_id: UserId
    at: datetime
    steps: tuple[Step, ...]
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MarksFile:
    """A file of marks as an organiser sent it, which waits for a yes."""

    id: ImportId
    server_id: ServerId
    book_id: BookId
    by: UserId
    made_at: datetime
    body: bytes


class Audience(StrEnum):
    """Who may see a member's picture: nobody else, who sits in a study of the same book, everybody on the server."""

    NOBODY = "nobody"
    STUDY = "study"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Openness:
    """What a member allows in a server; closed until they open it. `helps`: may be asked about what they solved."""

    server_id: ServerId
    user_id: UserId
    shows: Audience = Audience.NOBODY
    helps: bool = False
