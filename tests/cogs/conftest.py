"""The world of these tests: the real bot on a real database, in a simulated Discord."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from simcord import Env

from bot import app
from bot.services.books import Books
from bot.services.ground import Ground
from db.engine import Database
from tests.clock import MONDAY_MORNING
from tests.cogs.world import World, own_languages, running


@pytest.fixture(scope="session")
def shelved_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the books in it, made once; copy it, never write it."""
    file = tmp_path_factory.mktemp("shelf") / "naru.db"
    shutil.copy(migrated_file, file)
    asyncio.run(_shelve(file))
    return file


@pytest.fixture
async def database(shelved_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copy(shelved_file, tmp_path / "naru.db")
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'naru.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def cogs() -> tuple[str, ...]:
    """Which cogs there are. A module that needs a few may say so, and is faster for it."""
    return app.COGS


@pytest.fixture
def foreseen() -> list[type[Exception]]:
    """What a test makes go wrong on purpose."""
    return []


@pytest.fixture
async def env(
    database: Database, cogs: tuple[str, ...], foreseen: list[type[Exception]], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Env]:
    """simcord's own handle. Its plugin looks for one, and sets a test's clock by it."""
    monkeypatch.setattr(app, "COGS", cogs)
    async with running(database, foreseen) as env:
        yield env


@pytest.fixture
def fresh_world(env: Env) -> Iterator[World]:
    """A server that Naru has just come to."""
    world = World(env)
    with own_languages(world):
        yield world


@pytest.fixture
async def world(fresh_world: World) -> World:
    """A server that is set up."""
    await fresh_world.set_up()
    return fresh_world


async def _shelve(file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    await Books(Ground(database, now=lambda: MONDAY_MORNING)).load()
    await database.close()
