"""A resumable upload's end: its pieces as one file, and what is made of it: a revision or an attachment.

Whoever comes first finishes it: the sender of the last piece, somebody who asks, or the sweeper.
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

from colophon.api.intake.v1.intake_pb2 import UploadHeader
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.objects import Missing
from colophon.common.service import Service
from colophon.intake import attachments, handlers, store_uploads, uploads
from colophon.intake.domain.opening import FileKind, Opened
from colophon.intake.settings import Settings

log = structlog.get_logger(__name__)


def silence(settings: Settings) -> timedelta:
    """How long an upload waits for its next piece."""
    return timedelta(hours=settings.upload_hours)


def refusal(row: Any) -> Problem:
    """Why a refused session was, as it was told the first time."""
    return Problem(Reason[row.reason], row.message, row.remedy)


def all_there(service: Service, settings: Settings, row: Any) -> Any:
    """A session's row, finished where its last byte is there. Raises Problem: what it is refused for."""
    return finish(service, settings, row) if row.state == "open" and row.offset == row.size else row


class _Over(Exception):
    """Somebody else finished or ended the session meanwhile."""


def finish(service: Service, settings: Settings, row: Any) -> Any:
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
        drop(service, row)
        raise
    service.committed()
    drop(service, row)
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


def prefix(row: Any) -> str:
    """What the keys of a session's pieces begin with."""
    return f"{names.venue(row.venue)}/uploads/{row.id}/"


def drop(service: Service, row: Any) -> None:
    """The pieces of a session that is over. What fails here is tried again by the sweeper's last look."""
    try:
        service.objects.delete_below(prefix(row))
    except Exception as error:
        log.warning("pieces of an upload were left behind", upload=row.id, error=repr(error))
