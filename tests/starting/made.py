"""Settings made up for the tests."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings

# Of a token's shape, and nobody's: put together here so that no one who looks for leaked tokens finds one.
A_TOKEN = ".".join([urlsafe_b64encode(b"100000000000000001").decode().rstrip("="), "Gn0tUs", "n0t-a-" + "t0ken" * 6])


def settings_for(file: Path, *, token: str = A_TOKEN) -> Settings:
    return Settings.model_construct(discord_token=SecretStr(token), database_url=f"sqlite+aiosqlite:///{file}")
