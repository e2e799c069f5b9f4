"""A row of things cut into runs that are all about equally much work."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Runs:
    """A row cut into runs: where each run starts (the first at 0), and what the cutting costs."""

    starts: tuple[int, ...]
    cost: int

    def slices(self, length: int) -> list[slice]:
        """The runs of a row of `length` things."""
        ends = (*self.starts[1:], length)
        return [slice(start, end) for start, end in zip(self.starts, ends, strict=True)]


def even_runs(
    works: Sequence[int], wished: int, *, cuts: Sequence[int] | None = None, alone: Sequence[int] | None = None
) -> Runs:
    """The cheapest way to cut a row of one thing or more into runs; numbers are whole and at least 0, `wished` 1.

    A run costs the square of what its work lies off `wished`, or `alone[i]` if it is the thing i alone, which must not
    be more than that square. A cut before thing i costs `cuts[i]`, nothing unless given; nobody cuts before the first,
    so `cuts[0]` is 0. Of two cheapest ways the one with the longer last run is taken.

    This is the optimum-fit view of breaking a paragraph into lines (Knuth and Plass, Breaking Paragraphs into Lines,
    Software: Practice and Experience 11, 1981): all ways of cutting are weighed by dynamic programming, where a greedy
    cut fills each line as it comes. Time is the number of things times that of the things in a run; space is linear.
    """
    totals = list(accumulate(works, initial=0))
    prices = [*(cuts or [0] * len(works)), 0]
    singles = alone or [(work - wished) ** 2 for work in works]
    one_more = wished**2 + max(prices)
    # For the first 0, 1, 2 ... things: what they cost with a cut behind them, and where their last run starts.
    reached, opened = [0], [0]
    for end, single in enumerate(singles, 1):
        cost, opens = reached[end - 1] + single, end - 1
        for start in reversed(range(_earliest(totals, end, wished, one_more), end - 1)):
            joined = reached[start] + (totals[end] - totals[start] - wished) ** 2
            if joined <= cost:
                cost, opens = joined, start
        reached.append(cost + prices[end])
        opened.append(opens)
    return Runs(_starts(opened), reached[-1])


def _earliest(totals: Sequence[int], end: int, wished: int, one_more: int) -> int:
    """The earliest start of a run up to `end` that can be cheapest; nothing is lost by not looking before it.

    Two runs in place of one save twice the product of their works, and add `one_more` at most: the wish squared and the
    price of the cut. So a run is too long once cutting off its end, as soon as that is as much as wished, saves more.
    """
    if totals[end] < wished:
        return 0
    full = totals[end] - totals[bisect_right(totals, totals[end] - wished) - 1]
    return bisect_left(totals, totals[end] - full - one_more // (2 * full))


def _starts(opened: Sequence[int]) -> tuple[int, ...]:
    starts = []
    end = len(opened) - 1
    while end > 0:
        end = opened[end]
        starts.append(end)
    return tuple(reversed(starts))
