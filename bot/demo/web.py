"""The demo's page over HTTP: its files, what one person sees, and what they do."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.demo.doors import Handler, doorkeeper, dress
from bot.demo.given import NotPossible
from bot.demo.stage import Stage

PAGE = Path(__file__).parent / "page"
LARGEST = 16 * 1024 * 1024
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}

STAGE = web.AppKey("stage", Stage)


def page(stage: Stage, port: int) -> web.Application:
    app = web.Application(middlewares=[doorkeeper(port), _say_why], client_max_size=LARGEST)
    app[STAGE] = stage
    app.on_response_prepare.append(dress)
    app.add_routes(
        [
            web.get("/", _front),
            web.get("/api/world", _world),
            web.get("/api/place", _place),
            web.get("/api/changes", _changes),
            web.post("/api/do/{do}", _do),
            web.post("/api/suggest", _suggest),
            web.post("/api/look", _look),
            web.post("/api/dismiss", _dismiss),
            web.post("/api/travel", _travel),
            web.get("/file/{path:.+}", _file),
            web.static("/page", PAGE),
        ]
    )
    return app


@web.middleware
async def _say_why(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What cannot be done and what makes no sense are the page's to show, not errors of the server."""
    try:
        return await handler(request)
    except (NotPossible, TimeoutError) as error:
        return web.json_response({"error": str(error)}, status=409)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        if request.method == "POST" or "as" in request.query:
            return web.json_response({"error": f"the page asked for something odd: {error!r}"}, status=400)
        raise


async def _front(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html")


async def _world(request: web.Request) -> web.StreamResponse:
    return web.json_response(request.app[STAGE].world(_who(request, request.query)))


async def _place(request: web.Request) -> web.StreamResponse:
    who = _who(request, request.query)
    return web.json_response(request.app[STAGE].place(who, int(request.query["place"])))


async def _do(request: web.Request) -> web.StreamResponse:
    async def act(stage: Stage, who: str, body: Mapping[str, Any]) -> Any:
        return await stage.act(who, int(body["place"]), request.match_info["do"], body)

    return await _ask(request, act)


async def _suggest(request: web.Request) -> web.StreamResponse:
    async def suggest(stage: Stage, who: str, body: Mapping[str, Any]) -> Any:
        return await stage.suggest(who, int(body["place"]), body)

    return await _ask(request, suggest)


async def _look(request: web.Request) -> web.StreamResponse:
    async def look(stage: Stage, who: str, body: Mapping[str, Any]) -> None:
        stage.look(who, int(body["place"]))

    return await _ask(request, look)


async def _dismiss(request: web.Request) -> web.StreamResponse:
    async def dismiss(stage: Stage, who: str, body: Mapping[str, Any]) -> None:
        stage.dismiss(who, int(body["message"]))

    return await _ask(request, dismiss)


async def _travel(request: web.Request) -> web.StreamResponse:
    async def travel(stage: Stage, who: str, body: Mapping[str, Any]) -> Any:
        return await stage.travel(who, str(body["leap"]))

    return await _ask(request, travel)


async def _changes(request: web.Request) -> web.StreamResponse:
    """Server-sent events: the number of the state of things whenever it is a new one."""
    stage, seen = request.app[STAGE], -1
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    try:
        while True:
            seen = await stage.version_after(seen)
            await response.write(f"data: {json.dumps(seen)}\n\n".encode())
    except ConnectionError:
        return response


async def _file(request: web.Request) -> web.StreamResponse:
    """What somebody uploaded: pictures are shown, everything else is only ever downloaded."""
    found = request.app[STAGE].discord.file(request.match_info["path"])
    if found is None:
        raise web.HTTPNotFound
    data, kind = found
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'"}
    if kind not in PICTURES:
        headers["Content-Disposition"] = "attachment"
        kind = "application/octet-stream"
    return web.Response(body=data, content_type=kind, headers=headers)


async def _ask(
    request: web.Request, ask: Callable[[Stage, str, Mapping[str, Any]], Awaitable[Any]]
) -> web.StreamResponse:
    body = await request.json()
    return web.json_response(await ask(request.app[STAGE], _who(request, body), body))


def _who(request: web.Request, asked: Mapping[str, Any]) -> str:
    """Who acts; the first of the cast unless the page says."""
    scene = request.app[STAGE].discord.scene
    return scene.person(asked.get("as", scene.people[0].key)).key
