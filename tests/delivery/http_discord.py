"""A small Discord that speaks HTTP: messages, nonces, rate limits, and every way in which an answer can fail."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import Enum, auto
from typing import Any

from aiohttp import web

BOT_ID = 4242
EPOCH_MS = 1420070400000
NONCES_LAST = 300.0


class Fault(Enum):
    """What befalls one request to post a message."""

    SERVER_ERROR = auto()
    UNAVAILABLE = auto()
    DROPPED_BEFORE = auto()
    DROPPED_AFTER = auto()
    CUT = auto()
    TOO_MANY = auto()
    UNAUTHORISED = auto()


class Wall(Enum):
    """What stands before a channel or a member until somebody takes it away: status, code, words."""

    UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
    MISSING_ACCESS = (403, 50001, "Missing Access")
    MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
    CLOSED_DM = (403, 50007, "Cannot send messages to this user")
    REFUSED = (400, 50035, "Invalid Form Body")


Message = dict[str, Any]
Hook = Callable[[Message], None]


def nothing(message: Message) -> None:
    """What most hooks do."""


class HttpDiscord:
    """Posts are accepted once for a nonce, as long as it is remembered; two hooks are called around that moment."""

    def __init__(self, *, per_second: float = float("inf"), clock: Callable[[], float] = time.time) -> None:
        self.per_second, self.clock = per_second, clock
        self.ahead = 0.0
        self.url = ""
        self.messages: dict[int, list[Message]] = defaultdict(list)
        self.walls: dict[int, Wall] = {}
        self.faults: dict[int, deque[Fault]] = defaultdict(deque)
        self.doors: dict[int, int] = {}
        self.requests: list[str] = []
        self.told_too_many = 0
        self.shows_nonces = False
        self.before_accepting: Hook = nothing
        self.after_accepting: Hook = nothing
        self._nonces: dict[str, tuple[float, Message]] = {}
        self._recent: deque[float] = deque()
        self._numbers = itertools.count(1)

    @property
    def posted(self) -> list[Message]:
        """Every message there is, in the order of their ids."""
        return sorted(itertools.chain(*self.messages.values()), key=lambda message: int(message["id"]))

    def said_in(self, channel_id: int) -> list[str]:
        return [message["content"] for message in self.messages[channel_id]]

    def said_to(self, user_id: int) -> list[str]:
        return self.said_in(self.doors[user_id]) if user_id in self.doors else []

    def forget_nonces(self) -> None:
        self._nonces.clear()

    def _now(self) -> float:
        return self.clock() + self.ahead

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._limited])
        app.router.add_get("/users/@me", self._me)
        app.router.add_get("/oauth2/applications/@me", self._application)
        app.router.add_post("/users/@me/channels", self._open_door)
        app.router.add_post("/channels/{channel}/messages", self._post)
        app.router.add_get("/channels/{channel}/messages", self._history)
        return app

    @web.middleware
    async def _limited(self, request: web.Request, handler: Callable[..., Any]) -> web.StreamResponse:
        """Counts requests over the last second, as Discord's global limit does."""
        self.requests.append(f"{request.method} {request.path}")
        now = time.monotonic()
        while self._recent and now - self._recent[0] >= 1:
            self._recent.popleft()
        if len(self._recent) >= self.per_second:
            self.told_too_many += 1
            return _too_many(1 - (now - self._recent[0]), everywhere=True)
        self._recent.append(now)
        response: web.StreamResponse = await handler(request)
        return response

    async def _me(self, request: web.Request) -> web.Response:
        return _json(_author())

    async def _application(self, request: web.Request) -> web.Response:
        facts = {"id": str(BOT_ID), "name": "Naru", "description": "", "icon": None, "bot_public": True, "flags": 0}
        return _json(facts | {"bot_require_code_grant": False, "verify_key": "", "owner": _author()})

    async def _open_door(self, request: web.Request) -> web.Response:
        user_id = int((await request.json())["recipient_id"])
        channel_id = self.doors.setdefault(user_id, 7_000_000_000 + user_id)
        recipient = {"id": str(user_id), "username": f"user{user_id}", "discriminator": "0", "avatar": None}
        return _json({"id": str(channel_id), "type": 1, "recipients": [recipient]})

    async def _post(self, request: web.Request) -> web.StreamResponse:
        channel_id = int(request.match_info["channel"])
        if wall := self.walls.get(channel_id) or self.walls.get(channel_id - 7_000_000_000):
            return _refusal(wall)
        payload = await _payload(request)
        fault = self.faults[channel_id].popleft() if self.faults[channel_id] else None
        if fault in _REFUSALS:
            return _REFUSALS[fault]()
        if fault is Fault.DROPPED_BEFORE:
            return _hang_up(request)
        self.before_accepting(payload)
        message = self._accept(channel_id, payload)
        self.after_accepting(message)
        if fault is Fault.DROPPED_AFTER:
            return _hang_up(request)
        return await _cut(request, message) if fault is Fault.CUT else _json(message)

    def _accept(self, channel_id: int, payload: Message) -> Message:
        nonce = payload.get("nonce")
        if nonce and payload.get("enforce_nonce") and nonce in self._nonces:
            at, first = self._nonces[nonce]
            if self._now() - at < NONCES_LAST:
                return first
        message = _message(self._snowflake(), channel_id, payload)
        self.messages[channel_id].append(message)
        if nonce:
            self._nonces[nonce] = (self._now(), message)
        return message

    def _snowflake(self) -> int:
        return (int(self._now() * 1000) - EPOCH_MS << 22) + next(self._numbers) % (1 << 22)

    async def _history(self, request: web.Request) -> web.Response:
        channel_id = int(request.match_info["channel"])
        if wall := self.walls.get(channel_id):
            return _refusal(wall)
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 50))
        later = [message for message in self.messages[channel_id] if int(message["id"]) > after]
        page = later[:limit] if after else later[-limit:]
        return _json([self._as_history_shows(message) for message in reversed(page)])

    def _as_history_shows(self, message: Message) -> Message:
        return {name: value for name, value in message.items() if name != "nonce" or self.shows_nonces}


@asynccontextmanager
async def open_discord(discord: HttpDiscord) -> AsyncIterator[HttpDiscord]:
    """Listens on a free port of this machine; `url` is what `discord.http.Route.BASE` has to be."""
    runner = web.AppRunner(discord.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    discord.url = f"http://{host}:{port}"
    try:
        yield discord
    finally:
        await runner.cleanup()


async def _payload(request: web.Request) -> Message:
    """The JSON of a message, alone or beside files."""
    if request.content_type == "application/json":
        payload: Message = await request.json()
        return payload
    form = await request.post()
    payload = json.loads(str(form["payload_json"]))
    files = [part for part in form.values() if isinstance(part, web.FileField)]
    return payload | {"attachments": [_attachment(number, file) for number, file in enumerate(files)]}


def _attachment(number: int, file: web.FileField) -> Message:
    size = len(file.file.read())
    return {"id": str(number), "filename": file.filename, "size": size, "url": "", "proxy_url": ""}


def _json(facts: object, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """With the content type exactly as Discord sends it and discord.py expects it."""
    body = json.dumps(facts).encode()
    return web.Response(body=body, status=status, headers=headers, content_type="application/json")


def _author() -> Message:
    return {"id": str(BOT_ID), "username": "Naru", "discriminator": "0", "avatar": None, "bot": True}


def _message(message_id: int, channel_id: int, payload: Message) -> Message:
    """As Discord keeps it: trimmed, with its own fields, without what was only for the post."""
    kept = {name: payload.get(name) or [] for name in ("embeds", "components", "attachments")}
    for embed in kept["embeds"]:
        embed["type"] = "rich"
    return kept | {
        "id": str(message_id),
        "channel_id": str(channel_id),
        "author": _author(),
        "content": (payload.get("content") or "").strip(),
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "pinned": False,
        "type": 0,
        "flags": payload.get("flags", 0),
        "nonce": payload.get("nonce"),
        "allowed_mentions": payload.get("allowed_mentions"),
    }


def _refusal(wall: Wall) -> web.Response:
    status, code, words = wall.value
    return _json({"code": code, "message": words}, status=status)


def _too_many(retry_after: float, *, everywhere: bool) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": round(retry_after, 3), "global": everywhere}
    return _json(body, status=429, headers={"Via": "1.1 here", "Retry-After": str(retry_after)})


_REFUSALS: dict[Fault | None, Callable[[], web.Response]] = {
    Fault.SERVER_ERROR: lambda: _json({"message": "500: Internal Server Error", "code": 0}, status=500),
    Fault.UNAVAILABLE: lambda: web.Response(text="upstream connect error", status=503),
    Fault.TOO_MANY: lambda: _too_many(0.05, everywhere=False),
    Fault.UNAUTHORISED: lambda: _json({"message": "401: Unauthorized", "code": 0}, status=401),
}


def _hang_up(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.abort()
    return web.Response()


async def _cut(request: web.Request, message: Message) -> web.StreamResponse:
    body = json.dumps(message).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    await asyncio.sleep(0)
    assert request.transport
    request.transport.close()
    return response
