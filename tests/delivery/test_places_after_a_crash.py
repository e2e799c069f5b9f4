"""A life ended between Discord's yes and our own note of it: the place is found again, and never made twice."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.delivery.wording import Deed
from db.engine import Database
from db.records import NoticeState, PlaceKind
from tests.delivery.http_discord import Fault, open_discord
from tests.delivery.http_places import FORUM, HttpPlaces
from tests.delivery.lives import Reaper, killed_again_and_again
from tests.delivery.places_stage import (
    Wish,
    a_life,
    a_session,
    a_thread_deed,
    an_event,
    an_event_deed,
    that_dies,
    the_place,
)
from tests.delivery.stage import HALL, SORA, Clock, a_study, plan, planned, rows, the_row
from tests.delivery.zygote import a_zygote

SEED = 20260302
WAYS = ("event", "thread", "post")


def a_deed(way: str, session_id: int, name: str = "1 · pages 1–30") -> Deed:
    if way == "event":
        return an_event_deed(session_id, an_event(name))
    return a_thread_deed(session_id, name, is_post=way == "post", parent_id=FORUM if way == "post" else HALL)


def names(there: HttpPlaces) -> list[str]:
    return [place["name"] for place in (*there.live_events, *there.threads.values())]


async def begun(database: Database, deed: Deed, **facts: object) -> None:
    new = planned(deed.session_id, kind=deed.kind.value, lasts=timedelta(days=14), **facts)  # type: ignore[arg-type]
    await plan(database, new)


@pytest.mark.parametrize("later", [timedelta(seconds=90), timedelta(days=3)])
@pytest.mark.parametrize("way", WAYS)
async def test_what_was_made_in_the_last_moment_is_found_and_brought_up_to_date(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, way: str, later: timedelta
) -> None:
    session_id = await a_session(database)
    wish = Wish(a_deed(way, session_id))
    await begun(database, wish.deed)
    await a_life(database, client, clock, wish, sites=that_dies(client), name="the life before").tick()
    nobody_knows = await the_place(database, session_id, wish.deed.kind)
    there.forget_nonces()
    clock.now += later

    wish.deed = a_deed(way, session_id, "1 · moved")
    await a_life(database, client, clock, wish).tick()

    place = await the_place(database, session_id, wish.deed.kind)
    assert nobody_knows is not None
    assert place is not None
    assert nobody_knows.discord_id is None
    assert names(there) == ["1 · moved"]
    assert place.discord_id in {*there.events, *there.threads}
    assert len(there.posted) == (way != "event")


@pytest.mark.parametrize("way", WAYS)
async def test_what_is_not_wanted_any_more_after_a_crash_is_found_and_taken_back(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, way: str
) -> None:
    session_id = await a_session(database)
    wish = Wish(a_deed(way, session_id))
    await begun(database, wish.deed)
    await a_life(database, client, clock, wish, sites=that_dies(client), name="the life before").tick()
    clock.forward(minutes=5)

    facts = {"is_post": way == "post", "parent_id": FORUM if way == "post" else HALL, "archived": True}
    wish.deed = an_event_deed(session_id, None) if way == "event" else a_thread_deed(session_id, "off", **facts)
    await a_life(database, client, clock, wish).tick()

    assert there.live_events == []
    assert all(thread["thread_metadata"]["archived"] for thread in there.threads.values())
    assert len(there.events) + len(there.threads) == 1


async def test_an_agenda_without_its_thread_gets_it(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock
) -> None:
    session_id = await a_session(database)
    wish = Wish(a_thread_deed(session_id))
    await begun(database, wish.deed)
    there.mishaps["thread"].append(Fault.DROPPED_BEFORE)
    await a_life(database, client, clock, wish).tick()
    alone = (len(there.posted), len(there.threads))
    there.forget_nonces()
    clock.forward(minutes=10)

    await a_life(database, client, clock, wish).tick()

    assert alone == (1, 0)
    assert (len(there.posted), len(there.threads)) == (1, 1)


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.DROPPED_AFTER, Fault.CUT, Fault.DROPPED_BEFORE])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.usefixtures("hurried")
async def test_an_answer_that_goes_wrong_makes_no_second_one(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, way: str, fault: Fault
) -> None:
    session_id = await a_session(database)
    wish = Wish(a_deed(way, session_id))
    await begun(database, wish.deed)
    there.mishaps[way].append(fault)

    await a_life(database, client, clock, wish).tick()
    clock.forward(minutes=1)
    await a_life(database, client, clock, wish).tick()

    assert len(there.events) + len(there.threads) == 1
    assert (await the_row(database)).state is NoticeState.SENT


async def test_what_others_made_is_never_taken_for_ours(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock
) -> None:
    session_id = await a_session(database)
    wish = Wish(an_event_deed(session_id, an_event()))
    await begun(database, wish.deed)
    await a_life(database, client, clock, wish, sites=that_dies(client), name="the life before").tick()
    (first,) = there.events.values()
    first["creator_id"] = str(SORA)
    clock.forward(minutes=5)

    await a_life(database, client, clock, wish).tick()

    assert len(there.events) == 2


@pytest.mark.slow
async def test_kill_after_kill_every_session_has_one_event_and_one_thread(
    database: Database, database_url: str
) -> None:
    now = datetime.now(UTC)
    study_id = await a_study(database)
    sessions = [await a_session(database, number=number, study_id=study_id) for number in range(150)]
    new = [planned(one, kind=kind.value, due=now) for one in sessions for kind in PlaceKind]
    await plan(database, *new, now=now)

    there = HttpPlaces(clock=time.time)
    async with open_discord(there), a_zygote() as zygote:
        reaper = Reaper(random.Random(SEED), there)  # noqa: S311 - a seed is what makes it repeatable
        run = "tests.delivery.places_lives:places"
        killed = await killed_again_and_again(zygote, reaper, database_url, run=run, kills=25, apart=90.0)

    assert killed == 25
    assert Counter(event["name"] for event in there.events.values()) == Counter(f"event {one}" for one in sessions)
    assert Counter(thread["name"] for thread in there.threads.values()) == Counter(f"thread {one}" for one in sessions)
    assert len(there.posted) == len(sessions)
    assert {row.state for row in await rows(database)} == {NoticeState.SENT}


async def test_two_processes_with_two_notices_make_one_event(
    postgres_url: str, there: HttpPlaces, client: discord.Client, clock: Clock
) -> None:
    here, elsewhere = Database(postgres_url), Database(postgres_url)
    there.turns_to_make = 5000
    session_id = await a_session(here)
    wish = Wish(an_event_deed(session_id, an_event()))
    for revision in range(4):
        await begun(here, wish.deed, revision=revision)

    lives = [a_life(database, client, clock, wish, name=f"life {n}") for n, database in enumerate((here, elsewhere))]
    for _ in range(8):
        await asyncio.gather(*(life.tick() for life in lives))
        clock.forward(minutes=2)
    states = {row.state for row in await rows(here)}
    await here.close()
    await elsewhere.close()

    assert len(there.events) == 1
    assert states == {NoticeState.SENT}
