"""A plan under way that is mended, beside CP-SAT and beside a rotation computed anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from statistics import mean, median
from time import perf_counter

from bot.domain.rotation import Candidate, Standing, repair, rotate
from db.records import Role
from tests.bench.rotation import a_prml_study
from tests.oracles.repair import Outcome, UnderWay, outcome, solve_repair

SIZES = ((14, 14), (30, 12), (60, 60))
STUDIES = 3
SECONDS = 5.0
CONFIRMED = 2
NEW = 2000


def under_way(sessions: int, members: int, seed: int) -> UnderWay:
    """A study of PRML with so many sessions to come, a fifth of all held, and the next two sessions confirmed."""
    held = sessions // 4
    rules = a_prml_study(sessions + held, members, seed)
    turns = rotate(rules.duties, rules.candidates).turns
    loads = {duty.number: duty.load for duty in rules.duties}
    carried = dict.fromkeys((one.user_id for one in rules.candidates), 0)
    for turn in turns:
        if turn.number <= held and turn.role is Role.LEAD:
            carried[turn.user_id] += loads[turn.number]
    return UnderWay(
        [duty for duty in rules.duties if duty.number > held],
        [replace(one, carried=carried[one.user_id]) for one in rules.candidates],
        [
            Standing(turn.number, turn.user_id, turn.role, kept=turn.number <= held + CONFIRMED)
            for turn in turns
            if turn.number > held
        ],
    )


def one_left(plan: UnderWay, dice: Random) -> UnderWay:
    gone = _a_lead(plan, dice)
    return replace(plan, candidates=[one for one in plan.candidates if one.user_id != gone])


def one_is_away(plan: UnderWay, dice: Random) -> UnderWay:
    """For a sixth of the sessions to come, one of theirs among them."""
    user = _a_lead(plan, dice)
    led = dice.choice([turn.number for turn in plan.standing if (turn.user_id, turn.role) == (user, Role.LEAD)])
    away = frozenset(range(led, led + max(2, len(plan.duties) // 6)))
    return replace(
        plan, candidates=[replace(one, away=away) if one.user_id == user else one for one in plan.candidates]
    )


def one_came(plan: UnderWay, dice: Random) -> UnderWay:
    """With what the others carried on average to their credit."""
    credit = round(mean(one.carried for one in plan.candidates))
    wants = frozenset(str(chapter) for chapter in dice.sample(range(1, 15), 2))
    return replace(plan, candidates=[*plan.candidates, Candidate(NEW, wants, carried=credit)])


def all_at_once(plan: UnderWay, dice: Random) -> UnderWay:
    return one_came(one_is_away(one_left(plan, dice), dice), dice)


EVENTS = {"one left": one_left, "one away": one_is_away, "one came": one_came, "all three": all_at_once}


def _a_lead(plan: UnderWay, dice: Random) -> int:
    there = {one.user_id for one in plan.candidates}
    return dice.choice(
        sorted({turn.user_id for turn in plan.standing if turn.role is Role.LEAD and not turn.kept} & there)
    )


def mended_leads(plan: UnderWay) -> dict[int, int]:
    """User ids by session number, as `repair` has them."""
    turns = repair(plan.duties, plan.candidates, plan.standing).turns
    return {turn.number: turn.user_id for turn in turns if turn.role is Role.LEAD}


def leads_anew(plan: UnderWay) -> dict[int, int]:
    """As `rotate` has them when the kept turns are fixed."""
    turns = rotate(plan.duties, plan.candidates, plan.rules.fixed).turns
    return {turn.number: turn.user_id for turn in turns if turn.role is Role.LEAD}


@dataclass(frozen=True, slots=True)
class Line:
    """One plan: the outcomes of the three, how many of CP-SAT's five numbers it proved, and milliseconds."""

    ours: Outcome
    theirs: Outcome
    anew: Outcome
    proved: int
    milliseconds: float


def line(sessions: int, members: int, event: str, seed: int, seconds: float = SECONDS) -> Line:
    """Mend one plan three ways."""
    plan = EVENTS[event](under_way(sessions, members, seed), Random(seed))  # noqa: S311
    theirs, proved = solve_repair(plan, seconds=seconds)
    return Line(
        ours=outcome(plan, mended_leads(plan)),
        theirs=theirs,
        anew=outcome(plan, leads_anew(plan)),
        proved=proved,
        milliseconds=min(_milliseconds(plan) for _ in range(2)),
    )


def _milliseconds(plan: UnderWay) -> float:
    started = perf_counter()
    mended_leads(plan)
    return 1000 * (perf_counter() - started)


def report() -> str:
    """A table of means over studies, excess in pages."""
    head = ("size", "event", "ms", "excess, pages", "changed leads", "twice running", "without a wish", "proved")
    layout = "{:>6} {:>9} {:>4} {:>15} {:>17} {:>17} {:>18} {:>7}"
    rows = [
        f"repair: ours / CP-SAT in {SECONDS:g} s with two workers / computed anew; means of {STUDIES} studies of PRML",
        layout.format(*head),
    ]
    for sessions, members in SIZES:
        for event in EVENTS:
            lines = [line(sessions, members, event, seed) for seed in range(1, STUDIES + 1)]
            rows.append(layout.format(f"{sessions}x{members}", event, *_cells(lines)))
    return "\n".join([*rows, "proved: plans all of whose numbers CP-SAT proved to be the least there are", ""])


def _cells(lines: list[Line]) -> list[str]:
    def three(value: Callable[[Outcome], float]) -> str:
        picks = (
            [value(one.ours) for one in lines],
            [value(one.theirs) for one in lines],
            [value(one.anew) for one in lines],
        )
        return " / ".join(f"{mean(pick):.1f}" for pick in picks)

    return [
        f"{median(one.milliseconds for one in lines):.0f}",
        three(lambda it: it.excess / 10),
        three(lambda it: it.changed),
        three(lambda it: it.running),
        three(lambda it: it.unwished),
        f"{sum(one.proved == len(one.theirs) for one in lines)} of {len(lines)}",
    ]


if __name__ == "__main__":
    sys.stdout.write(report())
