"""Who may knock at the page: browsers on this machine that opened the page itself, nobody through another page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost")

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def doorkeeper(port: int) -> Middleware:
    """A middleware that knows the page's own addresses.

    The Host header must be one of them, so a name that somebody points at 127.0.0.1 does not get in; a POST must say
    that it comes from the page, which another page cannot.
    """
    hosts = {f"{name}:{port}" for name in NAMES}
    origins = {f"http://{host}" for host in hosts}

    @web.middleware
    async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Host") not in hosts:
            raise web.HTTPForbidden(text="Open the demo at the address it printed.")
        if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
            raise web.HTTPForbidden(text="Only the demo's own page may ask.")
        if request.method == "POST" and request.headers.get("Origin") not in origins:
            raise web.HTTPForbidden(text="Only the demo's own page may press.")
        return await handler(request)

    return keep


async def dress(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on every answer that keep the page to itself."""
    for name, value in PAGE_HEADERS.items():
        response.headers.setdefault(name, value)
