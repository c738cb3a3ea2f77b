"""Tables of what people decided and asked for, and of the releases that hold a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime, Integer, Table, Text, func, insert, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from colophon.intake.store import metadata

decisions = Table(
    "decisions",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    # Of a disposition {"decided": …}, a choice {"revision": …, "by": …}, an extension {"until": …}, a
    # changed record {"changes": [[field, before, after], …]}.
    Column("value", JSONB, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("lifted_by", Text, nullable=False, server_default=""),
    Column("lifted_by_name", Text, nullable=False, server_default=""),
    Column("lifted_reason", Text, nullable=False, server_default=""),
    Column("lifted", DateTime(timezone=True)),
)
changes = Table(
    "changes",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("before", JSONB, nullable=False),
    Column("after", JSONB, nullable=False),
    Column("grounds", JSONB, nullable=False),
    Column("told", JSONB, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("decided_by", Text, nullable=False, server_default=""),
    Column("decided_reason", Text, nullable=False, server_default=""),
    Column("decided", DateTime(timezone=True)),
)
paper_releases = Table(
    "paper_releases",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("release", Text, primary_key=True),
    Column("made", DateTime(timezone=True), nullable=False),
)


def decision_rows(
    session: Session, venue: str, paper: str, after: int = 0, count: int | None = None
) -> Sequence[Any]:
    """Oldest first, lifted ones too."""
    return _numbered(session, decisions, venue, paper, after, count)


def change_rows(
    session: Session, venue: str, paper: str, after: int = 0, count: int | None = None
) -> Sequence[Any]:
    """Oldest first, decided ones too."""
    return _numbered(session, changes, venue, paper, after, count)


def _numbered(
    session: Session, table: Table, venue: str, paper: str, after: int, count: int | None
) -> Sequence[Any]:
    query = (
        select(table)
        .where(table.c.venue == venue, table.c.paper == paper, table.c.number > after)
        .order_by(table.c.number)
    )
    return session.execute(query.limit(count) if count else query).all()


def numbered_row(session: Session, table: Table, venue: str, paper: str, number: int) -> Any | None:
    """One decision or change."""
    return session.execute(select(table).filter_by(venue=venue, paper=paper, number=number)).first()


def insert_numbered(session: Session, table: Table, venue: str, paper: str, **values: Any) -> int:
    """A new decision or change under the next number; the caller holds the paper's lock."""
    newest = select(func.max(table.c.number)).where(table.c.venue == venue, table.c.paper == paper)
    number = (session.scalar(newest) or 0) + 1
    session.execute(insert(table).values(venue=venue, paper=paper, number=number, **values))
    return number


def update_numbered(
    session: Session, table: Table, venue: str, paper: str, number: int, **values: Any
) -> None:
    """Columns of one decision or change."""
    query = update(table).where(table.c.venue == venue, table.c.paper == paper, table.c.number == number)
    session.execute(query.values(**values))


def put_release(session: Session, venue: str, paper: str, release: str, made: datetime) -> bool:
    """Keep that a release holds the paper; false when that was known."""
    done = session.execute(
        upsert(paper_releases)
        .values(venue=venue, paper=paper, release=release, made=made)
        .on_conflict_do_nothing()
        .returning(paper_releases.c.release)
    )
    return done.first() is not None


def releases_of(session: Session, venue: str, paper: str) -> Sequence[Any]:
    """Rows of the releases that hold the paper, oldest first."""
    table = paper_releases
    query = select(table).where(table.c.venue == venue, table.c.paper == paper)
    return session.execute(query.order_by(table.c.made, table.c.release)).all()
