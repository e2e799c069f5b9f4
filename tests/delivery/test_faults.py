"""Every way in which Discord can fail a notice, and how each of them ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest

from bot.delivery.errors import Reason
from bot.delivery.outcomes import TRIES, reason_of
from bot.delivery.sender import Sender
from bot.delivery.wording import Moot, Wording
from db.engine import Database
from db.records import Notice, NoticeState
from tests.delivery.http_discord import Fault, HttpDiscord, Wall
from tests.delivery.stage import (
    DANA,
    HALL,
    JUN,
    MINA,
    Clock,
    a_sender,
    a_study,
    plain_words,
    plan,
    planned,
    rows,
    states,
    the_row,
    to_channel,
    to_member,
)

pytestmark = pytest.mark.usefixtures("hurried")


@pytest.fixture
async def sender(database: Database, client: discord.Client, clock: Clock) -> AsyncIterator[Sender]:
    made = a_sender(database, client, clock)
    yield made
    await made.stop()


async def test_a_notice_arrives_and_its_row_knows_the_message(
    database: Database, http_discord: HttpDiscord, sender: Sender, clock: Clock
) -> None:
    await plan(database, planned(7))

    await sender.tick()

    (message,) = http_discord.posted
    row = await the_row(database)
    assert message["content"] == "session_day 7"
    assert (row.state, row.message_id, row.sent_at, row.attempts) == (
        NoticeState.SENT,
        int(message["id"]),
        clock.now,
        1,
    )


async def test_a_member_is_reached_by_dm_and_the_door_is_opened_once(
    database: Database, http_discord: HttpDiscord, sender: Sender
) -> None:
    await plan(database, planned(1, to_member(MINA)))
    await sender.tick()
    await plan(database, planned(2, to_member(MINA)), planned(3, to_member(MINA)))

    await sender.tick()

    assert sorted(http_discord.said_to(MINA)) == ["session_day 1", "session_day 2", "session_day 3"]
    assert http_discord.requests.count("POST /users/@me/channels") == 1


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.TOO_MANY])
async def test_what_discord_py_retries_by_itself_arrives_in_one_try(
    database: Database, http_discord: HttpDiscord, sender: Sender, fault: Fault
) -> None:
    http_discord.faults[HALL].append(fault)
    await plan(database, planned(7))

    await sender.tick()

    assert http_discord.said_in(HALL) == ["session_day 7"]
    assert (await the_row(database)).attempts == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.UNAVAILABLE, Reason.UNWELL),
        (Fault.DROPPED_BEFORE, Reason.DROPPED),
        (Fault.DROPPED_AFTER, Reason.DROPPED),
        (Fault.CUT, Reason.DROPPED),
        (Fault.UNAUTHORISED, Reason.TOKEN_REFUSED),
    ],
)
async def test_what_passes_is_tried_again_and_read_once(
    database: Database, http_discord: HttpDiscord, sender: Sender, clock: Clock, fault: Fault, reason: Reason
) -> None:
    http_discord.faults[HALL].append(fault)
    await plan(database, planned(7))
    await sender.tick()
    after_the_first = await the_row(database)

    clock.forward(seconds=5)
    await sender.tick()

    assert (after_the_first.state, reason_of(after_the_first.error)) == (NoticeState.WAITING, reason)
    assert http_discord.said_in(HALL) == ["session_day 7"]
    row = await the_row(database)
    assert (row.state, row.attempts, row.message_id) == (NoticeState.SENT, 2, int(http_discord.posted[0]["id"]))


async def test_between_two_tries_time_passes(
    database: Database, http_discord: HttpDiscord, sender: Sender, clock: Clock
) -> None:
    http_discord.faults[HALL].extend([Fault.UNAVAILABLE] * 2)
    await plan(database, planned(7))

    waits = []
    for _ in range(2):
        await sender.tick()
        waits.append((await the_row(database)).try_at - clock.now)
        clock.now = (await the_row(database)).try_at
    await sender.tick()

    assert waits == [timedelta(seconds=5), timedelta(seconds=20)]
    assert await states(database) == [NoticeState.SENT]


async def test_a_notice_that_never_gets_through_fails_with_the_last_reason(
    database: Database, http_discord: HttpDiscord, sender: Sender, clock: Clock
) -> None:
    http_discord.faults[HALL].extend([Fault.UNAVAILABLE] * 100)
    await plan(database, planned(7, lasts=timedelta(days=30)))

    while (row := await the_row(database)).state is NoticeState.WAITING:
        clock.now = row.try_at
        await sender.tick()

    assert row.state is NoticeState.FAILED
    assert reason_of(row.error) == Reason.UNWELL
    assert len(http_discord.faults[HALL]) == 100 - TRIES
    assert await sender.next_due() is None


@pytest.mark.parametrize(
    ("wall", "reason"),
    [
        (Wall.UNKNOWN_CHANNEL, Reason.UNKNOWN_CHANNEL),
        (Wall.MISSING_ACCESS, Reason.MISSING_ACCESS),
        (Wall.MISSING_PERMISSIONS, Reason.MISSING_PERMISSIONS),
        (Wall.REFUSED, Reason.REFUSED),
    ],
)
async def test_a_closed_channel_is_tried_once_and_the_organiser_hears_instead(
    database: Database, http_discord: HttpDiscord, sender: Sender, wall: Wall, reason: Reason
) -> None:
    http_discord.walls[HALL] = wall
    study_id = await a_study(database)
    await plan(database, planned(7, study_id=study_id))

    await sender.tick()

    first, second = await rows(database)
    assert (first.state, reason_of(first.error), first.attempts) == (NoticeState.FAILED, reason, 1)
    assert (second.state, second.fallback_of, second.target) == (NoticeState.SENT, first.id, to_member(DANA))
    assert http_discord.said_to(DANA) == ["session_day 7"]


async def test_members_with_closed_dms_are_told_in_the_channel_each(
    database: Database, http_discord: HttpDiscord, sender: Sender
) -> None:
    http_discord.walls |= {MINA: Wall.CLOSED_DM, JUN: Wall.CLOSED_DM}
    study_id = await a_study(database)
    await plan(database, *(planned(7, to_member(user), study_id=study_id) for user in (MINA, JUN)))

    await sender.tick()

    assert http_discord.said_in(HALL) == ["session_day 7"] * 2
    assert [reason_of(row.error) for row in await rows(database)] == [Reason.CLOSED_DM] * 2 + [None] * 2


async def test_a_fallback_has_no_fallback(database: Database, http_discord: HttpDiscord, sender: Sender) -> None:
    http_discord.walls |= {MINA: Wall.CLOSED_DM, HALL: Wall.MISSING_ACCESS}
    study_id = await a_study(database)
    await plan(database, planned(7, to_member(MINA), study_id=study_id))

    await sender.tick()

    assert [(row.state, reason_of(row.error)) for row in await rows(database)] == [
        (NoticeState.FAILED, Reason.CLOSED_DM),
        (NoticeState.FAILED, Reason.MISSING_ACCESS),
    ]
    assert http_discord.posted == []


async def test_a_fallback_may_be_moot_where_others_read(
    database: Database, http_discord: HttpDiscord, client: discord.Client, clock: Clock
) -> None:
    async def for_mina_alone(notice: Notice) -> Wording | Moot:
        return Moot("private") if notice.fallback_of else await plain_words(notice)

    http_discord.walls[MINA] = Wall.CLOSED_DM
    study_id = await a_study(database)
    await plan(database, planned(7, to_member(MINA), study_id=study_id))

    await a_sender(database, client, clock, word=for_mina_alone).tick()

    assert [row.error for row in await rows(database)][1] == "private"
    assert http_discord.posted == []


async def test_one_bad_row_never_stops_the_others(
    database: Database, http_discord: HttpDiscord, client: discord.Client, clock: Clock
) -> None:
    async def stumbling_over_four(notice: Notice) -> Wording:
        if notice.subject == 4:
            raise ZeroDivisionError("four of nothing")
        return await plain_words(notice)

    http_discord.walls[HALL + 1] = Wall.MISSING_ACCESS
    http_discord.faults[HALL + 2].append(Fault.UNAVAILABLE)
    await plan(database, *(planned(number, to_channel(HALL + number)) for number in range(9)))

    await a_sender(database, client, clock, word=stumbling_over_four).tick()

    ends = {row.subject: (row.state, reason_of(row.error)) for row in await rows(database)}
    assert ends.pop(1) == (NoticeState.FAILED, Reason.MISSING_ACCESS)
    assert ends.pop(2) == (NoticeState.WAITING, Reason.UNWELL)
    assert ends.pop(4) == (NoticeState.WAITING, Reason.WORDING)
    assert set(ends.values()) == {(NoticeState.SENT, None)}


async def test_a_message_that_was_deleted_meanwhile_counts_as_delivered(
    database: Database, client: discord.Client, clock: Clock, http_discord: HttpDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Wall.UNKNOWN_CHANNEL, "_value_", (404, 10008, "Unknown Message"))
    http_discord.walls[HALL] = Wall.UNKNOWN_CHANNEL
    await plan(database, planned(7, study_id=await a_study(database)))

    await a_sender(database, client, clock).tick()

    row = await the_row(database)
    assert (row.state, row.message_id, reason_of(row.error)) == (NoticeState.SENT, None, Reason.DELETED)
