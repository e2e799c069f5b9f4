"""One statement that inserts rows and brings those already there up to date, on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def upsert(tx: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], *, key: tuple[str, ...]) -> None:
    """`key` names the columns of a unique constraint; every other column given is overwritten."""
    if not rows:
        return
    await tx.execute(_statement(table, tx.dialect.name, key, tuple(rows[0])), rows)


@cache
def _statement(table: Table, dialect: str, key: tuple[str, ...], names: tuple[str, ...]) -> Any:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = insert(table)
    news = {name: statement.excluded[name] for name in names if name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=news)
