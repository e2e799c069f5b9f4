"""Two people trade a stretch of their sessions: the move that a tight rotation of few people needs."""

from __future__ import annotations

from itertools import combinations

from bot.domain.rotation.leads import Leads
from bot.domain.rotation.task import NOBODY


def trade(leads: Leads) -> None:
    """Make trades that are cheaper, or as cheap and more even in squares of loads, until there is none.

    Where A and B take turns, neither can give a session without leading twice running; in a trade all sessions of both
    from one of theirs to another change hands (as colours do along a Kempe chain), so rest can suffer at its ends only.
    """
    traded = True
    while traded:
        traded = False
        for one, other in combinations(range(len(leads.loads)), 2):
            for session in _better_stretch(leads, one, other):
                leads.make(session, one + other - leads.led[session], NOBODY)
                traded = True


def _better_stretch(leads: Leads, one: int, other: int) -> list[int]:
    """The first stretch of two people's sessions that is better traded; each reaches as far as the rules allow."""
    sessions = [session for session, person in enumerate(leads.led) if person in (one, other)]
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
                return sessions[first : last + 1]
    return []


def _beside(leads: Leads, session: int, step: int, both: int) -> int:
    """How many more leads twice running there are at one end of a stretch that is traded."""
    lead, neighbour = leads.led[session], leads.led[session + step]
    return (neighbour == both - lead) - (neighbour == lead)
