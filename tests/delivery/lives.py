"""Short lives of a sender, and the hand that ends them: kill -9 at moments drawn from a seed."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import discord

from bot.delivery.budget import Budget
from db.engine import Database
from tests.delivery.http_discord import HttpDiscord, nothing
from tests.delivery.stage import a_sender, logged_in
from tests.delivery.zygote import Zygote


class Brisk(Budget):
    """A fast Discord and small portions: in the tenths of a second that a life lasts it sees every stage."""

    half_a_second = 12


async def outbox(url: str, base: str, name: str, later: float = 0.0) -> None:
    """One life: take over what the dead one had, send what is due. `later` seconds are added to the clock."""
    discord.http.Route.BASE = base
    database = Database(url)
    clock = Clockwise(timedelta(seconds=later))
    budget = Brisk(asyncio.get_running_loop().time, per_second=400)
    async with logged_in() as client:
        sender = a_sender(database, client, clock, budget=budget, name=name)
        await sender.take_over()
        await sender.tick()
        await sender.stop()
    await database.close()


@dataclass(frozen=True, slots=True)
class Clockwise:
    """The machine's clock, and some time on top of it."""

    ahead: timedelta

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(slots=True)
class Reaper:
    """Ends lives: as a message is about to be accepted, as soon as it is, or whenever some milliseconds are over."""

    chance: random.Random
    discord: HttpDiscord
    pid: int = 0
    left: int = 0
    moments: Counter[str] = field(default_factory=Counter)

    def choose(self, pid: int) -> None:
        """Decide how the life with this process id is to end."""
        self.rest()
        self.pid, self.left = pid, self.chance.randrange(20)
        moment = self.chance.choice(["before", "after", "while it settles", "any time"])
        self.moments[moment] += 1
        if moment == "before":
            self.discord.before_accepting = lambda message: self._count(0)
        elif moment == "after":
            self.discord.after_accepting = lambda message: self._count(0)
        elif moment == "while it settles":
            self.discord.after_accepting = lambda message: self._count(self.chance.uniform(0.0005, 0.006))
        else:
            self._strike_in(self.chance.uniform(0.005, 0.09), pid)

    def rest(self) -> None:
        """Kill nobody any more."""
        self.pid = 0
        self.discord.before_accepting = self.discord.after_accepting = nothing

    def _count(self, delay: float) -> None:
        self.left -= 1
        if self.left < 0:
            self._strike_in(delay, self.pid)

    def _strike_in(self, delay: float, pid: int) -> None:
        if delay:
            asyncio.get_running_loop().call_later(delay, self._strike, pid)
        else:
            self._strike(pid)

    def _strike(self, pid: int) -> None:
        # Another life may have begun since; and the zygote waits for this one, so no stranger has its number.
        if pid == self.pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


async def killed_again_and_again(
    zygote: Zygote, reaper: Reaper, url: str, *, run: str, kills: int, apart: float = 0.0
) -> int:
    """Be killed in so many lives, or in fewer if one comes to its end before, then live on in peace. Returns kills.

    `apart` seconds pass between two lives, on their clocks and on Discord's.
    """
    killed = lives = 0
    while killed < kills:
        reaper.choose(await zygote.born(run, **_at_birth(reaper, url, lives, apart)))
        code = await zygote.died()
        reaper.rest()
        if code == 0:
            break
        killed, lives = killed + 1, lives + 1
    await zygote.born(run, **_at_birth(reaper, url, lives, apart))
    assert await zygote.died() == 0
    return killed


def _at_birth(reaper: Reaper, url: str, life: int, apart: float) -> dict[str, object]:
    reaper.discord.ahead = life * apart
    return {"url": url, "base": reaper.discord.url, "name": f"life {life}", "later": life * apart}
