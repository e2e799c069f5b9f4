"""A ranking of who solved the most: only where more than half of a study want one, and of those who let others see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from db.records import Mark, MarkState, UserId

# The first of them; nobody is ever shown to be last.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Poll:
    """How many of a study's members want a ranking."""

    wanted: int
    members: int

    @property
    def carried(self) -> bool:
        """More than half of all, not only of those who voted."""
        return 2 * self.wanted > self.members


def poll(votes: Mapping[UserId, bool], group: Collection[UserId]) -> Poll:
    """Only the votes of who sits in the study count."""
    return Poll(sum(wanted for user, wanted in votes.items() if user in group), len(group))


def first(marks: Iterable[Mark], shown: Collection[UserId]) -> list[tuple[int, UserId, int]]:
    """Place, member and number of solved exercises, of those in `shown`; equals share a place."""
    solved = Counter(mark.user_id for mark in marks if mark.user_id in shown and mark.state is MarkState.SOLVED)
    order = sorted(solved.items(), key=lambda pair: (-pair[1], pair[0]))
    counts = [count for _, count in order]
    return [(counts.index(count) + 1, user, count) for user, count in order[:SHOWN]]
