"""Around every request: an id, security headers, one log line without any token."""

from __future__ import annotations

import time
from types import SimpleNamespace

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from colophon.gateway.auth import request_id

log = structlog.get_logger(__name__)

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Around:
    """Plain ASGI, so that streams stream and disconnects are seen."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        request = Request(scope)
        made = request_id(request)
        seen = SimpleNamespace(status=0, size=0)

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers["X-Request-ID"] = made
                if "cache-control" not in headers:
                    headers["Cache-Control"] = (
                        "no-store" if "/v1" not in scope["path"] else "private, no-cache"
                    )
            elif message["type"] == "http.response.body":
                seen.size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            log.info(
                "request",
                method=scope["method"],
                path=without_token(scope["path"]),
                status=seen.status,
                bytes=seen.size,
                ms=round((time.monotonic() - began) * 1000, 1),
                request=made,
            )


def without_token(path: str) -> str:
    """A path as it may be logged: an author's link is a secret; the query is never logged."""
    if path.startswith("/p/"):
        rest = path[3:].partition("/")[2]
        return "/p/…" + (f"/{rest}" if rest else "")
    return path
