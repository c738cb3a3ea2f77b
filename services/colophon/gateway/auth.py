"""Who calls: a token is an author's link, an editor's or a publisher's key; what each may touch."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, APIKeyQuery, HTTPBearer
from ulid import ULID

from colophon.api.export.v1 import export_pb2
from colophon.api.intake.v1 import intake_pb2
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway.clients import Clients, Who

COOKIE = "colophon_session"
EDITOR, AUTHOR, PUBLISHER = "editor", "author", "publisher"
MAX_TOKEN = 4096
KEY = "ck_"
"""What a publisher's key begins with: who resolves a token needs no other service to serve."""
MAX_KEPT = 10_000
"""Tokens in the cache; when full it is emptied."""

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="bearer",
    description="An editor's token, an author's link token or a publisher's key.",
)
_query = APIKeyQuery(
    name="token",
    auto_error=False,
    scheme_name="link",
    description="The same token in the address, for links that a person opens.",
)
_cookie = APIKeyCookie(
    name=COOKIE, auto_error=False, scheme_name="session", description="Set by the pages after signing in."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a token stands for."""

    actor: str
    role: str
    paper: str = ""
    """Of an author: the only paper it opens."""
    venue: str = ""
    """Of a publisher: the only venue whose releases it opens."""
    request: str = ""

    @property
    def who(self) -> Who:
        """As gRPC metadata wants it."""
        return Who(self.actor, self.request)


class Tokens:
    """Tokens to callers, remembered for a few seconds."""

    def __init__(self, clients: Clients, seconds: float) -> None:
        self._clients = clients
        self._seconds = seconds
        self._kept: dict[bytes, tuple[float, Caller]] = {}

    async def caller(self, token: str, request: str) -> Caller:
        """Raises Problem UNAUTHENTICATED (or LINK_EXPIRED, LINK_REVOKED) when it is nobody's."""
        if not 0 < len(token) <= MAX_TOKEN or not token.isprintable() or not token.isascii():
            raise nobody()
        digest = hashlib.sha256(token.encode()).digest()
        now = time.monotonic()
        until, kept = self._kept.get(digest, (0.0, None))
        if kept is None or until < now:
            kept = await self._resolve(token, Who("gateway", request))
            if len(self._kept) >= MAX_KEPT:
                self._kept.clear()
            self._kept[digest] = (now + self._seconds, kept)
        return Caller(kept.actor, kept.role, kept.paper, kept.venue, request)

    async def _resolve(self, token: str, who: Who) -> Caller:
        if token.startswith(KEY):
            try:
                return await self._key(token, who)
            except Problem as problem:
                if problem.reason is not Reason.UNAUTHENTICATED:
                    raise
        request = intake_pb2.ResolveTokenRequest(token=token)
        found = await self._clients.call(self._clients.intake.ResolveToken, request, who)
        return Caller(
            found.actor, AUTHOR if found.role == intake_pb2.ROLE_AUTHOR else EDITOR, paper=found.paper
        )

    async def _key(self, token: str, who: Who) -> Caller:
        request = export_pb2.ResolveKeyRequest(secret=token)
        found = await self._clients.call(self._clients.export.ResolveKey, request, who)
        return Caller(found.actor, PUBLISHER, venue=found.venue)


def nobody() -> Problem:
    """No token, or nobody's."""
    return Problem(
        Reason.UNAUTHENTICATED,
        "This needs a token, and the one sent (if any) is not valid",
        "Send 'Authorization: Bearer …' with an editor's token, an author's link token or a publisher's key.",
    )


def forbidden(what: str) -> Problem:
    """Known, but not for this."""
    return Problem(Reason.FORBIDDEN, what, "Ask the organisers of the venue if you need this.")


_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")


def request_id(request: Request) -> str:
    """The caller's own X-Request-ID where it is a plain one, else a new one."""
    made: str | None = getattr(request.state, "request_id", None)
    if made is None:
        given = request.headers.get("x-request-id", "")
        made = given if _REQUEST_ID.fullmatch(given) else str(ULID())
        request.state.request_id = made
    return made


async def caller(
    request: Request,
    bearer: Annotated[object, Depends(_bearer)],
    link: Annotated[str | None, Depends(_query)],
    session: Annotated[str | None, Depends(_cookie)],
) -> Caller:
    """The caller of this request; raises Problem UNAUTHENTICATED."""
    token = getattr(bearer, "credentials", None) or link
    if not token and session:
        own_site(request)
        token = session
    if not token:
        raise nobody()
    tokens: Tokens = request.app.state.tokens
    return await tokens.caller(token, request_id(request))


def own_site(request: Request) -> None:
    """A cookie speaks for this site's own pages; raises Problem FORBIDDEN for another site's."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site not in (None, "same-origin", "none")
    if origin is not None and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        foreign = True
    if foreign:
        raise forbidden("This request came from another site's page")


Anyone = Annotated[Caller, Depends(caller)]


async def _editor(who: Anyone) -> Caller:
    if who.role != EDITOR:
        raise forbidden("Only an editor may do this")
    return who


async def _of_paper(who: Anyone, venue: str, paper: str) -> Caller:
    name = names.paper(names.venue(venue), paper)
    if who.role == EDITOR or (who.role == AUTHOR and who.paper == name):
        return who
    raise forbidden("Only this paper's authors and an editor may do this")


async def _of_releases(who: Anyone, venue: str) -> Caller:
    if who.role == EDITOR or (who.role == PUBLISHER and who.venue == names.venue(venue)):
        return who
    raise forbidden("Only this venue's publisher and an editor may do this")


Editor = Annotated[Caller, Depends(_editor)]
"""An editor."""
PaperCaller = Annotated[Caller, Depends(_of_paper)]
"""An editor, or an author of the paper in the path."""
ReleaseCaller = Annotated[Caller, Depends(_of_releases)]
"""An editor, or a publisher of the venue in the path."""
