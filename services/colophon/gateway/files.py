"""Files streamed from a service: strong ETags, conditional requests, single ranges (RFC 9110)."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Callable

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from colophon.common.domain.problems import Problem, Reason
from colophon.gateway.http import disposition

Opener = Callable[[int, int], AsyncIterator[bytes]]
"""offset, length (0: to the end) → the bytes."""

_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE)


def parse_range(header: str | None, size: int) -> tuple[int, int] | None:
    """(offset, length) of a single range; None where the whole is to be sent.

    Several ranges, other units and nonsense are ignored, as RFC 9110 14.2 allows.
    Raises Problem RANGE_NOT_SATISFIABLE.
    """
    found = _RANGE.fullmatch(header or "")
    if not found or not (found[1] or found[2]) or len(found[1]) > 18 or len(found[2]) > 18:
        return None
    if not found[1]:
        length = min(int(found[2]), size)
        if length == 0:
            raise _outside(size)
        return size - length, length
    first = int(found[1])
    last = min(int(found[2]) if found[2] else size - 1, size - 1)
    if found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise _outside(size)
    return first, last - first + 1


def _outside(size: int) -> Problem:
    return Problem(
        Reason.RANGE_NOT_SATISFIABLE, f"The file has {size} bytes", "Ask for bytes within it.", size=str(size)
    )


def matches(header: str | None, etag: str) -> bool:
    """Whether If-None-Match names this entity tag (weak comparison)."""
    if header is None:
        return False
    return header.strip() == "*" or etag in [part.strip().removeprefix("W/") for part in header.split(",")]


async def send(
    request: Request,
    *,
    filename: str,
    size: int,
    sha256: str,
    media_type: str,
    opener: Opener,
    ranges: bool = True,
    immutable: bool = True,
    kind: str = "attachment",
) -> Response:
    """The answer to GET or HEAD of an immutable file whose size and digest are known."""
    etag = f'"{sha256}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, max-age=31536000, immutable" if immutable else "private, no-cache",
        "Accept-Ranges": "bytes" if ranges else "none",
    }
    if matches(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    headers |= {
        "Content-Type": media_type or "application/octet-stream",
        "Content-Disposition": disposition(filename, kind=kind),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Repr-Digest": f"sha-256=:{_base64(sha256)}:",
    }
    part = None
    if_range = request.headers.get("if-range")
    if ranges and (if_range is None or if_range.strip() == etag):
        part = parse_range(request.headers.get("range"), size)
    offset, length, status = (*part, 206) if part else (0, size, 200)
    headers["Content-Length"] = str(length)
    if part:
        headers["Content-Range"] = f"bytes {offset}-{offset + length - 1}/{size}"
    if request.method == "HEAD" or length == 0:
        return Response(status_code=status, headers=headers)
    stream = await opened(opener(offset, length if part else 0))
    return StreamingResponse(stream, status, headers)


def _base64(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode()


async def opened(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes; what goes wrong before the first is raised here, while a problem can still be told."""
    first = await anext(stream, None)

    async def rest() -> AsyncIterator[bytes]:
        if first is not None:
            yield first
        async for chunk in stream:
            yield chunk

    return rest()
