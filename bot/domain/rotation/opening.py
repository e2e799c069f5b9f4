"""The leads a search begins with: shared out by a flow, then rested."""

from __future__ import annotations

from bot.domain.rotation.flow import FORBIDDEN, share
from bot.domain.rotation.leads import wish_of
from bot.domain.rotation.task import NOBODY, Task
from db.records import Role

WISHES_A_SESSION_MORE = 4
CHANGE = 2
TWICE_RUNNING = 10**6


def dealt(task: Task) -> list[int]:
    """Share the sessions out by a flow: wishes granted, each session more of one person dearer than the last.

    Loads count in average sessions here, and rest between turns is not asked for.
    """
    wish, usual = wish_of(task), max(1, sum(task.weights) // len(task.weights))
    led = [able[0] if able else NOBODY for able in task.leads]
    items = task.movable()
    costs = [_costs(task, session, wish) for session in items]
    slope = WISHES_A_SESSION_MORE * wish
    prices = [
        [slope * (load + count * usual) // usual for count in range(len(items))] for load in _carried_anyway(task)
    ]
    for session, person in zip(items, share(costs, prices), strict=True):
        led[session] = person
    return led


def _costs(task: Task, session: int, wish: int) -> list[int]:
    costs = [FORBIDDEN] * task.sharers
    for person in task.leads[session]:
        costs[person] = -wish * task.wished(session, person)
    return costs


def _carried_anyway(task: Task) -> list[int]:
    """What each sharer carries from before and by fixed turns."""
    carried = [person.carried for person in task.people[: task.sharers]]
    for session, able in enumerate(task.leads):
        if (session, Role.LEAD) in task.fixed and able[0] < task.sharers:
            carried[able[0]] += task.weights[session]
    return carried


def rested(task: Task, led: list[int]) -> list[int]:
    """Lead twice running as seldom as can be, by the fewest changes: a shortest path along the sessions (Viterbi).

    Whoever leads a session, only the two cheapest leads of the one before matter, and the same person.
    """
    ends = {NOBODY: 0}
    steps: list[dict[int, int]] = []
    for session, able in enumerate(task.leads):
        nearest = sorted(ends, key=ends.__getitem__)[:2]
        step, reached = {}, {}
        for person in able or (NOBODY,):
            ways = [(ends[before], before) for before in nearest if before != person or person == NOBODY]
            if person != NOBODY and person in ends:
                ways.append((ends[person] + TWICE_RUNNING, person))
            cost, step[person] = min(ways)
            reached[person] = cost + (0 if person == led[session] else CHANGE - task.wished(session, person))
        ends = reached
        steps.append(step)
    return _walked_back(steps, min(ends, key=ends.__getitem__))


def _walked_back(steps: list[dict[int, int]], last: int) -> list[int]:
    path = []
    for step in reversed(steps):
        path.append(last)
        last = step[last]
    return path[::-1]
