"""`python -m tests.demo` plays the demo with the sample bot, to work on the page without the real one."""

from __future__ import annotations

import asyncio
import sys

from bot.demo.discord_here import DiscordHere
from bot.demo.serve import serve
from bot.demo.travel import Notices
from tests.demo.sample_bot import SampleBot
from tests.demo.stages import the_scene


async def main(port: int) -> None:
    here = DiscordHere(the_scene())
    bot = SampleBot(here.now)
    await here.start(bot)
    try:
        for command in ("card", "buttons", "picture", "layout"):
            await here.run("dana", here.channel_id("general"), command, {})
        await serve(here, notices=Notices(bot.knock, bot.next_due), port=port)
    finally:
        await here.stop()


asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
