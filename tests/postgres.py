"""A PostgreSQL server on which each test has a database of its own."""

from __future__ import annotations

import secrets

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy.engine import URL


class Server:
    """`given` is what NARU_TEST_POSTGRES holds; its database is only the door."""

    def __init__(self, given: URL) -> None:
        self.given = given

    def url(self, name: str) -> str:
        return self.given.set(database=name).render_as_string(hide_password=False)

    async def create(self, *, template: str = "template1") -> str:
        """The name of a new database that looks like `template`."""
        name = f"naru_{secrets.token_hex(6)}"
        await self._say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    async def drop(self, name: str) -> None:
        await self._say(f"DROP DATABASE {name} WITH (FORCE)")

    async def _say(self, statement: str) -> None:
        door = await asyncpg.connect(self.given.set(drivername="postgresql").render_as_string(hide_password=False))
        try:
            await door.execute(statement)
        finally:
            await door.close()
