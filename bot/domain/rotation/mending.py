"""Leads that are mended with as few changes as can be, and what they cost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.rotation.leads import Leads, wish_of
from bot.domain.rotation.task import NOBODY, Task


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost beside a granted wish: loads less even than `allowed` (once, and for each tenth of a page
    beyond it), a changed lead, and a lead twice running.
    """

    allowed: int
    uneven: int
    wider: float
    change: int
    rest: int


class Mending(Leads):
    """Leads whose cost is uneven loads and changed leads, instead of the spread.

    `stood` is who led each session before, NOBODY where nobody did who still may.
    """

    def __init__(self, task: Task, led: Sequence[int], stood: Sequence[int], prices: Prices) -> None:
        super().__init__(task, led, prices.rest)
        self.prices = prices
        for session, person in enumerate(stood):
            if person != NOBODY:
                self.gains[session][person] += prices.change
        kept = sum(self.gains[session][person] for session, person in enumerate(led) if person != NOBODY)
        self.cost = self.uneven(self.most - self.least) - kept + self.rest * self.running

    def shift(self, giver: int, taker: int, load: int) -> tuple[int, int]:
        given, taken = self.loads[giver] - load, self.loads[taker] + load
        most, least = self._ends(giver, given, taker, taken)
        uneven = self.uneven(most - least) - self.uneven(self.most - self.least)
        return uneven, 2 * load * (taken - given - load)

    @property
    def excess(self) -> int:
        """By how much loads are farther apart than allowed."""
        return max(0, self.most - self.least - self.prices.allowed)

    @property
    def squares(self) -> int:
        return sum(load * load for load in self.loads)

    def uneven(self, spread: int) -> int:
        beyond = spread - self.prices.allowed
        return self.prices.uneven + int(self.prices.wider * beyond) if beyond > 0 else 0


def strict(task: Task, allowed: int) -> Prices:
    """Prices that tower over each other: loads before changes before rest before wishes."""
    sessions, wish = len(task.duties) + 1, wish_of(task)
    rest = wish * sessions
    change = rest * sessions
    return Prices(allowed, uneven=0, wider=change * sessions, change=change, rest=rest)


def loose(task: Task, allowed: int, wishes: int = 8) -> Prices:
    """Prices low enough to be paid on the way to something better."""
    wish = wish_of(task)
    change = wishes * wish
    return Prices(allowed, uneven=16 * wish, wider=80 * wish / max(task.weights), change=change, rest=3 * wish)
