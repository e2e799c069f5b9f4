"""Whole lives of the bot, as processes of their own: who may start, and how each of them ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError

from bot import running
from bot.obstacles import MAY_PASS, HeldByAnother, LeaseLost
from bot.running import first_of, held, keep
from bot.services import house
from bot.services.ground import Ground
from bot.services.lease import LASTS, RENEW_EVERY, Hold
from db.engine import Database
from db.migrate import migrate
from db.tables import notices
from tests.clock import Clock
from tests.services.situations import PRML, a_running_study
from tests.situations import JUN, MINA
from tests.starting.made import A_TOKEN
from tests.starting.small_discord import SmallDiscord

ROOT = Path(__file__).parents[2]
Start = Callable[..., Awaitable[Process]]


@pytest.fixture
async def start(small_discord: SmallDiscord, tmp_path: Path) -> AsyncIterator[Start]:
    """Start a bot on the test's own database; what still lives at the end is killed."""
    started: list[Process] = []

    async def start(*kind: str) -> Process:
        wanted = {
            "DISCORD_TOKEN": A_TOKEN,
            "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'data' / 'naru.db'}",
            "LOG_FORMAT": "json",
            "PYTHONPATH": str(ROOT),
            "LANG": "C",
        }
        environment = {"PATH": os.environ["PATH"]} | wanted
        arguments = ("-m", "tests.starting.process", small_discord.url, *kind)
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env=environment, cwd=tmp_path, stderr=PIPE
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _ended(process: Process, *, within: float) -> str:
    async with asyncio.timeout(within):
        _out, said = await process.communicate()
    return said.decode()


async def _running(start: Start, small_discord: SmallDiscord, *kind: str) -> Process:
    process = await start(*kind)
    async with asyncio.timeout(30):
        await small_discord.arrived.wait()
    small_discord.arrived.clear()
    return process


def _leases(tmp_path: Path) -> list[str]:
    file = sqlite3.connect(tmp_path / "data" / "naru.db")
    try:
        return [holder for (holder,) in file.execute("SELECT holder FROM leases")]
    finally:
        file.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_told_to_stop_it_says_goodbye_and_leaves_nothing_behind(
    start: Start, small_discord: SmallDiscord, tmp_path: Path, number: signal.Signals
) -> None:
    process = await _running(start, small_discord)
    assert len(_leases(tmp_path)) == 1

    process.send_signal(number)
    said = await _ended(process, within=10)

    assert process.returncode == 0
    assert small_discord.goodbyes == [1000]
    assert _leases(tmp_path) == []
    assert A_TOKEN not in said


async def test_naru_itself_arrives_with_its_commands_and_leaves_nothing_behind(
    start: Start, small_discord: SmallDiscord, tmp_path: Path
) -> None:
    process = await _running(start, small_discord, "naru")

    process.terminate()
    said = await _ended(process, within=10)

    assert process.returncode == 0, said
    assert {"setup", "study", "help"} <= set(small_discord.commands)
    assert small_discord.goodbyes == [1000]
    assert _leases(tmp_path) == []
    assert "error" not in {json.loads(line)["level"] for line in said.splitlines()}


async def test_a_study_from_before_there_were_events_gets_them_at_the_next_start(
    start: Start, small_discord: SmallDiscord, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "naru.db"
    await _a_study_without_notices(file)

    process = await _running(start, small_discord, "naru")
    process.terminate()
    await _ended(process, within=10)

    with closing(sqlite3.connect(file)) as left:
        events = left.execute("SELECT count(*) FROM notices WHERE kind = 'event'").fetchone()[0]
        to_come = left.execute("SELECT count(*) FROM sessions").fetchone()[0]
    assert events == to_come > 10


async def _a_study_without_notices(file: Path) -> None:
    now = datetime.now(UTC)
    async with running.opened(f"sqlite+aiosqlite:///{file}") as database:
        await migrate(database, now=now)
        services = house.build(Ground(database, lambda: now))
        await services.books.load()
        await a_running_study(services, (MINA, JUN), replace(PRML, start=f"{now + timedelta(days=60):%Y-%m-%d}"))
        async with database.writing() as tx:
            await tx.execute(delete(notices))


@pytest.mark.slow
async def test_a_bot_that_does_not_finish_closing_is_left_within_ten_seconds(
    start: Start, small_discord: SmallDiscord, tmp_path: Path
) -> None:
    process = await _running(start, small_discord, "clinging")

    process.terminate()
    await _ended(process, within=10)

    assert process.returncode == 0
    assert _leases(tmp_path) == []


async def test_a_second_signal_stops_at_once(start: Start, small_discord: SmallDiscord) -> None:
    process = await _running(start, small_discord, "clinging")
    assert process.stderr is not None

    process.terminate()
    async with asyncio.timeout(5):
        while b"stopping" not in await process.stderr.readline():
            continue
        process.terminate()
        await process.wait()

    assert process.returncode == 128 + signal.SIGTERM


async def test_a_signal_while_discord_is_away_stops_it_too(start: Start, small_discord: SmallDiscord) -> None:
    small_discord.doors = ["refuse"] * 50
    process = await start()
    async with asyncio.timeout(30):
        await small_discord.knocked(1)

    process.terminate()
    await _ended(process, within=10)

    assert process.returncode == 0


async def test_a_second_process_is_refused_in_one_sentence(start: Start, small_discord: SmallDiscord) -> None:
    first = await _running(start, small_discord)

    second = await start()
    said = await _ended(second, within=30)

    assert second.returncode == MAY_PASS
    assert said.count("\n") == 1
    assert f":{first.pid}:" in said
    assert first.returncode is None


async def test_after_a_crash_the_next_one_waits_for_the_lease_and_then_starts(
    start: Start, small_discord: SmallDiscord, tmp_path: Path
) -> None:
    crashed = await _running(start, small_discord)
    crashed.kill()
    await _ended(crashed, within=10)
    too_early = await start()
    assert "seconds" in await _ended(too_early, within=30)
    assert too_early.returncode == MAY_PASS

    file = sqlite3.connect(tmp_path / "data" / "naru.db")
    with file:
        file.execute("UPDATE leases SET until = ?", [datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")])
    file.close()

    await _running(start, small_discord)


async def test_a_token_that_discord_refuses_ends_it_in_one_sentence(
    start: Start, small_discord: SmallDiscord, tmp_path: Path
) -> None:
    small_discord.logins = [401]

    process = await start()
    said = await _ended(process, within=30)

    assert process.returncode == 2
    assert "DISCORD_TOKEN" in said.splitlines()[-1]
    assert _leases(tmp_path) == []


async def test_a_database_that_is_at_work_is_not_migrated_under_its_feet(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await Hold(database, clock.now, "at work").take()

    async def migrated(*_: object, **__: object) -> None:
        raise AssertionError("the shape was changed")

    monkeypatch.setattr(running, "migrate", migrated)

    with pytest.raises(HeldByAnother):
        async with held(database, clock.now):
            pass


async def test_whoever_loses_the_lease_stops(database: Database, clock: Clock) -> None:
    hold = Hold(database, clock.now, "asleep")
    await hold.take()

    async def sleep_too_long(_seconds: float) -> None:
        clock.at += LASTS
        await Hold(database, clock.now, "awake").take()

    with pytest.raises(LeaseLost):
        await keep(hold, pause=sleep_too_long)


class _Unreachable(Hold):
    """A hold whose database went away after the first renewal; `tries` counts."""

    tries = 0

    async def renew(self) -> datetime:
        type(self).tries += 1
        if self.tries == 1:
            return self.now() + LASTS
        raise OperationalError("UPDATE", {}, OSError("gone"))


async def test_a_database_that_goes_away_is_waited_for_as_long_as_the_lease_lasts(
    database: Database, clock: Clock
) -> None:
    async def pause(seconds: float) -> None:
        clock.move(seconds=seconds)

    with pytest.raises(LeaseLost):
        await keep(_Unreachable(database, clock.now, "cut off"), pause=pause)

    assert _Unreachable.tries == 1 + LASTS // RENEW_EVERY


async def test_what_ends_first_decides_and_the_others_may_tidy_up() -> None:
    tidied: list[str] = []

    async def serve() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.wait([asyncio.ensure_future(asyncio.sleep(0))])
            tidied.append("served")

    async def fail() -> None:
        raise LeaseLost

    with pytest.raises(LeaseLost):
        await first_of(serve(), fail())

    assert tidied == ["served"]
