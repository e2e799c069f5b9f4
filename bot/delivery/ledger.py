"""The sender's writing: whoever has something to write shares the next transaction with all who wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from db.engine import Database
from db.queries import outbox as stored
from db.records import Notice


class NotWritten(RuntimeError):
    """The page did not reach the disk; its cause is what the database said, if it said anything."""


@dataclass(slots=True)
class _Page:
    about_to_be_sent: list[Notice] = field(default_factory=list)
    settled: list[Notice] = field(default_factory=list)
    unreachable: list[Notice] = field(default_factory=list)
    written: bool = False
    failure: Exception | None = None


class Ledger:
    """Each method returns once its row is safely on disk, or raises NotWritten."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self._page, self._pen = _Page(), asyncio.Lock()

    async def mark(self, notice: Notice) -> None:
        """Before a send: what may be on Discord from now on."""
        self._page.about_to_be_sent.append(notice)
        await self._on_disk(self._page)

    async def settle(self, notice: Notice, *, unreachable: bool = False) -> None:
        """After it; what is unreachable gets its second way in the same transaction."""
        self._page.settled.append(notice)
        if unreachable:
            self._page.unreachable.append(notice)
        await self._on_disk(self._page)

    async def _on_disk(self, page: _Page) -> None:
        async with self._pen:
            if page is self._page:
                # Whoever writes next while this page is being written begins a new one.
                self._page = _Page()
                await self._write(page)
        if not page.written:
            raise NotWritten from page.failure

    async def _write(self, page: _Page) -> None:
        try:
            async with self._database.writing() as tx:
                await stored.hold(tx, page.about_to_be_sent + page.settled)
                await stored.mark(tx, page.about_to_be_sent)
                await stored.settle(tx, page.settled)
                await stored.fall_back(tx, page.unreachable, now=self._now())
        except Exception as error:
            page.failure = error
            raise NotWritten from error
        page.written = True
