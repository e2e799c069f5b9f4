"""A server of the demo's own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage
from tests.demo.stages import a_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with a_stage() as there:
        yield there
