"""The way to Discord: what is tried again, what is given up at once, and how often at most."""

from __future__ import annotations

import asyncio
import threading
from itertools import islice

import discord
import pytest
from discord.ext import commands
from discord.gateway import KeepAliveHandler

from bot.connecting import LONGEST_REST, Pace, Pause, TooManyIdentifies, patience, stay_connected
from bot.obstacles import IntentsRefused, Obstacle, TokenRefused
from tests.starting.made import A_TOKEN
from tests.starting.small_discord import SmallDiscord, hurry_discord_py, point_discord_py_at


class QuickBot(commands.Bot):
    """discord.py's, without the five seconds before a second identify."""

    def __init__(self) -> None:
        super().__init__(command_prefix="!", intents=discord.Intents.none(), help_command=None)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        return


class Meeting:
    """A bot on its way to a small Discord; `rests` are the seconds it would have waited."""

    def __init__(self, discord_: SmallDiscord) -> None:
        self.discord = discord_
        self.bots: list[QuickBot] = []
        self.rests: list[float] = []
        self.pause: Pause = self._pause

    async def connect(self) -> None:
        await stay_connected(self._build, A_TOKEN, pause=self.pause)

    async def arrive(self) -> None:
        """Connect, stay until Discord has said that all is ready, and leave."""
        connecting = asyncio.create_task(self.connect())
        async with asyncio.timeout(10):
            await self.discord.arrived.wait()
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)

    async def _build(self) -> commands.Bot:
        self.bots.append(QuickBot())
        return self.bots[-1]

    async def _pause(self, seconds: float) -> None:
        self.rests.append(seconds)


@pytest.fixture
def meeting(small_discord: SmallDiscord, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    hurry_discord_py(monkeypatch)
    return Meeting(small_discord)


@pytest.mark.parametrize("door", ["refuse", "drop"])
async def test_discord_py_alone_dies_when_its_first_connection_fails(meeting: Meeting, door: str) -> None:
    """When this fails, discord.py has mended it, and the rescue in bot/connecting.py may go."""
    meeting.discord.doors = [door]

    async with QuickBot() as bot:
        await bot.login(A_TOKEN)
        with pytest.raises(AttributeError, match="sequence"):
            await bot.connect()


@pytest.mark.parametrize("door", ["refuse", "drop"])
async def test_naru_comes_back_from_first_connections_that_fail(meeting: Meeting, door: str) -> None:
    meeting.discord.doors = [door, door, door]

    await meeting.arrive()

    assert meeting.discord.knocks == 4
    assert len(meeting.bots) == 1
    assert meeting.bots[0].is_closed()


async def test_each_failed_first_connection_is_followed_by_a_longer_rest(meeting: Meeting) -> None:
    meeting.discord.doors = ["refuse"] * 4

    await meeting.arrive()

    assert [1 <= rest <= 1.5 for rest in meeting.rests[:1]] == [True]
    assert meeting.rests == sorted(meeting.rests)
    assert len(meeting.rests) == 4


async def test_a_discord_that_is_down_at_login_is_tried_again_with_a_fresh_bot(meeting: Meeting) -> None:
    # discord.py itself repeats a 500 four times; a 501 it hands over at once.
    meeting.discord.logins = [501, 501]

    await meeting.arrive()

    assert len(meeting.rests) == 2
    assert [bot.is_closed() for bot in meeting.bots] == [True, True, True]


async def test_no_network_at_all_is_waited_out(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    here = discord.http.Route.BASE
    point_discord_py_at("http://127.0.0.1:1/", monkeypatch.setattr)

    async def until_the_network_is_back(seconds: float) -> None:
        meeting.rests.append(seconds)
        if len(meeting.rests) == 3:
            point_discord_py_at(here.removesuffix("api/v10"), monkeypatch.setattr)

    meeting.pause = until_the_network_is_back
    await meeting.arrive()

    assert len(meeting.rests) == 3


async def test_a_token_discord_refuses_is_given_up_at_once(meeting: Meeting) -> None:
    meeting.discord.logins = [401]

    with pytest.raises(TokenRefused):
        await meeting.connect()

    assert meeting.rests == []
    assert meeting.discord.knocks == 0


@pytest.mark.parametrize(("code", "obstacle"), [(4004, TokenRefused), (4013, IntentsRefused), (4014, IntentsRefused)])
async def test_a_gateway_that_refuses_for_good_is_believed(
    meeting: Meeting, code: int, obstacle: type[Obstacle]
) -> None:
    meeting.discord.doors = [code]

    with pytest.raises(obstacle):
        await meeting.connect()

    assert meeting.discord.identifies == 1
    assert meeting.bots[0].is_closed()


async def test_a_mistake_of_our_own_is_not_repeated(meeting: Meeting) -> None:
    meeting.discord.doors = [4012]

    with pytest.raises(discord.ConnectionClosed):
        await meeting.connect()

    assert meeting.rests == []


async def test_sessions_that_keep_ending_cost_ten_identifies_an_hour_at_most(meeting: Meeting) -> None:
    meeting.discord.doors = ["invalid"] * 60

    async def stop_at_the_first_rest(seconds: float) -> None:
        meeting.rests.append(seconds)
        await meeting.bots[0].close()

    meeting.pause = stop_at_the_first_rest
    await meeting.connect()

    assert meeting.discord.identifies == 10
    assert meeting.rests == [pytest.approx(3600, abs=60)]


async def test_connections_discord_py_forgot_are_hung_up(meeting: Meeting) -> None:
    meeting.discord.doors = ["invalid"] * 60

    async def look(seconds: float) -> None:
        meeting.rests.append(seconds)
        beating = [thread for thread in threading.enumerate() if isinstance(thread, KeepAliveHandler)]
        for thread in beating:
            await asyncio.to_thread(thread.join, 5)
        assert not any(thread.is_alive() for thread in beating)
        await meeting.bots[0].close()

    meeting.pause = look
    await meeting.connect()

    assert len(meeting.rests) == 1


async def test_with_few_identifies_left_today_it_waits_so_that_they_last(meeting: Meeting) -> None:
    meeting.discord.limit |= {"remaining": 100, "reset_after": 3_600_000}

    await meeting.arrive()

    assert meeting.rests == [36.0]


async def test_with_none_left_it_waits_for_the_new_day(meeting: Meeting) -> None:
    meeting.discord.limit |= {"remaining": 0, "reset_after": 3_600_000}

    await meeting.arrive()

    assert meeting.rests == [3600.0]


def test_rests_grow_to_five_minutes_and_stay_there() -> None:
    shortest = list(islice(patience(lambda low, high: low), 20))
    longest = list(islice(patience(lambda low, high: high), 20))

    assert shortest[:4] == [1, 2, 4, 8]
    assert shortest[-1] == LONGEST_REST
    assert longest == [1.5 * rest for rest in shortest]


def test_a_day_of_failures_stays_far_below_the_thousand_identifies() -> None:
    day, tries, rests = 0.0, 0, patience(lambda low, high: low)
    while day < 86_400:
        day, tries = day + next(rests), tries + 1

    assert tries < 300


def test_the_pace_lets_go_on_when_the_hour_is_over() -> None:
    time = [0.0]
    pace = Pace(lambda: time[0])
    for _ in range(10):
        pace.step()

    time[0] = 3599.0
    with pytest.raises(TooManyIdentifies) as spent:
        pace.step()
    assert spent.value.seconds == 1.0
    time[0] = 3600.0

    pace.step()
