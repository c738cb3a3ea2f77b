"""Assembly's tables: copies of what others own, and builds."""

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
    Table,
    Text,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from colophon.api.assembly.v1 import assembly_pb2 as pb
from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2
from colophon.common.domain import names
from colophon.common.wiretables import wire_tables

metadata = MetaData(schema="assembly")
wire = wire_tables(metadata)

venues = Table(
    "venues",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    # The message colophon.api.common.v1.Venue as intake sent it.
    Column("body", LargeBinary, nullable=False),
)
papers = Table(
    "papers",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    # PaperStatus.status_version
    Column("version", BigInteger, nullable=False),
    # The message colophon.api.intake.v1.PaperStatus as intake sent it.
    Column("body", LargeBinary, nullable=False),
)
checks = Table(
    "checks",
    metadata,
    Column("revision", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    # The message colophon.api.common.v1.Check: why a paper is on hold.
    Column("body", LargeBinary, nullable=False),
)
builds = Table(
    "builds",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("cancelled", Boolean, nullable=False, server_default="false"),
    # The message colophon.api.assembly.v1.Build as callers get it.
    Column("body", LargeBinary, nullable=False),
    # What the build was started from: a Venue, and a ListPapersResponse of all papers that go in.
    Column("venue_record", LargeBinary, nullable=False),
    Column("paper_records", LargeBinary, nullable=False),
    Column("asked", DateTime(timezone=True), nullable=False, server_default=func.now()),
)


def put_venue(session: Session, venue: common_pb2.Venue) -> bool:
    """Keep a venue's record unless a newer one is here; false when it was not news."""
    return _newer(session, venues, {"id": venue.id}, venue.version, venue.SerializeToString())


def put_paper(session: Session, status: intake_pb2.PaperStatus) -> bool:
    """Keep a paper's status unless a newer one is here."""
    _, venue, _, paper = names.parts(status.paper.name)
    key = {"venue": venue, "id": paper}
    return _newer(session, papers, key, status.status_version, status.SerializeToString())


def put_check(session: Session, check: common_pb2.Check) -> bool:
    """Keep the check of a revision that holds: the one with the newest word on it."""
    version = check.sequence or check.number
    return _newer(session, checks, {"revision": check.revision}, version, check.SerializeToString())


def _newer(session: Session, table: Table, key: dict[str, Any], version: int, body: bytes) -> bool:
    values = {"version": version, "body": body}
    done = session.execute(
        upsert(table)
        .values(**key, **values)
        .on_conflict_do_update(index_elements=list(key), set_=values, where=table.c.version < version)
        .returning(table.c.version)
    )
    return done.first() is not None


def venue(session: Session, venue_id: str, *, lock: bool = False) -> common_pb2.Venue | None:
    """The copy of a venue's record."""
    query = select(venues.c.body).where(venues.c.id == venue_id)
    body = session.scalar(query.with_for_update() if lock else query)
    return common_pb2.Venue.FromString(body) if body is not None else None


def statuses(session: Session, venue_id: str) -> list[intake_pb2.PaperStatus]:
    """The copies of all papers' statuses, in the imported order."""
    bodies = session.scalars(select(papers.c.body).where(papers.c.venue == venue_id))
    found = [intake_pb2.PaperStatus.FromString(body) for body in bodies]
    return sorted(found, key=lambda status: (status.paper.order, status.paper.id))


def check(session: Session, revision: str) -> common_pb2.Check | None:
    """The newest check known of a revision."""
    body = session.scalar(select(checks.c.body).where(checks.c.revision == revision))
    return common_pb2.Check.FromString(body) if body is not None else None


def checked(session: Session, revisions: Sequence[str]) -> set[str]:
    """Which of these revisions a check is known of."""
    return set(session.scalars(select(checks.c.revision).where(checks.c.revision.in_(revisions))))


def next_number(session: Session, venue_id: str) -> int:
    """Of a venue's next build; the caller holds the venue's lock."""
    last = session.scalar(select(func.max(builds.c.number)).where(builds.c.venue == venue_id))
    return (last or 0) + 1


def insert_build(
    session: Session, build: pb.Build, venue_record: bytes, statuses_in: Sequence[intake_pb2.PaperStatus]
) -> None:
    """A new build with all it will be made from."""
    listed = intake_pb2.ListPapersResponse(papers=statuses_in)
    session.execute(
        insert(builds).values(
            venue=names.parts(build.name)[1],
            number=build.number,
            state=pb.BuildState.Name(build.state),
            body=build.SerializeToString(),
            venue_record=venue_record,
            paper_records=listed.SerializeToString(),
        )
    )


def build_row(session: Session, venue_id: str, number: int, *, lock: bool = False) -> Any | None:
    """A row of ``builds``."""
    query = select(builds).where(builds.c.venue == venue_id, builds.c.number == number)
    return session.execute(query.with_for_update() if lock else query).first()


def build_of(row: Any) -> pb.Build:
    """The message in a row."""
    return pb.Build.FromString(row.body)


def put_build(session: Session, build: pb.Build) -> None:
    """Store a build's new state under its next version."""
    build.version += 1
    session.execute(
        update(builds)
        .where(builds.c.venue == names.parts(build.name)[1], builds.c.number == build.number)
        .values(state=pb.BuildState.Name(build.state), body=build.SerializeToString())
    )


def cancel(session: Session, venue_id: str, number: int) -> None:
    """Wish for a build's end."""
    session.execute(
        update(builds).where(builds.c.venue == venue_id, builds.c.number == number).values(cancelled=True)
    )


def build_rows(session: Session, venue_id: str, before: int | None, count: int) -> Sequence[Any]:
    """Newest first."""
    query = select(builds).where(builds.c.venue == venue_id).order_by(builds.c.number.desc()).limit(count)
    if before is not None:
        query = query.where(builds.c.number < before)
    return session.execute(query).all()
