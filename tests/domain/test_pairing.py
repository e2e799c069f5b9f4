"""Matching mentees with mentors: exact, as many as can be, the worst-off first; stable where that is wanted."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pairing import Matching, blocking, match, match_stably
from bot.domain.pairing.matching import worth
from tests.oracles.pairing import solve_pairing

Round = tuple[list[list[int | None]], list[int]]


def rounds(mentees: int, mentors: int) -> st.SearchStrategy[Round]:
    score = st.one_of(st.none(), st.integers(0, 100))

    def of(sizes: tuple[int, int]) -> st.SearchStrategy[Round]:
        row = st.lists(score, min_size=sizes[1], max_size=sizes[1])
        capacity = st.lists(st.integers(0, 3), min_size=sizes[1], max_size=sizes[1])
        return st.tuples(st.lists(row, min_size=sizes[0], max_size=sizes[0]), capacity)

    return st.tuples(st.integers(0, mentees), st.integers(0, mentors)).flatmap(of)


def breaks_no_rule(scores: list[list[int | None]], capacities: list[int], found: Matching) -> bool:
    pairs = [(mentee, mentor) for mentee, mentor in enumerate(found.mentors) if mentor is not None]
    allowed = all(scores[mentee][mentor] is not None for mentee, mentor in pairs)
    room = all(sum(mentor == taken for _, taken in pairs) <= capacity for mentor, capacity in enumerate(capacities))
    return allowed and room and found.total == sum(worth(scores[mentee][mentor] or 0) for mentee, mentor in pairs)


@given(rounds(14, 6))
def test_it_reaches_what_a_minimum_cost_flow_reaches(drawn: Round) -> None:
    scores, capacities = drawn

    found = match(scores, capacities)

    assert (found.matched, found.total) == solve_pairing(scores, capacities)
    assert breaks_no_rule(scores, capacities, found)


@given(rounds(4, 3))
def test_no_other_matching_of_a_few_is_better(drawn: Round) -> None:
    scores, capacities = drawn
    choices = [[None, *(m for m, score in enumerate(row) if score is not None)] for row in scores]
    ways = [
        way
        for way in product(*choices)
        if all(way.count(mentor) <= capacity for mentor, capacity in enumerate(capacities))
    ]
    best = max(
        (
            sum(mentor is not None for mentor in way),
            sum(worth(scores[mentee][mentor] or 0) for mentee, mentor in enumerate(way) if mentor is not None),
        )
        for way in ways
    )

    found = match(scores, capacities)

    assert (found.matched, found.total) == best


@given(rounds(8, 4), st.data())
def test_another_mentor_never_makes_it_worse(drawn: Round, data: st.DataObject) -> None:
    scores, capacities = drawn
    column = data.draw(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=len(scores), max_size=len(scores)))
    before = match(scores, capacities)

    after = match([[*row, score] for row, score in zip(scores, column, strict=True)], [*capacities, 1])

    assert (after.matched, after.total) >= (before.matched, before.total)


@given(rounds(10, 5))
def test_the_stable_one_leaves_nobody_who_would_both_rather(drawn: Round) -> None:
    scores, capacities = drawn

    found = match_stably(scores, capacities)

    assert breaks_no_rule(scores, capacities, found)
    assert blocking(scores, capacities, found) == []
    exact = match(scores, capacities)
    assert (found.matched, found.total) <= (exact.matched, exact.total)


@given(rounds(6, 3))
@settings(max_examples=50)
def test_what_is_not_stable_is_seen_as_such(drawn: Round) -> None:
    """Whoever is alone although somebody they may have has room would both rather be together."""
    scores, capacities = drawn
    nobody = Matching((None,) * len(scores), 0)

    possible = any(score is not None and capacities[m] for row in scores for m, score in enumerate(row))

    assert bool(blocking(scores, capacities, nobody)) == possible


def test_the_worst_off_come_first() -> None:
    """100 + 4 is more than 64 + 36; two middling pairs are worth more than a splendid one beside a bad one."""
    assert match([[100, 64], [36, 4]], [1, 1]).mentors == (1, 0)


def test_nobody_is_alone_who_need_not_be() -> None:
    assert match([[100, 1], [100, None]], [1, 1]).mentors == (1, 0)
