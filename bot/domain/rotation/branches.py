"""Every way to lead a small study, as far as it may still be cheaper than the best one seen."""

from __future__ import annotations

from itertools import accumulate
from operator import add

from bot.domain.rotation.mending import Mending
from bot.domain.rotation.task import NOBODY, Task


class Branches:
    """Branch and bound (Land and Doig 1960) over the sessions in order, beside leads that are good already.

    A beginning costs at least what it has cost, less every gain that may still be had, with loads as far apart as they
    are when each takes all that is left for them: whoever carries least then, or the average if that is less, is the
    least there can be.
    """

    def __init__(self, task: Task, leads: Mending, looks: int) -> None:
        self.leads, self.looks = leads, looks
        self.best, self.found, self.led = leads.cost, leads.led[:-1], [NOBODY] * len(task.leads)
        self.able = task.leads
        self.loads = [person.carried for person in task.people[: task.sharers]]
        self.average = sum(leads.loads) // len(leads.loads)
        gains = [
            max((row[person] for person in able), default=0) for row, able in zip(leads.gains, self.able, strict=False)
        ]
        self.hopes = [*accumulate(reversed(gains), initial=0)][::-1]
        self.rooms = [[0] * task.sharers]
        for able, weight in zip(reversed(self.able), reversed(task.weights), strict=True):
            self.rooms.append([room + weight * (person in able) for person, room in enumerate(self.rooms[-1])])
        self.rooms.reverse()

    @property
    def all_seen(self) -> bool:
        """Whether the looks were enough to say that there are no cheaper leads."""
        return self.looks > 0

    def cheapest(self) -> list[int]:
        """The cheapest leads there are, or the cheapest seen once the looks are used up."""
        self._go_on(0, 0)
        return self.found

    def _go_on(self, session: int, paid: int) -> None:
        if session == len(self.able):
            self.best, self.found = self._at_least(session, paid), list(self.led)
        elif not self.able[session]:
            self._go_on(session + 1, paid)
        else:
            row, before = self.leads.gains[session], self.led[session - 1] if session else NOBODY
            for person in sorted(self.able[session], key=lambda person: (-row[person], self.loads[person])):
                self._take(session, person, paid - row[person] + self.leads.rest * (person == before))

    def _take(self, session: int, person: int, paid: int) -> None:
        self.looks -= 1
        self.loads[person] += self.leads.weights[session]
        self.led[session] = person
        if self.looks > 0 and self._at_least(session + 1, paid) < self.best:
            self._go_on(session + 1, paid)
        self.led[session] = NOBODY
        self.loads[person] -= self.leads.weights[session]

    def _at_least(self, session: int, paid: int) -> int:
        least = min(map(add, self.loads, self.rooms[session]))
        most = max(self.loads)
        return paid - self.hopes[session] + self.leads.uneven(max(most, self.average) - min(least, self.average))
