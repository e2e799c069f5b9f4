"""How many requests a second, and what happens when Discord keeps refusing."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.budget import AT_ONCE, REFUSED, REFUSED_WITHIN, Budget


class Seconds:
    """A monotonic clock that moves only where somebody sleeps."""

    def __init__(self) -> None:
        self.passed = 0.0

    def clock(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 2)), min_size=1, max_size=150), st.integers(5, 45))
async def test_no_window_holds_more_than_its_share_and_what_was_saved(
    asked: list[tuple[float, int]], per_second: int
) -> None:
    seconds, granted = Seconds(), []
    budget = Budget(seconds.clock, seconds.sleep, per_second=per_second)

    for idle, requests in asked:
        seconds.passed += idle if idle > 2 else 0
        await budget.take(requests)
        granted += [seconds.passed] * requests

    for first, begin in enumerate(granted):
        within = sum(begin <= at < begin + 1 for at in granted[first:])
        assert within <= per_second + AT_ONCE + 1


async def test_nobody_waits_while_there_is_plenty() -> None:
    seconds = Seconds()
    budget = Budget(seconds.clock, seconds.sleep)

    for _ in range(AT_ONCE):
        await budget.take()

    assert seconds.passed == 0


async def test_who_asks_first_is_served_first() -> None:
    seconds, served = Seconds(), []
    budget = Budget(seconds.clock, seconds.sleep)

    async def ask(number: int) -> None:
        await budget.take()
        served.append(number)

    await asyncio.gather(*map(ask, range(30)))

    assert served == list(range(30))


async def test_refusals_by_the_thousand_slow_it_down_far_below_a_ban() -> None:
    seconds, refused_at = Seconds(), []
    budget = Budget(seconds.clock, seconds.sleep)

    for _ in range(12_000):
        await budget.take()
        budget.refused()
        refused_at.append(seconds.passed)

    ten_minutes = [
        sum(begin <= at < begin + REFUSED_WITHIN for at in refused_at[first:])
        for first, begin in list(enumerate(refused_at))[::500]
    ]
    assert REFUSED < max(ten_minutes) <= 10_000 + AT_ONCE


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 2)), min_size=60, max_size=200))
async def test_no_second_sees_discords_fifty(asked: list[tuple[float, int]]) -> None:
    seconds, granted = Seconds(), []
    budget = Budget(seconds.clock, seconds.sleep)

    for idle, requests in asked:
        seconds.passed += idle if idle > 2.9 else 0
        await budget.take(requests)
        granted += [seconds.passed] * requests

    assert all(sum(begin <= at < begin + 1 for at in granted[first:]) <= 50 for first, begin in enumerate(granted))
