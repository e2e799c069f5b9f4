"""A row is cut at the least cost: held against trying every way."""

from __future__ import annotations

from itertools import chain, combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.even_runs import Runs, even_runs

rows = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 900), st.integers(0, 400)), min_size=1, max_size=8)
wishes = st.integers(1, 120)


def every_way(length: int) -> list[tuple[int, ...]]:
    inner = range(1, length)
    return [(0, *chosen) for chosen in chain.from_iterable(combinations(inner, size) for size in range(length))]


def cost_of(starts: tuple[int, ...], works: list[int], wished: int, cuts: list[int], alone: list[int]) -> int:
    runs = pairwise([*starts, len(works)])
    return sum(alone[a] if b - a == 1 else (sum(works[a:b]) - wished) ** 2 for a, b in runs) + sum(
        cuts[start] for start in starts
    )


@given(rows, wishes)
def test_no_other_way_of_cutting_is_cheaper(row, wished):
    works = [work for work, _, _ in row]
    cuts = [0, *(price for _, price, _ in row[1:])]
    alone = [max(0, (work - wished) ** 2 - rebate) for work, _, rebate in row]

    found = even_runs(works, wished, cuts=cuts, alone=alone)

    cheapest = min(cost_of(starts, works, wished, cuts, alone) for starts in every_way(len(works)))
    assert found.cost == cost_of(found.starts, works, wished, cuts, alone) == cheapest


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), wishes)
def test_cuts_are_free_and_single_things_lie_as_far_off_as_they_do_unless_said_otherwise(works, wished):
    squares = [(work - wished) ** 2 for work in works]

    plain = even_runs(works, wished)

    assert plain == even_runs(works, wished, cuts=[0] * len(works), alone=squares)


@given(st.integers(1, 60), st.integers(1, 30))
def test_equal_things_make_runs_that_differ_by_one_thing_at_most(length, wished):
    runs = even_runs([1] * length, wished).slices(length)

    lengths = {run.stop - run.start for run in runs}
    assert max(lengths) - min(lengths) <= 1


def test_the_last_run_is_no_crumb_as_a_greedy_cut_leaves_it():
    # Filled up as they come, the runs would be 8, 8 and 4.
    found = even_runs([4, 4, 4, 4, 4], 10)

    assert found == Runs(starts=(0, 2), cost=2**2 + 2**2)


def test_of_two_cheapest_ways_the_one_with_the_longer_last_run_is_taken():
    # In one run they lie 5 off, in two 1 and 2: 25 against 1 + 4 and 20 for the cut.
    found = even_runs([3, 4], 2, cuts=[0, 20])

    assert found == Runs(starts=(0,), cost=25)
