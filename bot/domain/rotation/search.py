"""The search for the leads of a rotation."""

from __future__ import annotations

from random import Random

from bot.domain.rotation.annealing import Dice, Draw, anneal, cooling
from bot.domain.rotation.leads import Leads, wish_of
from bot.domain.rotation.opening import dealt, rested
from bot.domain.rotation.task import NOBODY, Task
from bot.domain.rotation.trades import trade

# Measured on studies of PRML and on small ones drawn at random, against CP-SAT. Heats and rest count in wishes: the
# cool go polishes what the flow dealt, the hot one finds what few people with very unequal loads need.
HEATS, LAST_HEAT = (0.6, 1.5, 8.0), 0.05
MOVES_A_CHOICE, MOVES_AT_LEAST, LOOKS_AT_MOST = 100, 1000, 900_000
SWAPS = 0.75
REST_ON_THE_WAY, REST_IN_THE_END = 6, 10**9


def find_leads(task: Task) -> list[int]:
    """Return who leads each session, NOBODY where it is an open call; the same task gives the same leads.

    First of all nobody leads twice running more often than rules and fixed turns force; then the cost of `Leads` is
    made small: a flow to begin with, rest between turns, a go at annealing from each of a few heats, and after each go
    every trade that still helps.
    """
    if not task.movable():
        return [able[0] if able else NOBODY for able in task.leads]
    start = rested(task, dealt(task))
    goes = [improved(task, annealed(task, start, heat, Random(1).random)) for heat in HEATS]  # noqa: S311
    return min(goes, key=lambda leads: leads.cost).led[:-1]


def improved(task: Task, led: list[int]) -> Leads:
    """The same leads after every trade that helps, with rest above all else."""
    leads = Leads(task, led, rest=REST_IN_THE_END)
    trade(leads)
    return leads


def annealed(task: Task, led: list[int], heat: float, dice: Dice) -> list[int]:
    """Anneal the leads; in the end nobody leads twice running more often than in `led`."""
    leads = Leads(task, led, rest=REST_ON_THE_WAY * wish_of(task))
    heats = cooling(heat * leads.wish, LAST_HEAT * leads.wish, _moves_for(task))
    return anneal(leads, _drawing(leads, task, dice), heats, dice, leads.running)


def _moves_for(task: Task) -> int:
    """Many moves where there is much to choose, fewer where each of them looks at many people's loads."""
    wished = max(MOVES_AT_LEAST, MOVES_A_CHOICE * len(task.leads) * task.sharers)
    return min(wished, LOOKS_AT_MOST // (task.sharers + 12))


def _drawing(leads: Leads, task: Task, dice: Dice) -> Draw:
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
