"""Making it so: one at a time at a place, looked for before it is made, written down when it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.deeds import Made, Sites, TakenAway
from bot.delivery.errors import Passing, Permanent, Reason
from bot.delivery.post import errors_named
from bot.delivery.wording import Deed, Moot, Word
from bot.services.places import say_barred
from db.engine import Database
from db.queries import places as stored
from db.records import Notice, Place

TIME_TO_MAKE = 40.0
OURS_FOR = timedelta(seconds=60)
"""Longer than making may take: who finds a place free after this is alone there, whatever became of the one before."""

TRY_AGAIN = timedelta(hours=12)
"""How soon after a refusal for want of a permission; a change of the plan is tried at once."""

BARRED = {
    Reason.MISSING_PERMISSIONS,
    Reason.MISSING_ACCESS,
    Reason.FORBIDDEN,
    Reason.UNKNOWN_CHANNEL,
    Reason.TAG_WANTED,
}

FACTS_MOVED = "changed while it was made"


class Maker:
    """Carries out deeds; `sites` has one for each kind of place."""

    def __init__(self, database: Database, sites: Sites, word: Word, now: Callable[[], datetime]) -> None:
        self._database, self._sites, self._word, self._now = database, sites, word, now

    async def carry_out(self, notice: Notice, deed: Deed) -> int | Moot | None:
        """Discord's id of what stands there now, or why it was moot. Raises Passing and Permanent."""
        place = await self._take(notice, deed)
        try:
            with errors_named():
                async with asyncio.timeout(TIME_TO_MAKE):
                    # What was worded before the place was ours may be of a moment before.
                    now_wanted = await self._word(notice)
                    if not isinstance(now_wanted, Deed):
                        return now_wanted if isinstance(now_wanted, Moot) else Moot(FACTS_MOVED)
                    done = await self._so(place, now_wanted)
        except Permanent as error:
            raise await self._refused(notice, deed, error) from error
        await self._keep(notice, done)
        return done.discord_id

    async def _so(self, place: Place, deed: Deed) -> Place:
        done = replace(place, tried_at=None, done_at=self._now())
        if place.gone or (place.shown == deed.shown and place.discord_id is not None):
            return replace(done, done_at=place.done_at)
        site = self._sites[deed.kind]
        found = _known(place) or await site.find(deed, place.tried_at)
        try:
            if found is not None:
                found = await site.change(found, deed)
            elif deed.stands:
                found = await site.make(deed)
        except TakenAway:
            return replace(done, discord_id=None, gone=deed.stands)
        return replace(done, shown=deed.shown, **_where(found))

    async def _take(self, notice: Notice, deed: Deed) -> Place:
        now = self._now()
        async with self._database.writing() as tx:
            place = await stored.take(tx, deed.session_id, deed.kind, by=notice.id, now=now, until=now + OURS_FOR)
        if place is None:
            raise Passing(Reason.BUSY, "another notice is at work on the same place")
        return place

    async def _keep(self, notice: Notice, done: Place) -> None:
        async with self._database.writing() as tx:
            await stored.keep(tx, done, by=notice.id)

    async def _refused(self, notice: Notice, deed: Deed, error: Permanent) -> Passing | Permanent:
        """What only a permission stands before is tried again, and the organisers hear what to turn on."""
        if error.reason not in BARRED:
            return Permanent(error.reason, error.detail, invalid=error.invalid, another_way=False)
        now = self._now()
        async with self._database.writing() as tx:
            await say_barred(tx, deed.session_id, deed.kind, now)
        return Passing(error.reason, error.detail, retry_after=TRY_AGAIN, invalid=error.invalid)


def _known(place: Place) -> Made | None:
    return Made(place.discord_id, place.channel_id, place.message_id) if place.discord_id is not None else None


def _where(made: Made | None) -> dict[str, Any]:
    where = made or Made(0)
    return {
        "discord_id": where.discord_id or None,
        "channel_id": where.channel_id,
        "message_id": where.message_id,
    }
