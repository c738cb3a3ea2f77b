"""Export's tables: copies of builds, releases, the publisher's keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from colophon.api.events.v1 import events_pb2
from colophon.api.export.v1 import export_pb2 as pb
from colophon.api.intake.v1 import intake_pb2
from colophon.common.wiretables import wire_tables

metadata = MetaData(schema="export")
wire = wire_tables(metadata)

builds = Table(
    "builds",
    metadata,
    Column("name", Text, primary_key=True),
    # The message colophon.api.events.v1.BuildDone as assembly sent it.
    Column("body", LargeBinary, nullable=False),
)
papers = Table(
    "papers",
    metadata,
    Column("name", Text, primary_key=True),
    # PaperStatus.status_version
    Column("version", BigInteger, nullable=False),
    # The message colophon.api.intake.v1.PaperStatus as intake sent it.
    Column("body", LargeBinary, nullable=False),
)
releases = Table(
    "releases",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("build", Text, nullable=False),
    # The message colophon.api.export.v1.Release as callers get it.
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("build"),
)
keys = Table(
    "keys",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("created", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("revoked", Boolean, nullable=False, server_default="false"),
)


def put_build(session: Session, event: events_pb2.BuildDone) -> None:
    """Keep a build that has ended; its end never changes."""
    session.execute(
        upsert(builds).values(name=event.build.name, body=event.SerializeToString()).on_conflict_do_nothing()
    )


def build_named(session: Session, name: str) -> events_pb2.BuildDone | None:
    """The copy of a build that has ended."""
    body = session.scalar(select(builds.c.body).where(builds.c.name == name))
    return events_pb2.BuildDone.FromString(body) if body is not None else None


def put_paper(session: Session, status: intake_pb2.PaperStatus) -> None:
    """Keep the copy unless a newer one is here."""
    values = {"version": status.status_version, "body": status.SerializeToString()}
    session.execute(
        upsert(papers)
        .values(name=status.paper.name, **values)
        .on_conflict_do_update(
            index_elements=[papers.c.name], set_=values, where=papers.c.version < status.status_version
        )
    )


def papers_named(session: Session, names: Sequence[str]) -> list[intake_pb2.PaperStatus]:
    """The copies of these papers that are here, by name."""
    rows = session.scalars(select(papers.c.body).where(papers.c.name.in_(names)).order_by(papers.c.name))
    return [intake_pb2.PaperStatus.FromString(row) for row in rows]


def insert_release(session: Session, venue: str, release: pb.Release) -> None:
    """A new release."""
    session.execute(
        insert(releases).values(
            venue=venue, number=release.number, build=release.build, body=release.SerializeToString()
        )
    )


def put_release(session: Session, venue: str, release: pb.Release) -> None:
    """Its new state."""
    session.execute(
        update(releases)
        .where(releases.c.venue == venue, releases.c.number == release.number)
        .values(body=release.SerializeToString())
    )


def release_by_number(session: Session, venue: str, number: int, *, lock: bool = False) -> pb.Release | None:
    """One release."""
    query = select(releases.c.body).where(releases.c.venue == venue, releases.c.number == number)
    body = session.scalar(query.with_for_update() if lock else query)
    return pb.Release.FromString(body) if body is not None else None


def release_of_build(session: Session, build: str) -> pb.Release | None:
    """The release that a build has become."""
    body = session.scalar(select(releases.c.body).where(releases.c.build == build))
    return pb.Release.FromString(body) if body is not None else None


def releases_of(session: Session, venue: str, before: int, count: int) -> Sequence[pb.Release]:
    """Newest first, with a number below ``before``."""
    rows = session.scalars(
        select(releases.c.body)
        .where(releases.c.venue == venue, releases.c.number < before)
        .order_by(releases.c.number.desc())
        .limit(count)
    )
    return [pb.Release.FromString(row) for row in rows]


def last_number(session: Session, table: Table, venue: str) -> int:
    """Highest number given in this venue, 0 without any."""
    return session.scalar(select(func.max(table.c.number)).where(table.c.venue == venue)) or 0


def insert_key(session: Session, venue: str, number: int, label: str, sha256: str) -> Any:
    """A new key; its row."""
    return session.execute(
        insert(keys).values(venue=venue, number=number, label=label, sha256=sha256).returning(keys)
    ).one()


def keys_of(session: Session, venue: str, after: int, count: int) -> Sequence[Any]:
    """Oldest first."""
    return session.execute(
        select(keys).where(keys.c.venue == venue, keys.c.number > after).order_by(keys.c.number).limit(count)
    ).all()


def key_by_digest(session: Session, sha256: str) -> Any | None:
    """The key whose secret has this digest, unless it was revoked."""
    return session.execute(select(keys).where(keys.c.sha256 == sha256, ~keys.c.revoked)).first()


def revoke(session: Session, venue: str, number: int) -> Any | None:
    """End a key; its row."""
    return session.execute(
        update(keys)
        .where(keys.c.venue == venue, keys.c.number == number)
        .values(revoked=True)
        .returning(keys)
    ).first()
