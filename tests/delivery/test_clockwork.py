"""The scheduler's part: it knocks when something is due, when somebody nudges it, and after trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from unittest.mock import create_autospec

import pytest

from bot.delivery import clockwork
from bot.delivery.clockwork import Clockwork
from bot.delivery.sender import Sender
from db.engine import Database
from db.records import NoticeState
from tests.delivery.stage import Room, a_sender, plan, planned, states


def now() -> datetime:
    """APScheduler reads the machine's clock, so its tests do."""
    return datetime.now(UTC)


class Bell:
    """A sender that only counts its ticks; `heard` is set on every one."""

    def __init__(self) -> None:
        self.sender = create_autospec(Sender, instance=True)
        self.sender.tick.side_effect = self._tick
        self.sender.next_due.return_value = None
        self.heard = asyncio.Event()
        self.ticks = 0
        self.trouble: Exception | None = None

    async def _tick(self) -> None:
        self.ticks += 1
        self.heard.set()
        if self.trouble:
            raise self.trouble

    async def again(self) -> None:
        async with asyncio.timeout(5):
            await self.heard.wait()
        self.heard.clear()


@pytest.fixture
async def bell() -> Bell:
    return Bell()


@pytest.fixture
async def works(bell: Bell) -> AsyncIterator[Clockwork]:
    made = Clockwork(bell.sender, now)
    made.start()
    await bell.again()
    yield made
    await made.stop()


async def test_it_knocks_when_the_next_notice_is_due(bell: Bell, works: Clockwork) -> None:
    due = now() + timedelta(seconds=0.2)
    bell.sender.next_due.side_effect = [due, None]

    works.nudge()
    await bell.again()
    await bell.again()

    assert now() >= due


async def test_a_due_time_long_past_is_no_misfire(bell: Bell, works: Clockwork) -> None:
    bell.sender.next_due.side_effect = [now() - timedelta(days=30), None]

    works.nudge()
    await bell.again()
    await bell.again()

    assert bell.ticks == 3


async def test_many_nudges_at_once_are_one_knock(bell: Bell, works: Clockwork) -> None:
    for _ in range(100):
        works.nudge()
    await bell.again()
    works.nudge()
    await bell.again()

    assert bell.ticks == 3


async def test_a_nudge_while_it_looks_for_the_next_time_is_not_lost(bell: Bell, works: Clockwork) -> None:
    async def nudged_meanwhile() -> None:
        works.nudge()

    bell.sender.next_due.side_effect = nudged_meanwhile

    works.nudge()
    await bell.again()
    bell.sender.next_due.side_effect = None
    await bell.again()

    assert bell.ticks == 3


async def test_after_trouble_it_knocks_again(bell: Bell, works: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "AFTER_TROUBLE", timedelta(seconds=0.05))
    bell.trouble = ConnectionError("the database is away")

    works.nudge()
    await bell.again()
    bell.trouble = None
    await bell.again()

    assert bell.ticks == 3


async def test_it_looks_again_though_nothing_is_due(
    bell: Bell, works: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clockwork, "AT_LEAST_EVERY", timedelta(seconds=0.05))

    works.nudge()
    await bell.again()
    await bell.again()

    assert bell.ticks >= 3


async def test_stopping_lets_the_sender_finish(bell: Bell) -> None:
    works = Clockwork(bell.sender, now)
    works.start()
    await bell.again()

    await works.stop()
    works.nudge()

    bell.sender.stop.assert_awaited_once()
    assert works._scheduler.get_jobs() == []


async def test_with_a_real_sender_a_notice_planned_now_goes_out_at_once(database: Database) -> None:
    room = Room()
    sender = a_sender(database, room, now)
    works = Clockwork(sender, now)
    works.start()

    await plan(database, planned(1, due=now()), now=now())
    works.nudge()
    async with asyncio.timeout(5):
        while await states(database) != [NoticeState.SENT]:
            """Looking takes its time; the scheduler knocks meanwhile."""
    await works.stop()

    assert room.texts == ["session_day 1"]
