"""Shares items among people at the least total cost, each further item of one person costing more than the last."""

from __future__ import annotations

from collections.abc import Sequence

FORBIDDEN = 10**15


def share(costs: Sequence[Sequence[int]], prices: Sequence[Sequence[int]]) -> list[int]:
    """Return for each item the person who takes it, at the least sum of costs and prices.

    `costs[item][person]` is what that pair costs, FORBIDDEN where it may not be. `prices[person][k]` is the extra cost
    of the person's item number k and must not fall with k; a person takes at most `len(prices[person])` items, and all
    of them together must have room for every item.

    A convex minimum-cost flow by successive shortest paths with potentials (Edmonds and Karp 1972; Ahuja, Magnanti and
    Orlin, Network Flows, 1993, chapters 9 and 14), the people being the only nodes: items x people x items steps.
    """
    taken: list[list[int]] = [[] for _ in prices]
    levels = [0] * len(prices)
    for item in range(len(costs)):
        levels, before = _distances(costs, taken, levels, item)
        last = min(
            (person for person in range(len(prices)) if len(taken[person]) < len(prices[person])),
            key=lambda person: levels[person] + prices[person][len(taken[person])],
        )
        _hand_on(taken, before, last, item)
    takers = [0] * len(costs)
    for person, items in enumerate(taken):
        for item in items:
            takers[item] = person
    return takers


def _distances(
    costs: Sequence[Sequence[int]], taken: list[list[int]], levels: list[int], new: int
) -> tuple[list[int], list[tuple[int, int]]]:
    """Dijkstra over people: how dear it is to end with one item more, and who would hand them which item."""
    reduced = [cost - level for cost, level in zip(costs[new], levels, strict=True)]
    before = [(-1, new)] * len(levels)
    waiting = set(range(len(levels)))
    while waiting:
        giver = min(waiting, key=reduced.__getitem__)
        waiting.remove(giver)
        reached = reduced[giver] + levels[giver]
        for item in taken[giver]:
            row = costs[item]
            onward = reached - row[giver]
            for person in waiting:
                distance = onward + row[person] - levels[person]
                if distance < reduced[person]:
                    reduced[person] = distance
                    before[person] = (giver, item)
    return [distance + level for distance, level in zip(reduced, levels, strict=True)], before


def _hand_on(taken: list[list[int]], before: list[tuple[int, int]], last: int, new: int) -> None:
    """Everybody on the way to `last` hands one item on, and the first of them takes the new one."""
    person = last
    while person >= 0:
        giver, item = before[person]
        taken[person].append(item)
        if giver >= 0:
            taken[giver].remove(item)
        person = giver
