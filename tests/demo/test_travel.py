"""Moving the clock: every notice at its own instant, and a report of what arrived."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.demo.stage import Stage
from bot.demo.travel import Notices, travel
from tests.demo.stages import runs, sees, unread


async def joins(stage: Stage, who: str) -> None:
    """Sora's first notice is due twenty hours after she joined, then one each day."""
    await runs(stage, who, "card")
    card = sees(stage, who)[-1]["id"]
    await stage.act(who, stage.discord.channel_id("general"), "press", {"message": card, "custom_id": "join"})


async def test_each_notice_is_sent_at_its_own_instant(stage: Stage):
    await joins(stage, "sora")
    begun = stage.discord.now()

    await stage.travel("sora", "week")

    sent = [datetime.fromisoformat(message["at"]) for message in sees(stage, "sora", stage.discord.dm_of("sora"))]
    assert sent == [begun + timedelta(hours=20, days=day) for day in range(7)]
    assert stage.discord.now() == begun + timedelta(weeks=1)


async def test_the_report_says_how_many_arrived_where(stage: Stage):
    await joins(stage, "sora")

    report = await stage.travel("sora", "week")

    assert [(one["reader"], one["count"]) for one in report["arrived"]] == [("sora", 7)]
    assert unread(stage, "sora") == {"dm": 7}


async def test_the_next_notice_is_gone_to_and_no_further(stage: Stage):
    await joins(stage, "sora")
    begun = stage.discord.now()

    report = await stage.travel("dana", "notice")

    assert stage.discord.now() == begun + timedelta(hours=20)
    assert sum(one["count"] for one in report["arrived"]) == 1


async def test_with_nothing_planned_the_clock_does_not_look_for_a_notice(stage: Stage):
    begun = stage.discord.now()

    report = await stage.travel("dana", "notice")

    assert (report["moved"], stage.discord.now()) == (False, begun)


async def test_a_notice_that_stays_due_is_tried_again_a_minute_later_and_does_not_hold_the_clock(stage: Stage):
    knocks: list[datetime] = []
    begun = stage.discord.now()

    async def knock(now: datetime) -> None:
        knocks.append(now)

    async def always_due() -> datetime:
        return begun

    await travel(stage.discord, Notices(knock, always_due), begun + timedelta(minutes=5))

    assert knocks == [begun + timedelta(minutes=minute) for minute in range(5)]
    assert stage.discord.now() == begun + timedelta(minutes=5)


async def test_what_is_due_at_once_is_sent_after_somebody_acted(stage: Stage):
    knocks: list[datetime] = []

    async def knock(now: datetime) -> None:
        knocks.append(now)

    async def due() -> datetime | None:
        return None if knocks else stage.discord.now()

    stage.notices = Notices(knock, due)
    await runs(stage, "dana", "card")

    assert knocks == [stage.discord.now()]
