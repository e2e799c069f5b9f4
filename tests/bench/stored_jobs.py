"""Reminders as most bots keep them, one stored APScheduler job each, to be measured beside the outbox."""

from __future__ import annotations

import asyncio
import itertools
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED  # type: ignore[import-untyped]
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # type: ignore[import-untyped]
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

sent: list[int] = []


async def send(number: int) -> None:
    """What a job does; the store finds it by name."""
    sent.append(number)


@dataclass(frozen=True, slots=True)
class StoredJobs:
    """`milliseconds` is how long the event loop stands still to store one reminder, `of` how many were due at once."""

    milliseconds: float
    sent: int
    of: int


async def stored_jobs(folder: Path, count: int) -> StoredJobs:
    """Store so many reminders, all due in one moment, and see which are sent. Everything as it is by default."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    sent.clear()
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_jobstore(SQLAlchemyJobStore(url=f"sqlite:///{folder / 'jobs.db'}"))
    scheduler.start(paused=True)
    a_day_away = datetime.now(UTC) + timedelta(days=1)
    took = _store(scheduler, range(count, count + 100), a_day_away) / 100
    due = datetime.now(UTC) + timedelta(seconds=1 + 2 * count * took)
    _store(scheduler, range(count), due)
    over, ended = asyncio.Event(), itertools.count(1)
    scheduler.add_listener(
        lambda event: over.set() if next(ended) == count else None, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED
    )
    scheduler.resume()
    await over.wait()
    scheduler.shutdown(wait=False)
    await asyncio.sleep(0)
    return StoredJobs(took * 1000, len(sent), count)


def _store(scheduler: AsyncIOScheduler, numbers: range, due: datetime) -> float:
    """Seconds it took."""
    begin = perf_counter()
    for number in numbers:
        scheduler.add_job(send, "date", run_date=due, args=[number])
    return perf_counter() - begin
