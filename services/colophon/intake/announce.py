"""What intake says of itself: PaperStatus as stored, and the events that carry it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.events.v1 import events_pb2
from colophon.api.intake.v1 import decisions_pb2, intake_pb2
from colophon.common.convert import stamp, to_proto
from colophon.common.domain import names
from colophon.common.domain.deadlines import Timing, words
from colophon.common.domain.dispositions import disposition
from colophon.common.domain.times import aoe
from colophon.common.domain.venue import DECLARED, Paper, Venue
from colophon.common.outbox import Outbox
from colophon.intake import recordstore, store, store_uploads
from colophon.intake.domain.merging import changes
from colophon.intake.domain.standing import Standings, standings
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
        opened=stamp(row.opened),
        timing=common_pb2.Timing.Value(f"TIMING_{row.timing.upper()}"),
        actor_name=row.actor_name,
        based_on=row.based_on,
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
        timing=revision.timing,
        deadline=_stamp(row.deadline),
        judged=words(Timing(row.timing), row.opened, row.deadline),
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


def decision_proto(row: Any) -> decisions_pb2.Decision:
    """A row of ``decisions`` as a message."""
    paper = names.paper(names.venue(row.venue), row.paper)
    until = row.value.get("until")
    return decisions_pb2.Decision(
        name=f"{paper}/decisions/{row.number}",
        paper=paper,
        number=row.number,
        kind=decisions_pb2.DecisionKind.Value(f"DECISION_KIND_{row.kind.upper()}"),
        decided=decisions_pb2.Decided.Value(f"DECIDED_{row.value.get('decided', 'unspecified').upper()}"),
        revision=row.value.get("revision", 0),
        until=_stamp(datetime.fromisoformat(until) if until else None),
        changes=[field_change(*each) for each in row.value.get("changes", ())],
        reason=row.reason,
        actor=row.actor,
        actor_name=row.actor_name,
        at=stamp(row.at),
        lifted_by=row.lifted_by,
        lifted_by_name=row.lifted_by_name,
        lifted_reason=row.lifted_reason,
        lifted=_stamp(row.lifted),
    )


def change_proto(row: Any) -> decisions_pb2.Change:
    """A row of ``changes`` as a message."""
    paper = names.paper(names.venue(row.venue), row.paper)
    return decisions_pb2.Change(
        name=f"{paper}/changes/{row.number}",
        paper=paper,
        number=row.number,
        state=decisions_pb2.ChangeState.Value(f"CHANGE_STATE_{row.state.upper()}"),
        changes=field_changes(store.loaded(row.before), store.loaded(row.after)),
        grounds=row.grounds,
        reason=row.reason,
        actor=row.actor,
        actor_name=row.actor_name,
        at=stamp(row.at),
        told=row.told,
        decided_by=row.decided_by,
        decided_reason=row.decided_reason,
        decided=_stamp(row.decided),
    )


def field_changes(before: Paper, after: Paper) -> list[decisions_pb2.FieldChange]:
    """What differs between two records."""
    return [field_change(*each) for each in changes(before, after)]


def field_change(field: str, before: str, after: str) -> decisions_pb2.FieldChange:
    """One difference as a message."""
    return decisions_pb2.FieldChange(field=field, before=before, after=after)


def _stamp(at: datetime | None) -> Any:
    return None if at is None else stamp(at)


def standing_of(session: Session, row: Any) -> Standings:
    """The decisions that stand for a row of ``papers``."""
    if not row.decisions_version:
        return standings([])
    return standings(recordstore.decision_rows(session, row.venue, row.id))


def paper_proto(record: Paper, name: str) -> common_pb2.Paper:
    """A paper's record as a message: of the list's other columns those of meaning."""
    told = replace(record, extra={key: record.extra[key] for key in DECLARED if key in record.extra})
    return to_proto(told, common_pb2.Paper, name=name)


def status_proto(session: Session, row: Any, venue: Venue) -> intake_pb2.PaperStatus:
    """A row of ``papers`` with the revisions and decisions it speaks of."""
    verdict = f"VERDICT_{row.verdict.upper()}" if row.verdict else "VERDICT_UNSPECIFIED"
    standing = standing_of(session, row)
    message = intake_pb2.PaperStatus(
        paper=paper_proto(store.record_of(row), names.paper(names.venue(row.venue), row.id)),
        state=intake_pb2.PaperState.Value(f"PAPER_STATE_{row.state.upper()}"),
        verdict=common_pb2.Verdict.Value(verdict),
        errors=row.errors,
        warnings=row.warnings,
        revisions=row.newest,
        status_version=row.status_version,
        check=row.check,
        attachments=map(attachment_proto, store_uploads.newest_attachments(session, row.venue, row.id)),
        disposition=decisions_pb2.Disposition.Value(f"DISPOSITION_{row.disposition.upper()}"),
        counts_why=decisions_pb2.CountsWhy.Value(f"COUNTS_WHY_{(row.counts_why or 'unspecified').upper()}"),
        deadlines=_deadlines(standing, venue, row),
        decisions_version=row.decisions_version + 1,
    )
    for number, field in ((row.counts, message.counts), (row.newest, message.newest)):
        revision = number and store.revision_row(session, row.venue, row.id, number)
        if revision:
            field.CopyFrom(revision_proto(revision))
    if standing.disposition is not None:
        message.disposition_decision.CopyFrom(decision_proto(standing.disposition))
    if row.decisions_version:
        asked = recordstore.change_rows(session, row.venue, row.id)
        message.open_changes.extend(change_proto(each) for each in asked if each.state == "open")
        message.released_in.extend(
            each.release for each in recordstore.releases_of(session, row.venue, row.id)
        )
    return message


def _deadlines(standing: Standings, venue: Venue, row: Any) -> decisions_pb2.Deadlines:
    by = standing.calendar(venue)
    paper = names.paper(names.venue(row.venue), row.id)
    return decisions_pb2.Deadlines(
        opens=_stamp(by.opens),
        soft=_stamp(by.soft),
        hard=_stamp(by.hard),
        repair_until=_stamp(by.repair_until),
        grace_minutes=venue.grace_minutes,
        extension=f"{paper}/decisions/{standing.extension.number}" if standing.extension else "",
    )


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
    standing = standing_of(session, row)
    now = status(
        [(r.number, r.on_time) for r in revisions],
        store.judged(session, venue.id, row.id),
        row.version,
        venue.version,
        standing.choices,
    )
    releases = recordstore.releases_of(session, venue.id, row.id) if row.decisions_version else ()
    judged = now.judged
    store.update_paper(
        session,
        venue.id,
        row.id,
        state=now.state.value,
        counts=now.counts,
        counts_why=now.why.value if now.why else "",
        newest=max((r.number for r in revisions), default=0),
        verdict=judged.verdict.value if judged else "",
        errors=judged.errors if judged else 0,
        warnings=judged.warnings if judged else 0,
        check=judged.name if judged else "",
        disposition=disposition(
            standing.decided,
            standing.disposition.at if standing.disposition else None,
            venue.freeze,
            releases[0].made if releases else None,
        ).value,
        status_version=row.status_version + 1,
    )
    message = status_proto(session, store.paper_row(session, venue.id, row.id), venue)
    name = message.paper.name
    outbox.put(session, events_pb2.PaperChanged(status=message), key=name, subject=name)
    return message
