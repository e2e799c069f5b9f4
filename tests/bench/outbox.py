"""The outbox beside what bots do without one: rows a second, reminders due at once, and what kill -9 leaves."""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import structlog

from db.engine import Database
from db.migrate import migrate
from db.queries import outbox
from db.records import NoticeState
from tests.bench.stored_jobs import StoredJobs, stored_jobs
from tests.delivery.http_discord import HttpDiscord, open_discord
from tests.delivery.lives import Reaper, killed_again_and_again
from tests.delivery.stage import NOON, Clock, Room, a_sender, many, plan
from tests.delivery.zygote import a_zygote

ROWS, AT_ONCE = 10_000, 200
NOTICES = 2_000
DUE_TOGETHER = 1_000
KILLS, KILLED_AMONG = 20, 300

WAYS = {
    "outbox": "tests.delivery.lives:outbox",
    "mark, then send": "tests.bench.naive:mark_then_send",
    "send, then mark": "tests.bench.naive:send_then_mark",
}


@dataclass(frozen=True, slots=True)
class Left:
    """What the readers of a channel saw of `of` notices after `kills` violent deaths."""

    lost: int
    twice: int
    kills: int
    of: int


@contextmanager
def a_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="naru-bench-") as folder:
        yield Path(folder)


async def a_database(folder: Path) -> Database:
    database = Database(f"sqlite+aiosqlite:///{folder / 'naru.db'}")
    await migrate(database, now=NOON)
    return database


async def claimed_and_settled(folder: Path) -> float:
    """Rows a second, in batches, each claim and each settling a commit that survives a loss of power."""
    database = await a_database(folder)
    await plan(database, *many(ROWS))
    begin = perf_counter()
    while True:
        async with database.writing() as tx:
            batch = await outbox.claim(tx, by="bench", now=NOON, limit=AT_ONCE)
        if not batch:
            break
        async with database.writing() as tx:
            await outbox.settle(tx, [replace(row, state=NoticeState.SENT, message_id=row.id) for row in batch])
    took = perf_counter() - begin
    await database.close()
    return ROWS / took


async def sent_to_nowhere(folder: Path) -> float:
    """Notices a second from due to settled, through every stage but Discord."""
    database, room = await a_database(folder), Room()
    await plan(database, *many(NOTICES))
    begin = perf_counter()
    await a_sender(database, room, Clock(NOON)).tick()
    took = perf_counter() - begin
    await database.close()
    assert len(room.sent) == NOTICES
    return NOTICES / took


async def killed(folder: Path, run: str, seed: int) -> Left:
    database, now = await a_database(folder), datetime.now(UTC)
    await plan(database, *many(KILLED_AMONG, channels=40, due=now), now=now)
    async with open_discord(HttpDiscord(clock=time.time)) as discord, a_zygote() as zygote:
        reaper = Reaper(random.Random(seed), discord)  # noqa: S311
        url = database.url.render_as_string()
        kills = await killed_again_and_again(zygote, reaper, url, run=run, kills=KILLS)
    await database.close()
    seen = Counter(message["content"] for message in discord.posted)
    return Left(KILLED_AMONG - len(seen), sum(seen.values()) - len(seen), kills, KILLED_AMONG)


def report() -> str:
    """Rates, then reminders due at once, then the dead."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with a_folder() as folder:
        rows = asyncio.run(claimed_and_settled(folder))
    with a_folder() as folder:
        notices = asyncio.run(sent_to_nowhere(folder))
    with a_folder() as folder:
        jobs = asyncio.run(stored_jobs(folder, DUE_TOGETHER))
    return "\n".join([*_rates(rows, notices, jobs), *_deaths(), ""])


def _rates(rows: float, notices: float, jobs: StoredJobs) -> list[str]:
    return [
        f"claimed and settled in batches of {AT_ONCE}   {rows:8,.0f} rows a second",
        f"from due to settled, Discord left out   {notices:8,.0f} notices a second: {1000 / notices:.2f} ms each",
        f"APScheduler's SQL job store, to store   {1000 / jobs.milliseconds:8,.0f} jobs a second: "
        f"{jobs.milliseconds:.2f} ms each, the loop standing still",
        f"APScheduler's SQL job store, by default {jobs.sent:8,} of {jobs.of:,} sent that were due together",
    ]


def _deaths() -> Iterator[str]:
    for name, run in WAYS.items():
        with a_folder() as folder:
            left = asyncio.run(killed(folder, run, seed=20260302))
        yield f"kill -9, {left.kills} times: {name:<16} {left.lost:3} of {left.of} lost, {left.twice:3} sent twice"


if __name__ == "__main__":
    sys.stdout.write(report())
