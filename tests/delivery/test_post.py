"""What goes through the post, and what of it is known again when it comes back."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.delivery import identity
from bot.delivery.post import DiscordPost
from bot.delivery.wording import Wording
from db.engine import Database
from tests.delivery.http_discord import HttpDiscord
from tests.delivery.stage import HALL, JUN, MINA, NOON, Clock, a_sender, plan, planned, the_row, to_channel


class OnIt(discord.ui.View):
    @discord.ui.button(label="I am on it", custom_id="turn:12:on-it")
    async def press(self, interaction: discord.Interaction, button: discord.ui.Button[OnIt]) -> None:
        """Never pressed here."""


class Plan(discord.ui.LayoutView):
    pages: discord.ui.TextDisplay[Plan] = discord.ui.TextDisplay("pages 12 to 40")


def a_rich_wording() -> Wording:
    embed = discord.Embed(title=" Session 3 ", description="Pages 12 to 40\n")
    return Wording(f"  <@{MINA}> and <@{JUN}>, tomorrow!  ", (embed,), OnIt(timeout=None), frozenset({MINA}))


async def test_exactly_the_people_meant_are_pinged(http_discord: HttpDiscord, client: discord.Client) -> None:
    await DiscordPost(client).send(to_channel(), a_rich_wording(), "n1")

    (message,) = http_discord.posted
    assert message["allowed_mentions"] == {"parse": [], "users": [MINA]}


async def test_a_text_that_tries_to_ping_everyone_pings_nobody(
    http_discord: HttpDiscord, client: discord.Client
) -> None:
    await DiscordPost(client).send(to_channel(), Wording("@everyone and <@&5>"), "n1")

    assert http_discord.posted[0]["allowed_mentions"] == {"parse": [], "users": []}


async def test_the_same_nonce_brings_the_same_message(http_discord: HttpDiscord, client: discord.Client) -> None:
    post = DiscordPost(client)

    first = await post.send(to_channel(), Wording("once"), "n1")
    again = await post.send(to_channel(), Wording("twice"), "n1")

    assert first == again
    assert http_discord.said_in(HALL) == ["once"]


async def test_a_picture_goes_along(http_discord: HttpDiscord, client: discord.Client) -> None:
    picture = discord.File(io.BytesIO(b"not really"), "week.png")

    await DiscordPost(client).send(to_channel(), Wording("The week", files=(picture,)), "n1")

    (message,) = http_discord.posted
    (attachment,) = message["attachments"]
    assert (message["content"], attachment["filename"], attachment["size"]) == ("The week", "week.png", 10)


@pytest.mark.parametrize("make", [a_rich_wording, lambda: Wording(view=Plan()), lambda: Wording("  plain\ntext ")])
async def test_a_message_is_known_again_as_it_comes_back(
    http_discord: HttpDiscord, client: discord.Client, make: Callable[[], Wording]
) -> None:
    wording = make()
    await DiscordPost(client).send(to_channel(), wording, "n1")

    channel = client.get_partial_messageable(HALL)
    (message,) = [one async for one in channel.history(after=NOON - timedelta(minutes=1))]

    assert identity.of_message(message) == identity.of_wording(wording)


async def test_a_link_that_discord_unfolds_changes_nothing(http_discord: HttpDiscord, client: discord.Client) -> None:
    wording = Wording("Slides: https://example.org/slides")
    await DiscordPost(client).send(to_channel(), wording, "n1")
    unfolded = {"type": "rich", "title": "Slides", "provider": {"name": "Example"}}
    http_discord.posted[0]["embeds"] += [unfolded, {"type": "link", "title": "Slides"}]

    (message,) = [one async for one in client.get_partial_messageable(HALL).history()]

    assert identity.of_message(message) == identity.of_wording(wording)


def test_other_words_other_fingerprint() -> None:
    embeds = [discord.Embed(title="Session 3"), discord.Embed(description="Session 3")]
    wordings = [
        Wording("tomorrow"),
        Wording("today"),
        *(Wording("today", (embed,)) for embed in embeds),
    ]

    digests = {identity.of_wording(wording) for wording in wordings}

    assert len(digests) == 4


async def test_other_buttons_other_fingerprint() -> None:
    digests = {identity.of_wording(Wording("today", view=view)) for view in (None, OnIt(timeout=None))}

    assert len(digests) == 2


def test_a_row_remembers_its_last_wordings_within_its_column() -> None:
    kept: str | None = None
    digests = [identity.of_wording(Wording(f"wording {number}")) for number in range(6)]

    for digest in [*digests, digests[-1]]:
        kept = identity.remembered(kept, digest)

    assert kept is not None
    assert identity.digests_in(kept) == digests[-identity.KEPT :]
    assert len(kept) <= 64


async def test_messages_of_others_are_never_ours(
    database: Database, http_discord: HttpDiscord, client: discord.Client, clock: Clock
) -> None:
    post = DiscordPost(client)
    wording = Wording("session_day 7")
    await post.send(to_channel(), wording, "n1")
    await post.send(to_channel(), wording, "n2")
    http_discord.posted[0]["author"] = {"id": "77", "username": "Sora", "discriminator": "0", "avatar": None}
    await plan(database, planned(7))
    await a_sender(database, client, clock).tick()
    row = await the_row(database)

    in_doubt = replace(row, fingerprint=identity.of_wording(wording))
    found = await post.find(in_doubt, NOON)

    assert found == [int(message["id"]) for message in http_discord.posted[1:]]
