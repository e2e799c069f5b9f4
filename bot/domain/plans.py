"""From a study, its book and its members to a plan: sessions with dates, pages and presenters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from bot.domain.calendar import local, sessions_on
from bot.domain.refusals import Refusal
from bot.domain.rotation import Assigned, Candidate, Duty, rotate
from bot.domain.splitting import split, work
from bot.domain.studies import StudyRefusal
from db.records import (
    Book,
    Call,
    Fixed,
    PlanDraft,
    Reading,
    Role,
    Seat,
    Session,
    SessionDraft,
    SessionState,
    SkippedDate,
    Study,
    StudyState,
    Turn,
    TurnState,
    UserId,
)

SESSION_OF_UNKNOWN_LENGTH = 300


class NoSuchSession(StudyRefusal):
    """The study has no session of that number."""

    def __init__(self, study: Study, number: int | None) -> None:
        super().__init__(study)
        self.number = number


class NotYetPlanned(StudyRefusal):
    """The study has no published plan yet."""


class OverBefore(StudyRefusal):
    """The plan's first session would lie in the past by now."""

    def __init__(self, study: Study, first: datetime) -> None:
        super().__init__(study)
        self.first = first


class ChangedMeanwhile(StudyRefusal):
    """Somebody published, or people came and went, since this plan was computed."""


class DraftGone(Refusal):
    """The preview was discarded, published, or replaced by a newer one."""


class NotSeated(StudyRefusal):
    """A turn was fixed for somebody who is not a member of the study."""

    def __init__(self, study: Study, user_id: UserId) -> None:
        super().__init__(study)
        self.user_id = user_id


@dataclass(frozen=True, slots=True)
class Outline:
    """When what is read, before anybody presents."""

    sessions: tuple[SessionDraft, ...]
    skipped: tuple[SkippedDate, ...]

    @property
    def pages(self) -> int:
        return sum(session.reading.pages for session in self.sessions)


def outline(study: Study, book: Book, holidays: Mapping[date, str | None]) -> Outline:
    """The book cut into sessions and laid on the study's weekly slot."""
    readings = split(book, study.pages_per_session, join_short_chapters=study.join_short_chapters)
    calendar = sessions_on(study.slot, study.start_on, len(readings), skipped=holidays)
    sessions = tuple(
        SessionDraft(number, starts_at, reading)
        for number, (starts_at, reading) in enumerate(zip(calendar.starts, readings, strict=True), start=1)
    )
    return Outline(sessions, calendar.skipped)


def outline_from_now(study: Study, book: Book, holidays: Mapping[date, str | None], now: datetime) -> Outline:
    """The outline; where its first day has gone by while people gathered, it begins with the next slot."""
    found = outline(study, book, holidays)
    if found.sessions[0].starts_at > now:
        return found
    tomorrow = local(now, study.slot.zone).date() + timedelta(days=1)
    return outline(replace(study, start_on=tomorrow), book, holidays)


def assign(
    sessions: Sequence[SessionDraft],
    seats: Sequence[Seat],
    fixed: Sequence[Fixed] = (),
    missed: Mapping[UserId, frozenset[int]] = MappingProxyType({}),
) -> tuple[SessionDraft, ...]:
    """Give every session its presenters; a session that nobody can take keeps a lead of None.

    `missed` are the numbers of the sessions that fall into somebody's days away.
    """
    duties = [
        Duty(session.number, session.reading.chapters, load)
        for session, load in zip(sessions, weighed([each.reading for each in sessions]), strict=True)
    ]
    candidates = [
        Candidate(
            seat.user_id,
            wants=seat.wants,
            avoids=seat.avoids,
            first_time=seat.first_time,
            away=missed.get(seat.user_id, frozenset()),
        )
        for seat in seats
    ]
    taken = {(turn.number, turn.role): turn for turn in rotate(duties, candidates, fixed).turns}
    return tuple(_with_presenters(session, taken) for session in sessions)


def weighed(readings: Sequence[Reading]) -> list[int]:
    """The work of each session in tenths of a page; where pages are unknown, one session is as much as another."""
    loads = [work(reading) for reading in readings]
    return loads if all(loads) else [SESSION_OF_UNKNOWN_LENGTH] * len(loads)


def _with_presenters(session: SessionDraft, taken: Mapping[tuple[int, Role], Assigned]) -> SessionDraft:
    lead, backup = taken.get((session.number, Role.LEAD)), taken.get((session.number, Role.BACKUP))
    return SessionDraft(
        session.number,
        session.starts_at,
        session.reading,
        lead.user_id if lead else None,
        backup.user_id if backup else None,
        lead.reason if lead else None,
        backup.reason if backup else None,
    )


def carried(sessions: Sequence[SessionDraft], members: Sequence[UserId]) -> dict[UserId, int]:
    """Pages each member leads in a plan; who leads nothing is in it with 0."""
    pages = dict.fromkeys(members, 0)
    for session in sessions:
        if session.lead is not None:
            pages[session.lead] = pages.get(session.lead, 0) + session.reading.pages
    return pages


def check_in_future(study: Study, first: datetime, now: datetime) -> None:
    """Raise OverBefore where the first session would lie in the past."""
    if first <= now:
        raise OverBefore(study, first)


def check_publishing(study: Study, draft: PlanDraft, members: Sequence[UserId], now: datetime) -> None:
    """Raise where a draft cannot become the plan any more.

    People who left would be given turns, and people who came would get none; so the plan is computed again.
    """
    if study.revision != draft.revision or study.state is not StudyState.RECRUITING:
        raise ChangedMeanwhile(study)
    if set(members) != set(draft.members):
        raise ChangedMeanwhile(study)
    check_in_future(study, draft.sessions[0].starts_at, now)


def check_fixed(study: Study, fixed: Fixed, sessions: Sequence[SessionDraft], members: Sequence[UserId]) -> None:
    if fixed.number not in {session.number for session in sessions}:
        raise NoSuchSession(study, fixed.number)
    if fixed.user_id not in members:
        raise NotSeated(study, fixed.user_id)


def with_fixed(before: Sequence[Fixed], new: Fixed) -> tuple[Fixed, ...]:
    """The newest word on a session and role counts; nobody holds both roles of one session."""
    kept = [
        fixed
        for fixed in before
        if fixed.number != new.number or (fixed.role is not new.role and fixed.user_id != new.user_id)
    ]
    return (*kept, new)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with the turns that stand, and the open call for its lead where it has none."""

    session: Session
    turns: tuple[Turn, ...] = ()
    call: Call | None = None

    def presenter(self, role: Role = Role.LEAD) -> Turn | None:
        return next((turn for turn in self.turns if turn.role is role), None)

    def is_to_come(self, now: datetime) -> bool:
        return self.session.state is SessionState.PLANNED and self.session.starts_at > now


@dataclass(frozen=True, slots=True)
class Led:
    """A session somebody leads; `load` is its work as `weighed` gives it."""

    meeting: Meeting
    user_id: UserId
    load: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All sessions of a study in order."""

    study: Study
    meetings: tuple[Meeting, ...]

    def next_after(self, now: datetime) -> Meeting | None:
        """The session under way or to come."""
        return next((m for m in self.meetings if m.session.starts_at + self.study.length > now), None)

    def to_come(self, now: datetime) -> list[Meeting]:
        """The sessions that have not begun, without those that are cancelled."""
        return [meeting for meeting in self.meetings if meeting.is_to_come(now)]

    def led(self) -> list[Led]:
        """Who leads what, done and to come, each with its work; nothing of a session that is cancelled."""
        meetings = [meeting for meeting in self.meetings if meeting.session.state is not SessionState.CANCELLED]
        loads = weighed([meeting.session.reading for meeting in meetings])
        return [
            Led(meeting, lead.user_id, load)
            for meeting, load in zip(meetings, loads, strict=True)
            if (lead := meeting.presenter()) is not None
        ]

    def numbered(self, number: int) -> Meeting:
        found = next((m for m in self.meetings if m.session.number == number), None)
        if found is None:
            raise NoSuchSession(self.study, number)
        return found


def turns_given_up(plan: Plan, user_id: UserId, now: datetime) -> list[Turn]:
    """A member's turns to come, passed: who leaves takes no part of the plan along."""
    return [
        replace(turn, state=TurnState.PASSED)
        for meeting in plan.meetings
        if meeting.session.starts_at > now
        for turn in meeting.turns
        if turn.user_id == user_id
    ]
