"""Use cases on a real database, with a clock that is set and a small shelf of real books."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.services.books import SEEDS
from bot.services.ground import Ground
from bot.services.house import Services, build
from db.engine import Database
from tests.clock import Clock


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two of the shipped books: one with pages, one of papers."""
    folder = tmp_path_factory.mktemp("books")
    for key in ("prml", "nlp_papers"):
        shutil.copy(SEEDS / f"{key}.toml", folder)
    return folder


@pytest.fixture
async def services(database: Database, clock: Clock, shelf: Path) -> Services:
    built = build(Ground(database, clock.now))
    await built.books.load(shelf)
    return built


@pytest.fixture
async def either_services(either_database: Database, clock: Clock, shelf: Path) -> Services:
    """The same on both databases, for what must hold when many act at once."""
    built = build(Ground(either_database, clock.now))
    await built.books.load(shelf)
    return built
