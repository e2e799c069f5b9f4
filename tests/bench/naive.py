"""Two ways in which bots send reminders without an outbox of their own nonces, to be measured beside it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

import discord
from sqlalchemy import select, update

from bot.delivery.post import DiscordPost
from db.engine import Database
from db.queries.notices import notice_of
from db.records import Notice, NoticeState
from db.tables import notices
from tests.delivery.stage import logged_in, plain_words

AT_ONCE = 12


async def mark_then_send(url: str, base: str, name: str, later: float = 0.0) -> None:
    """What was marked and not sent yet when the process dies is lost."""
    discord.http.Route.BASE = base
    database = Database(url)
    async with logged_in() as client:
        while due := await _due(database):
            await _mark(database, due)
            await _send(DiscordPost(client), due)
    await database.close()


async def send_then_mark(url: str, base: str, name: str, later: float = 0.0) -> None:
    """What was sent and not marked yet is sent again, under a nonce that means nothing to Discord."""
    discord.http.Route.BASE = base
    database = Database(url)
    async with logged_in() as client:
        while due := await _due(database):
            await _send(DiscordPost(client), due)
            await _mark(database, due)
    await database.close()


async def _due(database: Database) -> list[Notice]:
    waiting = notices.c.state == NoticeState.WAITING.value
    async with database.reading() as tx:
        found = await tx.execute(select(notices).where(waiting, notices.c.due_at <= datetime.now(UTC)).limit(AT_ONCE))
        return [notice_of(row) for row in found.mappings()]


async def _mark(database: Database, sent: Sequence[Notice]) -> None:
    ids = [notice.id for notice in sent]
    async with database.writing() as tx:
        await tx.execute(update(notices).where(notices.c.id.in_(ids)).values(state=NoticeState.SENT.value))


async def _send(post: DiscordPost, due: Sequence[Notice]) -> None:
    async def send(notice: Notice) -> None:
        await post.send(notice.target, await plain_words(notice), secrets.token_hex(10))

    await asyncio.gather(*map(send, due))
