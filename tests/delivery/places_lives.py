"""A short life that makes events and threads, to be ended at any moment."""

from __future__ import annotations

from datetime import timedelta

import discord

from bot.delivery.wording import Deed
from db.engine import Database
from db.records import Notice, PlaceKind
from tests.delivery.lives import Clockwise
from tests.delivery.places_stage import a_life, a_thread_deed, an_event, an_event_deed
from tests.delivery.stage import HALL, logged_in


async def places(url: str, base: str, name: str, later: float = 0.0) -> None:
    """Take over what the dead one had, make what is due. `later` seconds are added to the clock."""
    discord.http.Route.BASE = base
    database = Database(url)
    async with logged_in() as client:
        sender = a_life(database, client, Clockwise(timedelta(seconds=later)), _wanted, name=name)
        await sender.take_over()
        await sender.tick()
        await sender.stop()
    await database.close()


async def _wanted(notice: Notice) -> Deed:
    name = f"{notice.kind} {notice.subject}"
    if notice.kind == PlaceKind.EVENT:
        return an_event_deed(notice.subject, an_event(name))
    return a_thread_deed(notice.subject, name, parent_id=HALL + notice.subject % 10)
