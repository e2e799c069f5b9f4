"""The demo with the real bot: its parts put together, in a folder that goes when the demo ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import NaruBot
from bot.delivery.budget import Boundless
from bot.delivery.post import DiscordPost
from bot.delivery.sender import Sender
from bot.delivery.sites import on_discord
from bot.demo.discord_here import DiscordHere
from bot.demo.scenario import Scenario
from bot.demo.seed import read
from bot.demo.serve import serve as serve_page
from bot.demo.travel import Notices
from bot.services import house
from bot.services.ground import Ground
from db.engine import Database
from db.migrate import migrate

SCENE = Path(__file__).parents[2] / "seeds" / "demo.toml"


@dataclass(frozen=True, slots=True)
class Demo:
    here: DiscordHere
    notices: Notices
    bot: NaruBot


@asynccontextmanager
async def opened(scene: Path = SCENE) -> AsyncIterator[Demo]:
    """The simulated Discord with Naru in it and its story so far; nothing of it stays on disk."""
    here = DiscordHere(read(scene))
    with TemporaryDirectory(prefix="naru-demo-") as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/demo.db")
        await migrate(database, now=here.now())
        bot = NaruBot(house.build(Ground(database, here.now)))
        notices = _notices(Sender(database, DiscordPost(bot), bot.word, Boundless(), here.now, "demo", on_discord(bot)))
        await here.start(bot)
        try:
            await Scenario(bot, here, notices).play()
            yield Demo(here, notices, bot)
        finally:
            await here.stop()
            await database.close()


def _notices(sender: Sender) -> Notices:
    async def knock(_now: datetime) -> None:
        await sender.tick()

    return Notices(knock, sender.next_due)


async def serve(*, port: int) -> None:
    """Serve the demo's page until told to stop."""
    async with opened() as demo:
        await serve_page(demo.here, port=port, notices=demo.notices)
