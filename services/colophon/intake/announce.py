"""What intake says of itself: PaperStatus as stored, and the events that carry it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.events.v1 import events_pb2
from colophon.api.intake.v1 import intake_pb2
from colophon.common.convert import stamp, to_proto
from colophon.common.domain import names
from colophon.common.domain.times import aoe
from colophon.common.domain.venue import Venue
from colophon.common.outbox import Outbox
from colophon.intake import store, store_uploads
from colophon.intake.domain.status import status


def venue_proto(venue: Venue) -> common_pb2.Venue:
    """A venue's record as a message."""
    return to_proto(venue, common_pb2.Venue, name=names.venue(venue.id))


def revision_proto(row: Any) -> common_pb2.Revision:
    """A row of ``revisions`` as a message."""
    paper = names.paper(names.venue(row.venue), row.paper)
    return common_pb2.Revision(
        name=names.revision(paper, row.number),
        paper=paper,
        number=row.number,
        sha256=row.sha256,
        size=row.size,
        filename=row.filename,
        received=stamp(row.received),
        on_time=row.on_time,
        actor=row.actor,
        bucket=row.bucket,
        object=row.object,
    )


def receipt_proto(row: Any) -> intake_pb2.Receipt:
    """What the author holds for a row of ``revisions``."""
    revision = revision_proto(row)
    return intake_pb2.Receipt(
        paper=revision.paper,
        revision=revision.name,
        sha256=row.sha256,
        size=row.size,
        received=revision.received,
        received_aoe=aoe(row.received),
        on_time=row.on_time,
        opened=stamp(row.opened),
        filename=row.filename,
        actor=row.actor,
        kind=common_pb2.FILE_KIND_PAPER,
    )


def attachment_proto(row: Any) -> common_pb2.Attachment:
    """A row of ``attachments`` as a message."""
    paper = names.paper(names.venue(row.venue), row.paper)
    return common_pb2.Attachment(
        name=names.attachment(paper, row.number),
        paper=paper,
        number=row.number,
        kind=common_pb2.FileKind.Value(f"FILE_KIND_{row.kind.upper()}"),
        sha256=row.sha256,
        size=row.size,
        filename=row.filename,
        received=stamp(row.received),
        on_time=row.on_time,
        actor=row.actor,
        bucket=row.bucket,
        object=row.object,
        entries=row.entries,
        unpacked=row.unpacked,
        remarks=row.remarks,
    )


def attachment_receipt(row: Any) -> intake_pb2.Receipt:
    """What the author holds for a row of ``attachments``."""
    attachment = attachment_proto(row)
    return intake_pb2.Receipt(
        paper=attachment.paper,
        attachment=attachment.name,
        kind=attachment.kind,
        sha256=row.sha256,
        size=row.size,
        filename=row.filename,
        opened=stamp(row.opened),
        received=attachment.received,
        received_aoe=aoe(row.received),
        on_time=row.on_time,
        actor=row.actor,
    )


def status_proto(session: Session, row: Any) -> intake_pb2.PaperStatus:
    """A row of ``papers`` with the revisions it speaks of."""
    verdict = f"VERDICT_{row.verdict.upper()}" if row.verdict else "VERDICT_UNSPECIFIED"
    message = intake_pb2.PaperStatus(
        paper=to_proto(
            store.record_of(row), common_pb2.Paper, name=names.paper(names.venue(row.venue), row.id)
        ),
        state=intake_pb2.PaperState.Value(f"PAPER_STATE_{row.state.upper()}"),
        verdict=common_pb2.Verdict.Value(verdict),
        errors=row.errors,
        warnings=row.warnings,
        revisions=row.newest,
        status_version=row.status_version,
        check=row.check,
        attachments=map(attachment_proto, store_uploads.newest_attachments(session, row.venue, row.id)),
    )
    for number, field in ((row.counts, message.counts), (row.newest, message.newest)):
        revision = number and store.revision_row(session, row.venue, row.id, number)
        if revision:
            field.CopyFrom(revision_proto(revision))
    return message


def venue_changed(session: Session, outbox: Outbox, venue: Venue) -> None:
    """Store and announce a venue's record."""
    store.put_venue(session, venue)
    message = venue_proto(venue)
    outbox.put(session, events_pb2.VenueChanged(venue=message), key=message.name, subject=message.name)


def paper_changed(session: Session, outbox: Outbox, venue: Venue, paper_id: str) -> intake_pb2.PaperStatus:
    """Evaluate where a paper stands, store it under a new status version, announce it."""
    row = store.paper_row(session, venue.id, paper_id, lock=True)
    assert row is not None
    revisions = store.revision_rows(session, venue.id, row.id)
    now = status(
        [(r.number, r.on_time) for r in revisions],
        store.judged(session, venue.id, row.id),
        row.version,
        venue.version,
    )
    judged = now.judged
    store.update_paper(
        session,
        venue.id,
        row.id,
        state=now.state.value,
        counts=now.counts,
        newest=max((r.number for r in revisions), default=0),
        verdict=judged.verdict.value if judged else "",
        errors=judged.errors if judged else 0,
        warnings=judged.warnings if judged else 0,
        check=judged.name if judged else "",
        status_version=row.status_version + 1,
    )
    message = status_proto(session, store.paper_row(session, venue.id, row.id))
    name = message.paper.name
    outbox.put(session, events_pb2.PaperChanged(status=message), key=name, subject=name)
    return message
