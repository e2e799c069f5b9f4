"""How many requests the outbox may make: under Discord's 50 a second, and far from its ban for refused ones."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

PER_SECOND = 47.5
AT_ONCE = 2
"""Saved up while idle. With 47.5 a second no second ever sees more than 50, and little of that is lost."""

REFUSED, REFUSED_WITHIN = 5_000, 600.0
"""Discord bans an address after 10,000 refused requests in ten minutes; the outbox stops at half."""


class Allowance(Protocol):
    """What the sender asks before every request."""

    @property
    def half_a_second(self) -> int:
        """How many requests may begin in half a second."""

    async def take(self, requests: int = 1) -> None:
        """Wait until so many requests may be made."""

    def refused(self) -> None:
        """Discord answered 401, 403 or 429."""


class Bucket:
    """A token bucket: `rate` tokens a second, at most `size` saved."""

    def __init__(self, rate: float, size: float, clock: Callable[[], float]) -> None:
        self._rate, self._size, self._clock = rate, size, clock
        self._tokens, self._at = size, clock()

    def spend(self, tokens: float) -> None:
        """Take tokens, into debt where there are none."""
        self._refill()
        self._tokens -= tokens

    def missing(self, tokens: float) -> float:
        """Seconds until `tokens` are there, to the microsecond; more than the bucket holds counts as full."""
        self._refill()
        return round(max(0.0, (min(tokens, self._size) - self._tokens) / self._rate), 6)

    def _refill(self) -> None:
        now = self._clock()
        self._tokens = min(self._size, self._tokens + (now - self._at) * self._rate)
        self._at = now


class Budget:
    """The allowance of one process; `clock` is monotonic, in seconds. Who asks first is served first."""

    def __init__(
        self,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        per_second: float = PER_SECOND,
    ) -> None:
        self._per_second, self._sleep = per_second, sleep
        self._requests = Bucket(per_second, AT_ONCE, clock)
        self._refusals = Bucket(REFUSED / REFUSED_WITHIN, REFUSED, clock)
        self._queue = asyncio.Lock()

    @property
    def half_a_second(self) -> int:
        return max(1, int(self._per_second / 2))

    async def take(self, requests: int = 1) -> None:
        async with self._queue:
            while wait := max(self._requests.missing(requests), self._refusals.missing(1)):
                await self._sleep(wait)
            self._requests.spend(requests)

    def refused(self) -> None:
        self._refusals.spend(1)


class Boundless:
    """For the demo and for tests, where no Discord counts."""

    half_a_second = 200

    async def take(self, requests: int = 1) -> None:
        """Nobody waits."""

    def refused(self) -> None:
        """Nobody counts."""
