"""As much of Discord as a bot meets on its way in: three requests and a gateway, as badly behaved as asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket

USER = {"id": "100000000000000001", "username": "naru", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "100000000000000001",
    "name": "Naru",
    "description": "",
    "icon": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "owner": USER,
    "team": None,
}
INVALID_SESSION = {"op": 9, "d": False, "s": None, "t": None}
HELLO = {"op": 10, "d": {"heartbeat_interval": 40_000}, "s": None, "t": None}


class SmallDiscord:
    """`logins` and `doors` are what the next logins and connections meet; when they are spent, all goes well.

    A login is an HTTP status. A door is 'refuse' (no handshake), 'drop' (cut off before the first word),
    'invalid' (every session is at once invalid), or the code with which the gateway closes after an identify.
    """

    def __init__(self) -> None:
        self.logins: list[int] = []
        self.doors: list[str | int] = []
        self.limit = {"total": 1000, "remaining": 1000, "reset_after": 14_400_000, "max_concurrency": 1}
        self.knocks = 0
        self.identifies = 0
        self.commands: list[str] = []
        self.goodbyes: list[int | None] = []
        self.arrived = asyncio.Event()
        self._knocked = asyncio.Condition()
        app = web.Application()
        app.router.add_get("/api/v10/users/@me", self._login)
        app.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        app.router.add_get("/api/v10/gateway/bot", self._limits)
        app.router.add_put("/api/v10/applications/{id}/commands", self._commands)
        app.router.add_get("/gateway/", self._gateway)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/"))

    async def _login(self, request: web.Request) -> web.Response:
        status = self.logins.pop(0) if self.logins else 200
        return _json(USER if status == 200 else {"message": "no", "code": 0}, status=status)

    async def _application(self, request: web.Request) -> web.Response:
        return _json(APPLICATION)

    async def _limits(self, request: web.Request) -> web.Response:
        return _json({"url": "ws://unused", "shards": 1, "session_start_limit": self.limit})

    async def _commands(self, request: web.Request) -> web.Response:
        self.commands = [command["name"] for command in await request.json()]
        return _json([])

    async def knocked(self, times: int) -> None:
        """Wait until so many connections were tried."""
        async with self._knocked:
            await self._knocked.wait_for(lambda: self.knocks >= times)

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        async with self._knocked:
            self.knocks += 1
            self._knocked.notify_all()
        door = self.doors.pop(0) if self.doors else "open"
        if door == "refuse":
            return web.Response(status=503)
        return await self._welcome(request, door)

    async def _welcome(self, request: web.Request, door: str | int) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if door == "drop":
            assert request.transport is not None
            request.transport.abort()
            return socket
        await socket.send_json(HELLO)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._answer(socket, json.loads(message.data), door)
        self.goodbyes.append(socket.close_code)
        return socket

    async def _answer(self, socket: web.WebSocketResponse, said: dict[str, Any], door: str | int) -> None:
        if said["op"] == 1:
            await socket.send_json({"op": 11})
        elif said["op"] == 6:
            await socket.send_json(INVALID_SESSION)
        elif said["op"] == 2:
            self.identifies += 1
            if isinstance(door, int):
                await socket.close(code=door)
            elif door == "invalid":
                await socket.send_json(INVALID_SESSION)
            else:
                await socket.send_json(self._ready())
                self.arrived.set()

    def _ready(self) -> dict[str, Any]:
        ready = {
            "v": 10,
            "user": USER,
            "guilds": [],
            "session_id": "one",
            "resume_gateway_url": self._gateway_url(self.url),
            "application": {"id": APPLICATION["id"], "flags": 0},
        }
        return {"op": 0, "t": "READY", "s": 1, "d": ready}

    @staticmethod
    def _gateway_url(url: str) -> str:
        return url.replace("http://", "ws://") + "gateway/"


def _json(facts: object, *, status: int = 200) -> web.Response:
    """discord.py reads JSON only where the type says that and nothing more."""
    return web.Response(body=json.dumps(facts).encode(), content_type="application/json", status=status)


def point_discord_py_at(url: str, patch: Callable[[Any, str, Any], Awaitable[None] | None]) -> None:
    """`patch` is setattr, or monkeypatch's."""
    patch(discord.http.Route, "BASE", f"{url}api/v10")
    patch(DiscordWebSocket, "DEFAULT_GATEWAY", type(DiscordWebSocket.DEFAULT_GATEWAY)(SmallDiscord._gateway_url(url)))


def hurry_discord_py(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own rests are not what is tested."""
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda _backoff: 0.0)
