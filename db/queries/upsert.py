"""One statement that inserts rows and brings those already there up to date, on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def upsert(tx: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], *, key: tuple[str, ...]) -> None:
    """`key` names the columns of a unique constraint; every other column given is overwritten."""
    if not rows:
        return
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table)
    news = {name: statement.excluded[name] for name in rows[0] if name not in key}
    await tx.execute(statement.on_conflict_do_update(index_elements=key, set_=news), rows)
