"""Changes of the accepted record that authors ask for. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from colophon.api.intake.v1 import intake_pb2
from colophon.common import context
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.venue import Paper
from colophon.common.outbox import Outbox
from colophon.intake import announce, deciding, handlers, keeping, recordstore, store
from colophon.intake.domain import records
from colophon.intake.domain.merging import changes
from colophon.intake.domain.typography import grounds

OPEN_TO_AUTHORS = ("title", "authors", "abstract", "keywords")


def propose(
    session: Session, outbox: Outbox, name: str, seen: int, change: Paper, mask: Sequence[str], reason: str
) -> tuple[Any, intake_pb2.PaperStatus]:
    """Typography is applied at once, anything more kept for the chair. Raises Problem."""
    venue = handlers.venue_named(session, name)
    row = handlers.paper_named(session, name, lock=True)
    handlers.seen_version(name, row.version, seen)
    wrong = [field for field in mask if field not in OPEN_TO_AUTHORS]
    if wrong or not mask:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            f"authors do not change {', '.join(wrong)}" if wrong else "the change names no field",
            f"Name fields out of: {', '.join(OPEN_TO_AUTHORS)}.",
        )
    before = store.record_of(row)
    after = records.tidy(replace(before, **{field: getattr(change, field) for field in mask}))
    records.sound_paper(after, venue)
    if after == before:
        raise Problem(Reason.INVALID_ARGUMENT, "the record says this already", "Nothing needs to be changed.")
    why = grounds(before, after)
    if why:
        deciding.reason_needed(reason)
    number = recordstore.insert_numbered(
        session,
        recordstore.changes,
        row.venue,
        row.id,
        state="open" if why else "applied",
        before=store.dumped(before),
        after=store.dumped(after),
        grounds=why,
        told=list(dict.fromkeys(person.name for person in (*before.authors, *after.authors))),
        reason=reason.strip(),
        actor=context.actor(),
        actor_name=keeping.actor_name(row),
        at=handlers.now(),
    )
    keeping.bump(session, row)
    if why:
        status = announce.paper_changed(session, outbox, venue, row.id)
    else:
        status = handlers.put_paper(session, outbox, venue, before, after)
    return recordstore.numbered_row(session, recordstore.changes, row.venue, row.id, number), status


def decide(
    session: Session, outbox: Outbox, name: str, approve: bool, reason: str, seen: int
) -> tuple[Any, intake_pb2.PaperStatus]:
    """The chair's answer to a change that waits. Raises Problem."""
    paper, number = deciding.numbered(name, "changes")
    venue, row = deciding.opened(session, paper, seen)
    change = recordstore.numbered_row(session, recordstore.changes, row.venue, row.id, number)
    if change is None:
        raise Problem(Reason.NOT_FOUND, f"there is no {name}", "Look at the paper's list of changes.")
    if change.state != "open":
        raise Problem(
            Reason.CONFLICT, f"{name} is {change.state} already", "Change the record where it is wrong."
        )
    if not approve:
        deciding.reason_needed(reason)
    recordstore.update_numbered(
        session,
        recordstore.changes,
        row.venue,
        row.id,
        number,
        state="approved" if approve else "rejected",
        decided_by=context.actor(),
        decided_reason=reason.strip(),
        decided=handlers.now(),
    )
    keeping.bump(session, row)
    if approve:
        present = store.record_of(row)
        updated = _applied(present, store.loaded(change.before), store.loaded(change.after), name)
        records.sound_paper(updated, venue)
        keeping.record_changed(session, row, changes(present, updated), reason or change.reason)
        status = handlers.put_paper(session, outbox, venue, present, updated)
    else:
        status = announce.paper_changed(session, outbox, venue, row.id)
    return recordstore.numbered_row(session, recordstore.changes, row.venue, row.id, number), status


def _applied(present: Paper, before: Paper, after: Paper, name: str) -> Paper:
    """What was asked for, on the present record; raises Problem where the same was changed since."""
    fields = [field for field in OPEN_TO_AUTHORS if getattr(before, field) != getattr(after, field)]
    moved = [field for field in fields if getattr(present, field) != getattr(before, field)]
    if moved:
        raise Problem(
            Reason.CONFLICT,
            f"{', '.join(moved)} changed after {name} was asked for",
            "Reject it and change the record yourself, or let the authors ask again.",
        )
    return replace(present, **{field: getattr(after, field) for field in fields})
