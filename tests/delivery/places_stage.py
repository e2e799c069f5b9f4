"""A session and what Discord is to hold for it: wishes that a test changes, in the place of a cog's doors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
from sqlalchemy import insert

from bot.delivery.budget import Boundless
from bot.delivery.deeds import Event, EventDeed, Made, Sites, ThreadDeed
from bot.delivery.post import DiscordPost
from bot.delivery.sender import Sender
from bot.delivery.sites import on_discord
from bot.delivery.wording import Deed, Word, Wording
from cogs.views.components import button, buttons
from db.engine import Database
from db.queries import places as stored
from db.records import Notice, Place, PlaceKind, SessionId, StudyId
from db.tables import sessions
from tests.delivery.http_places import SERVER
from tests.delivery.stage import HALL, NOON, a_study

MARKER = "k3f9q2a7xy42"
SATURDAY = NOON + timedelta(days=5)


async def a_session(database: Database, *, number: int = 1, study_id: StudyId | None = None) -> SessionId:
    facts: dict[str, Any] = {"number": number, "starts_at": SATURDAY, "parts": [], "pages": 30, "stars": 0}
    facts |= {"study_id": study_id or await a_study(database), "state": "planned"}
    async with database.writing() as tx:
        session_id: int = (await tx.execute(insert(sessions).values(facts).returning(sessions.c.id))).scalar_one()
    return session_id


def an_event(name: str = "Session 1", **facts: Any) -> Event:
    usual: dict[str, Any] = {"starts_at": SATURDAY, "ends_at": SATURDAY + timedelta(hours=2), "location": "#prml"}
    return Event(name, "pages 1 to 30", **usual | facts)


def an_event_deed(session_id: SessionId, event: Event | None) -> EventDeed:
    shown = f"{event.name}, {event.starts_at}, {event.voice_channel_id}" if event else "nothing"
    return EventDeed(session_id, SERVER, f"{MARKER}{session_id}", shown, event)


def a_thread_deed(session_id: SessionId, name: str = "1 · pages 1–30", **facts: Any) -> ThreadDeed:
    marker = f"{MARKER}{session_id}"
    slides = button("session.materials", session_id, "Add slides", extra=marker)
    agenda = Wording(embeds=(discord.Embed(title=name),), view=buttons(slides))
    usual: dict[str, Any] = {"parent_id": HALL, "is_post": False, "name": name, "agenda": agenda}
    facts = usual | facts
    return ThreadDeed(session_id, SERVER, marker, f"{name}{facts.get('archived', False)}", **facts)


@dataclass(slots=True)
class Wish:
    """What a notice of a place wants at this moment."""

    deed: Deed

    async def __call__(self, notice: Notice) -> Deed | Wording:
        return Wording("an organiser reads this") if notice.kind.endswith("barred") else self.deed


@dataclass(slots=True)
class Deadly:
    """Another site, and an end to whoever makes something there once Discord has it, but nobody has written it down."""

    site: Any

    async def find(self, deed: Deed, since: datetime | None) -> Made | None:
        found: Made | None = await self.site.find(deed, since)
        return found

    async def make(self, deed: Deed) -> Made:
        await self.site.make(deed)
        raise asyncio.CancelledError

    async def change(self, made: Made, deed: Deed) -> Made | None:
        changed: Made | None = await self.site.change(made, deed)
        return changed


def a_life(
    database: Database,
    client: discord.Client,
    clock: Callable[[], datetime],
    word: Word,
    *,
    sites: Sites | None = None,
    name: str = "this life",
) -> Sender:
    return Sender(database, DiscordPost(client), word, Boundless(), clock, name, sites or on_discord(client))


def that_dies(client: discord.Client) -> Sites:
    return {kind: Deadly(site) for kind, site in on_discord(client).items()}


async def the_place(database: Database, session_id: SessionId, kind: PlaceKind) -> Place | None:
    async with database.reading() as tx:
        return await stored.place(tx, session_id, kind)
