"""The choice of backups once the leads stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.domain.rotation.flow import FORBIDDEN, share
from bot.domain.rotation.task import NOBODY, Task
from db.records import Role

LEADS_NEXT_DOOR = 10**6
NEW_BEHIND_NEW = 4


def find_backups(task: Task, led: Sequence[int]) -> list[int]:
    """Return who backs each session, NOBODY where nobody is left to or the session is an open call.

    As few backups as can be lead the session before or after. Then the numbers of backups are made even, by the sum of
    their squares, where a first-timer behind a first-timer or in the first month weighs as much as having two more.
    Costs that are convex in the number of backups make this a flow, so the answer is the best there is.
    """
    backed = [able[0] if (session, Role.BACKUP) in task.fixed else NOBODY for session, able in enumerate(task.backs)]
    so_far = Counter(backed)
    items = [session for session in range(len(led)) if backed[session] == NOBODY and able_to_back(task, led, session)]
    costs = [_costs(task, led, session) for session in items]
    prices = [[2 * (so_far[person] + count) + 1 for count in range(len(items))] for person in range(len(task.people))]
    for session, person in zip(items, share(costs, prices), strict=True):
        backed[session] = person
    return backed


def able_to_back(task: Task, led: Sequence[int], session: int) -> list[int]:
    """Who may back a session besides its lead; nobody where it is an open call."""
    if led[session] == NOBODY:
        return []
    return [person for person in task.backs[session] if person != led[session]]


def trouble(task: Task, led: Sequence[int], session: int, person: int) -> int:
    """What speaks against this backup in this session, besides how many the person has."""
    lead_is_new = task.people[led[session]].first_time
    beside = (*led[max(0, session - 1) : session], *led[session + 1 : session + 2])
    new_behind_new = task.people[person].first_time and (lead_is_new or task.early(session))
    return LEADS_NEXT_DOOR * beside.count(person) + NEW_BEHIND_NEW * new_behind_new


def _costs(task: Task, led: Sequence[int], session: int) -> list[int]:
    costs = [FORBIDDEN] * len(task.people)
    for person in able_to_back(task, led, session):
        costs[person] = trouble(task, led, session, person)
    return costs
