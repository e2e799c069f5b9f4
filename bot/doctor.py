"""Says whether Naru could start here, without starting it and without asking Discord."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.obstacles import DatabaseUnusable, Obstacle
from bot.running import opened, standing
from bot.services.lease import Hold
from bot.settings import Settings
from bot.texts import Speech
from bot.tokens import checked
from db.engine import Database
from db.opening import CannotOpen, Standing, could_be_made, place_of


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: `said` is what holds, or what is wrong and what to do."""

    fine: bool
    said: str


async def examine(settings: Settings, *, now: Callable[[], datetime], say: Speech) -> list[Finding]:
    """Every check, in the order in which `run` would meet them; those behind a closed door are left out."""
    findings = [Finding(True, say.label("The settings can be read.")), _token(settings, say)]
    try:
        if await _is_still_to_be_made(settings.database_url):
            return [*findings, Finding(True, say.label("The database will be made at the first start."))]
        async with opened(settings.database_url) as database:
            findings.append(Finding(True, say.label("The database can be written: {place}.", place=place_of(database))))
            findings.append(Finding(True, await _shape(database, say)))
            if await standing(database) is not Standing.EMPTY:
                await Hold(database, now, holder="doctor").look()
            findings.append(Finding(True, say.label("No other Naru holds the database.")))
    except Obstacle as obstacle:
        findings.append(Finding(False, obstacle.said(say)))
    return findings


def _token(settings: Settings, say: Speech) -> Finding:
    try:
        checked(settings.discord_token.get_secret_value())
    except Obstacle as obstacle:
        return Finding(False, obstacle.said(say))
    return Finding(True, say.label("DISCORD_TOKEN has the shape of a bot token."))


async def _is_still_to_be_made(url: str) -> bool:
    """Whether this is a SQLite file that is not there yet. Raises DatabaseUnusable where it could not be made."""
    database = Database(url)
    file = database.file
    await database.close()
    if file is None or file.exists():
        return False
    try:
        could_be_made(file)
    except CannotOpen as found:
        raise DatabaseUnusable(found) from found
    return True


async def _shape(database: Database, say: Speech) -> str:
    match await standing(database):
        case Standing.EMPTY:
            return say.label("Naru has not used this database yet; the first start makes its tables.")
        case Standing.OLDER:
            return say.label("An older Naru wrote the database; the next start brings it up to date, after a copy.")
        case Standing.TODAY:
            return say.label("The database has today's shape.")
