"""Many rows a transaction, and nobody believes that a row is on disk when it is not."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import event, text

from bot.delivery import outcomes
from bot.delivery.ledger import Ledger, NotWritten
from db.engine import Database
from db.queries import outbox
from db.records import Notice, NoticeState
from tests.delivery.stage import NOON, Clock, many, plan, rows, states


async def claimed(database: Database, count: int) -> list[Notice]:
    await plan(database, *many(count))
    async with database.writing() as tx:
        return await outbox.claim(tx, by="this life", now=NOON, limit=count)


async def test_who_writes_at_the_same_time_shares_a_transaction(database: Database, clock: Clock) -> None:
    notices, ledger = await claimed(database, 100), Ledger(database, clock)
    commits: list[object] = []
    event.listen(database.writer.sync_engine, "commit", commits.append)

    await asyncio.gather(*(ledger.settle(outcomes.sent(notice, notice.id, NOON)) for notice in notices))

    assert set(await states(database)) == {NoticeState.SENT}
    assert len(commits) <= 2


async def test_what_was_marked_is_on_disk_before_anything_is_sent(database: Database, clock: Clock) -> None:
    (notice,) = await claimed(database, 1)

    await Ledger(database, clock).mark(replace(notice, unsure_since=NOON, fingerprint="0123"))

    (row,) = await rows(database)
    assert (row.state, row.unsure_since, row.fingerprint) == (NoticeState.CLAIMED, NOON, "0123")


async def test_a_page_that_failed_is_told_to_everyone_on_it(database: Database, clock: Clock) -> None:
    notices, ledger = await claimed(database, 5), Ledger(database, clock)
    async with database.writing() as tx:
        await tx.execute(text("DROP TABLE notices"))

    told = await asyncio.gather(*map(ledger.mark, notices), return_exceptions=True)

    assert [type(error) for error in told] == [NotWritten] * 5


async def test_a_writer_who_is_interrupted_leaves_nobody_believing(database: Database, clock: Clock) -> None:
    notices, ledger = await claimed(database, 3), Ledger(database, clock)
    async with database.writing():
        # The database is busy: the first waits for it alone, the other two are on the next page together.
        first, writer, companion = (asyncio.create_task(ledger.mark(notice)) for notice in notices)
        await asyncio.sleep(0)
        for interrupted in (first, writer):
            interrupted.cancel()
            await asyncio.wait([interrupted])

    with pytest.raises(NotWritten):
        await companion
