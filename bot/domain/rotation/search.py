"""The search for the leads of a rotation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import exp
from random import Random

from bot.domain.rotation.leads import Leads
from bot.domain.rotation.opening import dealt, rested
from bot.domain.rotation.task import NOBODY, Task

MOVES_A_CHOICE, LOOKS_AT_MOST = 300, 2_800_000
SWAPS = 0.75
FIRST_HEAT, LAST_HEAT = 0.7, 0.05


def find_leads(task: Task) -> list[int]:
    """Return who leads each session, NOBODY where it is an open call; the same task gives the same leads.

    First of all nobody leads twice running more often than rules and fixed turns force; then the cost of `Leads` is
    made small: a flow to begin with, rest between turns, annealing, and at last every single move that still helps.
    """
    if not task.movable():
        return [able[0] if able else NOBODY for able in task.leads]
    leads = annealed(task, rested(task, dealt(task)))
    improve(leads, task)
    return leads.led[:-1]


def annealed(task: Task, led: list[int]) -> Leads:
    """Move leads about by simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983); return the cheapest seen.

    It ends after a number of moves, not a time, and its dice are the same each time. The spread hangs on two people
    only, so a small pull towards even squares of loads shows everybody else's the way.
    """
    leads, dice = Leads(task, led), Random(1).random  # noqa: S311  (nothing here is secret)
    best, found = leads.cost, led
    pull = leads.wish * (len(task.weights) / sum(task.weights)) ** 2
    moves = _moves_for(task)
    cooling = (LAST_HEAT / FIRST_HEAT) ** (1 / moves)
    draw = _drawing(leads, task, dice)
    heat = leads.wish * FIRST_HEAT
    for _ in range(moves):
        heat *= cooling
        session, taker, back = draw()
        if not leads.may(session, taker, back):
            continue
        change, squares = leads.weigh(session, taker, back)
        dearer = change + pull * squares
        if dearer <= 0 or dice() < exp(-dearer / heat):
            leads.make(session, taker, back)
            if leads.cost < best:
                best, found = leads.cost, leads.led[:-1]
    return Leads(task, found)


def _moves_for(task: Task) -> int:
    """Many moves where there is much to choose, fewer where each of them looks at many people's loads."""
    return min(MOVES_A_CHOICE * len(task.leads) * task.sharers, LOOKS_AT_MOST // (task.sharers + 12))


def _drawing(leads: Leads, task: Task, dice: Callable[[], float]) -> Callable[[], tuple[int, int, int]]:
    """Draw a session, who is to take it, and the session handed back for it or NOBODY."""
    movable, led = task.movable(), leads.led
    count = len(movable)

    def draw() -> tuple[int, int, int]:
        session = movable[int(dice() * count)]
        if dice() < SWAPS:
            back = movable[int(dice() * count)]
            return session, led[back], back
        able = task.leads[session]
        return session, able[int(dice() * len(able))], NOBODY

    return draw


def improve(leads: Leads, task: Task) -> None:
    """Make every move that is cheaper, or as cheap and more even in squares of loads, until there is none."""
    moved = True
    while moved:
        moved = False
        for session, taker, back in _moves(leads, task):
            if leads.may(session, taker, back) and leads.weigh(session, taker, back) < (0, 0):
                leads.make(session, taker, back)
                moved = True


def _moves(leads: Leads, task: Task) -> Iterator[tuple[int, int, int]]:
    movable = task.movable()
    for session in movable:
        for taker in task.leads[session]:
            yield session, taker, NOBODY
        for back in movable:
            yield session, leads.led[back], back
