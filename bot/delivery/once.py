"""A request that is made once: what has no nonce must not be repeated before it was looked for."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord.http import HTTPClient, Route

from bot.delivery.errors import Passing, Reason


class _Once(discord.File):
    """discord.py answers a 500 by asking again up to four times, and rewinds the files before each try.

    This one is never sent. It refuses to be rewound, for Discord may have done what it was asked all the same.
    """

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), "nothing")

    def reset(self, *, seek: int | bool = True) -> None:
        if seek:
            raise Passing(Reason.UNWELL, "asked once, and no answer that says what became of it")


async def ask_once(http: HTTPClient, route: Route, json: dict[str, Any], **query: Any) -> dict[str, Any]:
    """Discord's answer. Raises what discord.py raises, or Passing where it would have asked again."""
    answer: dict[str, Any] = await http.request(route, json=json, files=[_Once()], **query)
    return answer
