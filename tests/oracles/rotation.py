"""The rotation as CP-SAT solves it, and how any rotation scores by the same measure.

Leads, from what matters most to what matters least:
1. open calls, as few as the hard rules and the fixed turns allow;
2. leads twice running, as few as can be;
3. the spread of load less a tenth of an average load for every wish granted. The spread is the most minus the least
   that is carried in the end, among those who may lead at least one session; a load nobody knows counts as the average.
Backups, with the leads given: sessions without one; people who lead next door (10**6 each); squares of the numbers of
backups, plus 4 for each first-timer who stands behind a first-timer or in the first month.
The rules are read from the words of the issue once more here, not from the code under test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model

from bot.domain.rotation import Candidate, Duty
from db.records import Fixed, Role


@dataclass(frozen=True, slots=True)
class Score:
    """How good leads are: loads in tenths of a page; `cost` is the spread less the worth of the wishes granted."""

    open: frozenset[int]
    running: int
    spread: int
    wishes: int
    cost: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may do what in a study; fixed turns must not contradict each other."""

    duties: Sequence[Duty]
    candidates: Sequence[Candidate]
    fixed: Sequence[Fixed] = ()

    @property
    def month(self) -> int:
        return min(4, len([candidate for candidate in self.candidates if not candidate.first_time]))

    def duty(self, number: int) -> Duty:
        return next(duty for duty in self.duties if duty.number == number)

    def fixed_in(self, number: int, role: Role) -> int | None:
        return next((turn.user_id for turn in self.fixed if (turn.number, turn.role) == (number, role)), None)

    def may_present(self, candidate: Candidate, duty: Duty) -> bool:
        return duty.number not in candidate.away and not candidate.avoids & duty.chapters

    def leads(self, duty: Duty) -> set[int]:
        """Who may lead a session, by user id."""
        lead = self.fixed_in(duty.number, Role.LEAD)
        if lead is not None:
            return {lead}
        backup = self.fixed_in(duty.number, Role.BACKUP)
        able = [candidate for candidate in self.candidates if self.may_present(candidate, duty)]
        early = duty.number <= self.month
        return {one.user_id for one in able if not (early and one.first_time) and one.user_id != backup}

    def backups(self, duty: Duty, lead: int) -> set[int]:
        """Who may back a session that somebody leads, by user id."""
        backup = self.fixed_in(duty.number, Role.BACKUP)
        if backup is not None:
            return {backup}
        return {one.user_id for one in self.candidates if self.may_present(one, duty)} - {lead}

    def sharers(self) -> list[Candidate]:
        able = {user for duty in self.duties for user in self.leads(duty)}
        return [candidate for candidate in self.candidates if candidate.user_id in able]

    def loads(self) -> list[int]:
        """What each session weighs."""
        known = [duty.load for duty in self.duties if duty.load]
        usual = sum(known) // len(known) if known else 100
        return [duty.load or usual for duty in self.duties]

    def wish(self) -> int:
        """What a granted wish is worth."""
        led = [load for duty, load in zip(self.duties, self.loads(), strict=True) if self.leads(duty)]
        return max(1, sum(led) // (10 * len(led))) if led else 1

    def wished(self, duty: Duty, user: int) -> bool:
        return any(one.user_id == user and one.wants & duty.chapters for one in self.candidates)


def score(rules: Rules, leads: Mapping[int, int]) -> Score:
    """Score leads, user ids by session number."""
    loads = {one.user_id: one.carried for one in rules.sharers()}
    for duty, load in zip(rules.duties, rules.loads(), strict=True):
        if leads.get(duty.number) in loads:
            loads[leads[duty.number]] += load
    spread = max(loads.values()) - min(loads.values()) if loads else 0
    wishes = sum(rules.wished(duty, leads[duty.number]) for duty in rules.duties if duty.number in leads)
    row = [leads.get(duty.number) for duty in rules.duties]
    return Score(
        open=frozenset(duty.number for duty in rules.duties if duty.number not in leads),
        running=sum(before == after is not None for before, after in pairwise(row)),
        spread=spread,
        wishes=wishes,
        cost=spread - rules.wish() * wishes,
    )


def solve_leads(rules: Rules, *, seconds: float, workers: int = 2) -> tuple[Score, bool]:
    """The best leads CP-SAT finds in so many seconds, and whether it proved that there are no better ones.

    Open calls and leads twice running are settled first and then held, which leaves it an easier search than weights
    that tower over each other do. Both searches share the seconds; the first takes few of them.
    """
    model = cp_model.CpModel()
    leads = {(duty.number, user): model.new_bool_var("") for duty in rules.duties for user in sorted(rules.leads(duty))}
    opened = [model.new_bool_var("") for _ in rules.duties]
    for duty, is_open in zip(rules.duties, opened, strict=True):
        model.add_exactly_one(is_open, *(var for (number, _), var in leads.items() if number == duty.number))
    running = _running(model, rules, leads)
    strict = (len(rules.duties) + 1) * sum(opened) + sum(running)
    model.minimize(strict)
    first, settled = _solved(model, seconds, workers)
    model.add(strict == round(first.objective_value))
    wishes = [var for (number, user), var in leads.items() if rules.wished(rules.duty(number), user)]
    model.minimize(_spread(model, rules, leads) - rules.wish() * sum(wishes))
    for var in leads.values():
        model.add_hint(var, first.value(var))
    solver, proved = _solved(model, seconds - first.wall_time, workers)
    return score(
        rules, {number: user for (number, user), var in leads.items() if solver.value(var)}
    ), settled and proved


def _running(
    model: cp_model.CpModel, rules: Rules, leads: Mapping[tuple[int, int], cp_model.IntVar]
) -> list[cp_model.IntVar]:
    running = []
    for before, after in pairwise(rules.duties):
        for user in rules.leads(before) & rules.leads(after):
            twice = model.new_bool_var("")
            model.add(twice >= leads[before.number, user] + leads[after.number, user] - 1)
            running.append(twice)
    return running


def _spread(model: cp_model.CpModel, rules: Rules, leads: Mapping[tuple[int, int], cp_model.IntVar]) -> cp_model.IntVar:
    heavy = sum(rules.loads()) + max((one.carried for one in rules.candidates), default=0)
    least, spread = model.new_int_var(0, heavy, ""), model.new_int_var(0, heavy, "")
    works = dict(zip((duty.number for duty in rules.duties), rules.loads(), strict=True))
    for one in rules.sharers():
        led = sum(works[number] * var for (number, user), var in leads.items() if user == one.user_id)
        model.add(one.carried + led >= least)
        model.add(one.carried + led <= least + spread)
    return spread


def backup_cost(rules: Rules, leads: Mapping[int, int], backups: Mapping[int, int]) -> int:
    """What backups cost, user ids by session number, for given leads."""
    new = {one.user_id for one in rules.candidates if one.first_time}
    cost = sum(count * count for count in Counter(backups.values()).values())
    for place, duty in enumerate(rules.duties):
        if (user := backups.get(duty.number)) is not None:
            cost += _pair_cost(rules, leads, place, user, new)
    return cost


def _pair_cost(rules: Rules, leads: Mapping[int, int], place: int, user: int, new: Container[int]) -> int:
    duties, number = rules.duties, rules.duties[place].number
    beside = (*duties[max(0, place - 1) : place], *duties[place + 1 : place + 2])
    next_door = sum(leads.get(duty.number) == user for duty in beside)
    needs_experience = number <= rules.month or (number in leads and leads[number] in new)
    return 10**6 * next_door + 4 * (user in new and needs_experience)


def solve_backups(rules: Rules, leads: Mapping[int, int], *, seconds: float, workers: int = 2) -> tuple[int, bool]:
    """What the best backups for given leads cost, wherever there can be one, and whether CP-SAT proved it."""
    model = cp_model.CpModel()
    new = {one.user_id for one in rules.candidates if one.first_time}
    picks: dict[int, list[cp_model.IntVar]] = {}
    terms = []
    for place, duty in enumerate(rules.duties):
        if duty.number not in leads and rules.fixed_in(duty.number, Role.BACKUP) is None:
            continue
        able = sorted(rules.backups(duty, leads.get(duty.number, -1)))
        chosen = [model.new_bool_var("") for _ in able]
        if able:
            model.add_exactly_one(chosen)
        for user, var in zip(able, chosen, strict=True):
            picks.setdefault(user, []).append(var)
            terms.append(_pair_cost(rules, leads, place, user, new) * var)
    for chosen in picks.values():
        steps = [model.new_bool_var("") for _ in chosen]
        model.add(sum(steps) == sum(chosen))
        terms.extend((2 * count + 1) * step for count, step in enumerate(steps))
    model.minimize(sum(terms))
    solver, proved = _solved(model, seconds, workers)
    return round(solver.objective_value), proved


def _solved(model: cp_model.CpModel, seconds: float, workers: int) -> tuple[cp_model.CpSolver, bool]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise TimeoutError("CP-SAT found no rotation in time")
    return solver, status == cp_model.OPTIMAL
