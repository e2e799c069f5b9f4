"""What the outbox is tried on: a real database file, a clock that is set, a small Discord, the cast."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
from sqlalchemy import text

from db.engine import Database
from db.migrate import migrate
from tests.delivery.http_discord import HttpDiscord, open_discord
from tests.delivery.http_places import HttpPlaces
from tests.delivery.stage import NOON, Clock, logged_in

POSTGRES = "NARU_TEST_POSTGRES"


@pytest.fixture(scope="session")
def _empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once, copied for each test."""

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{file}")
        await migrate(database, now=datetime(2026, 1, 1, tzinfo=UTC))
        await database.close()

    file = tmp_path_factory.mktemp("database") / "empty.db"
    asyncio.run(make())
    return file


@pytest.fixture
def database_url(_empty_file: Path, tmp_path: Path) -> str:
    file = tmp_path / "naru.db"
    shutil.copy(_empty_file, file)
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def postgres_url() -> str:
    """An empty schema on the server that NARU_TEST_POSTGRES names; whatever is in its `public` goes."""
    url = os.environ.get(POSTGRES)
    if not url:
        pytest.skip(f"{POSTGRES} names no server (postgresql+asyncpg://user:password@host/name)")
    database = Database(url)
    async with database.writing() as tx:
        await tx.execute(text("DROP SCHEMA public CASCADE"))
        await tx.execute(text("CREATE SCHEMA public"))
    await migrate(database, now=datetime(2026, 1, 1, tzinfo=UTC))
    await database.close()
    return url


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
async def there(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HttpPlaces]:
    """Where discord.py's HTTP client finds Discord for the length of a test; its time is the test's."""
    small = HttpPlaces(clock=clock.seconds)
    async with open_discord(small) as opened:
        monkeypatch.setattr(discord.http.Route, "BASE", opened.url)
        yield small


@pytest.fixture
def http_discord(there: HttpPlaces) -> HttpDiscord:
    """The same, for who speaks of messages alone."""
    return there


@pytest.fixture
async def client(http_discord: HttpDiscord) -> AsyncIterator[discord.Client]:
    async with logged_in() as opened:
        yield opened


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py waits seconds between its own retries; here it waits as many hundredths."""
    sleep = asyncio.sleep
    monkeypatch.setattr("discord.http.asyncio.sleep", lambda seconds: sleep(seconds / 100))
