"""The exact matching of mentees with mentors: as many as can be, then the greatest total of a concave score."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

BEST = 100
"""The highest score of a pair; scores are whole numbers from 0 on."""

_FINE = 10_000


@dataclass(frozen=True, slots=True)
class Matching:
    """For each mentee the mentor's index, or None; `total` is the sum of what the pairs are worth."""

    mentors: tuple[int | None, ...]
    total: int

    @property
    def matched(self) -> int:
        return sum(mentor is not None for mentor in self.mentors)


def worth(score: int) -> int:
    """Concave: what lifts a bad pair counts for more than what lifts a good one as far, so the worst-off come first."""
    return isqrt(score * _FINE)


def match(scores: Sequence[Sequence[int | None]], capacities: Sequence[int]) -> Matching:
    """`scores[mentee][mentor]` is None where a hard rule keeps them apart; a mentor takes at most `capacities[mentor]`.

    Minimum-cost assignment by shortest augmenting paths with potentials of the mentors (Jonker and Volgenant 1987),
    each mentor a column with room for several, and one more column, nobody, with room for all. Nobody costs more than
    all pairs together, so nobody is alone who need not be. Each path ends at the first free place, so a mentee usually
    takes one look at the mentors; where every place is fought for, it is mentees x mentors x mentors steps at most.

    `rotation.flow.share` solves the same where each further item of one person is dearer than the last; there a path
    looks at items, not at people, which takes four times as long here (`make bench`).
    """
    nobody, top = len(capacities), worth(BEST)
    alone = (top + 1) * (len(scores) + 1)
    # Only what is not allowed at all is dearer than nobody; it is never taken, for nobody always has room.
    barred = alone * (len(scores) + 2)
    costs = [[barred if score is None else top - worth(score) for score in row] + [alone] for row in scores]
    hall = _Hall(costs, [*capacities, len(scores)])
    for mentee in range(len(costs)):
        hall.place(mentee)
    mentors = tuple(None if place == nobody else place for place in hall.places)
    total = sum(top - costs[mentee][mentor] for mentee, mentor in enumerate(mentors) if mentor is not None)
    return Matching(mentors, total)


class _Hall:
    """Mentors with their rooms, and everybody placed so far at the least cost.

    `ways[a][b]` is what it costs to send one from mentor a to mentor b, the cheapest of those a has, who is
    `senders[a][b]`; kept while a's stay the same, a path costs one look a mentor and not one a mentee.
    """

    def __init__(self, costs: Sequence[Sequence[int]], rooms: Sequence[int]) -> None:
        self.costs, self.rooms = costs, rooms
        self.places = [-1] * len(costs)
        self._prices = [0] * len(rooms)
        self._taken: list[list[int]] = [[] for _ in rooms]
        self._ways: list[list[int]] = [[] for _ in rooms]
        self._senders: list[list[int]] = [[] for _ in rooms]

    def place(self, new: int) -> None:
        """Find the cheapest way to a free place for one more mentee, and let everybody on it move on by one."""
        prices = self._prices
        distances = [cost - price for cost, price in zip(self.costs[new], prices, strict=True)]
        before = [-1] * len(distances)
        waiting = [mentor for mentor, room in enumerate(self.rooms) if room]
        settled: list[int] = []
        nearest = min(waiting, key=distances.__getitem__)
        while len(self._taken[nearest]) == self.rooms[nearest]:
            waiting.remove(nearest)
            settled.append(nearest)
            giver, ways, base = nearest, self._ways[nearest], distances[nearest] + prices[nearest]
            nearest, least = -1, sys.maxsize
            for mentor in waiting:
                distance = base + ways[mentor] - prices[mentor]
                if distance < distances[mentor]:
                    distances[mentor], before[mentor] = distance, giver
                else:
                    distance = distances[mentor]
                if distance < least:
                    nearest, least = mentor, distance
        reached = distances[nearest]
        for mentor in settled:
            prices[mentor] += distances[mentor] - reached
        self._move(new, nearest, before)

    def _move(self, new: int, free: int, before: Sequence[int]) -> None:
        """Back from the free place: whoever moves there leaves theirs to the one before, until the new one has one."""
        path = [free]
        while before[path[-1]] >= 0:
            path.append(before[path[-1]])
        for mentor, giver in zip(path, [*path[1:], -1], strict=True):
            mentee = self._senders[giver][mentor] if giver >= 0 else new
            if giver >= 0:
                self._taken[giver].remove(mentee)
            self._taken[mentor].append(mentee)
            self.places[mentee] = mentor
        for mentor in path:
            if len(self._taken[mentor]) == self.rooms[mentor]:
                self._look_again(mentor)

    def _look_again(self, mentor: int) -> None:
        mentees = self._taken[mentor]
        first = mentees[0]
        away = self.costs[first][mentor]
        ways = [cost - away for cost in self.costs[first]]
        senders = [first] * len(ways)
        for mentee in mentees[1:]:
            away = self.costs[mentee][mentor]
            for other, cost in enumerate(self.costs[mentee]):
                if cost - away < ways[other]:
                    ways[other], senders[other] = cost - away, mentee
        self._ways[mentor], self._senders[mentor] = ways, senders
