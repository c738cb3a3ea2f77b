"""Small common parts of the routes: headers in, headers out, documented errors."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Header, Path, Query, Request, Response
from ulid import ULID

from colophon.common.domain.problems import Problem, Reason
from colophon.gateway.clients import Clients
from colophon.gateway.models import base
from colophon.gateway.problems import MEDIA_TYPE


def clients(request: Request) -> Clients:
    """The app's gRPC clients."""
    found: Clients = request.app.state.clients
    return found


Backends = Annotated[Clients, Depends(clients)]

VenueId = Annotated[str, Path(description="The venue's id", examples=["tpc26"])]
PaperId = Annotated[str, Path(description="The paper's id", examples=["p007"])]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Its number, from 1")]
PageSize = Annotated[int, Query(ge=0, le=1000, description="At most so many; 0: the service's own number")]
PageToken = Annotated[str, Query(max_length=2000, description="next_page_token of the part before")]


def _request_id(
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=200,
            description="Any text of your own: the same request under the same key is done once and "
            "answered as the first time; another request under it is refused.",
        ),
    ] = None,
) -> str:
    return key or f"once-{ULID()}"


RequestId = Annotated[str, Depends(_request_id)]
"""The caller's Idempotency-Key, or one of our own, so that a call broken by a restart may be repeated."""

_TAG = re.compile(r'(?:W/)?"?(\d{1,18})"?')


def seen_version(if_match: str | None) -> int:
    """``"3"`` → 3; ``*`` → 0: any version. Raises Problem VERSION_NEEDED, INVALID_ARGUMENT."""
    if if_match is None:
        raise Problem(
            Reason.VERSION_NEEDED,
            "If-Match is missing: without it this could undo what somebody else changed meanwhile",
            'Send the ETag of the answer that you saw, for example If-Match: "3"; or If-Match: *',
        )
    if if_match.strip() == "*":
        return 0
    found = _TAG.fullmatch(if_match.strip())
    if not found or int(found[1]) == 0:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            "If-Match is not a version",
            'Send the ETag of the answer that you saw, for example If-Match: "3".',
        )
    return int(found[1])


def _if_match(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="ETag of what you saw (* for any); another version now: 412, nothing done",
        ),
    ] = None,
) -> int:
    return seen_version(if_match)


SeenVersion = Annotated[int, Depends(_if_match)]


def tag(response: Response, version: int) -> None:
    """The version as ETag."""
    response.headers["ETag"] = f'"{version}"'


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI of the problems that an operation may answer; 401, 403 and 503 always."""
    told = {
        400: "Not valid; the problem names what",
        401: "No valid token",
        403: "Not allowed for this token",
        404: "Not there",
        409: "In conflict with what is there",
        412: "Another version than If-Match; both are in the problem",
        410: "Over: cancelled, refused, or forgotten after a long silence",
        413: "Too large",
        428: "If-Match is missing",
        415: "Not a file of this kind",
        416: "The range is outside the file",
        503: "A server behind is away just now; Retry-After says when to try again",
    }
    return {
        status: {
            "description": told[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({400, 401, 403, 503, *statuses})
    }


PROBLEM_MODEL = base.Problem


def disposition(filename: str, *, kind: str = "attachment") -> str:
    """Content-Disposition for any name (RFC 6266): the author's characters cannot leave their place."""
    name = "".join(char for char in filename if char.isprintable()).replace("/", "_").replace("\\", "_")
    name = name.strip(". ")[:200] or "file"
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
