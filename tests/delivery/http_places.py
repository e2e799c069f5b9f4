"""The same small Discord with places in it: events of a server, threads of a channel, posts in a forum."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.delivery import http_discord as plain
from tests.delivery.http_discord import BOT_ID, Fault, HttpDiscord, Message

SERVER, FORUM = 1, 950
Place = dict[str, Any]

UNKNOWN_EVENT, FINISHED = (404, 10070, "Unknown Guild Scheduled Event"), (400, 180000, "Cannot update a finished event")
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = (404, 10003, "Unknown Channel"), (404, 10008, "Unknown Message")
HAS_A_THREAD = (400, 160004, "A thread has already been created for this message")
ASLEEP = (400, 50083, "Thread is archived")
OVER = {3, 4}


class HttpPlaces(HttpDiscord):
    """`mishaps` befall what is made, by 'event', 'thread' or 'post'; a `SERVER_ERROR` comes after it was made.

    A wall with a channel's negative id stands before its threads, one with the server's id before its events.
    """

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.events: dict[int, Place] = {}
        self.threads: dict[int, Place] = {}
        self.tags: list[Place] = []
        self.mishaps: dict[str, deque[Fault]] = defaultdict(deque)
        self.turns_to_make = 0

    @property
    def live_events(self) -> list[Place]:
        return [event for event in self.events.values() if event["status"] not in OVER]

    def app(self) -> web.Application:
        app = super().app()
        events = "/guilds/{guild}/scheduled-events"
        app.router.add_get(events, self._list_events)
        app.router.add_post(events, self._make_event)
        app.router.add_patch(events + "/{event}", self._edit_event)
        app.router.add_get("/guilds/{guild}/threads/active", self._active)
        app.router.add_get("/channels/{channel}/threads/archived/public", self._archived)
        app.router.add_post("/channels/{channel}/messages/{message}/threads", self._open_thread)
        app.router.add_post("/channels/{channel}/threads", self._make_post)
        app.router.add_get("/channels/{channel}", self._get_channel)
        app.router.add_patch("/channels/{channel}", self._edit_channel)
        app.router.add_get("/channels/{channel}/messages/{message}", self._get_message)
        app.router.add_patch("/channels/{channel}/messages/{message}", self._edit_message)
        return app

    # --- events

    async def _list_events(self, request: web.Request) -> web.Response:
        return plain._json(self.live_events)

    async def _make_event(self, request: web.Request) -> web.StreamResponse:
        if wall := self.walls.get(int(request.match_info["guild"])):
            return plain._refusal(wall)
        payload = await request.json()
        assert len(payload["name"]) <= 100 and len(payload["description"]) <= 1000  # noqa: PT018
        return await self._mishap("event", request, payload, lambda: self._new_event(payload))

    def _new_event(self, payload: Place) -> Place:
        event = payload | {"id": str(self._snowflake()), "guild_id": str(SERVER), "status": 1}
        event |= {"creator_id": str(BOT_ID), "entity_id": None, "image": None, "user_count": 0}
        self.events[int(event["id"])] = event
        return event

    async def _edit_event(self, request: web.Request) -> web.Response:
        event = self.events.get(int(request.match_info["event"]))
        if event is None:
            return _no(UNKNOWN_EVENT)
        if event["status"] in OVER:
            return _no(FINISHED)
        if wall := self.walls.get(int(request.match_info["guild"])):
            return plain._refusal(wall)
        event |= await request.json()
        return plain._json(event)

    # --- threads and posts

    async def _open_thread(self, request: web.Request) -> web.StreamResponse:
        channel, message = int(request.match_info["channel"]), int(request.match_info["message"])
        if wall := self.walls.get(-channel):
            return plain._refusal(wall)
        if message in self.threads:
            return _no(HAS_A_THREAD)
        payload = await request.json()
        return await self._mishap("thread", request, payload, lambda: self._new_thread(message, channel, payload))

    async def _make_post(self, request: web.Request) -> web.StreamResponse:
        channel = int(request.match_info["channel"])
        if wall := self.walls.get(channel):
            return plain._refusal(wall)
        payload = await request.json()
        return await self._mishap("post", request, payload, lambda: self._new_post(channel, payload))

    def _new_post(self, forum: int, payload: Place) -> Place:
        thread = self._new_thread(self._snowflake(), forum, payload)
        thread_id = int(thread["id"])
        self.messages[thread_id].append(plain._message(thread_id, thread_id, payload["message"]))
        return thread

    def _new_thread(self, thread_id: int, parent: int, payload: Place) -> Place:
        assert 1 <= len(payload["name"]) <= 100
        thread = {"id": str(thread_id), "type": 11, "guild_id": str(SERVER), "parent_id": str(parent), "flags": 0}
        thread |= {"owner_id": str(BOT_ID), "name": payload["name"], "message_count": 0, "member_count": 1}
        thread |= {"applied_tags": payload.get("applied_tags", []), "thread_metadata": {"archived": False}}
        self.threads[thread_id] = thread
        return thread

    async def _active(self, request: web.Request) -> web.Response:
        return self._listed(lambda thread: not thread["thread_metadata"]["archived"])

    async def _archived(self, request: web.Request) -> web.Response:
        return self._listed(
            lambda thread: (
                thread["thread_metadata"]["archived"] and thread["parent_id"] == request.match_info["channel"]
            )
        )

    def _listed(self, wanted: Callable[[Place], bool]) -> web.Response:
        found = [thread for thread in self.threads.values() if wanted(thread)]
        return plain._json({"threads": found, "members": [], "has_more": False})

    async def _get_channel(self, request: web.Request) -> web.Response:
        channel = int(request.match_info["channel"])
        if channel == FORUM:
            return plain._json({"id": str(FORUM), "type": 15, "name": "sessions", "available_tags": self.tags})
        return plain._json(self.threads[channel]) if channel in self.threads else _no(UNKNOWN_CHANNEL)

    async def _edit_channel(self, request: web.Request) -> web.Response:
        thread, news = self.threads[int(request.match_info["channel"])], await request.json()
        thread["thread_metadata"]["archived"] = news.pop("archived", thread["thread_metadata"]["archived"])
        if news and thread["thread_metadata"]["archived"]:
            return _no(ASLEEP)
        thread |= news
        return plain._json(thread)

    def _message(self, request: web.Request) -> Message | None:
        channel, message = request.match_info["channel"], request.match_info["message"]
        return next((one for one in self.messages[int(channel)] if one["id"] == message), None)

    async def _get_message(self, request: web.Request) -> web.Response:
        message = self._message(request)
        return plain._json(message) if message else _no(UNKNOWN_MESSAGE)

    async def _edit_message(self, request: web.Request) -> web.Response:
        message, thread = self._message(request), self.threads.get(int(request.match_info["channel"]))
        if message is None:
            return _no(UNKNOWN_MESSAGE)
        if thread and thread["thread_metadata"]["archived"]:
            return _no(ASLEEP)
        message |= await request.json()
        for embed in message["embeds"]:
            embed["type"] = "rich"
        return plain._json(message)

    # --- what goes wrong

    async def _mishap(
        self, what: str, request: web.Request, payload: Place, make: Callable[[], Place]
    ) -> web.StreamResponse:
        fault = self.mishaps[what].popleft() if self.mishaps[what] else None
        if fault is Fault.DROPPED_BEFORE:
            return plain._hang_up(request)
        if fault is Fault.UNAVAILABLE:
            return plain._REFUSALS[fault]()
        for _ in range(self.turns_to_make):
            # Others may ask meanwhile, and do not see it yet.
            await asyncio.sleep(0)
        self.before_accepting(payload)
        made = make()
        self.after_accepting(made)
        if fault is Fault.SERVER_ERROR:
            return plain._REFUSALS[fault]()
        if fault is Fault.DROPPED_AFTER:
            return plain._hang_up(request)
        return await plain._cut(request, made) if fault is Fault.CUT else plain._json(made)


def _no(said: tuple[int, int, str]) -> web.Response:
    status, code, words = said
    return plain._json({"code": code, "message": words}, status=status)
