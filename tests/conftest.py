"""What every test may ask for: a clock that is set, and a real database in a file or on a server."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from db.engine import Database
from db.migrate import migrate
from tests.clock import MONDAY_MORNING, Clock
from tests.nothing_skipped import pytest_sessionfinish, pytest_terminal_summary  # noqa: F401  pytest finds them here
from tests.postgres import Server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of today's shape, made once; copy it, never write it."""
    file = tmp_path_factory.mktemp("template") / "naru.db"
    asyncio.run(_make(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture
async def database(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A real SQLite file of its own for each test, as `make run` uses."""
    shutil.copy(migrated_file, tmp_path / "naru.db")
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'naru.db'}")
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def postgres() -> Server:
    """The server that NARU_TEST_POSTGRES names; its user may make databases."""
    url = os.environ.get("NARU_TEST_POSTGRES")
    if not url:
        pytest.skip("NARU_TEST_POSTGRES names no PostgreSQL server")
    return Server(make_url(url))


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    """The name of an empty database of today's shape on that server."""
    name = asyncio.run(postgres.create())
    asyncio.run(_make(postgres.url(name)))
    return name


@pytest.fixture
async def postgres_database(postgres: Server, postgres_template: str) -> AsyncIterator[Database]:
    name = await postgres.create(template=postgres_template)
    opened = Database(postgres.url(name))
    yield opened
    await opened.close()
    await postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest) -> Database:
    """The same test on both databases Naru runs on."""
    found = request.getfixturevalue("database" if request.param == "sqlite" else "postgres_database")
    assert isinstance(found, Database)
    return found


async def _make(url: str) -> None:
    database = Database(url)
    await migrate(database, now=MONDAY_MORNING)
    await database.close()
