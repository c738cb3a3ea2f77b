"""One upload: bytes to a limited temporary file while hashing, to the object store, then the row.

An object without a row harms nobody; a row without its object cannot happen.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from colophon.api.events.v1 import events_pb2
from colophon.api.intake.v1.intake_pb2 import UploadHeader
from colophon.common import context
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.venue import Venue
from colophon.common.service import Service
from colophon.intake import announce, handlers, keeping, store, timekeeping
from colophon.intake.domain.opening import FileKind, Opened

ADMITTED = ("x-admitted", "yes")
"""Initial metadata of an upload's call, once nothing in its header stands against it."""
MAGIC = b"%PDF-"
MAGIC_WITHIN = 1024
"""Readers accept the header anywhere in the first kilobyte (ISO 32000-1, implementation note 13)."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """A whole upload on disk."""

    path: Path
    sha256: str
    size: int


@contextmanager
def spooled(chunks: Iterator[bytes], *, limit: int, folder: str) -> Iterator[Spooled]:
    """Take a stream to disk, at most ``limit`` bytes; gone after the block.

    Raises Problem TOO_LARGE as soon as the limit is passed, EMPTY_FILE, NOT_A_PDF.
    """
    with tempfile.NamedTemporaryFile(prefix="upload-", suffix=".pdf", dir=folder or None) as file:
        digest, size, head = hashlib.sha256(), 0, b""
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise too_large(limit)
            if len(head) < MAGIC_WITHIN:
                head += chunk[: MAGIC_WITHIN - len(head)]
                if len(head) >= MAGIC_WITHIN:
                    begins_as_pdf(head)
            digest.update(chunk)
            file.write(chunk)
        if size == 0:
            raise Problem(Reason.EMPTY_FILE, "no bytes arrived", "Upload the PDF of your paper again.")
        begins_as_pdf(head)
        file.flush()
        yield Spooled(Path(file.name), digest.hexdigest(), size)


def too_large(limit: int) -> Problem:
    """The answer to more bytes than an upload may have."""
    return Problem(
        Reason.TOO_LARGE,
        f"the file is larger than {limit // (1024 * 1024)} MB",
        "Reduce the resolution of images and embed only subsets of fonts, then upload again.",
        limit=str(limit),
    )


def begins_as_pdf(head: bytes) -> None:
    """Raises Problem NOT_A_PDF unless a file's first kilobyte is a PDF's."""
    if MAGIC not in head:
        raise Problem(
            Reason.NOT_A_PDF,
            "the file does not begin like a PDF (no %PDF- in its first kilobyte)",
            "Upload the PDF itself: no zip archive, source or web page.",
        )


def begins_as(kind: FileKind, head: bytes) -> None:
    """Raises Problem NOT_A_PDF or NOT_AN_ARCHIVE where a file's first kilobyte is not of its kind."""
    if not kind.archive:
        begins_as_pdf(head)
    elif MAGIC in head[:16]:
        raise Problem(
            Reason.NOT_AN_ARCHIVE,
            "the file is a PDF, not an archive",
            "Pack the files as a zip and upload that; the paper itself is uploaded by its own button.",
        )


def as_sent(spooled: Spooled, sha256: str, size: int) -> None:
    """Raises Problem SIZE_MISMATCH or DIGEST_MISMATCH unless these are the bytes that the sender declared."""
    again = "Upload the file again."
    if size and size != spooled.size:
        raise Problem(Reason.SIZE_MISMATCH, f"{spooled.size} bytes arrived, {size} were announced", again)
    if sha256 and sha256 != spooled.sha256:
        raise Problem(
            Reason.DIGEST_MISMATCH,
            f"sha256 of what arrived is {spooled.sha256}, announced was {sha256}",
            again,
        )


def admit(session: Session, venue: Venue, paper: Any, opened: Opened) -> None:
    """Whether an upload may be opened now: asked once, before its first byte. Raises Problem."""
    timekeeping.judged(session, venue, paper, opened, opened.at)


def store_revision(
    session: Session, service: Service, header: UploadHeader, file: Spooled, opened: Opened
) -> tuple[Any, bool]:
    """The revision's row, and whether it is new: the newest revision's own bytes again are a no-op.

    Raises Problem NOT_YET_OPEN or CLOSED.
    """
    objects, outbox = service.objects, service.outbox
    venue = handlers.venue_named(session, header.paper)
    row = handlers.paper_named(session, header.paper, lock=True)
    received = opened.complete or handlers.now()
    timing, deadline = timekeeping.judged(session, venue, row, opened, received)
    if row.newest:
        newest = store.revision_row(session, row.venue, row.id, row.newest)
        if newest is not None and newest.sha256 == file.sha256:
            return newest, False
    values = {
        "venue": row.venue,
        "paper": row.id,
        "number": row.newest + 1,
        "sha256": file.sha256,
        "size": file.size,
        "filename": header.filename,
        "opened": opened.at,
        "received": received,
        "on_time": timing.on_time,
        "timing": timing.value,
        "deadline": deadline,
        "actor": context.actor(),
        "actor_name": keeping.actor_name(row),
        "based_on": header.based_on,
        "bucket": objects.bucket,
        "object": objects.put(names.venue(row.venue), file.path, file.sha256, "application/pdf"),
    }
    session.execute(insert(store.revisions).values(**values))
    made = store.revision_row(session, row.venue, row.id, row.newest + 1)
    message = announce.revision_proto(made)
    outbox.put(
        session, events_pb2.RevisionUploaded(revision=message), key=message.paper, subject=message.name
    )
    announce.paper_changed(session, outbox, venue, row.id)
    return made, True
