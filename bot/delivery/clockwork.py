"""The scheduler knocks at the sender's door when something is due; the truth is the due column."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.date import DateTrigger  # type: ignore[import-untyped]

from bot.delivery.sender import Sender

log = structlog.get_logger(__name__)

AT_LEAST_EVERY = timedelta(minutes=1)
"""Whatever was forgotten, and the claims of processes that died, are looked at so often."""

AFTER_TROUBLE = timedelta(seconds=5)
THE_JOB = "outbox"


class Clockwork:
    """One job, armed again and again to the next due instant; nothing of it is stored."""

    def __init__(self, sender: Sender, now: Callable[[], datetime]) -> None:
        self._sender, self._now = sender, now
        # A knock that comes late is still a knock: by itself APScheduler drops what is a second late, and what
        # fires in the moment in which the last one is ending. Ticks queue up by themselves.
        late_is_fine = {"misfire_grace_time": None, "coalesce": True, "max_instances": 3}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=late_is_fine)
        self._at_work = asyncio.Lock()
        self._nudged = self._stopped = False

    def start(self) -> None:
        """Knock at once, and from then on whenever something is due. Needs a running event loop."""
        self._scheduler.start()
        self.nudge()

    def nudge(self) -> None:
        """Notices changed: look at once. May be called from anywhere on the loop, any time."""
        self._nudged = True
        if not self._at_work.locked():
            self._arm(self._now())

    async def stop(self) -> None:
        """No knock any more; what is on its way is settled first."""
        self._stopped = True
        await self._sender.stop()
        # The scheduler would cancel a knock in the middle of what it writes.
        async with self._at_work:
            if self._scheduler.running:
                self._scheduler.remove_all_jobs()
                self._scheduler.shutdown(wait=False)

    async def _knock(self) -> None:
        async with self._at_work:
            if self._stopped:
                return
            again = self._now() + AFTER_TROUBLE
            self._nudged = False
            try:
                await self._sender.tick()
                again = await self._next()
            except Exception:
                log.exception("outbox stumbled")
        self._arm(self._now() if self._nudged else again)

    async def _next(self) -> datetime:
        now = self._now()
        due = await self._sender.next_due()
        return now + AT_LEAST_EVERY if due is None else min(due, now + AT_LEAST_EVERY)

    def _arm(self, at: datetime) -> None:
        if not self._stopped:
            trigger = DateTrigger(run_date=max(at, self._now()))
            self._scheduler.add_job(self._knock, trigger, id=THE_JOB, replace_existing=True)
