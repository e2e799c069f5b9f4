"""One Naru a database: a lease that is renewed while a process lives and runs out when it has crashed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.obstacles import HeldByAnother, LeaseLost
from db.engine import Database
from db.queries import leases as stored
from db.records import Lease

LASTS = timedelta(seconds=30)
RENEW_EVERY = timedelta(seconds=10)
NAME = "naru"


@dataclass(frozen=True, slots=True)
class Hold:
    """`holder` is unlike any other process's; `now` gives aware UTC."""

    database: Database
    now: Callable[[], datetime]
    holder: str

    async def look(self) -> None:
        """Raises HeldByAnother while a lease of another process lasts; changes nothing."""
        now = self.now()
        async with self.database.reading() as tx:
            standing = await stored.standing(tx, NAME)
        if standing is not None and standing.holder != self.holder and standing.until > now:
            raise HeldByAnother(standing.holder, standing.until - now)

    async def take(self) -> None:
        """Ours from now on, also where the last holder's time ran out. Raises HeldByAnother."""
        now = self.now()
        async with self.database.writing() as tx:
            await stored.take(tx, Lease(NAME, self.holder, now + LASTS), now=now)
            standing = await stored.standing(tx, NAME)
        if standing is not None and standing.holder != self.holder:
            raise HeldByAnother(standing.holder, standing.until - now)

    async def renew(self) -> datetime:
        """Until when it is ours now. Raises LeaseLost where another process took it meanwhile."""
        lease = Lease(NAME, self.holder, self.now() + LASTS)
        async with self.database.writing() as tx:
            if not await stored.renew(tx, lease):
                raise LeaseLost
        return lease.until

    async def free(self) -> None:
        """What is another's stays."""
        async with self.database.writing() as tx:
            await stored.free(tx, NAME, self.holder)
