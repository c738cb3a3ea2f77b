"""The words of tus 1.0.0 (https://tus.io/protocols/resumable-upload): headers in, headers out.

Core protocol with the extensions creation, creation-with-upload, termination, checksum and expiration. The
gateway keeps nothing of an upload: a piece is intake's as soon as it is whole, and any gateway goes on.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import format_datetime
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from colophon.api.intake.v1 import uploads_pb2 as pb
from colophon.common.domain.names import BadName
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import problems
from colophon.gateway.uploads import refused

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration"
ALGORITHMS = ("sha256", "sha1", "sha512", "md5")
BYTES = "application/offset+octet-stream"

_NUMBER = re.compile(r"\d{1,17}")
_KEY = re.compile(r"[!-+\--~]{1,100}")


class TusRoute(APIRoute):
    """Every answer, refusals too, says which protocol it speaks; a request of another version is refused."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """Around the route's own."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            answer: Response
            try:
                if request.method not in ("OPTIONS", "GET"):
                    _same_version(request)
                answer = await handle(request)
            except Problem as problem:
                answer = (
                    refused(problem) if request.method in ("POST", "PATCH") else problems.response(problem)
                )
            except BadName as error:
                remedy = "Use the name as an answer of this API gave it."
                answer = problems.response(Problem(Reason.BAD_NAME, str(error), remedy))
            except ClientDisconnect:
                answer = Response(status_code=400)  # Nobody reads it.
            answer.headers["Tus-Resumable"] = VERSION
            if answer.status_code == Reason.PROTOCOL_VERSION.http:
                answer.headers["Tus-Version"] = VERSION
            return answer

        return told


def _same_version(request: Request) -> None:
    given = request.headers.get("tus-resumable")
    if given != VERSION:
        raise Problem(
            Reason.PROTOCOL_VERSION,
            f"This speaks tus {VERSION}" + (f", not {given[:20]!r}" if given else "; no version was said"),
            f"Send Tus-Resumable: {VERSION} with every request.",
        )


def number(request: Request, name: str) -> int:
    """A header that must be a number of bytes. Raises Problem INVALID_ARGUMENT."""
    given = request.headers.get(name, "")
    if not _NUMBER.fullmatch(given):
        raise Problem(
            Reason.INVALID_ARGUMENT,
            f"{name} is missing or not a number of bytes",
            f"Send {name} with a whole number, from 0.",
        )
    return int(given)


def content_length(request: Request) -> int | None:
    """None where it is not said."""
    given = request.headers.get("content-length", "")
    return int(given) if _NUMBER.fullmatch(given) else None


def metadata(text: str) -> dict[str, str]:
    """Upload-Metadata: ``filename d29ybGQucGRm,draft``. Raises Problem INVALID_ARGUMENT."""
    found: dict[str, str] = {}
    for pair in filter(None, (each.strip() for each in text.split(","))):
        key, _, value = pair.partition(" ")
        try:
            if not _KEY.fullmatch(key) or key in found:
                raise ValueError(key)
            found[key] = base64.b64decode(value.strip(), validate=True).decode()
        except ValueError as error:
            raise Problem(
                Reason.INVALID_ARGUMENT,
                f"Upload-Metadata is not right at {pair[:60]!r}",
                "Send pairs with commas between: a key, a blank, the value in base64 of UTF-8.",
            ) from error
    return found


def checksum(request: Request) -> tuple[str, bytes] | None:
    """(algorithm, digest) of Upload-Checksum; None where it is not said. Raises Problem INVALID_ARGUMENT."""
    given = request.headers.get("upload-checksum")
    if given is None:
        return None
    name, _, value = given.strip().partition(" ")
    try:
        digest = base64.b64decode(value.strip(), validate=True)
    except binascii.Error:
        digest = b""
    if name not in ALGORITHMS or len(digest) != hashlib.new(name, usedforsecurity=False).digest_size:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            "Upload-Checksum is of an algorithm that is not known here, or not base64 of its digest",
            f"Send one of {', '.join(ALGORITHMS)}, a blank and the digest in base64.",
        )
    return name, digest


def state(upload: pb.Upload) -> Mapping[str, str]:
    """Headers that say where an upload stands."""
    told = {"Upload-Offset": str(upload.offset), "Cache-Control": "no-store"}
    if upload.state == pb.UPLOAD_STATE_OPEN:
        told["Upload-Expires"] = format_datetime(upload.expires.ToDatetime(tzinfo=UTC), usegmt=True)
    if upload.result:
        told["Upload-Result"] = f"/v1/{upload.result}"
    return told
