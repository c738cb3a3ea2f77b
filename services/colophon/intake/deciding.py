"""Decisions about a paper: dispositions, the revision that counts, more time. In the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from colophon.api.events.v1 import events_pb2
from colophon.api.intake.v1 import intake_pb2
from colophon.common import context
from colophon.common.convert import moment
from colophon.common.domain import names
from colophon.common.domain.dispositions import Decided
from colophon.common.domain.findings import Verdict
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.times import aoe
from colophon.common.domain.venue import Venue
from colophon.common.outbox import Outbox
from colophon.intake import announce, handlers, keeping, recordstore, store


def decide_disposition(
    session: Session, outbox: Outbox, paper: str, decided: Decided, reason: str, seen: int
) -> tuple[Any, intake_pb2.PaperStatus]:
    """Withdrawn, deferred, excluded or not presented. Raises Problem."""
    _editors_only("say what becomes of a paper")
    venue, row = opened(session, paper, seen)
    reason_needed(reason)
    released = recordstore.releases_of(session, row.venue, row.id)
    if decided is Decided.EXCLUDED_NO_UPLOAD and row.newest:
        raise Problem(
            Reason.CONFLICT,
            f"paper {row.id} cannot be excluded for no upload: it has revision {row.newest}",
            "Defer it or withdraw it.",
        )
    if released and decided in (Decided.DEFERRED, Decided.EXCLUDED_NO_UPLOAD):
        raise Problem(
            Reason.CONFLICT,
            f"paper {row.id} is in {released[0].release} already",
            "Withdraw it, or mark it as not presented; the release will say so.",
        )
    return _put(session, outbox, venue, row, "disposition", {"decided": decided.value}, reason)


def choose_revision(
    session: Session, outbox: Outbox, paper: str, number: int, reason: str, seen: int
) -> tuple[Any, intake_pb2.PaperStatus]:
    """Another revision counts: an author may say so before the close, an editor at any time."""
    venue, row = opened(session, paper, seen)
    revision = store.revision_row(session, row.venue, row.id, number)
    if revision is None:
        raise Problem(
            Reason.NOT_FOUND, f"paper {row.id} has no revision {number}", "Look at the list of its revisions."
        )
    by = "author" if keeping.is_author() else "editor"
    if by == "author":
        _author_may_choose(session, venue, row, revision)
    else:
        reason_needed(reason)
    return _put(session, outbox, venue, row, "counts", {"revision": number, "by": by}, reason)


def _author_may_choose(session: Session, venue: Venue, row: Any, revision: Any) -> None:
    by = announce.standing_of(session, row).calendar(venue)
    if by.closed(handlers.now()):
        raise Problem(
            Reason.CLOSED,
            f"authors could choose until {aoe(by.hard) if by.hard else 'the close'}",
            "Ask an editor to choose.",
        )
    judged = {each.revision: each for each in store.judged(session, row.venue, row.id)}.get(revision.number)
    held = judged is not None and judged.verdict is Verdict.HOLD
    if not revision.on_time or held:
        raise Problem(
            Reason.NOT_READY,
            f"revision {revision.number} {'is on hold' if held else 'was late'}: it displaces no other",
            "Choose one that is on time and passes, or ask an editor.",
        )


def extend_deadline(
    session: Session, outbox: Outbox, paper: str, until: datetime, reason: str, seen: int
) -> tuple[Any, intake_pb2.PaperStatus]:
    """More time for one paper's uploads that open from now on."""
    _editors_only("give more time")
    venue, row = opened(session, paper, seen)
    reason_needed(reason)
    if until <= handlers.now():
        raise Problem(
            Reason.INVALID_ARGUMENT,
            f"{aoe(until)} is over already",
            "Give a moment to come; choose a revision where one that came late is to count.",
        )
    if venue.soft_deadline is None and venue.hard_deadline is None:
        raise Problem(Reason.CONFLICT, f"venue {venue.id} has no deadline", "Nothing needs to be extended.")
    return _put(session, outbox, venue, row, "extension", {"until": until.isoformat()}, reason)


def lift(
    session: Session, outbox: Outbox, name: str, reason: str, seen: int
) -> tuple[Any, intake_pb2.PaperStatus]:
    """Take a decision back; the one before it of its kind stands again."""
    paper, number = numbered(name, "decisions")
    venue, row = opened(session, paper, seen)
    decision = recordstore.numbered_row(session, recordstore.decisions, row.venue, row.id, number)
    if decision is None:
        raise Problem(Reason.NOT_FOUND, f"there is no {name}", "Look at the paper's list of decisions.")
    if keeping.is_author() and (decision.kind != "counts" or decision.value["by"] != "author"):
        raise Problem(
            Reason.FORBIDDEN, "only an editor may lift this decision", "Ask the organisers of the venue."
        )
    if not keeping.is_author():
        reason_needed(reason)
    elif announce.standing_of(session, row).calendar(venue).closed(handlers.now()):
        raise Problem(Reason.CLOSED, "authors could choose until the close", "Ask an editor.")
    if decision.lifted is not None:
        raise Problem(Reason.CONFLICT, f"{name} was lifted already", "Nothing is left to do.")
    if decision.kind == "record":
        raise Problem(
            Reason.CONFLICT,
            "a change of the record is not lifted",
            "Change the record again; its history stays.",
        )
    recordstore.update_numbered(
        session,
        recordstore.decisions,
        row.venue,
        row.id,
        number,
        lifted=handlers.now(),
        lifted_by=context.actor(),
        lifted_by_name=keeping.actor_name(row),
        lifted_reason=reason,
    )
    return _announced(session, outbox, venue, row, number)


def release_made(outbox: Outbox, session: Session, event: events_pb2.ReleaseMade) -> None:
    """Export has released: its papers are published."""
    release = event.release.name
    venue_id = names.parts(release)[1]
    venue = store.venue_by_id(session, venue_id)
    made = moment(event.release.created)
    for name in sorted(event.papers):
        row = store.paper_row(session, venue_id, names.last(name), lock=True)
        if venue is None or row is None:
            continue
        if recordstore.put_release(session, venue_id, row.id, release, made):
            keeping.bump(session, row)
            announce.paper_changed(session, outbox, venue, row.id)


def numbered(name: str, collection: str) -> tuple[str, int]:
    """``venues/v/papers/p/decisions/2`` → the paper's name, 2. Raises BadName."""
    parts = names.parts(name)
    if len(parts) != 6 or parts[4] != collection or not parts[5].isdecimal() or len(parts[5]) > 8:
        raise names.BadName(f"{name!r} is no name such as venues/tpc26/papers/p007/{collection}/2")
    return "/".join(parts[:4]), int(parts[5])


def opened(session: Session, paper: str, seen: int) -> tuple[Venue, Any]:
    """The venue and the locked row of a paper, its decisions as they were seen. Raises Problem."""
    venue = handlers.venue_named(session, paper)
    row = handlers.paper_named(session, paper, lock=True)
    if seen and seen - 1 != row.decisions_version:
        raise Problem(
            Reason.VERSION_CLASH,
            f"somebody decided about {paper} meanwhile: its decisions are at version "
            f"{row.decisions_version + 1}, you saw {seen}",
            "Look at its decisions again, and repeat yours where it still applies.",
            present=str(row.decisions_version + 1),
            seen=str(seen),
        )
    return venue, row


def _put(
    session: Session, outbox: Outbox, venue: Venue, row: Any, kind: str, value: dict[str, Any], reason: str
) -> tuple[Any, intake_pb2.PaperStatus]:
    number = keeping.decision(session, row, kind, value, reason)
    return _announced(session, outbox, venue, row, number)


def _announced(
    session: Session, outbox: Outbox, venue: Venue, row: Any, number: int
) -> tuple[Any, intake_pb2.PaperStatus]:
    status = announce.paper_changed(session, outbox, venue, row.id)
    return recordstore.numbered_row(session, recordstore.decisions, row.venue, row.id, number), status


def _editors_only(what: str) -> None:
    if keeping.is_author():
        raise Problem(Reason.FORBIDDEN, f"only an editor may {what}", "Ask the organisers of the venue.")


def reason_needed(reason: str) -> None:
    """Raises Problem REASON_NEEDED for an empty one."""
    if not reason.strip():
        raise Problem(
            Reason.REASON_NEEDED,
            "this is kept on record, and has no reason",
            "Send a reason that whoever reads it in a year understands.",
        )
