"""How a decision is kept: by whom, and under which number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from colophon.common import context
from colophon.intake import recordstore, store


def actor_name(row: Any) -> str:
    """The calling author's name as printed in a row of ``papers``; empty for anybody else."""
    parts = context.actor().split("/")
    if len(parts) != 6 or parts[4] != "people" or not parts[5].isdecimal():
        return ""
    authors = store.record_of(row).authors
    place = int(parts[5])
    return authors[place - 1].name if place <= len(authors) else ""


def is_author() -> bool:
    """Whether an author's link is calling."""
    return "/people/" in context.actor()


def decision(session: Session, row: Any, kind: str, value: dict[str, Any], reason: str) -> int:
    """A new decision of the caller about a locked row of ``papers``; its number."""
    number = recordstore.insert_numbered(
        session,
        recordstore.decisions,
        row.venue,
        row.id,
        kind=kind,
        value=value,
        reason=reason.strip(),
        actor=context.actor(),
        actor_name=actor_name(row),
        at=datetime.now(UTC),
    )
    bump(session, row)
    return number


def bump(session: Session, row: Any) -> None:
    """A new version of a paper's decisions."""
    store.update_paper(session, row.venue, row.id, decisions_version=store.papers.c.decisions_version + 1)


def record_changed(session: Session, row: Any, changes: list[tuple[str, str, str]], reason: str) -> None:
    """Keep that an editor changed the record; the caller announces it."""
    decision(session, row, "record", {"changes": changes}, reason)
