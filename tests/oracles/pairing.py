"""The matching as ortools' minimum-cost flow has it."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.graph.python import min_cost_flow

from bot.domain.pairing.matching import BEST, worth


def solve_pairing(scores: Sequence[Sequence[int | None]], capacities: Sequence[int]) -> tuple[int, int]:
    """How many can be matched at most, and the greatest total worth of so many."""
    flow = min_cost_flow.SimpleMinCostFlow()
    mentees, mentors = len(scores), len(capacities)
    source, sink, top = mentees + mentors, mentees + mentors + 1, worth(BEST)
    alone = (top + 1) * (mentees + 1)
    pairs = {}
    for mentee, row in enumerate(scores):
        flow.add_arc_with_capacity_and_unit_cost(source, mentee, 1, 0)
        flow.add_arc_with_capacity_and_unit_cost(mentee, sink, 1, alone)
        for mentor, score in enumerate(row):
            if score is not None:
                arc = flow.add_arc_with_capacity_and_unit_cost(mentee, mentees + mentor, 1, top - worth(score))
                pairs[arc] = worth(score)
    for mentor, capacity in enumerate(capacities):
        flow.add_arc_with_capacity_and_unit_cost(mentees + mentor, sink, capacity, 0)
    flow.set_node_supply(source, mentees)
    flow.set_node_supply(sink, -mentees)
    assert flow.solve() == flow.OPTIMAL
    chosen = [value for arc, value in pairs.items() if flow.flow(arc)]
    return len(chosen), sum(chosen)
