"""Signed links: an author's way in without an account. Stateless but for a generation number."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason

PREFIX = "cl_"
"""Of a link's token: recognisable in a leaked log."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a token says."""

    paper: str
    """``venues/tpc26/papers/p007``"""
    place: int
    """In the author list, from 1."""
    generation: int
    """Revoking raises the author's generation: older links no longer match."""
    expires: datetime

    @property
    def person(self) -> str:
        """``venues/tpc26/papers/p007/people/1``"""
        return names.person(self.paper, self.place)


def sign(link: Link, secret: bytes) -> str:
    """URL-safe text: payload and HMAC-SHA256."""
    payload = _text(
        json.dumps([link.paper, link.place, link.generation, int(link.expires.timestamp())]).encode()
    )
    return f"{PREFIX}{payload}.{_mac(payload, secret)}"


def read(token: str, secret: bytes, now: datetime) -> Link:
    """The link of a token; raises Problem UNAUTHENTICATED (forged, damaged) or LINK_EXPIRED."""
    payload, _, mac = token.removeprefix(PREFIX).partition(".")
    genuine = token.isascii() and hmac.compare_digest(_mac(payload, secret), mac)
    if not token.startswith(PREFIX) or not genuine:
        raise Problem(
            Reason.UNAUTHENTICATED,
            "This link is not valid",
            "Open the link exactly as it was sent to you, or ask the organisers for a new one.",
        )
    paper, place, generation, expires = json.loads(
        base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    )
    link = Link(paper, place, generation, datetime.fromtimestamp(expires, UTC))
    if now >= link.expires:
        raise Problem(Reason.LINK_EXPIRED, "This link has expired", "Ask the organisers for a new one.")
    return link


def _mac(payload: str, secret: bytes) -> str:
    return _text(hmac.new(secret, payload.encode(), hashlib.sha256).digest())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
