"""The repair held against CP-SAT, which is given the same rules and the same measure, and against starting anew."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings

from tests.bench.repair import EVENTS, line, mended_leads, under_way
from tests.domain.plans_under_way import plans
from tests.oracles.repair import outcome, solve_repair

beside_cp_sat = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@beside_cp_sat
@given(plans())
def test_small_plans_are_mended_as_well_as_can_be(plan):
    ours = outcome(plan, mended_leads(plan))

    best, proved = solve_repair(plan, seconds=5, workers=1)
    assert proved == len(best)
    assert ours == best


@beside_cp_sat
@given(plans(sessions=12, members=8))
def test_middling_plans_become_as_even_as_can_be_by_at_most_one_change_more_than_must_be(plan):
    ours = outcome(plan, mended_leads(plan))

    best, _ = solve_repair(plan, seconds=5, workers=1)
    assert (ours.open, ours.excess) == (best.open, best.excess)
    assert ours.changed <= best.changed + 1


@pytest.mark.slow
@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize(("sessions", "members"), [(14, 14), (30, 12), (60, 60)])
def test_a_plan_of_prml_changes_as_little_as_cp_sat_finds_in_five_seconds(sessions, members, event):
    found = line(sessions, members, event, seed=1)

    assert found.ours[:3] <= found.theirs[:3]
    assert found.ours.unwished <= found.theirs.unwished + 3
    assert found.ours.changed < found.anew.changed


@pytest.mark.slow
@pytest.mark.parametrize("event", EVENTS)
def test_sixty_sessions_for_sixty_members_are_mended_in_half_a_second(event):
    plan = EVENTS[event](under_way(60, 60, seed=1), Random(1))  # noqa: S311

    def seconds() -> float:
        started = process_time()
        mended_leads(plan)
        return process_time() - started

    assert min(seconds() for _ in range(3)) < 0.5
