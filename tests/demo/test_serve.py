"""The whole demo as a process: one line with its address, and a clean end."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from bot.demo.serve import free_door


@pytest.fixture
async def demo() -> AsyncIterator[Process]:
    with closing(free_door(18700)) as taken:
        port = str(taken.getsockname()[1])
        root = Path(__file__).parents[2]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.demo", port, cwd=root, stdout=PIPE, stderr=PIPE
        )
        yield process
        if process.returncode is None:
            process.kill()
            await process.communicate()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
async def test_it_says_where_it_is_and_ends_cleanly_when_told(demo: Process, told: signal.Signals):
    assert demo.stdout is not None
    line = (await asyncio.wait_for(demo.stdout.readline(), 20)).decode()
    found = re.fullmatch(r"The demo is at (http://127\.0\.0\.1:\d+) \(port \d+ is taken\)\. Ctrl-C ends it\.\n", line)
    assert found, line
    async with aiohttp.ClientSession() as session, session.get(f"{found[1]}/api/world") as world:
        assert (await world.json())["server"] == "Sample Academy"

    demo.send_signal(told)
    rest, complaints = await asyncio.wait_for(demo.communicate(), 10)

    assert (demo.returncode, rest) == (0, b"")
    assert b"Traceback" not in complaints
