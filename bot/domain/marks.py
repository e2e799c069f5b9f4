"""Marks: what an act of marking changes, how it is undone, and how two words about one exercise become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.refusals import Refusal
from db.records import Audience, Book, Mark, Marking, MarkState, Openness, Step, UserId

# Of two words said at one instant the heavier one stands.
_WEIGHT = {MarkState.TRYING: 0, MarkState.STUCK: 1, MarkState.SOLVED: 2}


class NotYourMarks(Refusal):
    """Somebody else's act of marking."""


class UndoneAlready(Refusal):
    """This act of marking was undone before."""


class MarkedSince(Refusal):
    """Exercises of this act were marked again since: `exercises` are their numbers."""

    def __init__(self, exercises: tuple[str, ...]) -> None:
        super().__init__(exercises)
        self.exercises = exercises


class KeptPrivate(Refusal):
    """A member who does not show their exercises to the one who asks."""

    def __init__(self, user_id: UserId) -> None:
        super().__init__(user_id)
        self.user_id = user_id


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose marks, and of what book."""

    server_id: int
    book_id: int
    user_id: UserId


def marking(
    owner: Owner,
    numbers: Sequence[str],
    state: MarkState | None,
    link: str | None,
    known: Mapping[str, Mark],
    now: datetime,
) -> tuple[Step, ...]:
    """What changes when a member says `state` of exercises; None takes their marks away.

    What is said already is no change, so its time stays; a new link is one.
    """
    steps = (Step(number, known.get(number), _after(owner, number, state, link, known, now)) for number in numbers)
    return tuple(step for step in steps if step.before != step.after)


def _after(
    owner: Owner, number: str, state: MarkState | None, link: str | None, known: Mapping[str, Mark], now: datetime
) -> Mark | None:
    before = known.get(number)
    if state is None:
        return None
    if before is not None and before.state is state:
        return replace(before, link=link) if link else before
    solved_at = now if state is MarkState.SOLVED else None
    kept = link or (before.link if before else None)
    return Mark(owner.server_id, owner.book_id, owner.user_id, number, state, now, solved_at, kept)


def undoing(act: Marking, user_id: UserId, known: Mapping[str, Mark]) -> tuple[Step, ...]:
    """The steps back. Raises NotYourMarks, UndoneAlready, MarkedSince."""
    if act.user_id != user_id:
        raise NotYourMarks
    if act.undone_at is not None:
        raise UndoneAlready
    since = tuple(step.exercise for step in act.steps if known.get(step.exercise) != step.after)
    if since:
        raise MarkedSince(since)
    return tuple(Step(step.exercise, step.after, step.before) for step in act.steps)


def combine(one: Mark, other: Mark) -> Mark:
    """Two words about one exercise of one member as one, in whatever order they come, however often: the later one.

    Of two at one instant the heavier stands, then the one that was solved earlier, then the one with a link.
    """
    return max(one, other, key=_standing)


def _standing(mark: Mark) -> tuple[datetime, int, float, str]:
    solved = -mark.solved_at.timestamp() if mark.solved_at else 0.0
    return mark.at, _WEIGHT[mark.state], solved, mark.link or ""


def may_see(openness: Openness, viewer: UserId, *, together: bool) -> bool:
    """Whether `viewer` may look at a member's exercises; `together`: both sit in a study of that book."""
    if viewer == openness.user_id or openness.shows is Audience.SERVER:
        return True
    return openness.shows is Audience.STUDY and together


@dataclass(frozen=True, slots=True)
class Tally:
    """Solved and all exercises of one difficulty; `stars` is None where the book prints none, `of` where unknown."""

    stars: int | None
    solved: int
    of: int | None


def solved(marks: Iterable[Mark]) -> list[str]:
    return [mark.exercise for mark in marks if mark.state is MarkState.SOLVED]


def coverage(marks: Iterable[Mark], group: Collection[UserId]) -> dict[str, int]:
    """How many of a group solved each exercise; what nobody solved is not in it."""
    return dict(Counter(mark.exercise for mark in marks if mark.user_id in group and mark.state is MarkState.SOLVED))


def tallies(solved: Collection[str], book: Book) -> list[Tally]:
    """By stars, the easiest first; exercises nobody knows stand with those without stars."""
    stars = {exercise.number: exercise.stars for chapter in book.chapters for exercise in chapter.exercises or ()}
    complete = all(chapter.exercises is not None for chapter in book.chapters)
    have, done = Counter(stars.values()), Counter(stars.get(number) for number in solved)
    kinds = sorted({*have, *done}, key=lambda kind: (kind is None, kind or 0))
    return [Tally(kind, done[kind], have[kind] if kind is not None or complete else None) for kind in kinds]
