"""What a week of one member adds up to, across their studies and books: the numbers of their own digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import turns
from bot.domain.plans import Meeting, Plan
from db.records import Attendance, Book, Covered, Mark, MarkState, Presence, Role, SessionState, Turn, UserId

NEXT = 5
CAME = frozenset({Presence.PRESENT, Presence.LATE})


@dataclass(frozen=True, slots=True)
class Worked:
    """A member's exercises of one book: solved this week and ever, and what lies next to them."""

    book: Book
    now: int
    ever: int
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A turn to come."""

    plan: Plan
    meeting: Meeting
    turn: Turn


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """`met` are the sessions of their studies that took place, `came` to how many of them, `led` which they led."""

    covered: Covered
    met: int
    came: int
    led: tuple[Meeting, ...]
    worked: tuple[Worked, ...]
    next_turn: Ahead | None
    next_session: Meeting | None

    @property
    def is_quiet(self) -> bool:
        """Nothing behind, and nothing that waits."""
        return not (self.came or self.led or self.next_turn or any(each.now or each.next for each in self.worked))


@dataclass(frozen=True, slots=True)
class Own:
    """One member's plans, with who said what of each session, and marks by book and exercise."""

    user_id: UserId
    plans: Sequence[tuple[Plan, Mapping[int, Mapping[UserId, Attendance]]]]
    books: Sequence[tuple[Book, Mapping[str, Mark]]]


def tell(own: Own, covered: Covered) -> OwnWeek:
    """The week from `covered.since` on and before `covered.until`."""
    now = covered.until
    met = [(m, said) for plan, said in own.plans for m in plan.meetings if _took_place(m, covered)]
    came = [m for m, said in met if _came(said.get(m.session.id, {}).get(own.user_id))]
    led = [m for m, _ in met if (lead := m.presenter(Role.LEAD)) is not None and lead.user_id == own.user_id]
    ahead = [Ahead(plan, m, turn) for plan, _ in own.plans for m, turn in turns.coming(plan, own.user_id, now)]
    to_come = [m for plan, _ in own.plans for m in plan.to_come(now)]
    read = {plan.study.book_id: _read_next(plan, now) for plan, _ in own.plans}
    return OwnWeek(
        covered,
        len(met),
        len({m.session.id for m in [*came, *led]}),
        tuple(led),
        tuple(_worked(book, marks, covered, read.get(book.id, frozenset())) for book, marks in own.books),
        min(ahead, key=lambda each: each.meeting.session.starts_at, default=None),
        min(to_come, key=lambda each: each.session.starts_at, default=None),
    )


def _took_place(meeting: Meeting, covered: Covered) -> bool:
    within = covered.since <= meeting.session.starts_at < covered.until
    return within and meeting.session.state is not SessionState.CANCELLED


def _came(said: Attendance | None) -> bool:
    return said is not None and said.presence in CAME


def _read_next(plan: Plan, now: datetime) -> frozenset[str]:
    """Chapters of the session that was last and of the one to come."""
    before = [m for m in plan.meetings if m.session.starts_at <= now][-1:]
    return frozenset[str]().union(*(m.session.reading.chapters for m in [*before, *plan.to_come(now)[:1]]))


def _worked(book: Book, marks: Mapping[str, Mark], covered: Covered, chapters: frozenset[str]) -> Worked:
    solved = [m for m in marks.values() if m.solved_at is not None and m.solved_at < covered.until]
    week = [mark for mark in solved if mark.solved_at is not None and mark.solved_at >= covered.since]
    return Worked(book, len(week), len(solved), nearest(book, marks, chapters))


def nearest(book: Book, marks: Mapping[str, Mark], chapters: frozenset[str]) -> tuple[str, ...]:
    """What to do next: first what is begun (trying, then stuck), then the easiest of the chapters that are read."""
    begun = sorted(
        (mark for mark in marks.values() if mark.state is not MarkState.SOLVED),
        key=lambda mark: (mark.state is MarkState.STUCK, -mark.at.timestamp(), mark.exercise),
    )
    fresh = sorted(
        (each for c in book.chapters if c.number in chapters for each in c.exercises or () if each.number not in marks),
        key=lambda exercise: exercise.stars or 0,
    )
    return tuple([mark.exercise for mark in begun] + [exercise.number for exercise in fresh])[:NEXT]
