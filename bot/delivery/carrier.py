"""One notice on its way: looked for, worded, written down, sent or carried out, settled; none waits for another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.delivery import identity, outcomes
from bot.delivery.budget import Allowance
from bot.delivery.deeds import Sites
from bot.delivery.errors import Passing, Permanent, Reason, Undelivered
from bot.delivery.ledger import Ledger
from bot.delivery.making import Maker
from bot.delivery.post import Post
from bot.delivery.wording import Deed, Moot, Word, Wording
from db.engine import Database
from db.queries import outbox as stored
from db.records import MessageId, Notice, NoticeState

log = structlog.get_logger(__name__)

OURS_FOR = timedelta(seconds=45)
"""A claim older than this may soon be another process's: nothing is sent on it."""

TIME_TO_WORD = 20.0
REQUESTS_OF_A_DEED = 4


class Carrier:
    """`closing` set, nothing new goes out; what is at Discord's door is waited for and settled."""

    def __init__(
        self,
        database: Database,
        post: Post,
        word: Word,
        budget: Allowance,
        now: Callable[[], datetime],
        sites: Sites,
    ) -> None:
        self._database, self._post, self._word, self._budget, self._now = database, post, word, budget, now
        self._ledger, self._maker = Ledger(database, now), Maker(database, sites, word, now)
        self._found: set[MessageId] = set()
        self.closing = False

    async def carry(self, notice: Notice, through: Callable[[], None]) -> None:
        """Bring one claimed notice to its end or to its next try; `through` is called when its request begins."""
        unreachable = False
        try:
            done = await self._deliver(notice, through)
        except Permanent as error:
            done = outcomes.failed(notice, error, self._now())
            unreachable = done.state is NoticeState.FAILED and error.another_way
            self._tell(notice, error)
        except Passing as error:
            done = outcomes.postponed(notice, error, self._now())
            self._tell(notice, error)
        await self._ledger.settle(done, unreachable=unreachable)

    async def _deliver(self, notice: Notice, through: Callable[[], None]) -> Notice:
        worded: Notice | Wording | Deed = outcomes.ended(notice, self._now()) or await self._worded(notice)
        if isinstance(worded, Deed):
            return await self._carry_out(notice, worded, through)
        if notice.unsure_since and (isinstance(worded, Notice) or self._nonce_forgotten(notice.unsure_since)):
            if message_id := await self._find(notice, notice.unsure_since):
                return outcomes.sent(notice, message_id, self._now())
            notice = replace(notice, unsure_since=None, fingerprint=None)
        if isinstance(worded, Notice):
            return worded
        return await self._send(notice, worded, through)

    async def _worded(self, notice: Notice) -> Wording | Deed | Notice:
        """The words or the deed, or the end of a notice that has become moot."""
        try:
            async with asyncio.timeout(TIME_TO_WORD):
                worded = await self._word(notice)
        except Exception as error:
            log.exception("wording failed", notice=notice.id, kind=notice.kind)
            raise Passing(Reason.WORDING, f"{type(error).__name__}: {error}"[:300]) from error
        return outcomes.moot(notice, worded.reason) if isinstance(worded, Moot) else worded

    async def _send(self, notice: Notice, wording: Wording, through: Callable[[], None]) -> Notice:
        marked = replace(
            notice,
            unsure_since=notice.unsure_since or self._now(),
            fingerprint=identity.remembered(notice.fingerprint, identity.of_wording(wording)),
        )
        await self._ledger.mark(marked)
        await self._budget.take(self._post.requests(notice.target))
        through()
        if self.closing or self._lost(notice):
            return outcomes.released(notice)
        message_id = await self._post.send(notice.target, wording, identity.nonce(notice))
        return outcomes.sent(marked, message_id, self._now())

    async def _carry_out(self, notice: Notice, deed: Deed, through: Callable[[], None]) -> Notice:
        """A deed looks for what is there before it makes anything, so nothing is written down before it."""
        await self._budget.take(REQUESTS_OF_A_DEED)
        through()
        if self.closing or self._lost(notice):
            return outcomes.released(notice)
        done = await self._maker.carry_out(notice, deed)
        if isinstance(done, Moot):
            return outcomes.moot(notice, done.reason)
        return outcomes.sent(notice, done, self._now())

    async def _find(self, notice: Notice, since: datetime) -> MessageId | None:
        """The message an earlier try left on Discord, unless it is another notice's with the same words."""
        await self._budget.take(self._post.requests(notice.target))
        candidates = await self._post.find(notice, since)
        if not candidates:
            return None
        async with self._database.reading() as tx:
            others = await stored.taken(tx, candidates)
        own = next((one for one in candidates if one not in others | self._found), None)
        if own:
            self._found.add(own)
        return own

    def _nonce_forgotten(self, since: datetime) -> bool:
        return self._now() - since > identity.NONCE_LASTS

    def _lost(self, notice: Notice) -> bool:
        """The machine slept, or the budget did: another process may have this row by now."""
        return notice.claimed_at is not None and self._now() - notice.claimed_at > OURS_FOR

    def _tell(self, notice: Notice, error: Undelivered) -> None:
        if error.invalid:
            self._budget.refused()
        log.warning("notice not delivered", notice=notice.id, kind=notice.kind, reason=error.reason.value)
