"""Who leads what while it is still being moved about, and what it costs so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.rotation.task import NOBODY, Task


class Leads:
    """An assignment of leads in the making.

    Its `cost`, in tenths of a page, is the spread of load (the most a sharer carries less the least, with what was
    carried before), less `wish` for each session led by somebody who wished for one of its chapters, and `rest` for
    each lead twice running. To grant a wish the spread may grow by a tenth of an average session.

    A move is a session, who takes it from its lead, and the session handed back for it or NOBODY. Rows end with one
    entry for no session, which index NOBODY reaches: it weighs nothing and pleases nobody.
    """

    def __init__(self, task: Task, led: Sequence[int], rest: int) -> None:
        self.rest, self.wish = rest, wish_of(task)
        self.led = [*led, NOBODY]
        self.able = [frozenset(able) for able in task.leads]
        self.weights = [*task.weights, 0]
        self.gains = [*_gains(task, self.wish), [0] * len(task.people)]
        self.loads = [person.carried for person in task.people[: task.sharers]]
        for session, person in enumerate(led):
            if 0 <= person < task.sharers:
                self.loads[person] += task.weights[session]
        self.most, self.least = max(self.loads), min(self.loads)
        self.running = sum(before == after != NOBODY for before, after in pairwise(led))
        granted = sum(self.gains[session][person] for session, person in enumerate(led) if person != NOBODY)
        self.cost = self.most - self.least - granted + rest * self.running

    def may(self, session: int, taker: int, back: int) -> bool:
        """Whether the rules allow a move."""
        giver = self.led[session]
        return giver != taker and taker in self.able[session] and (back == NOBODY or giver in self.able[back])

    def weigh(self, session: int, taker: int, back: int) -> tuple[int, int]:
        """How a move changes the cost, and how it changes the sum of the squares of the loads."""
        giver, gains = self.led[session], self.gains
        wishes = gains[session][taker] - gains[session][giver] + gains[back][giver] - gains[back][taker]
        spread, squares = self.shift(giver, taker, self.weights[session] - self.weights[back])
        return spread - wishes + self.rest * self._running(session, taker, back), squares

    def shift(self, giver: int, taker: int, load: int) -> tuple[int, int]:
        """How the spread and the sum of the squares change when one person hands another so much load."""
        given, taken = self.loads[giver] - load, self.loads[taker] + load
        most, least = self._ends(giver, given, taker, taken)
        return most - least - self.most + self.least, 2 * load * (taken - given - load)

    def make(self, session: int, taker: int, back: int) -> None:
        """Make a move that may be made."""
        giver = self.led[session]
        self.cost += self.weigh(session, taker, back)[0]
        self.running += self._running(session, taker, back)
        moved = self.weights[session] - self.weights[back]
        self.loads[giver] -= moved
        self.loads[taker] += moved
        self.most, self.least = max(self.loads), min(self.loads)
        self.led[session] = taker
        if back != NOBODY:
            self.led[back] = giver

    def _running(self, session: int, taker: int, back: int) -> int:
        """How many more leads twice running a move makes."""
        led, giver = self.led, self.led[session]
        before, after = led[session - 1], led[session + 1]
        change = (before == taker) + (after == taker) - (before == giver) - (after == giver)
        if back == NOBODY:
            return change
        before, after = led[back - 1], led[back + 1]
        change += (before == giver) + (after == giver) - (before == taker) - (after == taker)
        # Of two neighbours that change hands each was seen beside the other's old lead.
        return change - 2 if abs(session - back) == 1 else change

    def _ends(self, giver: int, given: int, taker: int, taken: int) -> tuple[int, int]:
        """The most and the least that anybody carries once two people carry something else."""
        most, least, loads = self.most, self.least, self.loads
        before = loads[giver], loads[taker]
        inner = least < before[0] < most and least < before[1] < most
        if inner and least <= given <= most and least <= taken <= most:
            return most, least
        loads[giver], loads[taker] = given, taken
        most, least = max(loads), min(loads)
        loads[giver], loads[taker] = before
        return most, least


def wish_of(task: Task) -> int:
    """What a granted wish is worth: a tenth of the average load of the sessions that are led."""
    led = [weight for weight, able in zip(task.weights, task.leads, strict=True) if able]
    return max(1, sum(led) // (10 * len(led))) if led else 1


def _gains(task: Task, wish: int) -> list[list[int]]:
    people = range(len(task.people))
    return [[wish * task.wished(session, person) for person in people] for session in range(len(task.duties))]
