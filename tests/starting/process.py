"""`python -m bot run` with a bot that has nothing in it, and with Discord at the address given.

A second word makes it another bot: `clinging` never finishes closing, `naru` is the real one.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from types import ModuleType

import discord
from discord.ext import commands

from bot.__main__ import main
from db.engine import Database
from tests.starting.small_discord import point_discord_py_at


class Empty(commands.Bot):
    def __init__(self) -> None:
        super().__init__(command_prefix="!", intents=discord.Intents.none(), help_command=None)


class Clinging(Empty):
    async def close(self) -> None:
        await asyncio.Event().wait()


async def build(database: Database, *, now: Callable[[], datetime]) -> commands.Bot:
    return Clinging() if "clinging" in sys.argv else Empty()


if __name__ == "__main__":
    if "naru" not in sys.argv:
        empty = ModuleType("bot.app")
        empty.__dict__["build"] = build
        sys.modules["bot.app"] = empty
    point_discord_py_at(sys.argv[1], setattr)
    sys.exit(main(["run"]))
