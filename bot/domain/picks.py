"""Who shows which exercise in a session: what is worth a look, and whose turn it is, fair over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from bot.domain.rotation.flow import share
from db.records import Book, Exercise, Mark, MarkState, Pick, Reading, Session, SessionState, Showing, UserId

AT_MOST = 10
SUGGESTED = 3
# How ready somebody is to show an exercise; it never outweighs having shown one less.
_FIT = {MarkState.SOLVED: 0, MarkState.TRYING: 1}
_NOT_READY = 2


class TooManyToShow(Refusal):
    """A session has no time for more than `at_most`."""

    def __init__(self, at_most: int) -> None:
        super().__init__(at_most)
        self.at_most = at_most


class NobodyToShow(Refusal):
    """Nobody who comes could show an exercise."""


class NothingToShow(Refusal):
    """Nothing is left to suggest: the session's chapters have no exercises, or all were shown."""


class PickGone(Refusal):
    """A preview that was discarded or made anew since, or a list that was taken away."""


class NotToCome(Refusal):
    """Session `number` has begun, or was cancelled."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class AllTaken(Refusal):
    """Every exercise of the session has somebody who shows it."""


class NotPicked(Refusal):
    """Who gives back an exercise has none."""


@dataclass(frozen=True, slots=True)
class Group:
    """Who could show something in a session, in a steady order; `marks` are those that they let others know of."""

    members: Sequence[UserId]
    shown: Mapping[UserId, int]
    marks: Mapping[tuple[UserId, str], MarkState]


def able(seated: Sequence[UserId], absent: Collection[UserId], lead: UserId | None) -> list[UserId]:
    """Who could show an exercise: who comes, and does not present already, unless nobody else is there.

    Raises NobodyToShow.
    """
    coming = [user for user in seated if user not in absent]
    if not coming:
        raise NobodyToShow
    return [user for user in coming if user != lead] or coming


def known(marks: Iterable[Mark], open_to_others: Collection[UserId]) -> dict[tuple[UserId, str], MarkState]:
    """The marks of those who let others see them, or be asked: what nobody may know decides nothing."""
    return {(mark.user_id, mark.exercise): mark.state for mark in marks if mark.user_id in open_to_others}


def shown(plan: Plan, picks: Mapping[int, Pick], now: datetime) -> list[Showing]:
    """What was shown in the study's sessions so far, by whom."""
    met = [m.session.id for m in plan.meetings if m.session.starts_at <= now and _takes_place(m.session)]
    return [showing for row in met if row in picks for showing in picks[row].showings if showing.user_id is not None]


def _takes_place(session: Session) -> bool:
    return session.state is not SessionState.CANCELLED


def times(showings: Iterable[Showing]) -> dict[UserId, int]:
    """How often each showed something."""
    return dict(Counter(showing.user_id for showing in showings if showing.user_id is not None))


def suggested(
    book: Book, reading: Reading, marks: Iterable[Mark], group: Collection[UserId], before: Collection[str], count: int
) -> tuple[str, ...]:
    """Up to `count` exercises of a reading's chapters that were not shown before, in the order of the book.

    First what some solved and others fight with: there somebody can show it, and somebody needs it. Then what others
    fight with, then what is harder, then what comes first. Raises NothingToShow.
    """
    solved, fought = Counter[str](), Counter[str]()
    for mark in marks:
        if mark.user_id in group:
            (solved if mark.state is MarkState.SOLVED else fought)[mark.exercise] += 1

    def worth(exercise: Exercise) -> tuple[bool, int, int]:
        number = exercise.number
        return bool(solved[number] and fought[number]), fought[number], exercise.stars or 0

    chapters = [chapter for chapter in book.chapters if chapter.number in reading.chapters]
    left = [each for chapter in chapters for each in chapter.exercises or () if each.number not in before]
    if not left:
        raise NothingToShow
    best = sorted(left, key=worth, reverse=True)[:count]
    return tuple(exercise.number for exercise in left if exercise in best)


def check_to_come(meeting: Meeting, now: datetime) -> None:
    """Raises NotToCome."""
    if not meeting.is_to_come(now):
        raise NotToCome(meeting.session.number)


def check_count(numbers: Sequence[str]) -> None:
    """Raises TooManyToShow."""
    if len(numbers) > AT_MOST:
        raise TooManyToShow(AT_MOST)


def deal(numbers: Sequence[str], group: Group, session: int, now: datetime) -> tuple[Showing, ...]:
    """Give each exercise to one member: who showed the least so far comes first, then who is readiest.

    Nobody shows two while somebody who showed as few could show one: the price of a further exercise is the number
    shown before it, so the sum of prices is least where loads are most even (`rotation.flow`). Among equals the order
    of members turns with the number of the session.
    """
    members, rooms = group.members, range(len(numbers))
    # One showing more must outweigh every difference in readiness of all exercises, and that one every turn of order.
    ready = len(numbers) * len(members) + 1
    heavier = ready * (_NOT_READY + 1) * len(numbers) + 1
    costs = [
        [
            _readiness(group, user, number) * ready + (place + session) % len(members)
            for place, user in enumerate(members)
        ]
        for number in numbers
    ]
    prices = [[(group.shown.get(user, 0) + k) * heavier for k in rooms] for user in members]
    takers = share(costs, prices)
    return tuple(Showing(number, members[taker], now) for number, taker in zip(numbers, takers, strict=True))


def _readiness(group: Group, user: UserId, number: str) -> int:
    state = group.marks.get((user, number))
    return _FIT.get(state, _NOT_READY) if state is not None else _NOT_READY


def refill(
    numbers: Sequence[str], standing: Sequence[Showing], group: Group, session: int, now: datetime
) -> tuple[Showing, ...]:
    """Like `deal`, but who has one of the exercises keeps it."""
    kept = {each.exercise: each for each in standing if each.user_id in group.members and each.exercise in numbers}
    load = times([*kept.values()])
    busy = replace(group, shown={user: group.shown.get(user, 0) + load.get(user, 0) for user in group.members})
    dealt = deal([number for number in numbers if number not in kept], busy, session, now) if numbers else ()
    found = kept | {showing.exercise: showing for showing in dealt}
    return tuple(found[number] for number in numbers)


def given(
    standing: Sequence[Showing], numbers: Sequence[str], user_id: UserId, book: Book, now: datetime
) -> tuple[Showing, ...]:
    """The same list with some exercises given to one member by hand. Raises TooManyToShow."""
    found = {each.exercise: each for each in standing}
    found |= {number: Showing(number, user_id, now) for number in numbers}
    order = [each.number for chapter in book.chapters for each in chapter.exercises or ()]
    listed = tuple(sorted(found, key=lambda number: order.index(number) if number in order else len(order)))
    check_count(listed)
    return tuple(found[number] for number in listed)


def published(showings: Sequence[Showing], before: Sequence[Showing], now: datetime) -> tuple[Showing, ...]:
    """A list as it goes out `now`: who had an exercise before has it since then."""
    had = {(each.exercise, each.user_id): each for each in before}
    return tuple(had.get((each.exercise, each.user_id), replace(each, since=now)) for each in showings)


def new_on(pick: Pick) -> frozenset[UserId]:
    """Who got something when a list was published last, or took it since."""
    at = pick.published_at
    return frozenset(s.user_id for s in pick.showings if s.user_id is not None and at is not None and s.since >= at)


def present(showings: Iterable[Showing], seated: Collection[UserId], absent: Collection[UserId]) -> tuple[Showing, ...]:
    """As things stand: what somebody has who left or does not come looks for somebody again."""
    gone = {each.user_id for each in showings if each.user_id not in seated or each.user_id in absent}
    return tuple(replace(each, user_id=None) if each.user_id in gone else each for each in showings)


def take(
    showings: Sequence[Showing], free: Collection[str], user_id: UserId, exercise: str | None, now: datetime
) -> tuple[Showing, ...]:
    """'I'll show one': the one named, or the first of those that look for somebody. Raises AllTaken."""
    wanted = [each.exercise for each in showings if each.exercise in free and exercise in (None, each.exercise)]
    if not wanted:
        raise AllTaken
    mine = Showing(wanted[0], user_id, now)
    return tuple(mine if each.exercise == mine.exercise else each for each in showings)


def give_back(showings: Sequence[Showing], user_id: UserId) -> tuple[Showing, ...]:
    """'Not me this time': nobody asks why. Raises NotPicked."""
    if user_id not in {each.user_id for each in showings}:
        raise NotPicked
    return tuple(replace(each, user_id=None) if each.user_id == user_id else each for each in showings)
