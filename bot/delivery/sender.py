"""The sender: takes what is due in small portions, urgent first, and sees every notice to its end."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.budget import Allowance
from bot.delivery.carrier import Carrier
from bot.delivery.deeds import Sites
from bot.delivery.errors import Reason
from bot.delivery.post import Post
from bot.delivery.wording import Word
from db.engine import Database
from db.queries import outbox as stored
from db.records import Lane, Notice, NoticeId

log = structlog.get_logger(__name__)

DEAD_AFTER = timedelta(minutes=1)
"""A claim that nobody renewed for so long belongs to a process that is gone."""

RENEW_EVERY = timedelta(seconds=20)
LOOK_AGAIN = 0.25
"""Seconds after which the lanes are looked at again, whatever is still on its way."""

NOWHERE: Sites = MappingProxyType({})

ON_THE_WAY = {Lane.URGENT: 500, Lane.NORMAL: 400, Lane.BULK: 300}
"""So many of a lane may wait for Discord's answers at once; a sick Discord fills no lane with another's rows."""


class Sender:
    """One for each process; `name` tells its claims from those of others, so no two lives may share one.

    `now` gives aware UTC; `sites` is where deeds are carried out.
    """

    def __init__(
        self,
        database: Database,
        post: Post,
        word: Word,
        budget: Allowance,
        now: Callable[[], datetime],
        name: str,
        sites: Sites = NOWHERE,
    ) -> None:
        self._database, self._now, self._name = database, now, name
        self._carrier = Carrier(database, post, word, budget, now, sites)
        self._portion = budget.half_a_second
        self._flying: dict[asyncio.Task[None], Notice] = {}
        self._queued: set[NoticeId] = set()
        self._moved, self._one_tick = asyncio.Event(), asyncio.Lock()
        self._renewed = now()

    async def next_due(self) -> datetime | None:
        """When to call `tick` next; an instant in the past means now, None that nothing waits."""
        async with self._database.reading() as tx:
            return await stored.next_due(tx)

    async def tick(self) -> None:
        """Send what is due, and what becomes due meanwhile; return when nothing of it is on its way any more."""
        async with self._one_tick:
            await self._tidy()
            while True:
                room = max(0, self._portion - len(self._queued))
                claimed = await self._launch(room)
                if not self._flying:
                    return
                await self._until(self._has_room if claimed == room else self._all_landed)

    async def take_over(self) -> int:
        """Free at once what a dead process had claimed, for who holds the lease of a SQLite file. Returns how many."""
        async with self._database.writing() as tx:
            return await stored.take_over(tx, by=self._name)

    async def stop(self, patience: float = 10.0) -> None:
        """Begin nothing new, finish and settle what is at Discord's door, at most `patience` seconds long."""
        self._carrier.closing = True
        if self._flying:
            await asyncio.wait(self._flying, timeout=patience)
        for task in list(self._flying):
            task.cancel()
        async with self._one_tick:
            await asyncio.gather(*self._flying, return_exceptions=True)

    async def _tidy(self) -> None:
        now = self._now()
        async with self._database.writing() as tx:
            freed = await stored.reclaim(tx, before=now - DEAD_AFTER)
            late = await stored.skip_late(tx, now=now, error=Reason.LATE.value)
        if freed or late:
            log.info("outbox tidied", freed=freed, late=late)

    async def _launch(self, room: int) -> int:
        """Claim up to `room` rows and set them on their way. Returns how many."""
        now, lanes = self._now(), self._open_lanes()
        async with self._database.writing() as tx:
            await self._renew(tx, now)
            claimed = await stored.claim(tx, by=self._name, now=now, limit=room, lanes=lanes)
        for notice in claimed:
            task = asyncio.create_task(self._carrier.carry(notice, partial(self._through, notice)))
            self._flying[task] = notice
            self._queued.add(notice.id)
            task.add_done_callback(self._landed)
        return len(claimed)

    def _open_lanes(self) -> list[Lane]:
        flying = Counter(notice.lane for notice in self._flying.values())
        return [lane for lane, most in ON_THE_WAY.items() if flying[lane] < most and not self._carrier.closing]

    async def _renew(self, tx: AsyncConnection, now: datetime) -> None:
        if not self._flying:
            self._renewed = now
        elif now - self._renewed >= RENEW_EVERY:
            await stored.renew(tx, [notice.id for notice in self._flying.values()], by=self._name, now=now)
            self._renewed = now

    async def _until(self, reached: Callable[[], bool]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_AGAIN):
                while not reached():
                    self._moved.clear()
                    await self._moved.wait()

    def _has_room(self) -> bool:
        return len(self._queued) <= self._portion // 2

    def _all_landed(self) -> bool:
        return not self._flying

    def _through(self, notice: Notice) -> None:
        self._queued.discard(notice.id)
        self._moved.set()

    def _landed(self, task: asyncio.Task[None]) -> None:
        notice = self._flying.pop(task)
        self._through(notice)
        if not task.cancelled() and (error := task.exception()):
            # The row stays claimed, and is freed as a dead process's would be.
            log.error("notice not settled", notice=notice.id, exc_info=error)
