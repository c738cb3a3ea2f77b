"""What lies beside a paper: its sources, its artifact, its artifact description as a file of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from colophon.api.intake.v1.intake_pb2 import UploadHeader
from colophon.common import context
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.service import Service
from colophon.intake import announce, archives, handlers, store_uploads, timekeeping
from colophon.intake.archives import Contents
from colophon.intake.domain.archives import Bounds
from colophon.intake.domain.opening import FileKind, Opened
from colophon.intake.settings import Settings
from colophon.intake.uploads import Spooled, begins_as

_TYPES = {FileKind.SOURCE: "application/octet-stream", FileKind.AUXILIARY: "application/zip"}


def inspected(file: Spooled, kind: FileKind, settings: Settings) -> Contents:
    """What is in the file; raises Problem where it is not of its kind or must not be unpacked."""
    with file.path.open("rb") as opened:
        begins_as(kind, opened.read(1024))
    if not kind.archive:
        return Contents()
    return archives.survey(file.path, kind, Bounds(unpacked=settings.unpacked_limit))


def store_attachment(
    session: Session,
    service: Service,
    header: UploadHeader,
    file: Spooled,
    opened: Opened,
    kind: FileKind,
    contents: Contents,
) -> Any:
    """The attachment's row; the newest one's own bytes again are a no-op."""
    venue = handlers.venue_named(session, header.paper)
    row = handlers.paper_named(session, header.paper, lock=True)
    known = store_uploads.attachment_rows(session, row.venue, row.id)
    newest = next((each for each in reversed(known) if each.kind == kind), None)
    if newest is not None and newest.sha256 == file.sha256:
        return newest
    received = opened.complete or handlers.now()
    timing, _ = timekeeping.judged(session, venue, row, opened, received)
    number = len(known) + 1
    objects = service.objects
    media_type = _TYPES.get(kind, "application/pdf")
    store_uploads.insert_attachment(
        session,
        venue=row.venue,
        paper=row.id,
        number=number,
        kind=kind.value,
        sha256=file.sha256,
        size=file.size,
        filename=header.filename,
        opened=opened.at,
        received=received,
        on_time=timing.on_time,
        actor=context.actor(),
        bucket=objects.bucket,
        object=objects.put(names.venue(row.venue), file.path, file.sha256, media_type),
        entries=contents.entries,
        unpacked=contents.unpacked,
        remarks=list(contents.remarks),
    )
    announce.paper_changed(session, service.outbox, venue, row.id)
    return store_uploads.attachment_row(session, row.venue, row.id, number)


def attachment_named(session: Session, name: str) -> Any:
    """The row of an attachment's name; raises Problem NOT_FOUND."""
    parts = names.parts(name)
    row = None
    if len(parts) == 6 and parts[4] == "attachments" and parts[5].isdecimal() and len(parts[5]) < 9:
        paper = handlers.paper_named(session, "/".join(parts[:4]))
        row = store_uploads.attachment_row(session, paper.venue, paper.id, int(parts[5]))
    if row is None:
        raise Problem(Reason.NOT_FOUND, f"there is no {name}", "Look at the paper's list of attachments.")
    return row
