"""A server of the demo's own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.demo.stage import Stage
from tests.demo.browser import Window, a_browser, a_window
from tests.demo.stages import a_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with a_stage() as there:
        yield there


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for a module; skips where none is installed."""
    async with a_browser() as chromium:
        yield chromium


@pytest_asyncio.fixture(loop_scope="module")
async def window(browser: Browser) -> AsyncIterator[Window]:
    """A window of its own for each test, on a page with the sample bot."""
    async with a_window(browser) as there:
        yield there
