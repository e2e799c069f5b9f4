"""The rotation held against CP-SAT, which is given the same rules and the same measure."""

from __future__ import annotations

from statistics import mean
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings

from db.records import Role
from tests.bench.rotation import a_prml_study, line, our_leads
from tests.domain.rotation_studies import presenters, standing, studies
from tests.domain.test_rotation import rotated
from tests.oracles.rotation import backup_cost, score, solve_backups, solve_leads

beside_cp_sat = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@beside_cp_sat
@given(studies())
def test_small_studies_are_led_as_well_as_can_be_but_for_at_most_a_wish(rules):
    rotation = rotated(rules)

    kept = standing(rules, rotation)
    best, proved = solve_leads(kept, seconds=5, workers=1)
    ours = score(kept, presenters(rotation, Role.LEAD))
    assert proved
    assert (ours.open, ours.running) == (best.open, best.running)
    assert best.cost <= ours.cost <= best.cost + kept.wish()


@beside_cp_sat
@given(studies(sessions=8, members=6))
def test_backups_are_the_best_there_are_for_the_leads(rules):
    rotation = rotated(rules)

    kept, leads, backups = standing(rules, rotation), *(presenters(rotation, role) for role in Role)
    best, proved = solve_backups(kept, leads, seconds=5, workers=1)
    assert proved
    assert backup_cost(kept, leads, backups) == best


@pytest.mark.slow
@pytest.mark.parametrize(("sessions", "members", "seeds"), [(14, 14, 3), (30, 12, 2), (60, 60, 1)])
def test_leads_are_nearly_as_even_and_as_wished_for_as_cp_sat_finds_in_five_seconds(sessions, members, seeds):
    lines = [line(sessions, members, seed) for seed in range(1, seeds + 1)]

    assert all((one.ours.open, one.ours.running) == (one.theirs.open, one.theirs.running) for one in lines)
    assert mean(one.wider for one in lines) <= 0.1
    assert sum(one.ours.wishes for one in lines) >= 0.95 * sum(one.theirs.wishes for one in lines)


@pytest.mark.slow
def test_sixty_sessions_for_sixty_members_take_half_a_second():
    rules = a_prml_study(60, 60, seed=1)

    def seconds() -> float:
        started = process_time()
        our_leads(rules)
        return process_time() - started

    assert min(seconds() for _ in range(3)) < 0.5
