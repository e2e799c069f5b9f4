"""The system's Chromium, and one window of it that belongs to somebody."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.demo.doors import LOOPBACK
from bot.demo.serve import free_door, opened
from bot.demo.stage import Stage
from tests.demo.stages import a_stage

Scheme = Literal["dark", "light"]

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
DESK, PHONE = (1280, 800), (390, 844)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """Chromium as the system has it; the test is skipped where there is none."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    program = next((path for path in found if path), None)
    if program is None:
        pytest.skip("no chromium, chromium-browser or google-chrome in PATH")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()


@dataclass
class Window:
    page: Page
    stage: Stage

    async def become(self, name: str) -> None:
        await self.page.locator("#people .person", has_text=name).click()
        await self.page.locator("#people .person[aria-pressed=true]", has_text=name).wait_for()

    async def enter(self, place: str) -> None:
        await self.page.locator("#places .door", has_text=place).first.click()
        await self.page.locator("#places .door[aria-current=page]", has_text=place).wait_for(state="attached")

    async def command(self, typed: str) -> None:
        """Type the beginning of a command and take what the list offers first."""
        await self.page.locator(".bar textarea").fill(typed)
        await self.page.locator(".slash .option").first.wait_for()
        await self.page.keyboard.press("Enter")
        await self.page.locator("form.command").wait_for()

    async def run(self, typed: str) -> None:
        """Run a command that takes nothing."""
        await self.command(typed)
        await self.page.locator("form.command .main").click()
        await self.page.locator(".bar").wait_for()

    def field(self, name: str) -> Locator:
        return self.page.locator("form.command .slot").filter(has=self.page.locator(".name", has_text=re.compile(name)))

    def said(self, text: str) -> Locator:
        return self.page.locator(".message", has_text=text)

    async def shot(self, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"demo-{name}.png")


@asynccontextmanager
async def a_window(
    browser: Browser, *, size: tuple[int, int] = DESK, scheme: Scheme = "dark", start: str = "dana/general"
) -> AsyncIterator[Window]:
    """A demo of the sample bot with one window on it, as somebody in some channel."""
    who, where = start.split("/")
    async with a_stage() as stage:
        begin = f"#{who}/{stage.discord.channel_id(where)}"
        async with a_look_at(stage, browser, size=size, scheme=scheme, begin=begin) as window:
            yield window


@asynccontextmanager
async def a_look_at(
    stage: Stage,
    browser: Browser,
    *,
    size: tuple[int, int] = DESK,
    scheme: Scheme = "dark",
    locale: str = "en-US",
    begin: str = "",
) -> AsyncIterator[Window]:
    """A visitor's window on some demo, `begin` being its address's end; the browser must not complain."""
    complaints: list[str] = []
    async with AsyncExitStack() as left:
        door = left.enter_context(closing(free_door(18600)))
        left.push_async_callback((await opened(stage, door)).cleanup)
        context = await left.enter_async_context(
            await browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme=scheme,
                locale=locale,
                reduced_motion="reduce",
            )
        )
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_default_timeout(8000)
        await page.goto(f"http://{LOOPBACK}:{door.getsockname()[1]}/{begin}")
        await page.locator("#people .person").first.wait_for(state="attached")
        yield Window(page, stage)
    assert complaints == []
