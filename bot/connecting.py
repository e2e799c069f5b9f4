"""Comes to Discord and comes back: patient while it is away, and never near its 1,000 identifies a day."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Iterator

import aiohttp
import discord
import structlog
from discord.ext import commands
from discord.gateway import KeepAliveHandler

from bot.obstacles import IntentsRefused, TokenRefused

Build = Callable[[], Awaitable[commands.Bot]]
Pause = Callable[[float], Awaitable[None]]

LONGEST_REST = 300.0
CLOSING_SECONDS = 7.0
HOUR = 3600.0
IDENTIFIES_AN_HOUR = 10

log = structlog.stdlib.get_logger("naru.connecting")


class TooManyIdentifies(Exception):
    """This hour's share is spent; `seconds` are left until one more may be."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


async def stay_connected(build: Build, token: str, *, pause: Pause = asyncio.sleep) -> None:
    """Serve until cancelled or until the bot is closed, then close it. Raises TokenRefused, IntentsRefused."""
    rests = patience()
    bot = await _logged_in(build, token, rests, pause)
    try:
        await _connected(bot, rests, pause)
    finally:
        await _close(bot)


def patience(jitter: Callable[[float, float], float] = random.uniform) -> Iterator[float]:
    """Seconds to rest before each next try: 1, 2, 4 ... up to five minutes, and up to half as much again.

    The random half keeps many bots from knocking at one instant; at the end it is 288 tries a day at most.
    """
    rest = 1.0
    while True:
        yield rest * jitter(1.0, 1.5)
        rest = min(2 * rest, LONGEST_REST)


class Pace:
    """At most ten identifies in any hour, whatever discord.py does when Discord keeps ending its sessions.

    Left alone, discord.py 2.7.1 answers every 'invalid session' with a new identify after five seconds, which
    spends a day's 1,000 in an hour and a half; Discord then resets the token.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._last: deque[float] = deque(maxlen=IDENTIFIES_AN_HOUR)

    def step(self) -> None:
        """Raises TooManyIdentifies."""
        now = self._time()
        if len(self._last) == IDENTIFIES_AN_HOUR and now - self._last[0] < HOUR:
            raise TooManyIdentifies(self._last[0] + HOUR - now)
        self._last.append(now)

    def watch(self, bot: commands.Bot) -> None:
        usual = bot.before_identify_hook

        async def before_identify(shard_id: int | None, *, initial: bool = False) -> None:
            self.step()
            await usual(shard_id, initial=initial)

        bot.before_identify_hook = before_identify  # type: ignore[method-assign]


async def _logged_in(build: Build, token: str, rests: Iterator[float], pause: Pause) -> commands.Bot:
    """A bot is built anew for each try, for a login that failed half-way leaves half its parts in place."""
    while True:
        bot = await build()
        try:
            await bot.login(token)
        except discord.LoginFailure as refused:
            await _close(bot)
            raise TokenRefused from refused
        except (OSError, aiohttp.ClientError, discord.HTTPException) as error:
            await _close(bot)
            if not _passes(error):
                raise
            await _rest(error, next(rests), pause)
        except BaseException:
            await _close(bot)
            raise
        else:
            return bot


async def _connected(bot: commands.Bot, rests: Iterator[float], pause: Pause) -> None:
    Pace(asyncio.get_running_loop().time).watch(bot)
    while not bot.is_closed():
        try:
            await _spare_identifies(bot, pause)
            await bot.connect()
        except TooManyIdentifies as spent:
            await _rest(spent, spent.seconds, pause, bot)
        except (OSError, aiohttp.ClientError, discord.GatewayNotFound) as error:
            await _rest(error, next(rests), pause, bot)
        except AttributeError as error:
            # discord.py 2.7.1 answers the failure of a first connection by resuming one it never had:
            # `sequence=self.ws.sequence` in Client.connect, where `ws` is still None.
            if getattr(bot, "ws", None) is not None:
                raise
            await _rest(error.__context__ or error, next(rests), pause, bot)
        except discord.PrivilegedIntentsRequired as refused:
            raise IntentsRefused from refused
        except discord.ConnectionClosed as closed:
            raise _worded(closed) from closed


async def _spare_identifies(bot: commands.Bot, pause: Pause) -> None:
    """Wait before connecting when over half of the day's identifies are gone, so that what is left lasts the day.

    Discord itself counts, so this also holds for a process that a supervisor restarts again and again.
    """
    _shards, _url, limit = await bot.http.get_bot_gateway()
    left = limit["remaining"]
    if left * 2 >= limit["total"]:
        return
    seconds = limit["reset_after"] / 1000 / max(1, left)
    log.warning("few connections left today", left=left, waiting_seconds=round(seconds))
    await pause(seconds)


def _passes(error: Exception) -> bool:
    """Whether the same request may succeed later."""
    return not isinstance(error, discord.HTTPException) or error.status >= 500 or error.status == 429


def _worded(closed: discord.ConnectionClosed) -> Exception:
    """The gateway's close codes that somebody can do something about; the others are our own mistakes."""
    if closed.code == 4004:
        return TokenRefused()
    return IntentsRefused() if closed.code in {4013, 4014} else closed


async def _rest(error: BaseException, seconds: float, pause: Pause, bot: commands.Bot | None = None) -> None:
    log.warning("Discord is out of reach", error=repr(error), again_in_seconds=round(seconds))
    if bot is not None:
        await _hang_up(bot)
    await pause(seconds)


async def _hang_up(bot: commands.Bot) -> None:
    """End the connections that discord.py forgot between greeting and identify; it would keep them alive."""
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler) and thread.ws is not bot.ws:
            await thread.ws.close()


async def _close(bot: commands.Bot) -> None:
    try:
        async with asyncio.timeout(CLOSING_SECONDS):
            await bot.close()
    except TimeoutError:
        log.warning("Discord did not say goodbye in time", seconds=CLOSING_SECONDS)
