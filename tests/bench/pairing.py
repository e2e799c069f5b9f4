"""A round of mentees and mentors, beside ortools' minimum-cost flow and taking the best pair first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from time import perf_counter

from bot.domain.pairing import Matching, match, match_stably
from bot.domain.pairing.matching import BEST, worth
from bot.domain.rotation.flow import FORBIDDEN, share
from tests.oracles.pairing import solve_pairing

SIZES = ((500, 100, 5),)
# Topics, hours and languages keep most apart.
POSSIBLE = 0.3

Scores = Sequence[Sequence[int | None]]


def a_round(mentees: int, mentors: int, capacity: int, seed: int) -> tuple[Scores, list[int]]:
    dice = Random(seed)  # noqa: S311
    row = [dice.randint(1, 100) for _ in range(mentors)]
    scores = [
        [min(100, max(1, liked + dice.randint(-40, 40))) if dice.random() < POSSIBLE else None for liked in row]
        for _ in range(mentees)
    ]
    return scores, [capacity] * mentors


def greedy(scores: Scores, capacities: Sequence[int]) -> Matching:
    """What one would do by hand: the best pair of all, then the best of what is left."""
    left, places = list(capacities), dict[int, int]()
    pairs = [(score, a, b) for a, row in enumerate(scores) for b, score in enumerate(row) if score is not None]
    for _, mentee, mentor in sorted(pairs, reverse=True):
        if mentee not in places and left[mentor]:
            places[mentee] = mentor
            left[mentor] -= 1
    total = sum(worth(scores[mentee][mentor] or 0) for mentee, mentor in places.items())
    return Matching(tuple(places.get(mentee) for mentee in range(len(scores))), total)


def by_sharing(scores: Scores, capacities: Sequence[int]) -> int:
    """The same by the rotation's own flow, nobody being one more person with room for all."""
    top = worth(BEST)
    alone = (top + 1) * (len(scores) + 1)
    costs = [[FORBIDDEN if score is None else top - worth(score) for score in row] + [alone] for row in scores]
    takers = share(costs, [[0] * capacity for capacity in [*capacities, len(scores)]])
    return sum(top - row[taker] for row, taker in zip(costs, takers, strict=True) if taker < len(capacities))


def report() -> str:
    lines = []
    for mentees, mentors, capacity in SIZES:
        scores, capacities = a_round(mentees, mentors, capacity, seed=1)
        lines.append(f"{mentees} mentees, {mentors} mentors for {capacity} each")
        ways: dict[str, Callable[[Scores, Sequence[int]], Matching]] = {
            "exact": match, "stable": match_stably, "greedy": greedy,
        }  # fmt: skip
        for name, way in ways.items():
            begun = perf_counter()
            found = way(scores, capacities)
            took = perf_counter() - begun
            pairs = [scores[mentee][mentor] for mentee, mentor in enumerate(found.mentors) if mentor is not None]
            worst = min((score for score in pairs if score is not None), default=0)
            lines.append(
                f"  {name:<8} {took:7.2f} s  {found.matched:5} matched, worth {found.total:7}, worst pair {worst:3}"
            )
        begun = perf_counter()
        worth_shared = by_sharing(scores, capacities)
        lines.append(f"  share    {perf_counter() - begun:7.2f} s                 worth {worth_shared:7}")
        begun = perf_counter()
        matched, total = solve_pairing(scores, capacities)
        lines.append(f"  ortools  {perf_counter() - begun:7.2f} s  {matched:5} matched, worth {total:7}")
    return "\n".join(lines)
