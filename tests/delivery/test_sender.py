"""Order, lateness, company and stopping: what the sender does while Discord is well."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

import discord
import pytest

from bot.delivery.budget import AT_ONCE, Allowance, Boundless, Budget
from bot.delivery.errors import Reason
from bot.delivery.wording import Moot, Wording
from db.engine import Database
from db.queries import notices as planning
from db.records import Lane, MessageId, Notice, NoticeState, Target
from tests.delivery.http_discord import HttpDiscord
from tests.delivery.stage import (
    HALL,
    NOON,
    Clock,
    Room,
    a_sender,
    many,
    plain_words,
    plan,
    planned,
    rows,
    states,
    text_of,
    the_row,
    to_channel,
    to_member,
)


class Hall(Room):
    """Every send waits at the door until somebody opens it; `crowded` once so many have come."""

    def __init__(self, crowd: int = 1) -> None:
        super().__init__()
        self.crowd, self.came = crowd, 0
        self.crowded, self.open = asyncio.Event(), asyncio.Event()

    async def send(self, target: Target, wording: Wording, nonce: str) -> MessageId:
        self.came += 1
        if self.came == self.crowd:
            self.crowded.set()
        await self.open.wait()
        return await super().send(target, wording, nonce)


async def test_nothing_goes_out_before_its_time(database: Database, clock: Clock) -> None:
    room = Room()
    sender = a_sender(database, room, clock)
    await plan(database, planned(1, due=NOON + timedelta(minutes=1)))

    await sender.tick()
    before = list(room.sent)
    clock.now = NOON + timedelta(minutes=1)
    await sender.tick()

    assert (before, room.texts) == ([], ["session_day 1"])


async def test_next_due_is_the_earliest_that_waits_in_any_lane(database: Database, clock: Clock) -> None:
    sender = a_sender(database, Room(), clock)
    nothing = await sender.next_due()
    hours = {Lane.URGENT: 3, Lane.NORMAL: 2, Lane.BULK: 1}
    await plan(database, *(planned(hour, due=NOON + timedelta(hours=hour), lane=lane) for lane, hour in hours.items()))

    assert nothing is None
    assert await sender.next_due() == NOON + timedelta(hours=1)


async def test_urgent_goes_before_normal_before_bulk_and_the_earlier_first(database: Database, clock: Clock) -> None:
    room = Room()
    minutes = [5, 3, 9]
    await plan(
        database,
        *(
            planned(minute, kind=lane, due=NOON - timedelta(minutes=minute), lane=lane)
            for lane in (Lane.BULK, Lane.NORMAL, Lane.URGENT)
            for minute in minutes
        ),
    )

    await a_sender(database, room, clock).tick()

    assert room.texts == [f"{lane} {minute}" for lane in Lane for minute in (9, 5, 3)]


async def test_weeks_offline_make_no_flood(database: Database, clock: Clock) -> None:
    room = Room()
    await plan(database, *many(300), planned(1000, lasts=timedelta(days=60)))
    clock.forward(days=21)

    await a_sender(database, room, clock).tick()

    assert room.texts == ["session_day 1000"]
    assert Counter((row.state, row.error) for row in await rows(database)) == {
        (NoticeState.SKIPPED, Reason.LATE): 300,
        (NoticeState.SENT, None): 1,
    }


async def test_what_is_true_no_more_is_skipped_with_its_reason(database: Database, clock: Clock) -> None:
    async def held_already(notice: Notice) -> Moot:
        return Moot("held")

    room = Room()
    await plan(database, planned())

    await a_sender(database, room, clock, word=held_already).tick()

    row = await the_row(database)
    assert (room.sent, row.state, row.error) == ([], NoticeState.SKIPPED, "held")


async def test_a_word_that_hangs_holds_up_nobody_else(database: Database, clock: Clock) -> None:
    async def hanging_on_one(notice: Notice) -> Wording:
        if notice.subject == 1:
            await room.crowded.wait()
        return await plain_words(notice)

    room = Hall(crowd=99)
    room.open.set()
    await plan(database, *many(100))

    async with asyncio.timeout(10):
        await a_sender(database, room, clock, word=hanging_on_one).tick()

    assert room.texts[-1] == "session_day 1"
    assert len(room.texts) == 100


async def test_a_notice_rescheduled_on_its_way_waits_for_its_new_time(database: Database, clock: Clock) -> None:
    async def moved_meanwhile(notice: Notice) -> Moot:
        async with database.writing() as tx:
            later = planned(1, due=NOON + timedelta(hours=2), study_id=5)
            await planning.replace(tx, study_id=5, planned=[later], now=NOON)
        return Moot("moved")

    await plan(database, planned(1, study_id=5))

    await a_sender(database, Room(), clock, word=moved_meanwhile).tick()

    row = await the_row(database)
    assert (row.state, row.try_at) == (NoticeState.WAITING, NOON + timedelta(hours=2))


async def test_two_senders_on_one_file_never_send_one_row_twice(
    database: Database, database_url: str, clock: Clock
) -> None:
    here, there, other = Room(), Room(), Database(database_url)
    await plan(database, *many(1000))

    await asyncio.gather(
        a_sender(database, here, clock, name="here").tick(), a_sender(other, there, clock, name="there").tick()
    )
    await other.close()

    assert sorted(here.texts + there.texts) == sorted(f"session_day {number}" for number in range(1000))
    assert min(len(here.texts), len(there.texts)) > 0


async def test_stopping_settles_what_is_at_the_door_and_leaves_the_rest(database: Database, clock: Clock) -> None:
    hall, budget = Hall(crowd=AT_ONCE), Budget(lambda: 0.0, _never_again)
    sender = a_sender(database, hall, clock, budget=budget)
    await plan(database, *many(50))
    ticking = asyncio.create_task(sender.tick())
    await hall.crowded.wait()

    stopping = asyncio.create_task(sender.stop(patience=0.5))
    hall.open.set()
    await asyncio.gather(stopping, ticking)
    heir = a_sender(database, Room(), clock, name="the next life")
    await heir.take_over()

    assert Counter(await states(database)) == {NoticeState.SENT: AT_ONCE, NoticeState.WAITING: 50 - AT_ONCE}
    assert len(hall.sent) == AT_ONCE


async def _never_again(seconds: float) -> None:
    await asyncio.Event().wait()


@dataclass(slots=True)
class Simulated:
    """Seconds that pass only where somebody waits for the budget."""

    seconds: float = 0.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


async def test_bulk_by_the_thousand_delays_no_urgent_notice_by_a_second(database: Database) -> None:
    time = Simulated()
    room = Room(clock=time.now)
    sender = a_sender(database, room, time.now, budget=Budget(time.monotonic, time.sleep))
    dues = [NOON + timedelta(seconds=second) for second in (3, 10.3, 15.9)]
    await plan(database, *many(1000, lane=Lane.BULK))
    await plan(database, *(planned(5000 + i, due=due, lane=Lane.URGENT) for i, due in enumerate(dues)))

    await sender.tick()

    at = {text: when for when, _, text in room.sent}
    delays = [(at[f"session_day {5000 + i}"] - due).total_seconds() for i, due in enumerate(dues)]
    assert max(delays) < 1
    assert len(room.sent) == 1003
    assert max(at.values()) - NOON > timedelta(seconds=20)


async def test_no_second_sees_fifty_requests(database: Database) -> None:
    time = Simulated()
    room = Room(clock=time.now)
    await plan(database, *many(200))

    await a_sender(database, room, time.now, budget=Budget(time.monotonic, time.sleep)).tick()

    moments = [when for when, _, _ in room.sent]
    busiest = max(sum(begin <= at < begin + timedelta(seconds=1) for at in moments) for begin in moments)
    assert 40 < busiest < 50


@pytest.mark.parametrize(
    ("budget", "ever_told"), [(Budget(monotonic), False), (Boundless(), True)], ids=["within a budget", "without one"]
)
async def test_discord_never_has_to_say_too_many(
    database: Database,
    http_discord: HttpDiscord,
    client: discord.Client,
    clock: Clock,
    budget: Allowance,
    ever_told: bool,
) -> None:
    http_discord.per_second = 50
    to_members = (planned(number, to_member(number)) for number in range(40))
    await plan(database, *many(50), *to_members)

    await a_sender(database, client, clock, budget=budget).tick()

    assert len(http_discord.posted) == 90
    assert (http_discord.told_too_many > 0) is ever_told


async def test_a_sick_channel_does_not_keep_the_urgent_lane_waiting(database: Database, clock: Clock) -> None:
    healthy = to_channel(HALL + 1)

    class HalfSick(Hall):
        async def send(self, target: Target, wording: Wording, nonce: str) -> MessageId:
            if target != healthy:
                return await super().send(target, wording, nonce)
            self.open.set()
            return await Room.send(self, target, wording, nonce)

    room = HalfSick()
    await plan(database, *many(400, lane=Lane.BULK, channels=1))
    ticking = asyncio.create_task(a_sender(database, room, clock).tick())
    await room.crowded.wait()

    await plan(database, planned(1, healthy, kind="session_soon", lane=Lane.URGENT))
    async with asyncio.timeout(10):
        await ticking

    assert room.texts[0] == "session_soon 1"
    assert len(room.texts) == 401


async def test_what_takes_minutes_stays_ours_while_we_live(database: Database, database_url: str, clock: Clock) -> None:
    room, other = Hall(), Database(database_url)
    await plan(database, planned(1))
    ticking = asyncio.create_task(a_sender(database, room, clock, name="slow").tick())
    await room.crowded.wait()

    for _ in range(3):
        clock.forward(seconds=25)
        while (await the_row(database)).claimed_at != clock.now:
            """Looking takes its time; the slow one renews its claim meanwhile."""
        await a_sender(other, room, clock, name="quick").tick()
    room.open.set()
    await ticking
    await other.close()

    assert room.texts == [text_of(await the_row(database))]
    assert (await the_row(database)).state is NoticeState.SENT
