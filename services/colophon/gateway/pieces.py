"""Bytes of an upload on their way to intake, a piece at a time.

A sender who is slow or goes away holds nothing there, and what arrived before a cut is kept. With a checksum
the bytes wait here until it is proved, and are dropped where it is not or the line was cut.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import tempfile
from collections.abc import AsyncIterator

import structlog
from starlette.requests import ClientDisconnect

from colophon.api.intake.v1 import uploads_pb2 as pb
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway.clients import Clients, Who
from colophon.gateway.settings import Settings

log = structlog.get_logger(__name__)

PIECE = 1 << 20


class Sending:
    """One upload, as far as one request carries it on."""

    def __init__(self, to: Clients, settings: Settings, who: Who, upload: pb.Upload) -> None:
        self._to = to
        self._settings = settings
        self._who = who
        self.upload = upload
        """Where it stands after what was sent."""

    async def send(self, body: AsyncIterator[bytes], checksum: tuple[str, bytes] | None) -> None:
        """Append the body. Raises Problem; ClientDisconnect when the sender went away, what came is kept."""
        if checksum is None:
            await self._straight(self._limited(body))
        else:
            await self._proved(self._limited(body), *checksum)

    async def _limited(self, body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """No more than the upload was opened for, no longer silence than is borne."""
        left = self.upload.size - self.upload.offset
        while True:
            try:
                async with asyncio.timeout(self._settings.idle_seconds):
                    chunk = await anext(body, None)
            except TimeoutError:
                raise Problem(
                    Reason.SIZE_MISMATCH,
                    f"Nothing arrived for {self._settings.idle_seconds:.0f} seconds",
                    "Ask for the upload's offset and go on from there.",
                ) from None
            if chunk is None:
                return
            left -= len(chunk)
            if left < 0:
                raise beyond(self.upload)
            yield chunk

    async def _straight(self, body: AsyncIterator[bytes]) -> None:
        waiting = bytearray()
        try:
            async for chunk in body:
                waiting += chunk
                while len(waiting) >= PIECE:
                    await self._append(bytes(waiting[:PIECE]))
                    del waiting[:PIECE]
        except (ClientDisconnect, Problem) as cut:
            # Past the declared size or cut off: what stands before that is the sender's all the same.
            kept = isinstance(cut, ClientDisconnect) or cut.reason is Reason.SIZE_MISMATCH
            if waiting and kept:
                await self._append(bytes(waiting))
            raise
        if waiting:
            await self._append(bytes(waiting))

    async def _proved(self, body: AsyncIterator[bytes], algorithm: str, digest: bytes) -> None:
        seen = hashlib.new(algorithm, usedforsecurity=False)
        with tempfile.SpooledTemporaryFile(PIECE) as file:
            async for chunk in body:
                seen.update(chunk)
                file.write(chunk)
            if not hmac.compare_digest(seen.digest(), digest):
                raise Problem(
                    Reason.CHECKSUM_MISMATCH,
                    f"{algorithm} of what arrived is {seen.hexdigest()}, announced was {digest.hex()}",
                    "Send the same bytes again from the same offset; nothing of them was kept.",
                )
            file.seek(0)
            while piece := file.read(PIECE):
                await self._append(piece)

    async def _append(self, piece: bytes) -> None:
        request = pb.AppendUploadRequest(
            name=self.upload.name,
            offset=self.upload.offset,
            data=piece,
            sha256=hashlib.sha256(piece).hexdigest(),
        )
        # The last piece's answer waits until the file was looked into.
        last = self.upload.offset + len(piece) == self.upload.size
        seconds = self._settings.finish_seconds if last else None
        answer = await self._to.call(self._to.uploads.AppendUpload, request, self._who, seconds)
        self.upload = answer.upload


def beyond(upload: pb.Upload) -> Problem:
    """More bytes than the upload was opened for."""
    return Problem(
        Reason.TOO_LARGE,
        f"The upload was opened for {upload.size} bytes, this is more",
        "Begin a new upload with the file's true size.",
        limit=str(upload.size),
    )
