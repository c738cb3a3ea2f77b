"""What differs between a revision and those that came after it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from colophon.api.intake.v1 import decisions_pb2
from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.common.domain.times import aoe
from colophon.intake import announce, store
from colophon.intake.domain.status import Judged


def later_than(
    session: Session, venue: str, paper: str, base: int, before: int = 0
) -> list[pb.RevisionDifference]:
    """Revisions after ``base`` (below ``before`` where given), oldest first, each compared with it."""
    if base <= 0:
        return []
    first = store.revision_row(session, venue, paper, base)
    if first is None:
        return []
    checks = {each.revision: each for each in store.judged(session, venue, paper)}
    return [
        _difference(first, other, checks.get(base), checks.get(other.number))
        for other in store.revision_rows(session, venue, paper, base)
        if not before or other.number < before
    ]


def tell(session: Session, row: Any, based_on: int, answer: pb.UploadRevisionResponse) -> None:
    """Into the answer to an upload: what arrived meanwhile, and which revision counts just now."""
    answer.meanwhile.extend(later_than(session, row.venue, row.paper, based_on, row.number))
    paper = store.paper_row(session, row.venue, row.paper)
    if paper is not None and paper.counts:
        answer.counts = paper.counts
        answer.counts_why = decisions_pb2.CountsWhy.Value(f"COUNTS_WHY_{paper.counts_why.upper()}")


def _difference(base: Any, other: Any, was: Judged | None, now: Judged | None) -> pb.RevisionDifference:
    message = pb.RevisionDifference(
        revision=announce.revision_proto(other),
        same_bytes=base.sha256 == other.sha256,
        size_change=other.size - base.size,
        pages_before=was.pages if was else 0,
        pages_after=now.pages if now else 0,
    )
    if was and now:
        message.findings_gone.extend(sorted(set(was.rules) - set(now.rules)))
        message.findings_new.extend(sorted(set(now.rules) - set(was.rules)))
    message.words = _words(base, other, message, now)
    return message


def _words(base: Any, other: Any, found: pb.RevisionDifference, now: Judged | None) -> str:
    who = other.actor_name or other.actor
    told = f"Revision {other.number} by {who}, {aoe(other.received)}"
    if found.same_bytes:
        return f"{told}: the same file as revision {base.number}."
    parts = [f"{found.size_change:+,} bytes".replace(",", " ")]
    if found.pages_before and found.pages_after:
        parts.append(f"{found.pages_before} → {found.pages_after} pages")
    if found.findings_gone:
        parts.append(f"mended: {', '.join(found.findings_gone)}")
    if found.findings_new:
        parts.append(f"new: {', '.join(found.findings_new)}")
    parts.append(f"its check says {now.verdict.value}" if now else "not checked yet")
    return f"{told}, against revision {base.number}: {'; '.join(parts)}."
