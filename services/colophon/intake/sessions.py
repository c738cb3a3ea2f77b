"""Resumable uploads: opened with a size, filled in pieces, done when the last byte is there.

A session's state is its row, its bytes are pieces in the object store: whoever serves next, another gateway
or intake started anew, goes on where the last one stopped. The offset moves in one statement that names where
it was, so of two senders at one place one is told that the upload stands elsewhere.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session
from ulid import ULID

from colophon.api.intake.v1.uploads_pb2 import AppendUploadRequest, OpenUploadRequest
from colophon.common import context
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.service import Service
from colophon.intake import finishing, handlers, store_uploads, uploads
from colophon.intake.domain.opening import FileKind, Opened
from colophon.intake.settings import Settings

log = structlog.get_logger(__name__)

MAX_PIECES = 20_000
"""Of one upload; pieces of a megabyte stay far below, pieces of a byte do not."""
QUIET = timedelta(seconds=60)
"""After so long without a finish, an upload with all its bytes is finished by the sweeper."""


def open_upload(session: Session, settings: Settings, request: OpenUploadRequest, kind: FileKind) -> Any:
    """The row of a new session. Raises Problem: everything that can be known before the first byte."""
    opened = Opened(handlers.now(), request.size)
    venue = handlers.venue_named(session, request.paper)
    row = handlers.paper_named(session, request.paper, lock=True)
    uploads.admit(session, venue, row, opened)
    if request.size == 0:
        raise Problem(Reason.EMPTY_FILE, "the file has no bytes", "Choose the file again; it is empty.")
    limit = limit_of(settings, kind)
    if request.size > limit:
        raise uploads.too_large(limit)
    if store_uploads.open_uploads(session, row.venue, row.id, context.actor()) >= settings.uploads_open:
        raise Problem(
            Reason.TOO_MANY_UPLOADS,
            f"{settings.uploads_open} uploads of yours are under way for this paper",
            "Finish or cancel one of them; those that nobody continues are forgotten after a while.",
        )
    upload_id = str(ULID())
    store_uploads.insert_upload(
        session,
        id=upload_id,
        venue=row.venue,
        paper=row.id,
        kind=kind.value,
        actor=context.actor(),
        request_id=request.request_id,
        filename=request.filename,
        size=request.size,
        sha256=request.sha256,
        based_on=request.based_on,
        metadata=request.metadata,
        opened=opened.at,
        expires=opened.at + finishing.silence(settings),
    )
    return store_uploads.upload_row(session, upload_id)


def limit_of(settings: Settings, kind: FileKind) -> int:
    """Bytes a file of this kind may have."""
    return settings.attachment_limit if kind.archive else settings.upload_limit


def upload_named(session: Session, name: str, *, lock: bool = False) -> Any:
    """The caller's own session of this name; raises Problem UPLOAD_GONE, also for somebody else's."""
    parts = names.parts(name)
    row = None
    if len(parts) == 6 and parts[2] == "papers" and parts[4] == "uploads":
        row = store_uploads.upload_row(session, parts[5], lock=lock)
    if (
        row is None
        or (row.venue, row.paper.casefold()) != (parts[1], parts[3].casefold())
        or row.actor != context.actor()
        or row.expires <= handlers.now()
    ):
        raise Problem(
            Reason.UPLOAD_GONE,
            f"there is no upload {name} of yours (any more)",
            "Begin a new upload: nothing of this one was kept.",
        )
    return row


def append(service: Service, settings: Settings, request: AppendUploadRequest) -> Any:
    """Store one piece; its session's row, finished where this was the last one.

    Raises Problem OFFSET_MISMATCH (with ``offset``), CHECKSUM_MISMATCH, TOO_LARGE, UPLOAD_GONE, and whatever
    the whole file is refused for.
    """
    end = request.offset + len(request.data)
    digest = hashlib.sha256(request.data).hexdigest()
    if digest != request.sha256:
        raise Problem(
            Reason.CHECKSUM_MISMATCH, "the piece was damaged on its way", "Send the same bytes again."
        )
    with service.sessions.begin() as session:
        row = upload_named(session, request.name)
        if row.state == "refused":
            raise finishing.refusal(row)
        if row.offset == end:
            known = store_uploads.part_row(session, row.id, request.offset)
            if known is not None and (known.size, known.sha256) == (len(request.data), digest):
                return finishing.all_there(service, settings, row)  # Sent again because its answer was lost.
        _awaited(row, request.offset, end)
        if request.offset == 0:
            _head(row, request.data, end == row.size)
        pieces = store_uploads.count_parts(session, row.id)
    if pieces >= MAX_PIECES:
        raise Problem(
            Reason.TOO_MANY_UPLOADS,
            f"this upload came in {pieces} pieces",
            "Begin again and send larger pieces, of a megabyte each.",
        )
    key = f"{finishing.prefix(row)}{request.offset}-{ULID()}"
    service.objects.put_bytes(key, request.data)
    with service.sessions.begin() as session:
        moved = store_uploads.advance(
            session, row.id, request.offset, end, handlers.now() + finishing.silence(settings)
        )
        if moved:
            store_uploads.insert_part(
                session,
                upload=row.id,
                start=request.offset,
                size=len(request.data),
                sha256=digest,
                object=key,
            )
        now = store_uploads.upload_row(session, row.id)
    if not moved:
        service.objects.delete_below(key)
        if now is None:
            raise Problem(Reason.UPLOAD_GONE, "the upload was cancelled", "Begin a new upload.")
        raise _elsewhere(now.offset)
    return finishing.all_there(service, settings, now)


def get(service: Service, settings: Settings, name: str) -> Any:
    """A session's row. One with all its bytes is finished first: nobody is told of an end that is none."""
    with service.sessions.begin() as session:
        row = upload_named(session, name)
    return finishing.all_there(service, settings, row)


def cancel(service: Service, name: str) -> None:
    """Forget a session and its bytes; what was made of a finished one stays."""
    with service.sessions.begin() as session:
        row = upload_named(session, name, lock=True)
        store_uploads.delete_upload(session, row.id)
    finishing.drop(service, row)


def sweep(service: Service, settings: Settings) -> int:
    """Finish what has all its bytes, forget what nobody continues; how many were forgotten."""
    with service.sessions.begin() as session:
        unfinished = store_uploads.unfinished(session, handlers.now() + finishing.silence(settings) - QUIET)
    for upload_id in unfinished:
        with service.sessions.begin() as session:
            row = store_uploads.upload_row(session, upload_id)
        if row is not None:
            context.enter(row.actor, f"upload:{row.id}")
            try:
                finishing.finish(service, settings, row)
            except Problem as problem:
                log.info("upload refused", upload=row.id, reason=problem.reason.name)
            except Exception:
                log.exception("upload not finished, will be tried again", upload=row.id)
    with service.sessions.begin() as session:
        rows = store_uploads.stale(session, handlers.now(), 200)
        for row in rows:
            store_uploads.delete_upload(session, row.id)
    for row in rows:
        finishing.drop(service, row)
    if rows:
        log.info("stale uploads forgotten", count=len(rows))
    return len(rows)


def _awaited(row: Any, start: int, end: int) -> None:
    """Raises Problem unless a piece from ``start`` to ``end`` is what the session waits for."""
    if row.offset != start:
        raise _elsewhere(row.offset)
    if end > row.size:
        raise Problem(
            Reason.TOO_LARGE,
            f"the upload was opened for {row.size} bytes, this would make {end}",
            "Begin a new upload with the file's true size.",
            limit=str(row.size),
        )


def _elsewhere(offset: int) -> Problem:
    return Problem(
        Reason.OFFSET_MISMATCH,
        f"the upload has {offset} bytes",
        "Ask for its offset and go on from there.",
        offset=str(offset),
    )


def _head(row: Any, data: bytes, whole: bool) -> None:
    """The first piece tells what a file is not: refused before the rest travels."""
    if len(data) >= uploads.MAGIC_WITHIN or whole:
        uploads.begins_as(FileKind(row.kind), data[: uploads.MAGIC_WITHIN])
