"""The rotation beside CP-SAT and beside a greedy one, on studies of PRML as they come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from statistics import mean, median
from time import perf_counter

from bot.domain.rotation import Candidate, Duty, rotate
from db.records import Role
from tests.oracles.rotation import Rules, Score, score, solve_leads

SIZES = ((14, 14), (30, 12), (60, 60))
STUDIES = 4
SECONDS = 5.0

FIRST_PAGES = (1, 67, 137, 179, 225, 291, 325, 359, 423, 459, 523, 559, 605, 653, 677)
WISHED_FOR = (1, 3, 2, 4, 4, 3, 2, 5, 8, 5, 4, 3, 2, 1)


def a_prml_study(sessions: int, members: int, seed: int) -> Rules:
    """PRML read in so many sessions of 25 to 36 pages' work.

    Each member wishes for two or three chapters, the popular ones oftener (chapter 9, mixtures and EM, most), would
    rather not present one or two others, and every third has not presented before.
    """
    dice = Random(seed)  # noqa: S311
    duties = [
        Duty(number, _chapters_read(number, sessions), dice.randint(250, 360)) for number in range(1, sessions + 1)
    ]
    return Rules(duties, [_member(user, dice) for user in range(members)])


def _chapters_read(number: int, sessions: int) -> frozenset[str]:
    pages = FIRST_PAGES[-1] - 1
    first, last = 1 + pages * (number - 1) // sessions, pages * number // sessions
    chapters = enumerate(pairwise(FIRST_PAGES), 1)
    return frozenset(str(chapter) for chapter, (start, end) in chapters if start <= last and first < end)


def _member(user: int, dice: Random) -> Candidate:
    chapters = [str(chapter) for chapter in range(1, 15)]
    wants: set[str] = set()
    count = dice.randint(2, 3)
    while len(wants) < count:
        wants.update(dice.choices(chapters, WISHED_FOR))
    avoids = dice.sample([chapter for chapter in chapters if chapter not in wants], dice.randint(1, 2))
    return Candidate(1000 + user, frozenset(wants), frozenset(avoids), first_time=user % 3 == 0)


def our_leads(rules: Rules) -> dict[int, int]:
    """User ids by session number, as `rotate` has them."""
    turns = rotate(rules.duties, rules.candidates, rules.fixed).turns
    return {turn.number: turn.user_id for turn in turns if turn.role is Role.LEAD}


def greedy_leads(rules: Rules) -> dict[int, int]:
    """Session by session whoever may lead and carries least, but not the lead before; of several one who wishes."""
    loads = {one.user_id: one.carried for one in rules.candidates}
    leads: dict[int, int] = {}
    before: int | None = None
    for duty in rules.duties:
        able = rules.leads(duty)
        if able:
            before = min(able, key=lambda user: (user == before, loads[user], not rules.wished(duty, user), user))
            leads[duty.number] = before
            loads[before] += duty.load
    return leads


@dataclass(frozen=True, slots=True)
class Line:
    """One study: scores of the three, CP-SAT's proof, and milliseconds of `rotate`."""

    rules: Rules
    ours: Score
    theirs: Score
    greedy: Score
    proved: bool
    milliseconds: float

    @property
    def wider(self) -> float:
        """By how much of an average session our spread is wider than CP-SAT's."""
        return (self.ours.spread - self.theirs.spread) / mean(self.rules.loads())


def line(sessions: int, members: int, seed: int, seconds: float = SECONDS) -> Line:
    """Rotate one study three ways."""
    rules = a_prml_study(sessions, members, seed)
    theirs, proved = solve_leads(rules, seconds=seconds)
    return Line(
        rules,
        ours=score(rules, our_leads(rules)),
        theirs=theirs,
        greedy=score(rules, greedy_leads(rules)),
        proved=proved,
        milliseconds=median(_milliseconds(our_leads, rules) for _ in range(3)),
    )


def _milliseconds(leads: Callable[[Rules], Mapping[int, int]], rules: Rules) -> float:
    started = perf_counter()
    leads(rules)
    return 1000 * (perf_counter() - started)


def report() -> str:
    """A table of means over studies, spreads in pages."""
    head = ("size", "ms", "spread, pages", "wishes granted", "twice running", "wider", "wishes", "proved")
    rows = [
        f"rotation: ours / CP-SAT in {SECONDS:g} s with two workers / greedy; means of {STUDIES} studies of PRML",
        "{:>6} {:>5} {:>20} {:>20} {:>14} {:>6} {:>7} {:>7}".format(*head),
    ]
    for sessions, members in SIZES:
        lines = [line(sessions, members, seed) for seed in range(1, STUDIES + 1)]
        rows.append(_row(f"{sessions}x{members}", lines))
    return "\n".join([*rows, "wider: our spread less CP-SAT's, in average sessions; wishes: ours of CP-SAT's", ""])


def _row(size: str, lines: list[Line]) -> str:
    def three(value: Callable[[Score], float], digits: int) -> str:
        found = (
            mean(value(pick) for pick in picks)
            for picks in zip(*((one.ours, one.theirs, one.greedy) for one in lines), strict=True)
        )
        return " / ".join(f"{number:.{digits}f}" for number in found)

    granted = sum(one.ours.wishes for one in lines) / sum(one.theirs.wishes for one in lines)
    return (
        f"{size:>6} {median(one.milliseconds for one in lines):5.0f} {three(lambda it: it.spread / 10, 1):>20} "
        f"{three(lambda it: it.wishes, 1):>20} {three(lambda it: it.running, 0):>14} "
        f"{mean(one.wider for one in lines):6.2f} {granted:7.1%} {sum(one.proved for one in lines):>4} of {len(lines)}"
    )


if __name__ == "__main__":
    sys.stdout.write(report())
