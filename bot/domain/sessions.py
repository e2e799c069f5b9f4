"""Rules of a session: who may speak for it, what was held, its slides and notes, what a finished book adds up to."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from bot.domain.turns import CalledOff
from db.records import Role, Seat, Session, SessionState, Study, StudyState, TurnState, UserId

LINK_AT_MOST, NOTES_AT_MOST = 500, 2000  # characters
# Whatever could end the link early, or wear another address, stays out.
_ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?([/?#][^\s<>()\[\]|`\\]*)?", re.IGNORECASE)


class NotYours(Refusal):
    """Only the session's presenters and organisers can say that."""


class NotYetBegun(Refusal):
    """A session cannot have been held before it began; `starts_at` is when it does."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(starts_at)
        self.starts_at = starts_at


class NotALink(Refusal):
    """What was typed is no address of a page; `typed` is how it begins."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed[:80]


class LinkOrFile(Refusal):
    """Both were given, and only one can be kept."""


class FileTooLarge(Refusal):
    """Discord takes files of `at_most` megabytes here."""

    def __init__(self, at_most: int) -> None:
        super().__init__(at_most)
        self.at_most = at_most


class FileGone(Refusal):
    """Discord did not hand the file over."""


def speaks(meeting: Meeting, by: UserId, *, organiser: bool) -> bool:
    """Whether somebody presents, backs up, or organises."""
    return organiser or by in {turn.user_id for turn in meeting.turns}


def check_speaking(meeting: Meeting, by: UserId, *, organiser: bool) -> None:
    """Raise NotYours unless `by` speaks for the session."""
    if not speaks(meeting, by, organiser=organiser):
        raise NotYours


def latest(plan: Plan, now: datetime) -> Meeting:
    """The session that met last or meets now; the first one to come where none has; `plan` has sessions."""
    begun = [m for m in plan.meetings if m.session.starts_at <= now and m.session.state is not SessionState.CANCELLED]
    return begun[-1] if begun else plan.meetings[0]


def spoken_for(plan: Plan, by: UserId, now: datetime) -> Meeting:
    """The session somebody most likely speaks of: the last one if they had a part in it, their next one, the last."""
    last = latest(plan, now)
    own = (meeting for meeting in (last, *plan.to_come(now)) if speaks(meeting, by, organiser=False))
    return next(own, last)


def hold(meeting: Meeting, now: datetime) -> Meeting:
    """The session took place, and its lead's turn is done. Raises NotYetBegun, CalledOff."""
    if meeting.session.state is SessionState.CANCELLED:
        raise CalledOff(meeting.session.number)
    if meeting.session.starts_at > now:
        raise NotYetBegun(meeting.session.starts_at)
    if meeting.session.state is SessionState.HELD:
        return meeting
    session = replace(meeting.session, state=SessionState.HELD, held_at=now)
    turns = tuple(replace(turn, state=TurnState.DONE) if turn.role is Role.LEAD else turn for turn in meeting.turns)
    return Meeting(session, turns)


def link(typed: str) -> str:
    """An http or https address without blanks. Raises NotALink."""
    address = typed.strip()
    if len(address) > LINK_AT_MOST or not _ADDRESS.fullmatch(address):
        raise NotALink(typed)
    return address


def give_materials(session: Session, address: str) -> Session:
    """The newest link counts. Raises NotALink."""
    return replace(session, materials=link(address), no_materials=False)


def has_no_materials(session: Session) -> Session:
    """There are none; nobody is asked for them any more."""
    return replace(session, no_materials=True)


def write_notes(session: Session, words: str) -> Session:
    """Notes that are empty are none."""
    return replace(session, notes=words.strip()[:NOTES_AT_MOST] or None)


def edition(notes: str | None) -> str:
    """A short sign of a text, by which whoever edits it tells whether it is still the one they read."""
    return hashlib.sha256((notes or "").encode()).hexdigest()[:12]


def finish(study: Study, now: datetime) -> Study:
    """The study after its last day; the first finish counts."""
    if study.state is StudyState.FINISHED:
        return study
    return replace(study, state=StudyState.FINISHED, finished_at=now)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a group did together: `led` counts the sessions each presenter led, most first."""

    sessions: int
    pages: int
    members: int
    weeks: int
    led: tuple[tuple[UserId, int], ...]


def tally(plan: Plan, seats: Sequence[Seat]) -> Tally:
    """Sessions that were not cancelled count, whether or not somebody pressed that they were held."""
    met = [meeting for meeting in plan.meetings if meeting.session.state is not SessionState.CANCELLED]
    leads = [turn.user_id for meeting in met if (turn := meeting.presenter()) is not None]
    span = met[-1].session.starts_at - met[0].session.starts_at if met else None
    return Tally(
        sessions=len(met),
        pages=sum(meeting.session.reading.pages for meeting in met),
        members=len(seats),
        weeks=span.days // 7 + 1 if span is not None else 0,
        led=tuple(Counter(leads).most_common()),
    )
