"""What of a plan can still change: the sessions to come, and the days between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.calendar import local
from bot.domain.changes.refusals import SessionSettled
from bot.domain.plans import Meeting, NoSuchSession, Plan
from db.records import Book, Post, Role, SessionState, Shape, Study, StudyState, Turn


class DaysOff(Mapping[date, str | None]):
    """Days of ours that fall out, over public holidays that nobody counts: their mapping grows as it is asked."""

    def __init__(self, days: frozenset[date], holidays: Mapping[date, str | None]) -> None:
        self._days, self._holidays = days, holidays

    def __getitem__(self, day: date) -> str | None:
        return None if day in self._days else self._holidays[day]

    def __contains__(self, day: object) -> bool:
        return day in self._days or day in self._holidays

    def __iter__(self) -> Iterator[date]:
        return iter(self._days | set(self._holidays))

    def __len__(self) -> int:
        return len(self._days | set(self._holidays))


@dataclass(frozen=True, slots=True)
class Ahead:
    """A plan at `now`, both halves in order of time.

    `past` never changes. `planned` are the sessions to come; `settled` lie among them and keep their date and pages,
    for they are cancelled, or were held while the study paused: at most their numbers change.
    """

    study: Study
    book: Book
    now: datetime
    past: tuple[Shape, ...]
    planned: tuple[Shape, ...]
    settled: tuple[Shape, ...] = ()
    skips: frozenset[date] = frozenset()
    holidays: Mapping[date, str | None] | None = None

    def place(self, number: int) -> int:
        """Where in `planned` a session is. Raises NoSuchSession, SessionSettled."""
        for place, shape in enumerate(self.planned):
            if shape.number == number:
                return place
        if any(shape.number == number for shape in (*self.past, *self.settled)):
            raise SessionSettled(self.study, number)
        raise NoSuchSession(self.study, number)

    def day(self, instant: datetime) -> date:
        """The day of an instant by the study's clock."""
        return local(instant, self.study.slot.zone).date()

    def off(self, more: frozenset[date] = frozenset()) -> DaysOff:
        """Days without a session: skipped ones, holidays, and those of a session that is cancelled."""
        settled = {self.day(shape.starts_at) for shape in self.settled}
        return DaysOff(self.skips | more | settled, self.holidays or {})


def look_ahead(
    plan: Plan, book: Book, now: datetime, skips: frozenset[date], holidays: Mapping[date, str | None]
) -> Ahead:
    shapes = [shape_of(meeting) for meeting in plan.meetings]
    coming = [shape for shape in shapes if to_come(plan.study, shape.starts_at, now)]
    return Ahead(
        plan.study,
        book,
        now,
        past=tuple(shape for shape in shapes if not to_come(plan.study, shape.starts_at, now)),
        planned=tuple(shape for shape in coming if shape.state is SessionState.PLANNED),
        settled=tuple(shape for shape in coming if shape.state is not SessionState.PLANNED),
        skips=skips,
        holidays=holidays,
    )


def to_come(study: Study, starts_at: datetime, now: datetime) -> bool:
    """Whether a session can still change; while a study pauses, all that was to come then waits, though it be past."""
    if study.state is StudyState.PAUSED and study.paused_at is not None:
        return starts_at >= study.paused_at
    return starts_at > now


def shape_of(meeting: Meeting) -> Shape:
    session = meeting.session
    return Shape(
        session.id,
        session.number,
        session.starts_at,
        session.reading,
        session.state,
        _post(meeting.presenter(Role.LEAD)),
        _post(meeting.presenter(Role.BACKUP)),
    )


def _post(turn: Turn | None) -> Post | None:
    return Post(turn.user_id, turn.state, turn.reason, turn.id) if turn else None


def numbered(ahead: Ahead, shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The sessions from here on in order of time, counted on from those that are past."""
    in_order = sorted(shapes, key=lambda shape: shape.starts_at)
    return tuple(replace(shape, number=number) for number, shape in enumerate(in_order, len(ahead.past) + 1))


def posts(shape: Shape) -> list[Post]:
    """Who presents in a session, the lead first."""
    return [post for post in (shape.lead, shape.backup) if post is not None]
