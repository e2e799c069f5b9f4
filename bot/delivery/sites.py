"""Where places of each kind are made on Discord."""

from __future__ import annotations

import discord

from bot.delivery.deeds import Sites
from bot.delivery.events import Events
from bot.delivery.threads import Threads
from db.records import PlaceKind


def on_discord(client: discord.Client) -> Sites:
    return {PlaceKind.EVENT: Events(client), PlaceKind.THREAD: Threads(client)}
