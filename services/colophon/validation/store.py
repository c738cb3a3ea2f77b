"""Validation's tables and the queries on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session

from colophon.common.domain.findings import Finding
from colophon.common.domain.venue import Paper, Venue
from colophon.common.wiretables import wire_tables

metadata = MetaData(schema="validation")
wire = wire_tables(metadata)

# Copies of what intake says; the newest version wins.
venues = Table(
    "venues",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("record", JSONB, nullable=False),
)
papers = Table(
    "papers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("venue", Text, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("record", JSONB, nullable=False),
)
revisions = Table(
    "revisions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("paper", Text, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("bucket", Text, nullable=False),
    Column("object", Text, nullable=False),
)
# What one inspector made of one file, or why it could not: found out once.
facts = Table(
    "facts",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("inspector", Text, primary_key=True),
    Column("body", LargeBinary),
    Column("failure", Text, nullable=False, server_default=""),
)
checks = Table(
    "checks",
    metadata,
    Column("revision", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("inputs_digest", String(64), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("findings", JSONB, nullable=False),
    # The newest versions for which this check holds: the only columns that change.
    Column("paper_version", BigInteger, nullable=False),
    Column("venue_version", BigInteger, nullable=False),
    Column("profile", Text, nullable=False),
    Column("inspector", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("finished", DateTime(timezone=True), nullable=False),
    UniqueConstraint("revision", "inputs_digest"),
)

_venue = TypeAdapter(Venue)
_paper = TypeAdapter(Paper)
FINDINGS = TypeAdapter(tuple[Finding, ...])


def put_venue(session: Session, name: str, venue: Venue) -> bool:
    """Keep a copy unless a newer one is there; false when it was not news."""
    return _newest(session, venues, name, venue.version, {"record": _venue.dump_python(venue, mode="json")})


def put_paper(session: Session, name: str, venue: str, paper: Paper) -> bool:
    """Keep a copy unless a newer one is there; false when it was not news."""
    record = _paper.dump_python(paper, mode="json")
    return _newest(session, papers, name, paper.version, {"record": record, "venue": venue})


def _newest(session: Session, table: Table, name: str, version: int, values: dict[str, Any]) -> bool:
    values = {**values, "version": version}
    done = session.execute(
        insert(table)
        .values(name=name, **values)
        .on_conflict_do_update(index_elements=[table.c.name], set_=values, where=table.c.version < version)
        .returning(table.c.name)
    )
    return done.first() is not None


def venue_named(session: Session, name: str) -> Venue | None:
    """The copy of a venue's record."""
    record = session.scalar(select(venues.c.record).where(venues.c.name == name))
    return _venue.validate_python(record) if record is not None else None


def paper_named(session: Session, name: str, *, lock: bool = False) -> Paper | None:
    """The copy of a paper's record; ``lock`` lets one worker judge it at a time."""
    query = select(papers.c.record).where(papers.c.name == name)
    record = session.scalar(query.with_for_update() if lock else query)
    return _paper.validate_python(record) if record is not None else None


def papers_of(session: Session, venue: str) -> Sequence[str]:
    """Names of the venue's papers."""
    return session.scalars(select(papers.c.name).where(papers.c.venue == venue)).all()


def put_revision(session: Session, **values: Any) -> None:
    """Keep a revision; it never changes."""
    session.execute(insert(revisions).values(**values).on_conflict_do_nothing())


def revisions_of(session: Session, paper: str) -> Sequence[Any]:
    """Newest first."""
    query = select(revisions).where(revisions.c.paper == paper).order_by(revisions.c.number.desc())
    return session.execute(query).all()


def revision_named(session: Session, name: str) -> Any | None:
    """One revision."""
    return session.execute(select(revisions).where(revisions.c.name == name)).first()


def facts_of(session: Session, sha256: str, inspector: str) -> Any | None:
    """What the inspector made of a file, if it has seen it."""
    return session.execute(select(facts).filter_by(sha256=sha256, inspector=inspector)).first()


def put_facts(session: Session, sha256: str, inspector: str, body: bytes | None, failure: str) -> None:
    """Remember it; the first answer stays."""
    values = {"sha256": sha256, "inspector": inspector, "body": body, "failure": failure}
    session.execute(insert(facts).values(**values).on_conflict_do_nothing())


def check_by_digest(session: Session, revision: str, inputs_digest: str) -> Any | None:
    """The one check of a revision against these inputs."""
    return session.execute(select(checks).filter_by(revision=revision, inputs_digest=inputs_digest)).first()


def checks_of(session: Session, revision: str) -> Sequence[Any]:
    """The one that holds for the newest record first."""
    order = (checks.c.paper_version.desc(), checks.c.venue_version.desc(), checks.c.number.desc())
    return session.execute(select(checks).where(checks.c.revision == revision).order_by(*order)).all()


def put_check(session: Session, **values: Any) -> None:
    """A new check; the number and digest are unique for the revision."""
    session.execute(insert(checks).values(**values))


def hold_for(session: Session, revision: str, number: int, paper_version: int, venue_version: int) -> None:
    """The check holds for these versions too."""
    session.execute(
        update(checks)
        .where(checks.c.revision == revision, checks.c.number == number)
        .values(paper_version=paper_version, venue_version=venue_version)
    )
