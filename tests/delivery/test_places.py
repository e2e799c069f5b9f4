"""Events and threads are made once, follow what is wanted, and are left alone where people say so."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from db.engine import Database
from db.records import NoticeState, PlaceKind, SessionId
from tests.delivery.http_discord import Wall
from tests.delivery.http_places import FORUM, SERVER, HttpPlaces
from tests.delivery.places_stage import (
    MARKER,
    SATURDAY,
    Wish,
    a_life,
    a_session,
    a_thread_deed,
    an_event,
    an_event_deed,
    the_place,
)
from tests.delivery.stage import DANA, HALL, Clock, plan, planned, rows, the_row


@pytest.fixture
async def session_id(database: Database) -> SessionId:
    return await a_session(database)


async def do(database: Database, client: discord.Client, clock: Clock, wish: Wish, *, revision: int = 0) -> None:
    kind = wish.deed.kind.value
    new = planned(wish.deed.session_id, kind=kind, due=clock.now, lasts=timedelta(days=14), revision=revision)
    await plan(database, new, now=clock.now)
    await a_life(database, client, clock, wish).tick()


async def test_an_event_is_made_once_and_known_by_its_marker(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId
) -> None:
    wish = Wish(an_event_deed(session_id, an_event()))

    for revision in range(3):
        await do(database, client, clock, wish, revision=revision)

    (event,) = there.live_events
    assert event["description"] == f"pages 1 to 30\n\nNaru · {MARKER}{session_id}"
    assert (event["scheduled_start_time"], event["entity_type"]) == (SATURDAY.isoformat(), 3)
    assert event["entity_metadata"] == {"location": "#prml"}
    assert {row.message_id for row in await rows(database)} == {int(event["id"])}
    assert sum("scheduled-events" in request for request in there.requests) == 2


async def test_an_event_moves_with_its_session_and_into_a_voice_channel(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId
) -> None:
    wish = Wish(an_event_deed(session_id, an_event()))
    await do(database, client, clock, wish)
    (first,) = there.events

    later = SATURDAY + timedelta(days=1)
    wish.deed = an_event_deed(session_id, an_event("Session 1, moved", starts_at=later, voice_channel_id=77))
    await do(database, client, clock, wish, revision=1)

    assert list(there.events) == [first]
    event = there.events[first]
    assert (event["name"], event["scheduled_start_time"]) == ("Session 1, moved", later.isoformat())
    assert (event["entity_type"], event["channel_id"], event["entity_metadata"]) == (2, "77", None)


async def test_an_event_taken_back_is_made_anew_when_it_is_wanted_again(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId
) -> None:
    wish = Wish(an_event_deed(session_id, an_event()))
    await do(database, client, clock, wish)

    wish.deed = an_event_deed(session_id, None)
    await do(database, client, clock, wish, revision=1)
    cancelled = list(there.live_events)
    wish.deed = an_event_deed(session_id, an_event())
    await do(database, client, clock, wish, revision=2)

    assert cancelled == []
    assert [event["status"] for event in there.events.values()] == [4, 1]


@pytest.mark.parametrize("kind", PlaceKind)
async def test_what_somebody_took_away_is_not_forced_on_them_again(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId, kind: PlaceKind
) -> None:
    event = kind is PlaceKind.EVENT
    wish = Wish(an_event_deed(session_id, an_event()) if event else a_thread_deed(session_id))
    await do(database, client, clock, wish)
    there.events.clear()
    there.threads.clear()

    other = an_event_deed(session_id, an_event("other")) if event else a_thread_deed(session_id, "other")
    wish.deed = other
    for revision in (1, 2):
        await do(database, client, clock, wish, revision=revision)

    place = await the_place(database, session_id, kind)
    assert place is not None
    assert place.gone
    assert (there.events, there.threads) == ({}, {})
    assert {row.state for row in await rows(database)} == {NoticeState.SENT}


async def test_a_thread_hangs_on_its_agenda_and_follows(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId
) -> None:
    wish = Wish(a_thread_deed(session_id))
    await do(database, client, clock, wish)
    (thread,) = there.threads.values()
    (agenda,) = there.messages[HALL]
    at_first = (thread["name"], agenda["embeds"][0]["title"])

    wish.deed = a_thread_deed(session_id, "1 · pages 1–24")
    await do(database, client, clock, wish, revision=1)

    assert thread["id"] == agenda["id"]
    assert at_first == ("1 · pages 1–30", "1 · pages 1–30")
    assert (thread["name"], agenda["embeds"][0]["title"]) == ("1 · pages 1–24", "1 · pages 1–24")
    assert (len(there.threads), len(there.posted)) == (1, 1)
    assert agenda["allowed_mentions"]["users"] == []


async def test_a_post_in_a_forum_has_its_agenda_inside_and_the_tag_of_its_study(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId
) -> None:
    there.tags = [{"id": "5", "name": "PRML"}, {"id": "6", "name": "papers"}]
    wish = Wish(a_thread_deed(session_id, parent_id=FORUM, is_post=True, tag="PRML"))
    await do(database, client, clock, wish)

    wish.deed = a_thread_deed(session_id, "1 · moved", parent_id=FORUM, is_post=True, tag="PRML")
    await do(database, client, clock, wish, revision=1)

    (post,) = there.threads.values()
    (agenda,) = there.messages[int(post["id"])]
    assert (post["parent_id"], post["applied_tags"], post["name"]) == (str(FORUM), ["5"], "1 · moved")
    assert agenda["embeds"][0]["title"] == "1 · moved"


@pytest.mark.parametrize("is_post", [False, True])
async def test_a_thread_that_discord_archived_still_follows_and_is_archived_in_the_end(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId, is_post: bool
) -> None:
    facts = {"is_post": is_post, "parent_id": FORUM if is_post else HALL}
    wish = Wish(a_thread_deed(session_id, **facts))
    await do(database, client, clock, wish)
    (thread,) = there.threads.values()

    thread["thread_metadata"]["archived"] = True
    wish.deed = a_thread_deed(session_id, "1 · moved", **facts)
    await do(database, client, clock, wish, revision=1)
    awake = (thread["name"], thread["thread_metadata"]["archived"])
    wish.deed = a_thread_deed(session_id, "1 · moved", agenda=None, archived=True, **facts)
    await do(database, client, clock, wish, revision=2)

    assert awake == ("1 · moved", False)
    assert thread["thread_metadata"]["archived"] is True
    assert len(there.posted) == 1


async def test_what_is_to_be_archived_is_not_made_for_that(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId
) -> None:
    await do(database, client, clock, Wish(a_thread_deed(session_id, agenda=None, archived=True)))
    await do(database, client, clock, Wish(an_event_deed(session_id, None)))

    assert (there.events, there.threads, there.posted) == ({}, {}, [])


@pytest.mark.parametrize("kind", PlaceKind)
async def test_without_the_permission_organisers_hear_it_once_until_it_works_again(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId, kind: PlaceKind
) -> None:
    event, wall = kind is PlaceKind.EVENT, SERVER if kind is PlaceKind.EVENT else -HALL
    wish = Wish(an_event_deed(session_id, an_event()) if event else a_thread_deed(session_id))
    there.walls[wall] = Wall.MISSING_PERMISSIONS
    for _ in range(3):
        await do(database, client, clock, wish)
        clock.forward(hours=13)
    told = list(there.said_to(DANA))

    there.walls.clear()
    await do(database, client, clock, wish)
    works = (len(there.events), len(there.threads))
    there.walls[wall] = Wall.MISSING_PERMISSIONS
    clock.forward(hours=1)
    wish.deed = an_event_deed(session_id, None) if event else a_thread_deed(session_id, "other")
    await do(database, client, clock, wish, revision=1)

    assert told == ["an organiser reads this"]
    assert works == (event, not event)
    assert len(there.said_in(HALL)) == (0 if event else 1)
    if event:
        assert there.said_to(DANA) == ["an organiser reads this"] * 2


async def test_what_discord_refuses_for_good_is_on_record_and_said_to_nobody(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId
) -> None:
    there.walls[SERVER] = Wall.REFUSED

    await do(database, client, clock, Wish(an_event_deed(session_id, an_event())))

    row = await the_row(database)
    assert row.state is NoticeState.FAILED
    assert (row.error or "").startswith("refused")
    assert (there.said_in(HALL), there.said_to(DANA)) == ([], [])


async def test_two_notices_at_once_make_one_place(
    database: Database, there: HttpPlaces, client: discord.Client, clock: Clock, session_id: SessionId
) -> None:
    there.turns_to_make = 5000
    deeds = [an_event_deed(session_id, an_event()), a_thread_deed(session_id)]

    for deed in deeds:
        both = [planned(session_id, kind=deed.kind.value, revision=revision) for revision in range(2)]
        await plan(database, *both)
        life = a_life(database, client, clock, Wish(deed))
        await life.tick()
        clock.forward(minutes=1)
        await life.tick()

    assert (len(there.events), len(there.threads)) == (1, 1)
    assert {row.state for row in await rows(database)} == {NoticeState.SENT}
