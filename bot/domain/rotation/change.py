"""The search for the smallest change of leads that makes loads even again."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.domain.rotation.annealing import Dice, Draw, anneal, cooling
from bot.domain.rotation.branches import Branches
from bot.domain.rotation.mending import Mending, Prices, loose, strict
from bot.domain.rotation.task import NOBODY, Task
from bot.domain.rotation.trades import trade

# Measured beside CP-SAT on plans of PRML under way and on small ones drawn at random. Heats and prices of a change
# count in wishes; where loads stay uneven, changes are cheap at first, and what is aimed at lies ever nearer.
CHANGE, HEATS, LAST_HEAT = 8, (6.0, 16.0), 0.5
CHEAP_CHANGE, HOT, AIMS = 1, 40.0, (0.0, 0.5, 0.9)
MOVES_A_CHOICE, MOVES_AT_LEAST, STEPS_AT_MOST = 60, 4000, 1_000_000
BRANCHES_AT_MOST, BRANCHES = 20_000, 1_200_000
SWAPS, RETURNS = 0.5, 0.2


def mended(task: Task, stood: Sequence[int]) -> list[int]:
    """Return who leads each session, NOBODY where it is an open call; the same task gives the same leads.

    `stood` is who led each session, NOBODY where nobody did. First of all loads are apart by no more than the heaviest
    session, or by as little more as can be found; then as few leads change, as few lead twice running and as many
    wishes are granted as can be. What is found is not changed again when it stands itself.
    """
    if not task.movable():
        return [able[0] if able else NOBODY for able in task.leads]
    staying = [person if person in able else NOBODY for person, able in zip(stood, task.leads, strict=True)]
    found = _searched(task, staying, _filled(task, staying))
    while found.excess:
        again = _searched(task, found.led[:-1], found.led[:-1])
        if again.excess == found.excess:
            break
        found = _searched(task, staying, again.led[:-1])
    return found.led[:-1]


def _searched(task: Task, staying: list[int], start: list[int]) -> Mending:
    """The best leads that are found from a start: small plans are searched to the end, larger ones annealed."""
    best = _improved(task, staying, start)
    if best.led[:-1] == staying and not best.excess:
        return best
    branches = Branches(task, best, min(BRANCHES_AT_MOST, BRANCHES // task.sharers**2))
    best = _improved(task, staying, branches.cheapest())
    if branches.all_seen:
        return best
    heaviest = max(task.weights)
    for aim in AIMS:
        if best.excess:
            cheap = loose(task, heaviest + int(aim * best.excess), CHEAP_CHANGE)
            best = _annealed(task, staying, best, cheap, HOT)
    for heat in HEATS:
        if best.led[:-1] != staying:
            best = _annealed(task, staying, best, loose(task, heaviest + best.excess, CHANGE), heat)
    return best


def _improved(task: Task, staying: list[int], led: list[int]) -> Mending:
    """The same leads after every trade that helps."""
    leads = Mending(task, led, staying, strict(task, max(task.weights)))
    trade(leads)
    return leads


def _annealed(task: Task, staying: list[int], best: Mending, prices: Prices, heat: float) -> Mending:
    """The best leads or better ones, found by simulated annealing at looser prices."""
    leads = Mending(task, best.led[:-1], staying, prices)
    dice = Random(1).random  # noqa: S311
    heats = cooling(heat * leads.wish, LAST_HEAT * leads.wish, _moves_for(task))
    led = anneal(leads, _drawing(leads, task, staying, dice), heats, dice, running=len(task.leads))
    found = _improved(task, staying, led)
    return min(best, found, key=lambda leads: (leads.cost, leads.squares))


def _filled(task: Task, staying: list[int]) -> list[int]:
    """Who stays leads on; of the other sessions the heaviest goes first, to whoever may lead it and carries least."""
    led = list(staying)
    loads = [person.carried for person in task.people]
    for session, person in enumerate(staying):
        if person != NOBODY:
            loads[person] += task.weights[session]
    empty = [session for session in task.movable() if staying[session] == NOBODY]
    for session in sorted(empty, key=lambda session: -task.weights[session]):
        led[session] = min(task.leads[session], key=loads.__getitem__)
        loads[led[session]] += task.weights[session]
    return led


def _moves_for(task: Task) -> int:
    """Many moves where there is much to choose, fewer where each of them looks at many people's loads."""
    wished = max(MOVES_AT_LEAST, MOVES_A_CHOICE * len(task.leads) * task.sharers)
    return min(wished, STEPS_AT_MOST // (task.sharers + 12))


def _drawing(leads: Mending, task: Task, staying: list[int], dice: Dice) -> Draw:
    """Draw a session, who is to take it, and the session handed back for it or NOBODY; who stood is drawn oftener."""
    movable, led = task.movable(), leads.led
    count = len(movable)

    def draw() -> tuple[int, int, int]:
        session, kind = movable[int(dice() * count)], dice()
        if kind < SWAPS:
            back = movable[int(dice() * count)]
            return session, led[back], back
        if kind < SWAPS + RETURNS and staying[session] != NOBODY:
            return session, staying[session], NOBODY
        able = task.leads[session]
        return session, able[int(dice() * len(able))], NOBODY

    return draw
