"""One semester of one study: people, a clock, a database in a file, and a bot that may be restarted at any time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

from bot.delivery.budget import Boundless
from bot.delivery.sender import Sender
from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.domain.plans import Plan
from bot.services.editing import Typed
from bot.services.facts import plan_of
from bot.services.ground import Ground
from bot.services.house import Services, build
from bot.services.seats import Form
from bot.services.studies import Wish
from db.engine import Database
from db.queries import aways as stored_aways
from db.queries import studies as stored
from db.records import (
    Away,
    ChangeId,
    MessageId,
    Notice,
    Presence,
    Reach,
    Reading,
    Seat,
    SessionId,
    Study,
    StudyId,
    SwapId,
    Target,
    UserId,
)
from tests.clock import Clock
from tests.situations import CHANNEL, DANA, SERVER

MEMBERS = range(201, 215)
STRANGERS = range(301, 306)
VOICE = 905

Who = tuple[SessionId, UserId]
Page = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What went out: which notice, and when."""

    notice: Notice
    at: datetime


@dataclass(slots=True)
class Ears:
    """A post that hears everything and never fails; it stands where Discord does."""

    heard: int = 0

    def requests(self, target: Target) -> int:
        return 1

    async def send(self, target: Target, wording: Wording, nonce: str) -> MessageId:
        self.heard += 1
        return self.heard

    async def find(self, notice: Notice, since: datetime) -> list[MessageId]:
        return []


@dataclass(frozen=True, slots=True)
class Before:
    """A session as it stood before a change: when, which pages, who led it."""

    starts_at: datetime
    reading: Reading
    lead: UserId | None


@dataclass(frozen=True, slots=True)
class Published:
    """A change that stands, the sessions it changed as they were, and the pages it left out."""

    id: ChangeId
    before: Mapping[SessionId, Before]
    dropped: frozenset[Page] = frozenset()


@dataclass(slots=True)
class Semester:
    """Everything a step needs, and what steps leave behind for the truths to be held against.

    `told` is what people were told so far, `dice` the only chance there is, `changes` those that were published and not
    taken back. `happened` counts what was not refused. `offered` are swaps nobody has answered, with when they expire;
    `excused` are excuses that stand, `ruled` what organisers said of somebody's presence. Of the last step alone:
    `mended` is who had a turn that stays, where Naru computed who presents, `undone` a change that was taken back.
    """

    file: Path
    shelf: Path
    dice: Random
    clock: Clock = field(default_factory=Clock)
    ears: Ears = field(default_factory=Ears)
    told: list[Told] = field(default_factory=list)
    changes: list[Published] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    offered: dict[SwapId, datetime] = field(default_factory=dict)
    mended: frozenset[UserId] | None = None
    undone: Published | None = None
    excused: set[Who] = field(default_factory=set)
    ruled: dict[Who, Presence] = field(default_factory=dict)
    lives: int = 0
    study_id: StudyId = 0
    database: Database = field(init=False)
    services: Services = field(init=False)
    sender: Sender = field(init=False)

    async def begin(self, zone: str, country: str | None) -> None:
        """Fourteen people found a study of PRML in thirty sessions, and it is published."""
        await self.wake_up()
        await self.services.setups.move(SERVER, zone)
        if country is not None:
            await self.services.setups.holidays_of(SERVER, country)
        wish = Wish("prml", CHANNEL, day="Sat", time="20:00", start="2027-01-16", pages=24, seats=15)
        preview = await self.services.studies.create(SERVER, DANA, wish)
        study = await self.services.studies.open(preview.study.id)
        self.study_id = study.id
        for member in MEMBERS:
            await self.services.seats.join(study.id, member, self.form(member))
        draft = await self.services.plans.compute(study.id, DANA)
        await self.services.plans.publish(draft.draft.id)
        await self.services.editing.edit(study.id, DANA, Typed(voice_channel_id=VOICE))

    def form(self, member: UserId) -> Form:
        chapters = [str(number) for number in range(1, 15)]
        return Form(
            f"member {member}",
            self.dice.choice(("en", "ko")),
            self.dice.choice(tuple(Reach)),
            self.dice.random() < 0.2,
            frozenset(self.dice.sample(chapters, self.dice.randrange(4))),
            frozenset(self.dice.sample(chapters, self.dice.randrange(2))),
        )

    # --- lives

    async def wake_up(self) -> None:
        """A new process on the same file: it remembers what the database holds, and nothing else."""
        self.lives += 1
        self.database = Database(f"sqlite+aiosqlite:///{self.file}")
        self.services = build(Ground(self.database, self.clock.now))
        await self.services.books.load(self.shelf)
        self.sender = Sender(self.database, self.ears, self._word, Boundless(), self.clock.now, f"life {self.lives}")
        await self.sender.take_over()

    async def restart(self) -> None:
        await self.database.close()
        await self.wake_up()

    async def aclose(self) -> None:
        await self.database.close()

    # --- time

    async def pass_time(self, by: timedelta) -> None:
        """Let time pass; each notice goes out at its own instant."""
        goal = self.clock.at + by
        while (due := await self.sender.next_due()) is not None and due <= goal:
            self.clock.at = max(self.clock.at, due)
            await self.sender.tick()
        self.clock.at = goal

    async def _word(self, notice: Notice) -> Wording | Moot:
        # Nothing is moot here: what should not be said any more is to be withdrawn, not merely left unsaid.
        self.told.append(Told(notice, self.clock.at))
        if notice.kind == Kind.STUDY_DONE:
            await self.services.sessions.finish(notice.subject)
            self.happened["the book is read"] += 1
        return Wording(content=notice.kind)

    # --- facts

    async def plan(self) -> Plan:
        async with self.database.reading() as tx:
            study = await stored.study(tx, self.study_id)
            assert study is not None
            return await plan_of(tx, study)

    async def study(self) -> Study:
        return (await self.plan()).study

    async def seats(self) -> list[Seat]:
        async with self.database.reading() as tx:
            return await stored.seats_of(tx, self.study_id)

    async def aways(self) -> list[Away]:
        async with self.database.reading() as tx:
            return await stored_aways.of_server(tx, SERVER)

    async def writes(self) -> int:
        """Counts up with every transaction that wrote anything."""
        async with self.database.writing() as tx:
            return int((await tx.execute(text("SELECT total_changes()"))).scalar_one())
