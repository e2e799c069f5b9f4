"""Who leads what while it is still being moved about, and what it costs so far."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.rotation.task import NOBODY, Task


class Leads:
    """An assignment of leads in the making.

    Its `cost`, in tenths of a page, is the spread of load (the most a sharer carries less the least, with what was
    carried before), less `wish` for each session led by somebody who wished for one of its chapters: to grant a wish
    the spread may grow by a tenth of an average session. Moves that are made never lead more often twice running, so
    that is no part of the cost.

    Rows end with one entry for no session, which index NOBODY reaches: it weighs nothing and pleases nobody.
    """

    def __init__(self, task: Task, led: Sequence[int]) -> None:
        self.led = [*led, NOBODY]
        self.able = [frozenset(able) for able in task.leads]
        self.weights = [*task.weights, 0]
        self.wish = wish_of(task)
        self.gains = [*_gains(task, self.wish), [0] * len(task.people)]
        self.loads = [person.carried for person in task.people[: task.sharers]]
        for session, person in enumerate(led):
            if 0 <= person < task.sharers:
                self.loads[person] += task.weights[session]
        self.most, self.least = max(self.loads), min(self.loads)
        granted = sum(self.gains[session][person] for session, person in enumerate(led) if person != NOBODY)
        self.cost = self.most - self.least - granted

    def may(self, session: int, taker: int, back: int) -> bool:
        """Whether `taker` may lead a session, handing `back` another in exchange (NOBODY for none)."""
        giver = self.led[session]
        if giver == taker or taker not in self.able[session] or (back != NOBODY and giver not in self.able[back]):
            return False
        running = self._beside(session, taker, back) + (back != NOBODY and self._beside(back, giver, session))
        return not running or running <= self._beside(session, giver, back) + (
            back != NOBODY and self._beside(back, taker, session)
        )

    def _beside(self, session: int, person: int, but: int) -> int:
        """How many sessions next to this one, `but` one, the person leads."""
        led = self.led
        return (led[session - 1] == person and session - 1 != but) + (led[session + 1] == person and session + 1 != but)

    def weigh(self, session: int, taker: int, back: int) -> tuple[int, int]:
        """How a move changes the cost, and how it changes the sum of the squares of the loads."""
        giver, gains = self.led[session], self.gains
        moved = self.weights[session] - self.weights[back]
        given, taken = self.loads[giver] - moved, self.loads[taker] + moved
        wishes = gains[session][taker] - gains[session][giver] + gains[back][giver] - gains[back][taker]
        most, least = self._ends(giver, given, taker, taken)
        spread = most - least - self.most + self.least
        return spread - wishes, 2 * moved * (taken - given - moved)

    def make(self, session: int, taker: int, back: int) -> None:
        """Make a move that may be made."""
        giver = self.led[session]
        self.cost += self.weigh(session, taker, back)[0]
        moved = self.weights[session] - self.weights[back]
        self.loads[giver] -= moved
        self.loads[taker] += moved
        self.most, self.least = max(self.loads), min(self.loads)
        self.led[session] = taker
        if back != NOBODY:
            self.led[back] = giver

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
