"""A select through aiosqlite as it comes, and in one trip to its thread."""

from __future__ import annotations

import asyncio
from statistics import median
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db import one_trip
from db.engine import Database
from db.tables import seats
from tests.bench.outbox import a_database, a_folder

SELECTS, ROUNDS = 500, 7


async def a_round(engine: AsyncEngine) -> float:
    """Milliseconds a select."""
    async with engine.begin() as tx:
        begun = perf_counter()
        for _ in range(SELECTS):
            (await tx.execute(select(seats).where(seats.c.study_id == 1))).all()
        return (perf_counter() - begun) * 1000 / SELECTS


async def side_by_side(database: Database) -> tuple[float, float]:
    engines = (
        create_async_engine(database.url),
        create_async_engine(database.url, connect_args={"async_creator_fn": one_trip.connect}),
    )
    for engine in engines:
        await a_round(engine)
    rounds = [[await a_round(engine) for engine in engines] for _ in range(ROUNDS)]
    for engine in engines:
        await engine.dispose()
    four, one = (median(times) for times in zip(*rounds, strict=True))
    return four, one


async def _measured() -> tuple[float, float]:
    with a_folder() as folder:
        database = await a_database(folder)
        found = await side_by_side(database)
        await database.close()
        return found


def report() -> str:
    four, one = asyncio.run(_measured())
    return f"as it comes {four:.2f} ms a select, in one trip {one:.2f} ms: {four / one:.2f} times as fast"
