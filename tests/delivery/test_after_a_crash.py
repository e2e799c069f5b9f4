"""A life ended between Discord's yes and our own note of it; the next one must neither repeat nor forget."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.delivery import identity
from bot.delivery.post import DiscordPost
from bot.delivery.wording import Moot, Word, Wording
from db.engine import Database
from db.records import Notice, NoticeState, Target
from tests.delivery.http_discord import HttpDiscord
from tests.delivery.stage import (
    HALL,
    MINA,
    NOON,
    Clock,
    Deadly,
    a_sender,
    plain_words,
    plan,
    planned,
    rows,
    the_row,
    to_channel,
    to_member,
)


async def a_life_that_dies(
    database: Database, client: discord.Client, clock: Clock, *, word: Word = plain_words, after_sending: bool = True
) -> None:
    """Its rows still say that they are on their way; whether their messages are on Discord nobody wrote down."""
    post = Deadly(DiscordPost(client), after_sending)
    await a_sender(database, post, clock, word=word, name="the life before").tick()


async def test_soon_after_the_nonce_brings_back_the_first_message(
    database: Database, http_discord: HttpDiscord, client: discord.Client, clock: Clock
) -> None:
    await plan(database, planned(7))
    await a_life_that_dies(database, client, clock)
    first = http_discord.posted[0]
    clock.forward(seconds=90)

    await a_sender(database, client, clock).tick()

    assert http_discord.posted == [first]
    assert (await the_row(database)).message_id == int(first["id"])


@pytest.mark.parametrize("target", [to_channel(), to_member(MINA)])
@pytest.mark.parametrize("shows_nonces", [False, True])
async def test_long_after_the_message_is_found_in_the_channel(
    database: Database,
    http_discord: HttpDiscord,
    client: discord.Client,
    clock: Clock,
    target: Target,
    shows_nonces: bool,
) -> None:
    http_discord.shows_nonces = shows_nonces
    await plan(database, planned(7, target, lasts=timedelta(days=30)))
    await a_life_that_dies(database, client, clock)
    first = http_discord.posted[0]
    http_discord.forget_nonces()
    clock.forward(days=3)

    await a_sender(database, client, clock).tick()

    assert http_discord.posted == [first]
    row = await the_row(database)
    assert (row.state, row.message_id) == (NoticeState.SENT, int(first["id"]))


async def test_a_text_that_changed_since_is_still_known_again(
    database: Database, http_discord: HttpDiscord, client: discord.Client, clock: Clock
) -> None:
    async def other_words(notice: Notice) -> Wording:
        return Wording("Jun presents now, not Mina")

    await plan(database, planned(7))
    await a_life_that_dies(database, client, clock)
    http_discord.forget_nonces()
    clock.forward(minutes=10)

    await a_sender(database, client, clock, word=other_words).tick()

    assert http_discord.said_in(HALL) == ["session_day 7"]


async def test_what_never_arrived_is_sent(
    database: Database, http_discord: HttpDiscord, client: discord.Client, clock: Clock
) -> None:
    await plan(database, planned(7))
    await a_life_that_dies(database, client, clock, after_sending=False)
    clock.forward(minutes=10)

    await a_sender(database, client, clock).tick()

    assert http_discord.said_in(HALL) == ["session_day 7"]
    assert (await the_row(database)).state is NoticeState.SENT


async def test_the_same_words_of_another_notice_are_not_taken_for_ours(
    database: Database, http_discord: HttpDiscord, client: discord.Client, clock: Clock
) -> None:
    async def always_the_same(notice: Notice) -> Wording:
        return Wording("A session begins.")

    await plan(database, planned(1))
    await a_sender(database, client, clock, word=always_the_same).tick()
    await plan(database, planned(2))
    await a_life_that_dies(database, client, clock, word=always_the_same, after_sending=False)
    http_discord.forget_nonces()
    clock.forward(minutes=10)

    await a_sender(database, client, clock, word=always_the_same).tick()

    assert http_discord.said_in(HALL) == ["A session begins."] * 2
    assert len({row.message_id for row in await rows(database)}) == 2


async def test_moot_or_late_what_had_arrived_is_on_record_as_sent(
    database: Database, http_discord: HttpDiscord, client: discord.Client, clock: Clock
) -> None:
    async def cancelled(notice: Notice) -> Moot:
        return Moot("cancelled")

    await plan(database, planned(1, lasts=timedelta(days=1)), planned(2, lasts=timedelta(minutes=30)))
    await a_life_that_dies(database, client, clock)
    clock.forward(hours=1)

    await a_sender(database, client, clock, word=cancelled).tick()

    assert [row.state for row in await rows(database)] == [NoticeState.SENT] * 2
    assert len(http_discord.posted) == 2


async def test_claims_of_a_dead_process_are_free_after_a_minute_or_at_once_for_the_only_one_alive(
    database: Database, client: discord.Client, clock: Clock, http_discord: HttpDiscord
) -> None:
    await plan(database, planned(7))
    await a_life_that_dies(database, client, clock)
    heir = a_sender(database, client, clock)

    clock.forward(seconds=30)
    await heir.tick()
    too_early = (await the_row(database)).state
    freed = await heir.take_over()
    await heir.tick()

    assert (too_early, freed) == (NoticeState.CLAIMED, 1)
    assert (await the_row(database)).state is NoticeState.SENT


def test_a_nonce_fits_discord_and_is_the_same_for_every_try_of_a_row_alone() -> None:
    row = Notice(
        2**62,
        "session_day",
        1,
        to_channel(),
        2**31 - 1,
        NOON,
        NOON,
        NOON,
        planned().lane,
        NoticeState.CLAIMED,
    )

    nonces = {identity.nonce(row), identity.nonce(replace(row, attempts=3, try_at=NOON + timedelta(hours=1)))}
    others = {
        identity.nonce(changed) for changed in (replace(row, id=5), replace(row, revision=5), replace(row, subject=5))
    }

    assert len(nonces) == 1
    assert len(nonces | others) == 4
    assert all(len(nonce) <= 25 for nonce in nonces | others)
