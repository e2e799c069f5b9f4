"""What a week of a study adds up to: the numbers of its digest, from rows, in one look."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import attendance
from bot.domain.attendance import Turnout
from bot.domain.plans import Meeting, Plan
from bot.domain.studies import seated
from db.records import Book, Covered, Mark, Presence, Role, Seat, SessionState, TurnState, UserId, Why

# The hardest exercises a book prints: their first solver is worth a line.
HARD = 3
# An excuse is a word, too.
NOT_SILENT = frozenset({Presence.PRESENT, Presence.LATE, Presence.EXCUSED})
# They took a session somebody else could not: stood in, volunteered, agreed to a swap.
STEPPED_IN = frozenset({Why.STOOD_IN, Why.VOLUNTEERED})


@dataclass(frozen=True, slots=True)
class Met:
    """A session that took place; `turnout` is None where nobody counted."""

    meeting: Meeting
    turnout: Turnout | None


@dataclass(frozen=True, slots=True)
class First:
    """An exercise of three stars that nobody of the group had solved before; `by` only if they let others see it."""

    exercise: str
    stars: int
    by: UserId | None


@dataclass(frozen=True, slots=True)
class Solved:
    """Different exercises: solved this week, by anybody so far, and in the book (None where nobody knows)."""

    now: int
    ever: int
    of: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a digest is counted from: `marks` are all of the book in the server, `said` who came to which session.

    `open_to_all` are the members whose solving others may see. `helpers` helped this week where everybody could see it.
    """

    plan: Plan
    book: Book
    seats: Sequence[Seat]
    said: attendance.Said = field(default_factory=dict)
    marks: Sequence[Mark] = ()
    open_to_all: Collection[UserId] = frozenset()
    helpers: Sequence[UserId] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one study. `number` counts from the week of its first session; `next` is the session to come.

    `begun`: the study has met before its end, or tried to.
    """

    number: int
    begun: bool
    covered: Covered
    met: tuple[Met, ...]
    cancelled: tuple[Meeting, ...]
    solved: Solved
    firsts: tuple[First, ...]
    helped: tuple[UserId, ...]
    open_calls: tuple[Meeting, ...]
    next: Meeting | None

    @property
    def is_quiet(self) -> bool:
        """Nothing happened, and nobody is looked for."""
        return not (self.met or self.cancelled or self.solved.now or self.firsts or self.helped or self.open_calls)


def tell(facts: Facts, covered: Covered) -> Week:
    """The week from `covered.since` on and before `covered.until`."""
    plan, now = facts.plan, covered.until
    within = [m for m in plan.meetings if covered.since <= m.session.starts_at < covered.until]
    return Week(
        number=_number(plan, covered),
        begun=any(meeting.session.starts_at < now for meeting in plan.meetings),
        covered=covered,
        met=tuple(_met(facts, m) for m in within if m.session.state is not SessionState.CANCELLED),
        cancelled=tuple(m for m in within if m.session.state is SessionState.CANCELLED),
        solved=solved(facts, covered),
        firsts=tuple(firsts(facts, covered)),
        helped=tuple(dict.fromkeys([*_helped(within), *facts.helpers])),
        open_calls=tuple(m for m in plan.to_come(now) if m.call is not None),
        next=next(iter(plan.to_come(now)), None),
    )


def solved(facts: Facts, covered: Covered) -> Solved:
    """Of the group: who sits in the study now, whenever they solved it."""
    times = _solved_at(facts, covered.until)
    week = {number for number, at, _ in times if covered.since <= at}
    known = [exercise.number for chapter in facts.book.chapters for exercise in chapter.exercises or ()]
    complete = all(chapter.exercises is not None for chapter in facts.book.chapters)
    return Solved(len(week), len({number for number, _, _ in times}), len(known) if complete and known else None)


def firsts(facts: Facts, covered: Covered) -> list[First]:
    """The hardest exercises whose first solution in the group fell into the week, in the order of the book."""
    first: dict[str, tuple[datetime, UserId]] = {}
    for number, at, user in _solved_at(facts, covered.until):
        first[number] = min(first.get(number, (at, user)), (at, user))
    return [
        First(exercise.number, exercise.stars, user if user in facts.open_to_all else None)
        for chapter in facts.book.chapters
        for exercise in chapter.exercises or ()
        if exercise.stars is not None and exercise.stars >= HARD and exercise.number in first
        for at, user in [first[exercise.number]]
        if covered.since <= at
    ]


def _solved_at(facts: Facts, before: datetime) -> list[tuple[str, datetime, UserId]]:
    group = {seat.user_id for seat in seated(facts.seats)}
    return [
        (mark.exercise, mark.solved_at, mark.user_id)
        for mark in facts.marks
        if mark.solved_at is not None and mark.solved_at < before and mark.user_id in group
    ]


def _number(plan: Plan, covered: Covered) -> int:
    begin = plan.meetings[0].session.starts_at if plan.meetings else covered.since
    return max(1, (covered.until - begin).days // 7 + 1)


def _met(facts: Facts, meeting: Meeting) -> Met:
    session = meeting.session
    said = attendance.still_true(session, facts.plan.study.length, facts.said.get(session.id, {}))
    return Met(meeting, attendance.turnout(session, facts.seats, said))


def _helped(meetings: Iterable[Meeting]) -> list[UserId]:
    leads = (meeting.presenter(Role.LEAD) for meeting in meetings)
    stepped_in = (
        turn.user_id
        for turn in leads
        if turn is not None and turn.reason.why in STEPPED_IN and turn.state is not TurnState.PASSED
    )
    return list(dict.fromkeys(stepped_in))


def quiet(facts: Facts, since: datetime, now: datetime) -> list[UserId]:
    """Members of whom nothing was heard from `since` on: who came to no session, marked nothing and led nothing.

    Nobody is quiet who sits here for a shorter time, and nobody is where no session was counted.
    """
    plan = facts.plan
    met = [_met(facts, m) for m in plan.meetings if since <= m.session.starts_at < now]
    counted = [each.meeting.session.id for each in met if each.turnout is not None]
    if not counted:
        return []
    heard = {mark.user_id for mark in facts.marks if mark.at >= since}
    heard |= {user for row in counted for user, each in facts.said.get(row, {}).items() if each.presence in NOT_SILENT}
    heard |= {lead.user_id for each in met if (lead := each.meeting.presenter()) is not None}
    return [
        seat.user_id
        for seat in seated(facts.seats)
        if seat.user_id not in heard and (seat.seated_at or seat.joined_at) <= since
    ]


def presenters(met: Iterable[Met]) -> Mapping[int, UserId]:
    """Who led which session, by its number."""
    leads = ((each.meeting.session.number, each.meeting.presenter()) for each in met)
    return {number: lead.user_id for number, lead in leads if lead is not None}
