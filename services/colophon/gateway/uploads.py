"""A PDF on its way: chunk by chunk from the request to intake, never whole in memory."""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import unquote

import grpc
import structlog
from fastapi import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import problems
from colophon.gateway.clients import Clients, Who
from colophon.gateway.settings import Settings

log = structlog.get_logger(__name__)

CHUNK = 256 * 1024
LINGER_BYTES = 128 * 1024 * 1024
LINGER_SECONDS = 15.0

_DIGEST = re.compile(r"\s*sha-256\s*=\s*:([A-Za-z0-9+/=]+):\s*")


def header(request: Request, paper: str, request_id: str) -> intake_pb2.UploadHeader:
    """What the request's headers say of the file. Raises Problem INVALID_ARGUMENT."""
    size = request.headers.get("content-length", "")
    based_on = request.headers.get("x-based-on", "0").strip()
    if not based_on.isdecimal() or len(based_on) > 9:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            "X-Based-On is no revision's number",
            "Send the number of the newest revision you saw, for example X-Based-On: 3, or leave it out.",
        )
    return intake_pb2.UploadHeader(
        paper=paper,
        filename=unquote(request.headers.get("x-filename", ""))[:1000],
        sha256=digest(request.headers.get("content-digest")),
        size=int(size) if size.isdecimal() and len(size) < 18 else 0,
        request_id=request_id,
        based_on=int(based_on),
    )


def digest(value: str | None) -> str:
    """Hexadecimal sha-256 of a Content-Digest (RFC 9530); empty without one. Raises Problem."""
    if value is None:
        return ""
    for part in value.split(","):
        found = _DIGEST.fullmatch(part)
        if found:
            try:
                raw = base64.b64decode(found[1], validate=True)
            except binascii.Error:
                raw = b""
            if len(raw) == 32:
                return raw.hex()
            raise Problem(
                Reason.INVALID_ARGUMENT,
                "Content-Digest is not base64 of a SHA-256",
                "Send Content-Digest: sha-256=:<base64 of the 32 bytes>:",
            )
    return ""  # Another algorithm only: allowed, not verified.


async def upload(
    clients: Clients, settings: Settings, who: Who, head: intake_pb2.UploadHeader, body: AsyncIterator[bytes]
) -> intake_pb2.UploadRevisionResponse:
    """Stream ``body`` to intake; its answer, as early as it comes. Raises Problem; ClientDisconnect."""
    call = clients.intake.UploadRevision(
        metadata=clients.metadata(who), timeout=settings.upload_seconds, wait_for_ready=True
    )
    answered = asyncio.ensure_future(call.code())
    feeding = asyncio.ensure_future(_feed(call, head, body, settings))
    try:
        await asyncio.wait({answered, feeding}, return_when=asyncio.FIRST_COMPLETED)
        if feeding.done() and not answered.done():
            feeding.result()  # Raises what went wrong on the author's side.
        done: intake_pb2.UploadRevisionResponse = await call
        return done
    except grpc.aio.AioRpcError as error:
        raise problems.of_grpc(error) from error
    finally:
        feeding.cancel()
        answered.cancel()
        if not call.done():
            call.cancel()
        await asyncio.gather(feeding, answered, return_exceptions=True)


async def _feed(
    call: Any, head: intake_pb2.UploadHeader, body: AsyncIterator[bytes], settings: Settings
) -> None:
    try:
        async with asyncio.timeout(settings.call_seconds):
            await call.write(intake_pb2.UploadRevisionRequest(header=head))
            # What intake refuses by the header is told before a byte travels: a write to a call that has
            # ended would hide why.
            if "x-admitted" not in dict(await call.initial_metadata()):
                await call.code()
                return
    except TimeoutError:
        raise problems.unavailable() from None
    try:
        while True:
            async with asyncio.timeout(settings.idle_seconds):
                chunk = await anext(body, None)
            if chunk is None:
                break
            for start in range(0, len(chunk), CHUNK):
                part = common_pb2.Chunk(data=bytes(chunk[start : start + CHUNK]))
                await _write(call, intake_pb2.UploadRevisionRequest(chunk=part))
    except TimeoutError:
        raise Problem(
            Reason.SIZE_MISMATCH,
            f"Nothing arrived for {settings.idle_seconds:.0f} seconds",
            "Upload the file again.",
        ) from None
    except grpc.aio.InternalError:
        await call.code()
        return
    except (asyncio.InvalidStateError, grpc.aio.UsageError):
        return  # Intake answered before the end; its answer is the one to tell.
    await call.done_writing()


async def _write(call: Any, message: intake_pb2.UploadRevisionRequest) -> None:
    """As ``call.write``, which replaces the answer of a call that ended meanwhile by one of its own
    (INTERNAL, "Internal error from Core"). Raises InternalError: the answer is still to be read."""
    if call.done():
        raise asyncio.InvalidStateError
    await call._cython_call.send_serialized_message(message.SerializeToString())


async def body_of(request: Request) -> AsyncIterator[bytes]:
    """The raw body. Raises ClientDisconnect when the sender goes away."""
    async for chunk in request.stream():
        if chunk:
            yield chunk


class Lingering(Response):
    """An answer given before the body was read.

    What the sender still sends is taken and thrown away for a while: a connection closed under its hands
    would lose it the answer.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, then drain."""
        raw = [*self.raw_headers, (b"connection", b"close")]
        await send({"type": "http.response.start", "status": self.status_code, "headers": raw})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        expects = any(name == b"expect" for name, _ in scope["headers"])
        if not expects:
            await _drain(receive)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _drain(receive: Receive) -> None:
    taken = 0
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            while taken < LINGER_BYTES:
                message = await receive()
                taken += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body"):
                    return
    except TimeoutError:
        return


def refused(problem: Problem) -> Lingering:
    """A problem, told while the body may still be coming."""
    return lingering(problems.response(problem))


def lingering(answer: Response) -> Lingering:
    """The same answer, lingering."""
    made = Lingering(answer.body, answer.status_code)
    made.raw_headers = answer.raw_headers
    return made
