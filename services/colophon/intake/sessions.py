"""Resumable uploads: opened with a size, filled in pieces, done when the last byte is there.

A session's state is its row, its bytes are pieces in the object store: whoever serves next, another gateway
or intake started anew, goes on where the last one stopped. The offset moves in one statement that names where
it was, so of two senders at one place one is told that the upload stands elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.orm import Session
from ulid import ULID

from colophon.api.intake.v1.intake_pb2 import UploadHeader
from colophon.api.intake.v1.uploads_pb2 import AppendUploadRequest, OpenUploadRequest
from colophon.common import context
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.objects import Missing
from colophon.common.service import Service
from colophon.intake import attachments, handlers, store_uploads, uploads
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
        expires=opened.at + silence(settings),
    )
    return store_uploads.upload_row(session, upload_id)


def limit_of(settings: Settings, kind: FileKind) -> int:
    """Bytes a file of this kind may have."""
    return settings.attachment_limit if kind.archive else settings.upload_limit


def silence(settings: Settings) -> timedelta:
    """How long an upload waits for its next piece."""
    return timedelta(hours=settings.upload_hours)


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
            raise refusal(row)
        if row.offset == end:
            known = store_uploads.part_row(session, row.id, request.offset)
            if known is not None and (known.size, known.sha256) == (len(request.data), digest):
                return _all_there(service, settings, row)  # Sent again because its answer was lost.
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
    key = f"{_prefix(row)}{request.offset}-{ULID()}"
    service.objects.put_bytes(key, request.data)
    with service.sessions.begin() as session:
        moved = store_uploads.advance(
            session, row.id, request.offset, end, handlers.now() + silence(settings)
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
    return _all_there(service, settings, now)


def get(service: Service, settings: Settings, name: str) -> Any:
    """A session's row. One with all its bytes is finished first: nobody is told of an end that is none."""
    with service.sessions.begin() as session:
        row = upload_named(session, name)
    return _all_there(service, settings, row)


def cancel(service: Service, name: str) -> None:
    """Forget a session and its bytes; what was made of a finished one stays."""
    with service.sessions.begin() as session:
        row = upload_named(session, name, lock=True)
        store_uploads.delete_upload(session, row.id)
    _drop(service, row)


def sweep(service: Service, settings: Settings) -> int:
    """Finish what has all its bytes, forget what nobody continues; how many were forgotten."""
    with service.sessions.begin() as session:
        unfinished = store_uploads.unfinished(session, handlers.now() + silence(settings) - QUIET)
    for upload_id in unfinished:
        with service.sessions.begin() as session:
            row = store_uploads.upload_row(session, upload_id)
        if row is not None:
            context.enter(row.actor, f"upload:{row.id}")
            try:
                _finish(service, settings, row)
            except Problem as problem:
                log.info("upload refused", upload=row.id, reason=problem.reason.name)
    with service.sessions.begin() as session:
        rows = store_uploads.stale(session, handlers.now(), 200)
        for row in rows:
            store_uploads.delete_upload(session, row.id)
    for row in rows:
        _drop(service, row)
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


def refusal(row: Any) -> Problem:
    """Why a refused session was, as it was told the first time."""
    return Problem(Reason[row.reason], row.message, row.remedy)


def _head(row: Any, data: bytes, whole: bool) -> None:
    """The first piece tells what a file is not: refused before the rest travels."""
    if len(data) >= uploads.MAGIC_WITHIN or whole:
        uploads.begins_as(FileKind(row.kind), data[: uploads.MAGIC_WITHIN])


def _all_there(service: Service, settings: Settings, row: Any) -> Any:
    return _finish(service, settings, row) if row.state == "open" and row.offset == row.size else row


class _Over(Exception):
    """Somebody else finished or ended the session meanwhile."""


def _finish(service: Service, settings: Settings, row: Any) -> Any:
    """Make a revision or an attachment of a session with all its bytes; its row afterwards."""
    try:
        return _made(service, settings, row)
    except _Over:
        with service.sessions.begin() as session:
            now = store_uploads.upload_row(session, row.id)
        if now is None:
            raise Problem(Reason.UPLOAD_GONE, "the upload was cancelled", "Begin a new upload.") from None
        if now.state == "refused":
            raise refusal(now) from None
        return now


def _made(service: Service, settings: Settings, row: Any) -> Any:
    try:
        with _joined(service, settings, row) as file:
            uploads.as_sent(file, row.sha256, row.size)
            kind = FileKind(row.kind)
            contents = attachments.inspected(file, kind, settings)
            with service.sessions.begin() as session:
                now = store_uploads.upload_row(session, row.id, lock=True)
                if now is None or now.state != "open":
                    raise _Over
                number = _kept(session, service, settings, row, file, kind, contents)
                _ended(session, settings, row, state="done", number=number)
                row = store_uploads.upload_row(session, row.id)
    except Problem as problem:
        with service.sessions.begin() as session:
            locked = store_uploads.upload_row(session, row.id, lock=True)
            if locked is not None and locked.state == "open":
                said = {"reason": problem.reason.name, "message": problem.message, "remedy": problem.remedy}
                _ended(session, settings, locked, state="refused", **said)
        _drop(service, row)
        raise
    service.committed()
    _drop(service, row)
    return row


def _kept(
    session: Session,
    service: Service,
    settings: Settings,
    row: Any,
    file: uploads.Spooled,
    kind: FileKind,
    contents: attachments.Contents,
) -> int:
    header = UploadHeader(
        paper=names.paper(names.venue(row.venue), row.paper),
        filename=row.filename,
        sha256=row.sha256,
        size=row.size,
        request_id=row.request_id,
        based_on=row.based_on,
    )
    # The last piece set ``expires``: an upload that our own outage kept from its end is not late for that.
    complete = min(row.expires - silence(settings), handlers.now())
    opened = Opened(row.opened, row.size, max(complete, row.opened))
    if kind is FileKind.PAPER:
        made, _ = uploads.store_revision(session, service, header, file, opened)
    else:
        made = attachments.store_attachment(session, service, header, file, opened, kind, contents)
    number: int = made.number
    return number


def _ended(session: Session, settings: Settings, row: Any, **values: Any) -> None:
    until = handlers.now() + timedelta(days=settings.upload_kept_days)
    store_uploads.update_upload(session, row.id, expires=until, **values)


@contextmanager
def _joined(service: Service, settings: Settings, row: Any) -> Iterator[uploads.Spooled]:
    """All pieces as one file. Raises _Over, Problem DIGEST_MISMATCH for a piece that the store damaged."""
    with service.sessions.begin() as session:
        pieces = store_uploads.part_rows(session, row.id)
    with tempfile.NamedTemporaryFile(prefix="upload-", dir=settings.spool_dir or None) as file:
        whole = hashlib.sha256()
        try:
            for piece in pieces:
                digest = hashlib.sha256()
                for chunk in service.objects.read(service.objects.bucket, piece.object):
                    digest.update(chunk)
                    whole.update(chunk)
                    file.write(chunk)
                if digest.hexdigest() != piece.sha256:
                    log.error("a stored piece of an upload is damaged", object=piece.object)
                    raise Problem(
                        Reason.DIGEST_MISMATCH, "a piece was damaged in our store", "Upload the file again."
                    )
        except Missing as error:
            with service.sessions.begin() as session:
                now = store_uploads.upload_row(session, row.id)
            if now is None or now.state != "open":
                raise _Over from error
            raise
        file.flush()
        yield uploads.Spooled(Path(file.name), whole.hexdigest(), os.fstat(file.fileno()).st_size)


def _prefix(row: Any) -> str:
    return f"{names.venue(row.venue)}/uploads/{row.id}/"


def _drop(service: Service, row: Any) -> None:
    """The pieces of a session that is over. What fails here is tried again by the sweeper's last look."""
    try:
        service.objects.delete_below(_prefix(row))
    except Exception as error:
        log.warning("pieces of an upload were left behind", upload=row.id, error=repr(error))
