"""A thousand studies' digests, all due on one Monday at 09:00, with words and pictures, at Discord's 50 a second."""

from __future__ import annotations

import asyncio
import resource
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
from sqlalchemy import select

from bot.delivery.budget import Budget
from bot.delivery.post import DiscordPost
from bot.delivery.sender import Sender
from bot.delivery.wording import Deed, Moot, Wording
from bot.domain.notices import Kind
from bot.pictures import studio
from bot.services.books import SEEDS
from bot.services.facts import tend_digest
from bot.services.ground import Ground
from bot.services.house import Services, build
from cogs import digests as cog
from cogs.knock import doors_of, word
from db.queries import marks as stored_marks
from db.queries import notices as planning
from db.queries import plans as stored_plans
from db.queries import studies as stored_studies
from db.records import (
    Lane,
    Mark,
    MarkState,
    Notice,
    NoticeState,
    Part,
    Planned,
    Reading,
    Seat,
    SeatState,
    SessionDraft,
    Slot,
    Study,
    StudyState,
    Target,
    TargetKind,
)
from db.tables import notices
from tests.bench.outbox import a_database, a_folder
from tests.bench.small_discord import Alone, discord_alone
from tests.delivery.stage import logged_in

STUDIES, MEMBERS, SOLVED, LIMIT = 1_000, 6, 40, 50
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
BEGUN = MONDAY - timedelta(weeks=6)
# So often, spread over the run, something becomes due that cannot wait.
URGENT, URGENT_EVERY = "urgent", 90


@dataclass(slots=True)
class Ticking:
    """Monday morning, going on as the machine's own clock does once it is started."""

    begun: float | None = None

    def __call__(self) -> datetime:
        if self.begun is None:
            return MONDAY - timedelta(minutes=1)
        return MONDAY + timedelta(seconds=time.perf_counter() - self.begun)


@dataclass(slots=True)
class Run:
    """What one Monday took: seconds, busy ones among them, those of urgent notices, and MiB at its quarters."""

    seconds: float = 0.0
    cpu: float = 0.0
    urgent: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    alone: Alone | None = None


class Host(discord.Client):
    """As much of Naru as words a digest."""

    def __init__(self, services: Services) -> None:
        super().__init__(intents=discord.Intents.none())
        self.services = services

    async def refresh_card(self, study_id: int) -> None:
        """Nobody changes one here."""


async def a_thousand_studies(services: Services) -> None:
    """Each with its server, members, six weeks of sessions and marks of the last week."""
    book = services.books.find("prml")
    numbers = [each.number for chapter in book.chapters for each in chapter.exercises or ()][:SOLVED]
    slot = Slot(5, MONDAY.time().replace(hour=20), "UTC")
    async with services.ground.database.writing() as tx:
        for n in range(1, STUDIES + 1):
            study = Study(
                id=0, server_id=n, book_id=book.id, name=f"PRML {n}", channel_id=100_000 + n, language="ko", slot=slot,
                start_on=BEGUN.date(), pages_per_session=30, join_short_chapters=True, seats=12,
                length=timedelta(minutes=90), state=StudyState.RUNNING, organiser_id=1, created_at=BEGUN,
            )  # fmt: skip
            study = replace(study, id=await stored_studies.add(tx, study))
            users = [n * 100 + member for member in range(MEMBERS)]
            for user in users:
                seat = Seat(
                    0, study.id, user, f"member {user}", SeatState.SEATED, BEGUN, language="ko", seated_at=BEGUN
                )
                await stored_studies.save_seat(tx, seat)
            weeks = range(12)
            drafts = [
                SessionDraft(
                    week + 1,
                    BEGUN + timedelta(weeks=week, days=5),
                    Reading((Part("1", 1, 30),), 30),
                    users[week % MEMBERS],
                )
                for week in weeks
            ]
            await stored_plans.add_plan(tx, study.id, drafts)
            at = MONDAY - timedelta(days=2)
            marks = [
                Mark(n, book.id, users[index % MEMBERS], number, MarkState.SOLVED, at, at)
                for index, number in enumerate(numbers)
            ]
            await stored_marks.save(tx, marks)
            await tend_digest(tx, study, MONDAY - timedelta(days=6))


async def a_monday(folder: Path) -> Run:
    database, clock, run = await a_database(folder), Ticking(), Run()
    services = build(Ground(database, clock))
    await services.books.load(SEEDS)
    await a_thousand_studies(services)
    async with discord_alone(LIMIT) as alone:
        discord.http.Route.BASE = alone.url
        async with logged_in() as client:
            await _send_all(services, client, clock, run)
    run.alone = alone
    await database.close()
    return run


async def _send_all(services: Services, client: discord.Client, clock: Ticking, run: Run) -> None:
    doors, worded = doors_of(cog.DigestCog(Host(services))), 0

    async def say(notice: Notice) -> Wording | Moot | Deed:
        nonlocal worded
        if notice.kind == URGENT:
            return Wording("your session starts in ten minutes")
        worded += 1
        if worded % URGENT_EVERY == 0:
            await _something_urgent(services, worded, clock())
        if worded % (STUDIES // 2) == 0:
            run.memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return await word(doors, services, notice)

    # As Naru does when it starts.
    await asyncio.wrap_future(studio.open_studio())
    sender = Sender(services.ground.database, DiscordPost(client), say, Budget(time.monotonic), clock, "bench")
    clock.begun, cpu = (begun := time.perf_counter()), time.process_time()
    await sender.tick()
    run.seconds, run.cpu = time.perf_counter() - begun, time.process_time() - cpu
    async with services.ground.database.reading() as tx:
        rows = (await tx.execute(select(notices).where(notices.c.state == NoticeState.SENT.value))).mappings().all()
    sent = [planning.notice_of(row) for row in rows]
    assert sum(notice.kind == Kind.DIGEST for notice in sent) == STUDIES
    run.urgent = [(n.sent_at - n.due_at).total_seconds() for n in sent if n.kind == URGENT and n.sent_at is not None]


async def _something_urgent(services: Services, subject: int, now: datetime) -> None:
    target = Target(TargetKind.CHANNEL, 100_001)
    planned = Planned(URGENT, subject, target, now, now + timedelta(minutes=10), Lane.URGENT)
    async with services.ground.database.writing() as tx:
        await planning.add(tx, [planned], now)


def report() -> str:
    with a_folder() as folder:
        run = asyncio.run(a_monday(folder))
    assert run.alone is not None
    ideal = run.alone.accepted / LIMIT
    memory = ", ".join(f"{mib:.0f}" for mib in run.memory)
    return "\n".join(
        [
            f"{STUDIES} studies, {run.alone.accepted} messages (channels with pictures, organisers without) in "
            f"{run.seconds:.1f} s: {run.seconds / ideal:.2f} times the {ideal:.0f} s that {LIMIT} a second allow",
            f"Naru's own process was busy for {run.cpu:.1f} s of it (the picture's process and Discord beside it)",
            f"told to slow down {run.alone.told_too_many} times in {run.alone.requests} requests",
            f"{len(run.urgent)} urgent notices meanwhile: the slowest was out after {max(run.urgent):.2f} s",
            f"most memory so far, after each quarter of the digests: {memory} MiB",
        ]
    )
