"""The cast and their things: a clock that is set, notices, words, and a post that never leaves the room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import discord
from sqlalchemy import select

from bot.delivery.budget import Allowance, Boundless
from bot.delivery.errors import Undelivered
from bot.delivery.post import DiscordPost, Post
from bot.delivery.sender import Sender
from bot.delivery.wording import Word, Wording
from db.engine import Database
from db.queries import notices as planning
from db.queries import studies
from db.records import (
    Lane,
    MessageId,
    Notice,
    NoticeState,
    Planned,
    Slot,
    Study,
    StudyId,
    StudyState,
    Target,
    TargetKind,
)
from db.tables import books, notices

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINA, JUN, SORA, DANA = 101, 102, 103, 104
HALL = 900


@dataclass(slots=True)
class Clock:
    """Stands still until somebody sets it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def to_channel(channel_id: int = HALL) -> Target:
    return Target(TargetKind.CHANNEL, channel_id)


def to_member(user_id: int) -> Target:
    return Target(TargetKind.USER, user_id)


def planned(
    subject: int = 1,
    target: Target | None = None,
    *,
    kind: str = "session_day",
    due: datetime = NOON,
    lasts: timedelta = timedelta(days=1),
    lane: Lane = Lane.NORMAL,
    revision: int = 0,
    study_id: StudyId | None = None,
) -> Planned:
    return Planned(kind, subject, target or to_channel(), due, due + lasts, lane, revision, 1, study_id)


def many(count: int, *, lane: Lane = Lane.NORMAL, channels: int = 20, due: datetime = NOON) -> list[Planned]:
    return [planned(number, to_channel(HALL + number % channels), due=due, lane=lane) for number in range(count)]


def text_of(notice: Notice) -> str:
    return f"{notice.kind} {notice.subject}"


async def plain_words(notice: Notice) -> Wording:
    return Wording(text_of(notice))


async def plan(database: Database, *new: Planned, now: datetime = NOON) -> None:
    async with database.writing() as tx:
        await planning.add(tx, new, now)


async def rows(database: Database) -> list[Notice]:
    async with database.reading() as tx:
        found = await tx.execute(select(notices).order_by(notices.c.id))
        return [planning.notice_of(row) for row in found.mappings()]


async def the_row(database: Database) -> Notice:
    (row,) = await rows(database)
    return row


async def states(database: Database) -> list[NoticeState]:
    return [row.state for row in await rows(database)]


async def a_study(database: Database, *, channel_id: int = HALL, organiser_id: int = DANA) -> StudyId:
    study = Study(
        id=0,
        server_id=1,
        book_id=await _a_book(database),
        name="PRML at night",
        channel_id=channel_id,
        language="en",
        slot=Slot(5, time(20), "Asia/Seoul"),
        start_on=date(2026, 3, 7),
        pages_per_session=30,
        join_short_chapters=True,
        seats=8,
        length=timedelta(hours=2),
        state=StudyState.RUNNING,
        organiser_id=organiser_id,
        created_at=NOON,
    )
    async with database.writing() as tx:
        return await studies.add(tx, study)


async def _a_book(database: Database) -> int:
    facts = {"key": "prml", "digest": "", "kind": "book", "title": "PRML", "authors": []}
    async with database.writing() as tx:
        book_id: int = (await tx.execute(books.insert().values(facts).returning(books.c.id))).scalar_one()
    return book_id


def a_sender(
    database: Database,
    post: Post | discord.Client,
    clock: Callable[[], datetime],
    *,
    word: Word = plain_words,
    budget: Allowance | None = None,
    name: str = "this life",
) -> Sender:
    way = DiscordPost(post) if isinstance(post, discord.Client) else post
    return Sender(database, way, word, budget or Boundless(), clock, name)


@asynccontextmanager
async def logged_in() -> AsyncIterator[discord.Client]:
    """A client as Naru's, that speaks HTTP only; `Route.BASE` says with whom."""
    client = discord.Client(
        intents=discord.Intents.none(), allowed_mentions=discord.AllowedMentions.none(), max_messages=None
    )
    async with client:
        await client.login("a token")
        yield client


@dataclass(slots=True)
class Room:
    """A post whose messages stay in the room: what was sent, by whom it was asked, and what is to go wrong."""

    clock: Callable[[], datetime] = lambda: NOON
    sent: list[tuple[datetime, Target, str]] = field(default_factory=list)
    nonces: dict[str, MessageId] = field(default_factory=dict)
    troubles: dict[Target, list[Undelivered]] = field(default_factory=dict)
    found: Sequence[MessageId] = ()

    def requests(self, target: Target) -> int:
        return 1

    async def send(self, target: Target, wording: Wording, nonce: str) -> MessageId:
        if troubles := self.troubles.get(target):
            raise troubles.pop(0)
        if nonce not in self.nonces:
            self.nonces[nonce] = len(self.nonces) + 1
            self.sent.append((self.clock(), target, wording.content or ""))
        return self.nonces[nonce]

    async def find(self, notice: Notice, since: datetime) -> list[MessageId]:
        return list(self.found)

    @property
    def texts(self) -> list[str]:
        return [text for _, _, text in self.sent]


@dataclass(slots=True)
class Deadly:
    """Another post, and an end to whoever sends through it, before or after Discord has the message."""

    post: Post
    after_sending: bool

    def requests(self, target: Target) -> int:
        return self.post.requests(target)

    async def send(self, target: Target, wording: Wording, nonce: str) -> MessageId:
        if self.after_sending:
            await self.post.send(target, wording, nonce)
        raise asyncio.CancelledError

    async def find(self, notice: Notice, since: datetime) -> list[MessageId]:
        return await self.post.find(notice, since)
