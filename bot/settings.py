"""The only reader of the environment: what whoever runs Naru may choose, from `.env` or the process."""

from __future__ import annotations

import os
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.obstacles import WrongChoice, WrongDatabaseUrl
from db.records import Language


def _of_a_kind_we_know(url: str) -> str:
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ValueError("not a database URL") from error
    if parts.drivername not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
        raise ValueError("a driver Naru does not use")
    if parts.database in {None, "", ":memory:"}:
        # Every connection to SQLite's memory sees a database of its own.
        raise ValueError("no database named")
    return url


def _lower(word: object) -> object:
    return word.strip().lower() if isinstance(word, str) else word


LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["auto", "console", "json"]


class Settings(BaseSettings):
    """Each field is a variable of the same name in capitals; `.env.example` says what each is for."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    discord_token: SecretStr = SecretStr("")
    database_url: Annotated[str, AfterValidator(_of_a_kind_we_know)] = "sqlite+aiosqlite:///data/naru.db"
    log_level: Annotated[LogLevel, BeforeValidator(_lower)] = "info"
    log_format: Annotated[LogFormat, BeforeValidator(_lower)] = "auto"


def load() -> Settings:
    """Raises the obstacle of the first setting that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        name = str(wrong["loc"][0])
    if name == "database_url":
        raise WrongDatabaseUrl
    raise WrongChoice(name.upper(), str(wrong.get("ctx", {}).get("expected", "")))


def terminal_language() -> Language:
    """What the person at the terminal reads, in the order in which POSIX asks."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "ko" if locale.startswith("ko") else "en"
