"""The page is for the browser on this machine that opened it, and for nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, closing

import aiohttp
import pytest

from bot.demo.doors import LOOPBACK
from bot.demo.serve import free_door, opened
from bot.demo.stage import Stage
from tests.demo.stages import runs, sees


@pytest.fixture
async def address(stage: Stage) -> AsyncIterator[str]:
    with closing(free_door(18200)) as door:
        runner = await opened(stage, door)
        yield f"http://{LOOPBACK}:{door.getsockname()[1]}"
        await runner.cleanup()


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_it_listens_on_loopback_alone():
    with closing(free_door(18200)) as door:
        assert door.getsockname()[0] == "127.0.0.1"


async def test_the_next_free_port_is_taken_when_one_is_not_free():
    with closing(free_door(18300)) as first, closing(free_door(first.getsockname()[1])) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


async def test_no_free_port_at_all_is_said_with_the_ports():
    with ExitStack() as taken:

        def take_them_all() -> None:
            while True:
                taken.enter_context(closing(free_door(18400)))

        with pytest.raises(OSError, match="no port from 18400 to 18419 is free"):
            take_them_all()


async def test_the_page_opens_and_lets_nothing_in_from_elsewhere(browser: aiohttp.ClientSession, address: str):
    async with browser.get(address) as answer:
        text, policy = await answer.text(), answer.headers["Content-Security-Policy"]

    assert answer.status == 200
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http://" not in text
    assert "https://" not in text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:18200", "127.0.0.1", "127.0.0.1.evil.example:18200"])
async def test_another_name_for_this_machine_does_not_get_in(browser: aiohttp.ClientSession, address: str, host: str):
    async with browser.get(f"{address}/api/world", headers={"Host": host}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1:1"])
async def test_another_page_cannot_press(
    browser: aiohttp.ClientSession, address: str, stage: Stage, origin: str | None
):
    begun, headers = stage.discord.now(), {"Origin": origin} if origin else {}

    async with browser.post(f"{address}/api/travel", json={"as": "dana", "leap": "day"}, headers=headers) as answer:
        assert answer.status == 403

    assert stage.discord.now() == begun


async def test_another_page_cannot_look(browser: aiohttp.ClientSession, address: str):
    async with browser.get(f"{address}/api/world", headers={"Sec-Fetch-Site": "cross-site"}) as answer:
        assert answer.status == 403


async def test_the_page_itself_may_press(browser: aiohttp.ClientSession, address: str, stage: Stage):
    begun = stage.discord.now()

    async with browser.post(
        f"{address}/api/travel", json={"as": "dana", "leap": "day"}, headers={"Origin": address}
    ) as answer:
        assert answer.status == 200

    assert (stage.discord.now() - begun).days == 1


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("travel", {"as": "nobody", "leap": "day"}, 400),
        ("travel", {"as": "dana", "leap": "century"}, 409),
        ("travel", ["dana"], 400),
        ("do/run", {"as": "dana", "place": "x", "command": "card", "options": {}}, 400),
        ("do/run", {"as": "dana", "place": "7", "command": "card", "options": {}}, 409),
        ("do/fly", {"as": "dana", "place": "7"}, 409),
        ("do/say", {"as": "dana", "place": "7"}, 400),
    ],
)
async def test_what_makes_no_sense_is_said_so(
    browser: aiohttp.ClientSession, address: str, what: str, body: object, status: int
):
    async with browser.post(f"{address}/api/{what}", json=body, headers={"Origin": address}) as answer:
        assert answer.status == status
        assert (await answer.json())["error"]


async def test_pictures_are_shown_and_other_files_are_only_downloaded(
    browser: aiohttp.ClientSession, address: str, stage: Stage
):
    await runs(stage, "dana", "picture")
    picture = sees(stage, "dana")[-1]["attachments"][0]["url"].split("/", 3)[3]
    page = stage.discord.env.backend.cdn.store_attachment(1, 1, "page.html", b"<script>alert(1)</script>", None)

    async with browser.get(f"{address}/file/{picture}") as shown:
        assert (shown.content_type, shown.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    async with browser.get(f"{address}/file/{page['url'].split('/', 3)[3]}") as kept:
        assert kept.content_type == "application/octet-stream"
        assert kept.headers["Content-Disposition"] == "attachment"
        assert "sandbox" in kept.headers["Content-Security-Policy"]


async def test_changes_are_told_as_they_happen(browser: aiohttp.ClientSession, address: str, stage: Stage):
    async with browser.get(f"{address}/api/changes") as changes:
        first = await asyncio.wait_for(changes.content.readuntil(b"\n\n"), 5)
        await runs(stage, "dana", "card")
        second = await asyncio.wait_for(changes.content.readuntil(b"\n\n"), 5)

    assert int(second.removeprefix(b"data: ")) > int(first.removeprefix(b"data: "))
