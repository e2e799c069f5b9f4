"""Why Naru cannot start or go on, each in one sentence that says what to do about it."""

from __future__ import annotations

from datetime import timedelta

from bot.texts import Speech
from db.opening import CannotOpen, Why

MAY_PASS = 1
NEEDS_A_PERSON = 2


class Obstacle(Exception):
    """`said` words it for whoever sits at the terminal; `exit_code` tells a supervisor whether to try again."""

    exit_code = MAY_PASS

    def said(self, say: Speech) -> str:
        raise NotImplementedError


class SettingObstacle(Obstacle):
    """Starting again helps only after somebody has changed a setting."""

    exit_code = NEEDS_A_PERSON


class TokenMissing(SettingObstacle):
    def said(self, say: Speech) -> str:
        return say.label("DISCORD_TOKEN is not set: copy .env.example to .env and put your bot's token there.")


class TokenMisshapen(SettingObstacle):
    """What stands in DISCORD_TOKEN is no token; it is not repeated here, for it may be a secret all the same."""

    def said(self, say: Speech) -> str:
        return say.label(
            "DISCORD_TOKEN does not have the shape of a bot token: copy it whole from your application's Bot page, "
            "where Reset Token shows a new one."
        )


class TokenIsApplicationId(SettingObstacle):
    def said(self, say: Speech) -> str:
        return say.label(
            "DISCORD_TOKEN holds an application id, which is no secret and no token: the token is on your "
            "application's Bot page, under Reset Token."
        )


class TokenIsPublicKey(SettingObstacle):
    def said(self, say: Speech) -> str:
        return say.label(
            "DISCORD_TOKEN holds an application's public key, which is no token: the token is on your "
            "application's Bot page, under Reset Token."
        )


class TokenRefused(SettingObstacle):
    def said(self, say: Speech) -> str:
        return say.label(
            "Discord refuses the token in DISCORD_TOKEN: make a new one on your application's Bot page, under "
            "Reset Token."
        )


class IntentsRefused(SettingObstacle):
    def said(self, say: Speech) -> str:
        return say.label(
            "Discord refuses what Naru asks to hear about: look at Privileged Gateway Intents on your application's "
            "Bot page."
        )


class WrongChoice(SettingObstacle):
    """`choices` as pydantic words them: 'a', 'b' or 'c'."""

    def __init__(self, name: str, choices: str) -> None:
        super().__init__(name)
        self.name = name
        self.choices = choices.replace(" or ", ", ")

    def said(self, say: Speech) -> str:
        return say.label("{name} has to be one of: {choices}.", name=self.name, choices=self.choices)


class WrongDatabaseUrl(SettingObstacle):
    def said(self, say: Speech) -> str:
        return say.label(
            "DATABASE_URL has to look like sqlite+aiosqlite:///data/naru.db or "
            "postgresql+asyncpg://user:password@host/naru."
        )


class DatabaseUnusable(Obstacle):
    """The database can't be opened or written; `place` is a file, or a server without its password."""

    def __init__(self, found: CannotOpen) -> None:
        super().__init__(found.why)
        self.found = found

    def said(self, say: Speech) -> str:
        place = self.found.place
        match self.found.why:
            case Why.NO_FOLDER:
                return say.label(
                    "The folder for the database cannot be made: {place}. Make it yourself, or choose another place in "
                    "DATABASE_URL.",
                    place=place,
                )
            case Why.READ_ONLY:
                return say.label(
                    "The database cannot be written: {place}. Give whoever runs Naru the right to write it and its "
                    "folder, or choose another place in DATABASE_URL.",
                    place=place,
                )
            case Why.NOT_A_DATABASE:
                return say.label(
                    "This file is not a database, or a damaged one: {place}. Choose another in DATABASE_URL, or put a "
                    "backup in its place.",
                    place=place,
                )
            case Why.BUSY:
                return say.label("Another program keeps the database locked: {place}. Close it first.", place=place)
            case Why.NO_ANSWER:
                return say.label(
                    "The database's server does not answer: {place}. Start it, or correct DATABASE_URL.", place=place
                )
            case Why.TURNED_AWAY:
                return say.label(
                    "The database's server turned Naru away ({detail}): correct user, password or name in "
                    "DATABASE_URL.",
                    detail=self.found.detail,
                )


class NothingToCopy(Obstacle):
    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place

    def said(self, say: Speech) -> str:
        return say.label("There is no database to copy yet: {place}.", place=self.place)


class ServerKeepsItsOwnCopies(Obstacle):
    def said(self, say: Speech) -> str:
        return say.label("A PostgreSQL database is copied with its own tool: pg_dump.")


class FromNewerNaru(Obstacle):
    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision

    def said(self, say: Speech) -> str:
        return say.label(
            "A newer Naru wrote this database (revision {revision}): update Naru, or bring back the copy that was made "
            "before its update.",
            revision=self.revision,
        )


class HeldByAnother(Obstacle):
    """Another process holds the database; `left` is for how much longer, should it have crashed."""

    def __init__(self, holder: str, left: timedelta) -> None:
        super().__init__(holder)
        self.holder = holder
        self.left = left

    def said(self, say: Speech) -> str:
        return say.label(
            "Another Naru holds this database ({holder}): stop it first, or, if it crashed, start again in {seconds} "
            "seconds.",
            holder=self.holder,
            seconds=max(1, round(self.left.total_seconds())),
        )


class LeaseLost(Obstacle):
    """This process slept, or could not reach its database, for longer than the lease lasts."""

    def said(self, say: Speech) -> str:
        return say.label(
            "This Naru could not renew its hold on the database and stops, so that no two ever serve at once: start it "
            "again when no other is running."
        )
