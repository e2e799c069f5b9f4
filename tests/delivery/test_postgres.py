"""The outbox on PostgreSQL, where several processes share it. Runs where NARU_TEST_POSTGRES names a server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.delivery.errors import Permanent, Reason
from db.engine import Database
from db.queries import notices as planning
from db.queries import outbox
from db.records import Lane, NoticeState
from tests.delivery.stage import (
    HALL,
    MINA,
    NOON,
    Clock,
    Room,
    a_sender,
    a_study,
    many,
    plan,
    planned,
    rows,
    states,
    to_channel,
    to_member,
)


@pytest.fixture
async def shared(postgres_url: str) -> AsyncIterator[Database]:
    opened = Database(postgres_url)
    yield opened
    await opened.close()


async def test_what_one_process_is_claiming_another_passes_over(shared: Database, postgres_url: str) -> None:
    other = Database(postgres_url)
    await plan(shared, *many(30))

    async with shared.writing() as here, other.writing() as there:
        ours = await outbox.claim(here, by="here", now=NOON, limit=10)
        async with asyncio.timeout(5):
            theirs = await outbox.claim(there, by="there", now=NOON, limit=10)
    await other.close()

    assert (len(ours), len(theirs)) == (10, 10)
    assert not {row.id for row in ours} & {row.id for row in theirs}


async def test_three_processes_send_a_thousand_notices_once_each(
    shared: Database, postgres_url: str, clock: Clock
) -> None:
    others = [Database(postgres_url) for _ in range(2)]
    rooms = [Room(), Room(), Room()]
    await plan(shared, *many(1000))

    await asyncio.gather(
        *(
            a_sender(database, room, clock, name=f"process {number}").tick()
            for number, (database, room) in enumerate(zip([shared, *others], rooms, strict=True))
        )
    )
    for other in others:
        await other.close()

    said = sorted(text for room in rooms for text in room.texts)
    assert said == sorted(f"session_day {number}" for number in range(1000))
    assert set(await states(shared)) == {NoticeState.SENT}


async def test_a_plan_is_replaced_and_a_fallback_planned_as_on_sqlite(shared: Database, clock: Clock) -> None:
    study_id = await a_study(shared)
    trouble = Permanent(Reason.CLOSED_DM)
    room = Room(troubles={to_member(MINA): [trouble]})
    old = [planned(1, study_id=study_id), planned(2, study_id=study_id, due=NOON + timedelta(hours=1))]
    later = planned(2, study_id=study_id, due=NOON + timedelta(hours=2), lane=Lane.URGENT)

    async with shared.writing() as tx:
        await planning.replace(tx, study_id=study_id, planned=old, now=NOON)
        await planning.replace(tx, study_id=study_id, planned=[later], now=NOON)
        await planning.replace(tx, study_id=study_id, planned=[*old[:1], later], now=NOON)
    await plan(shared, planned(3, to_member(MINA), study_id=study_id))
    sender = a_sender(shared, room, clock)
    await sender.tick()

    found = {(row.subject, row.target): row.state for row in await rows(shared)}
    assert found == {
        (1, to_channel(HALL)): NoticeState.SENT,
        (2, to_channel(HALL)): NoticeState.WAITING,
        (3, to_member(MINA)): NoticeState.FAILED,
        (3, to_channel(HALL)): NoticeState.SENT,
    }
    assert await sender.next_due() == later.due_at


async def test_plans_replaced_while_the_sender_works_neither_lose_nor_repeat(shared: Database, clock: Clock) -> None:
    room = Room()
    sender = a_sender(shared, room, clock)
    plans = [planned(number, study_id=5) for number in range(300)]
    await plan(shared, *reversed(plans))

    async def keep_replanning() -> None:
        for _ in range(20):
            async with shared.writing() as tx:
                await planning.replace(tx, study_id=5, planned=plans, now=NOON)

    async def keep_sending() -> None:
        # A tick passes over what the planner has in hand; the next one finds it.
        while await sender.next_due():
            await sender.tick()

    await asyncio.gather(keep_sending(), keep_replanning())

    assert sorted(room.texts) == sorted(f"session_day {number}" for number in range(300))
    assert set(await states(shared)) == {NoticeState.SENT}
