"""Leads moved about at random, ever less boldly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import exp

from bot.domain.rotation.leads import Leads

Draw = Callable[[], tuple[int, int, int]]
Dice = Callable[[], float]


def anneal(leads: Leads, draw: Draw, heats: Iterable[float], dice: Dice, running: int) -> list[int]:
    """Move leads about by simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983); return the cheapest seen.

    On the way somebody may lead twice running more often than `running` says, but not in the end. It ends after a
    number of moves, not a time. Uneven loads hang on two people only, so a small pull towards even squares of loads
    shows everybody else's the way.
    """
    best, found = leads.cost, leads.led[:-1]
    pull = leads.wish * (len(leads.able) / sum(leads.weights)) ** 2
    for heat in heats:
        session, taker, back = draw()
        if not leads.may(session, taker, back):
            continue
        change, squares = leads.weigh(session, taker, back)
        dearer = change + pull * squares
        if dearer <= 0 or dice() < exp(-dearer / heat):
            leads.make(session, taker, back)
            if leads.cost < best and leads.running <= running:
                best, found = leads.cost, leads.led[:-1]
    return found


def cooling(first: float, last: float, moves: int) -> Iterator[float]:
    """So many heats, each lower than the one before by the same part."""
    heat, factor = first, (last / first) ** (1 / moves)
    for _ in range(moves):
        heat *= factor
        yield heat
