"""One Naru a database: who may start, who has to wait, and what a crash leaves behind."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.obstacles import HeldByAnother, LeaseLost
from bot.services.lease import LASTS, RENEW_EVERY, Hold
from db.engine import Database
from tests.clock import Clock


async def test_a_second_process_is_refused_and_hears_who_is_there(either_database: Database, clock: Clock) -> None:
    await Hold(either_database, clock.now, "first").take()
    clock.move(seconds=12)

    with pytest.raises(HeldByAnother) as refused:
        await Hold(either_database, clock.now, "second").take()

    assert refused.value.holder == "first"
    assert refused.value.left == LASTS - timedelta(seconds=12)


async def test_a_crashed_process_is_followed_once_its_lease_ran_out(either_database: Database, clock: Clock) -> None:
    crashed, next_one = (Hold(either_database, clock.now, name) for name in ("crashed", "next"))
    await crashed.take()

    clock.at += LASTS
    await next_one.take()

    with pytest.raises(LeaseLost):
        await crashed.renew()


async def test_whoever_renews_in_time_keeps_it(either_database: Database, clock: Clock) -> None:
    hold = Hold(either_database, clock.now, "first")
    await hold.take()

    for _ in range(10):
        clock.at += RENEW_EVERY
        assert await hold.renew() == clock.now() + LASTS

    with pytest.raises(HeldByAnother):
        await Hold(either_database, clock.now, "second").look()


async def test_who_slept_long_goes_on_when_nobody_came(either_database: Database, clock: Clock) -> None:
    hold = Hold(either_database, clock.now, "first")
    await hold.take()

    clock.move(hours=8)

    assert await hold.renew() > clock.now()


async def test_a_clean_stop_lets_the_next_one_start_at_once(either_database: Database, clock: Clock) -> None:
    first = Hold(either_database, clock.now, "first")
    await first.take()

    await first.free()

    await Hold(either_database, clock.now, "second").take()


async def test_stopping_late_does_not_free_what_is_another_s(either_database: Database, clock: Clock) -> None:
    late, next_one = (Hold(either_database, clock.now, name) for name in ("late", "next"))
    await late.take()
    clock.at += LASTS
    await next_one.take()

    await late.free()

    with pytest.raises(HeldByAnother):
        await Hold(either_database, clock.now, "third").look()


async def test_of_ten_who_start_at_once_one_starts(either_database: Database, clock: Clock) -> None:
    holds = [Hold(either_database, clock.now, f"number {number}") for number in range(10)]

    outcomes = await asyncio.gather(*(hold.take() for hold in holds), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes if outcome is not None] == [HeldByAnother] * 9


async def test_looking_takes_nothing(either_database: Database, clock: Clock) -> None:
    await Hold(either_database, clock.now, "doctor").look()

    await Hold(either_database, clock.now, "first").take()
