"""The repair of a plan under way as CP-SAT finds it, and how any repair scores by the same measure.

From what matters most to what matters least: open calls; the excess of the spread of load, among those who may lead
something, over the heaviest session; changed leads, where who led could have stayed; leads twice running; wishes.
The rules are read from the words of the issue once more here, not from the code under test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model

from bot.domain.rotation import Candidate, Duty, Standing
from db.records import Fixed, Role
from tests.oracles.rotation import Rules

Picks = Mapping[tuple[int, int], cp_model.IntVar]


class Outcome(NamedTuple):
    """How good repaired leads are, the less the better; `unwished` are leads that nobody wished for."""

    open: int
    excess: int
    changed: int
    running: int
    unwished: int


@dataclass(frozen=True)
class UnderWay:
    """A plan under way: sessions to come, who is there now, and what stood; at most one turn a session and role."""

    duties: Sequence[Duty]
    candidates: Sequence[Candidate]
    standing: Sequence[Standing]

    @cached_property
    def kept(self) -> list[Standing]:
        """The turns nobody may touch."""
        away = {one.user_id: one.away for one in self.candidates}
        numbers = {duty.number for duty in self.duties}
        kept = [
            turn
            for turn in self.standing
            if turn.kept and turn.number in numbers and turn.user_id in away and turn.number not in away[turn.user_id]
        ]
        leads = {(turn.number, turn.user_id) for turn in kept if turn.role is Role.LEAD}
        return [turn for turn in kept if turn.role is Role.LEAD or (turn.number, turn.user_id) not in leads]

    @cached_property
    def rules(self) -> Rules:
        return Rules(self.duties, self.candidates, [Fixed(turn.number, turn.user_id, turn.role) for turn in self.kept])

    @cached_property
    def able(self) -> dict[int, set[int]]:
        """Who may lead each session."""
        return {duty.number: self.rules.leads(duty) for duty in self.duties}

    @cached_property
    def staying(self) -> dict[int, int]:
        """Who led each session and may go on."""
        leads = {turn.number: turn.user_id for turn in self.standing if turn.role is Role.LEAD}
        return {number: leads[number] for number, able in self.able.items() if leads.get(number) in able}

    @property
    def heaviest(self) -> int:
        return max(self.rules.loads(), default=0)


def outcome(plan: UnderWay, leads: Mapping[int, int]) -> Outcome:
    """Score leads, user ids by session number."""
    loads = {one.user_id: one.carried for one in plan.rules.sharers()}
    for duty, load in zip(plan.duties, plan.rules.loads(), strict=True):
        if duty.number in leads:
            loads[leads[duty.number]] += load
    spread = max(loads.values()) - min(loads.values()) if loads else 0
    row = [leads.get(duty.number) for duty in plan.duties]
    return Outcome(
        open=row.count(None),
        excess=max(0, spread - plan.heaviest),
        changed=sum(leads.get(number) != user for number, user in plan.staying.items()),
        running=sum(before == after is not None for before, after in pairwise(row)),
        unwished=sum(
            user is not None and not plan.rules.wished(plan.rules.duty(number), user) for number, user in leads.items()
        ),
    )


def solve_repair(plan: UnderWay, *, seconds: float, workers: int = 2) -> tuple[Outcome, int]:
    """The best outcome CP-SAT finds in so many seconds, and how many of its numbers, from the first, it proved.

    One number after the other is made small and then held; all searches share the seconds.
    """
    model = cp_model.CpModel()
    picks = {(number, user): model.new_bool_var("") for number, able in plan.able.items() for user in sorted(able)}
    for number, able in plan.able.items():
        if able:
            model.add_exactly_one(picks[number, user] for user in able)
    led: dict[int, int] = dict(plan.staying)
    proved, going_on = 1, True
    for value in (_excess, _changed, _running, _unwished):
        term = value(model, plan, picks)
        model.clear_hints()
        for (number, user), var in picks.items():
            model.add_hint(var, led.get(number) == user)
        model.minimize(term)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(seconds, 0.2)
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = 1
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        seconds -= solver.wall_time
        going_on = going_on and status == cp_model.OPTIMAL
        proved += going_on
        led = {number: user for (number, user), var in picks.items() if solver.value(var)}
        model.add(term <= solver.value(term))
    return outcome(plan, led), proved


def _excess(model: cp_model.CpModel, plan: UnderWay, picks: Picks) -> cp_model.LinearExprT:
    heavy = sum(plan.rules.loads()) + max((one.carried for one in plan.candidates), default=0)
    least, excess = model.new_int_var(0, heavy, ""), model.new_int_var(0, heavy, "")
    works = dict(zip((duty.number for duty in plan.duties), plan.rules.loads(), strict=True))
    for one in plan.rules.sharers():
        led = sum(works[number] * var for (number, user), var in picks.items() if user == one.user_id)
        model.add(one.carried + led >= least)
        model.add(one.carried + led <= least + plan.heaviest + excess)
    return excess


def _changed(model: cp_model.CpModel, plan: UnderWay, picks: Picks) -> cp_model.LinearExprT:
    return len(plan.staying) - cp_model.LinearExpr.sum([picks[post] for post in plan.staying.items()])


def _running(model: cp_model.CpModel, plan: UnderWay, picks: Picks) -> cp_model.LinearExprT:
    running = []
    for before, after in pairwise(duty.number for duty in plan.duties):
        for user in plan.able[before] & plan.able[after]:
            twice = model.new_bool_var("")
            model.add(twice >= picks[before, user] + picks[after, user] - 1)
            running.append(twice)
    return cp_model.LinearExpr.sum(running)


def _unwished(model: cp_model.CpModel, plan: UnderWay, picks: Picks) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.sum(
        [var for (number, user), var in picks.items() if not plan.rules.wished(plan.rules.duty(number), user)]
    )
