"""What became of every notice of a study: sent, coming, failed or not needed, and what it was about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.notices import SILENT, Kind
from bot.domain.refusals import Refusal
from db.records import Notice, NoticeState, Session, SessionId, SessionState, TargetKind, Turn, TurnState, UserId

TOO_LATE = "late"
"""What the sender writes beside a notice whose time was over before anybody could send it."""


class NoSuchKind(Refusal):
    """No notice goes by that name."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class About(StrEnum):
    """The table that a notice's `subject` is a row of."""

    STUDY = "study"
    SERVER = "server"
    SEAT = "seat"
    SESSION = "session"
    TURN = "turn"
    PLEA = "plea"
    CALL = "call"
    SWAP = "swap"
    CHANGE = "change"


_TABLES = {
    About.SEAT: (Kind.SEAT_UP, Kind.SEAT_LATE, Kind.SEAT_LEFT, Kind.SEAT_GONE),
    About.SESSION: (Kind.SESSION_DAY, Kind.SESSION_SOON, Kind.SESSION_AFTER, Kind.MATERIALS_ASKED),
    About.TURN: (Kind.TURN_WEEK, Kind.TURN_DAYS, Kind.TURN_GIVEN, Kind.TURN_TAKEN),
    About.PLEA: (Kind.PLEA,),
    About.CALL: (Kind.CALL_BACKUP, Kind.CALL_OPEN, Kind.CALL_STAFF),
    About.SWAP: (Kind.SWAP_OFFER, Kind.SWAP_ANSWER),
    About.CHANGE: (Kind.PLAN_CHANGED, Kind.CHANGE_MINE),
}
ABOUT = {kind.value: about for about, kinds in _TABLES.items() for kind in kinds}
"""By kind; what is not in it is about a study or a server as a whole."""

# A call asks its backup, then everybody; a change is told all whom it concerns in the channel, and each alone by DM.
_ABOUT_NOBODY = frozenset({Kind.CALL_OPEN, Kind.CALL_STAFF, Kind.CHANGE_MINE})


@dataclass(frozen=True, slots=True)
class Subject:
    """The sessions and the people that a row speaks of."""

    sessions: tuple[SessionId, ...] = ()
    users: tuple[UserId, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What notices are about: rows by table and id, all sessions and turns of the study, those of before as well."""

    subjects: Mapping[tuple[About, int], Subject]
    sessions: Mapping[SessionId, Session]
    turns: Mapping[int, Turn]


class Part(StrEnum):
    COMING = "coming"
    SENT = "sent"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"


class Unneeded(StrEnum):
    """Why a notice was withdrawn before its time."""

    CANCELLED = "the session was cancelled"
    FOLDED = "the session was folded into another"
    PASSED_ON = "somebody else presents"
    CHANGED = "the plan has changed"


@dataclass(frozen=True, slots=True)
class Line:
    """One notice from its plan to its end: `last` is the way round where the first was closed, else the notice.

    `because` is what is kept as the reason of a notice that was not needed.
    """

    notice: Notice
    last: Notice
    part: Part
    sessions: tuple[Session, ...] = ()
    users: tuple[UserId, ...] = ()
    because: str | None = None

    @property
    def at(self) -> datetime:
        return self.last.sent_at or (self.last.try_at if self.part is Part.COMING else self.last.due_at)

    @property
    def went_round(self) -> bool:
        return self.last is not self.notice


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for; None asks for all."""

    session_id: SessionId | None = None
    user_id: UserId | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The lines that were asked for: those coming the next first, the others the newest first."""

    lines: tuple[Line, ...]
    counts: Counter[Part] = field(default_factory=Counter)

    def of(self, *parts: Part) -> list[Line]:
        """In the order of the parts."""
        return [line for part in parts for line in self.lines if line.part is part]


def tell(notices: Sequence[Notice], facts: Facts, wanted: Wanted) -> Told:
    """Every notice in one line, but for Naru's own work and for what a later one has replaced."""
    seconds = {notice.fallback_of: notice for notice in notices if notice.fallback_of is not None}
    firsts = [notice for notice in notices if notice.fallback_of is None and notice.kind not in SILENT]
    standing = {_what(notice) for notice in firsts if notice.state is not NoticeState.WITHDRAWN}
    lines = [
        line
        for notice in firsts
        if notice.state is not NoticeState.WITHDRAWN or _what(notice) not in standing
        if _is_wanted(line := _line(notice, seconds.get(notice.id, notice), facts), wanted)
    ]
    lines.sort(key=lambda line: line.at.timestamp() * (1 if line.part is Part.COMING else -1))
    return Told(tuple(lines), Counter(line.part for line in lines))


def _what(notice: Notice) -> tuple[str, int]:
    return notice.kind, notice.subject


def _line(notice: Notice, last: Notice, facts: Facts) -> Line:
    about = ABOUT.get(notice.kind)
    subject = facts.subjects.get((about, notice.subject), Subject()) if about else Subject()
    sessions = tuple(facts.sessions[one] for one in subject.sessions if one in facts.sessions)
    users = () if notice.kind in _ABOUT_NOBODY else subject.users
    part = _part(notice, last)
    return Line(
        notice, last, part, sessions, users, _because(last, sessions, about, facts) if part is Part.NOT_NEEDED else None
    )


def _part(notice: Notice, last: Notice) -> Part:
    if last.state in (NoticeState.WAITING, NoticeState.CLAIMED):
        return Part.COMING
    if last.state is NoticeState.SENT:
        return Part.SENT
    if notice.state is NoticeState.FAILED or last.state is NoticeState.FAILED or last.error == TOO_LATE:
        return Part.FAILED
    return Part.NOT_NEEDED


def _because(last: Notice, sessions: Iterable[Session], about: About | None, facts: Facts) -> str | None:
    if last.state is not NoticeState.WITHDRAWN:
        return last.error
    states = {session.state for session in sessions}
    if SessionState.CANCELLED in states:
        return Unneeded.CANCELLED
    if SessionState.GONE in states:
        return Unneeded.FOLDED
    turn = facts.turns.get(last.subject) if about is About.TURN else None
    return Unneeded.PASSED_ON if turn and turn.state is TurnState.PASSED else Unneeded.CHANGED


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    return (
        (wanted.kind is None or line.notice.kind == wanted.kind)
        and (wanted.session_id is None or wanted.session_id in {session.id for session in line.sessions})
        and (wanted.user_id is None or wanted.user_id in _people(line))
    )


def _people(line: Line) -> set[UserId]:
    """Whom it is about, and whose DM it was to reach."""
    targets = (line.notice.target, line.last.target)
    return {*line.users, *(target.id for target in targets if target.kind is TargetKind.USER)}
