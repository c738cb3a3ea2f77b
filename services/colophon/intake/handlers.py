"""Intake's commands and events: one function each, in the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from colophon.api.events.v1 import events_pb2
from colophon.api.intake.v1 import intake_pb2
from colophon.common import profiles
from colophon.common.domain import names
from colophon.common.domain.findings import Verdict
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.venue import Paper, Venue
from colophon.common.outbox import Outbox
from colophon.intake import announce, keeping, store
from colophon.intake.domain import links, records
from colophon.intake.domain.merging import changes, merged
from colophon.intake.domain.status import Judged
from colophon.intake.domain.typography import others

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did with one paper."""

    id: str
    action: str
    """CREATED, UPDATED or UNCHANGED."""
    before: Paper | None
    after: Paper
    kept: tuple[str, ...] = ()
    """Fields where the list says something new and a decision stays."""


FIXED = {"id", "version"}
"""Fields of a record that no update changes."""


def venue_named(session: Session, name: str, *, lock: bool = False) -> Venue:
    """The venue of any resource name; raises Problem NOT_FOUND."""
    venue_id = names.parts(name)[1]
    venue = store.venue_by_id(session, venue_id, lock=lock)
    if venue is None:
        raise Problem(
            Reason.NOT_FOUND,
            f"there is no venue {venue_id!r}",
            "Look at the list of venues for the right id.",
        )
    return venue


def paper_named(session: Session, name: str, *, lock: bool = False) -> Any:
    """The row of a paper's name; raises Problem NOT_FOUND."""
    parts = names.parts(name)
    if len(parts) < 4 or parts[2] != "papers":
        raise names.BadName(f"{name!r} is not a paper's name such as venues/tpc26/papers/p007")
    row = store.paper_row(session, parts[1], parts[3], lock=lock)
    if row is None:
        raise Problem(
            Reason.NOT_FOUND,
            f"there is no paper {parts[3]!r} in venue {parts[1]!r}",
            "Look at the venue's list of papers for the right id, or import the paper first.",
        )
    return row


def create_venue(session: Session, outbox: Outbox, venue: Venue) -> Venue:
    """A new venue, version 1; raises Problem ALREADY_EXISTS."""
    venue = replace(
        venue,
        version=1,
        # What proto3 cannot tell from "not said".
        profile=venue.profile or "generic",
        language=venue.language or "en",
        first_page=venue.first_page or 1,
    )
    records.sound_venue(venue, profiles.names())
    if store.venue_by_id(session, venue.id) is not None:
        raise Problem(
            Reason.ALREADY_EXISTS,
            f"venue {venue.id!r} is there already",
            "Choose another id, or change it.",
        )
    announce.venue_changed(session, outbox, venue)
    return venue


def update_venue(
    session: Session, outbox: Outbox, name: str, seen: int, change: Venue, mask: Sequence[str]
) -> Venue:
    """Replace the fields of ``mask``; every paper is then judged anew. Raises Problem VERSION_CLASH."""
    present = venue_named(session, name, lock=True)
    seen_version(name, present.version, seen)
    known_fields(mask, Venue)
    updated = replace(present, **{field: getattr(change, field) for field in mask})
    if updated == present:
        return present
    updated = replace(updated, version=present.version + 1)
    records.sound_venue(updated, profiles.names())
    sessions = {session.id for session in updated.sessions}
    orphans = [
        row.id
        for row in store.paper_rows(session, present.id, (), 100_000)
        if row.record.get("session") and row.record["session"] not in sessions
    ]
    if orphans:
        raise Problem(
            Reason.CONFLICT,
            f"papers {', '.join(orphans)} are in a session that would be gone",
            "Move these papers to another session first.",
        )
    announce.venue_changed(session, outbox, updated)
    for row in store.paper_rows(session, present.id, (), 100_000):
        announce.paper_changed(session, outbox, updated, row.id)
    return updated


def import_papers(session: Session, outbox: Outbox, name: str, papers: Sequence[Paper]) -> list[Imported]:
    """Create or update each; answers in the order given with what was done. All or nothing."""
    venue = venue_named(session, name, lock=True)
    papers = [records.tidy(paper) for paper in papers]
    records.sound_papers(papers, venue)
    return [import_paper(session, outbox, venue, paper) for paper in papers]


def import_paper(session: Session, outbox: Outbox, venue: Venue, paper: Paper) -> Imported:
    """Create a paper, or update what the list changed since it last said something: decisions stay."""
    paper = records.tidy(paper)
    row = store.paper_row(session, venue.id, paper.id, lock=True)
    if row is None:
        made = replace(paper, version=1)
        store.insert_paper(session, venue.id, made)
        announce.paper_changed(session, outbox, venue, paper.id)
        return Imported(paper.id, "CREATED", None, made)
    present = store.record_of(row)
    listed = replace(paper, id=row.id, version=present.version)
    done = merged(store.baseline_of(row), present, listed)
    store.update_paper(session, venue.id, row.id, baseline=listed)
    if done.paper == present:
        return Imported(row.id, "UNCHANGED", present, present, done.kept)
    status = put_paper(session, outbox, venue, present, done.paper)
    after = replace(done.paper, version=status.paper.version)
    return Imported(row.id, "UPDATED", present, after, done.kept)


def update_paper(
    session: Session, outbox: Outbox, name: str, seen: int, change: Paper, mask: Sequence[str]
) -> intake_pb2.PaperStatus:
    """Replace the fields of ``mask``; the paper is then judged anew. Raises Problem VERSION_CLASH."""
    venue = venue_named(session, name)
    row = paper_named(session, name, lock=True)
    seen_version(name, row.version, seen)
    known_fields(mask, Paper)
    present = store.record_of(row)
    updated = records.tidy(replace(present, **{field: getattr(change, field) for field in mask}))
    if updated == present:
        return announce.status_proto(session, row, venue)
    records.sound_paper(updated, venue)
    keeping.record_changed(session, row, changes(present, updated), "")
    return put_paper(session, outbox, venue, present, updated)


def put_paper(
    session: Session, outbox: Outbox, venue: Venue, present: Paper, updated: Paper
) -> intake_pb2.PaperStatus:
    """Store a record under its next version and announce it. Links end where somebody else stands now."""
    updated = replace(updated, version=present.version + 1)
    store.update_paper(
        session, venue.id, updated.id, record=updated, version=updated.version, position=updated.order
    )
    for place in others(present.authors, updated.authors):
        store.next_generation(session, venue.id, updated.id, place)
    return announce.paper_changed(session, outbox, venue, updated.id)


def create_link(
    session: Session, name: str, place: int, hours: int, secret: bytes, now: datetime
) -> tuple[links.Link, str]:
    """A link for the author at ``place`` and its token; 0 hours: 60 days."""
    row = paper_named(session, name)
    authors = store.record_of(row).authors
    if place > len(authors):
        raise Problem(
            Reason.NOT_FOUND,
            f"paper {row.id} has {len(authors)} authors, there is none at place {place}",
            f"Use a place from 1 to {len(authors)}.",
        )
    paper = names.paper(names.venue(row.venue), row.id)
    link = links.Link(
        paper,
        place,
        store.generation(session, row.venue, row.id, place),
        now + timedelta(hours=hours or 60 * 24),
    )
    return link, links.sign(link, secret)


def revoke_links(session: Session, name: str, place: int) -> int:
    """End the links of one author, or of all with place 0; returns how many authors that were."""
    row = paper_named(session, name, lock=True)
    places = [place] if place else range(1, len(store.record_of(row).authors) + 1)
    for each in places:
        store.next_generation(session, row.venue, row.id, each)
    return len(places)


def resolve(session: Session, token: str, secret: bytes, now: datetime) -> tuple[str, str, datetime | None]:
    """(actor, paper or "", expiry) of a link or an editor's token; raises Problem UNAUTHENTICATED."""
    if token.startswith(links.PREFIX):
        link = links.read(token, secret, now)
        parts = names.parts(link.paper)
        if link.generation != store.generation(session, parts[1], parts[3], link.place):
            raise Problem(Reason.LINK_REVOKED, "This link was revoked", "Ask the organisers for a new one.")
        return link.person, link.paper, link.expires
    actor = store.editor_of(session, hashlib.sha256(token.encode()).hexdigest())
    if actor is None:
        raise Problem(
            Reason.UNAUTHENTICATED,
            "This token is not known",
            "Use the token as it was given to you, or ask for a new one.",
        )
    return actor, "", None


def check_done(outbox: Outbox, session: Session, event: events_pb2.CheckDone) -> None:
    """Validation has judged a revision: keep it, evaluate which revision counts."""
    check = event.check
    parts = names.parts(check.revision)
    venue_id, paper_id, number = parts[1], parts[3], int(parts[5])
    # Same order of locks as every command: venue, then paper.
    venue = store.venue_by_id(session, venue_id)
    if venue is None or store.paper_row(session, venue_id, paper_id, lock=True) is None:
        log.warning("a check of a paper that is not there", check=check.name)
        return
    # A waived or mistaken finding stays visible and weighs nothing.
    standing = [finding for finding in check.findings if finding.standing in (0, 1)]
    severities = [finding.severity for finding in standing]
    news = store.put_check(
        session,
        venue_id,
        paper_id,
        check.number,
        Judged(
            number,
            check.name,
            Verdict.PASS if check.verdict == 1 else Verdict.HOLD,
            severities.count(1),
            severities.count(2),
            check.paper_version,
            check.venue_version,
            check.pages,
            tuple(sorted({finding.rule for finding in standing if finding.severity in (1, 2)})),
        ),
    )
    if news:
        announce.paper_changed(session, outbox, venue, paper_id)


def keep_editor_token(session: Session, token: str) -> None:
    """The bootstrap editor's token from settings, hashed; a former one stops working."""
    store.only_editor_token(session, hashlib.sha256(token.encode()).hexdigest(), "editors/bootstrap")


def now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


def seen_version(name: str, present: int, seen: int) -> None:
    """Raises Problem VERSION_CLASH unless the version that was seen is the present one."""
    if seen and seen != present:
        raise Problem(
            Reason.VERSION_CLASH,
            f"{name} is at version {present}, your change was made to version {seen}",
            "Load it again, look at what changed, and repeat your change where it still applies.",
            present=str(present),
            seen=str(seen),
        )


def known_fields(mask: Sequence[str], kind: type) -> None:
    """Raises Problem INVALID_ARGUMENT for a field that no update changes."""
    allowed = {field.name for field in fields(kind)} - FIXED
    wrong = [field for field in mask if field not in allowed]
    if wrong or not mask:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            f"cannot change {', '.join(wrong)}" if wrong else "the change names no field",
            f"Name fields out of: {', '.join(sorted(allowed))}.",
        )
