"""Two people trade a stretch of their sessions: the move that a tight rotation of few people needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bot.domain.rotation.leads import Leads


def better_trade(leads: Leads) -> list[int] | None:
    """Return who leads each session after the first trade that is cheaper, or as cheap and more even; None without one.

    Where A and B take turns, neither can give a session without leading twice running; in a trade all sessions of both
    from one of theirs to another change hands (as colours do along a Kempe chain), so rest can suffer at its ends only.
    """
    theirs: list[list[int]] = [[] for _ in leads.loads]
    for session, person in enumerate(leads.led[:-1]):
        if 0 <= person < len(theirs):
            theirs[person].append(session)
    for one, other in combinations(range(len(theirs)), 2):
        for stretch in _trades(leads, one, other, sorted(theirs[one] + theirs[other])):
            return [
                one + other - person if session in stretch else person for session, person in enumerate(leads.led[:-1])
            ]
    return None


def _trades(leads: Leads, one: int, other: int, sessions: list[int]) -> Iterator[frozenset[int]]:
    """The stretches of two people's sessions that are better traded, each extended as far as the rules allow."""
    for first in range(len(sessions)):
        moved, wishes = 0, 0
        for last in range(first, len(sessions)):
            session = sessions[last]
            giver = leads.led[session]
            taker = one + other - giver
            if taker not in leads.able[session]:
                break
            moved += leads.weights[session] if giver == one else -leads.weights[session]
            wishes += leads.gains[session][taker] - leads.gains[session][giver]
            running = _beside(leads, sessions[first], -1, one + other) + _beside(leads, session, 1, one + other)
            spread, squares = leads.shift(one, other, moved)
            if (spread - wishes + leads.rest * running, squares) < (0, 0):
                yield frozenset(sessions[first : last + 1])


def _beside(leads: Leads, session: int, step: int, both: int) -> int:
    """How many more leads twice running there are at one end of a stretch that is traded."""
    lead, neighbour = leads.led[session], leads.led[session + step]
    return (neighbour == both - lead) - (neighbour == lead)
