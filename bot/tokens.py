"""Looks at a bot token without asking Discord: most tokens that fail were never tokens."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode

from bot.obstacles import TokenIsApplicationId, TokenIsPublicKey, TokenMisshapen, TokenMissing

# The application's id in base64, the time the token was made, and a signature. Nobody writes the lengths down;
# these are those of the tokens Discord has given out so far, with room.
SHAPE = re.compile(r"(?P<id>[\w-]{20,32})\.[\w-]{5,8}\.[\w-]{25,80}", re.ASCII)


def checked(token: str) -> str:
    """The token without the spaces around it. Raises the obstacle that says what was given instead."""
    token = token.strip()
    if not token:
        raise TokenMissing
    if re.fullmatch(r"\d{15,22}", token, re.ASCII):
        raise TokenIsApplicationId
    if re.fullmatch(r"[0-9a-f]{64}", token):
        raise TokenIsPublicKey
    parts = SHAPE.fullmatch(token)
    if parts is None or not _names_an_application(parts["id"]):
        raise TokenMisshapen
    return token


def _names_an_application(part: str) -> bool:
    padded = part + "=" * (-len(part) % 4)
    try:
        return urlsafe_b64decode(padded).decode("ascii").isdigit()
    except ValueError:
        return False
