"""Intake's tables and the queries on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Integer,
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
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from colophon.common.domain.findings import Verdict
from colophon.common.domain.venue import Paper, Venue
from colophon.common.wiretables import wire_tables
from colophon.intake.domain.status import Judged

metadata = MetaData(schema="intake")
wire = wire_tables(metadata)

venues = Table(
    "venues",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("record", JSONB, nullable=False),
)
papers = Table(
    "papers",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("status_version", BigInteger, nullable=False),
    Column("record", JSONB, nullable=False),
    # What domain/status.py made of revisions and checks, kept to list without computing.
    Column("state", Text, nullable=False),
    Column("counts", Integer),
    Column("newest", Integer, nullable=False, server_default="0"),
    Column("verdict", Text, nullable=False, server_default=""),
    Column("errors", Integer, nullable=False, server_default="0"),
    Column("warnings", Integer, nullable=False, server_default="0"),
    Column("check", Text, nullable=False, server_default=""),
    Column("counts_why", Text, nullable=False, server_default=""),
    Column("disposition", Text, nullable=False, server_default="expected"),
    # The record as the accepted list last gave it.
    Column("baseline", JSONB, nullable=False),
    Column("decisions_version", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("venue", "folded"),
)
revisions = Table(
    "revisions",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("filename", Text, nullable=False),
    Column("received", DateTime(timezone=True), nullable=False),
    Column("opened", DateTime(timezone=True), nullable=False),
    Column("on_time", Boolean, nullable=False),
    Column("actor", Text, nullable=False),
    Column("bucket", Text, nullable=False),
    Column("object", Text, nullable=False),
    # How it stood to which deadline when it opened.
    Column("timing", Text, nullable=False, server_default=""),
    Column("deadline", DateTime(timezone=True)),
    Column("actor_name", Text, nullable=False, server_default=""),
    Column("based_on", Integer, nullable=False, server_default="0"),
)
checks = Table(
    "checks",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("paper_version", BigInteger, nullable=False),
    Column("venue_version", BigInteger, nullable=False),
    Column("pages", Integer, nullable=False, server_default="0"),
    Column("rules", JSONB, nullable=False, server_default="[]"),
)
link_generations = Table(
    "link_generations",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
)
editor_tokens = Table(
    "editor_tokens",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("actor", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

_venue = TypeAdapter(Venue)
_paper = TypeAdapter(Paper)


def venue_by_id(session: Session, venue_id: str, *, lock: bool = False) -> Venue | None:
    """The venue's record; ``lock`` keeps others from changing it until the transaction ends."""
    query = select(venues.c.record).where(venues.c.id == venue_id)
    record = session.scalar(query.with_for_update() if lock else query)
    return _venue.validate_python(record) if record is not None else None


def put_venue(session: Session, venue: Venue) -> None:
    """Insert or replace."""
    values = {"version": venue.version, "record": _venue.dump_python(venue, mode="json")}
    session.execute(
        upsert(venues)
        .values(id=venue.id, **values)
        .on_conflict_do_update(index_elements=[venues.c.id], set_=values)
    )


def list_venues(session: Session, after: str, count: int) -> list[Venue]:
    """By id."""
    rows = session.scalars(
        select(venues.c.record).where(venues.c.id > after).order_by(venues.c.id).limit(count)
    )
    return [_venue.validate_python(row) for row in rows]


def paper_row(session: Session, venue: str, paper_id: str, *, lock: bool = False) -> Any | None:
    """A row of ``papers`` by its id, upper and lower case being the same."""
    query = select(papers).where(papers.c.venue == venue, papers.c.folded == paper_id.casefold())
    return session.execute(query.with_for_update() if lock else query).first()


def paper_rows(session: Session, venue: str, after: Sequence[Any], count: int) -> Sequence[Any]:
    """In the imported order."""
    query = (
        select(papers).where(papers.c.venue == venue).order_by(papers.c.position, papers.c.id).limit(count)
    )
    if after:
        position, paper_id = after
        query = query.where(
            (papers.c.position > position) | ((papers.c.position == position) & (papers.c.id > paper_id))
        )
    return session.execute(query).all()


def record_of(row: Any) -> Paper:
    """The accepted record in a row of ``papers``."""
    return _paper.validate_python(row.record)


def baseline_of(row: Any) -> Paper:
    """The record as it was accepted, in a row of ``papers``."""
    return _paper.validate_python(row.baseline)


def dumped(paper: Paper) -> dict[str, Any]:
    """A record as JSON."""
    made: dict[str, Any] = _paper.dump_python(paper, mode="json")
    return made


def loaded(record: Any) -> Paper:
    """A record from JSON."""
    return _paper.validate_python(record)


def insert_paper(session: Session, venue: str, paper: Paper) -> None:
    """A new paper, nothing uploaded yet."""
    session.execute(
        insert(papers).values(
            venue=venue,
            id=paper.id,
            folded=paper.id.casefold(),
            position=paper.order,
            version=paper.version,
            status_version=0,
            record=_paper.dump_python(paper, mode="json"),
            baseline=_paper.dump_python(paper, mode="json"),
            state="expected",
        )
    )


def update_paper(session: Session, venue: str, paper_id: str, **values: Any) -> None:
    """Columns of one row; ``record`` and ``baseline`` may be Papers."""
    values = {name: dumped(each) if isinstance(each, Paper) else each for name, each in values.items()}
    session.execute(update(papers).where(papers.c.venue == venue, papers.c.id == paper_id).values(**values))


def revision_row(session: Session, venue: str, paper: str, number: int) -> Any | None:
    """One revision."""
    return session.execute(select(revisions).filter_by(venue=venue, paper=paper, number=number)).first()


def revision_rows(
    session: Session, venue: str, paper: str, after: int = 0, count: int | None = None
) -> Sequence[Any]:
    """Oldest first."""
    query = (
        select(revisions)
        .where(revisions.c.venue == venue, revisions.c.paper == paper, revisions.c.number > after)
        .order_by(revisions.c.number)
    )
    return session.execute(query.limit(count) if count else query).all()


def judged(session: Session, venue: str, paper: str) -> list[Judged]:
    """The newest check known of each revision."""
    rows = session.execute(select(checks).where(checks.c.venue == venue, checks.c.paper == paper))
    return [
        Judged(
            r.revision,
            r.name,
            Verdict(r.verdict),
            r.errors,
            r.warnings,
            r.paper_version,
            r.venue_version,
            r.pages,
            tuple(r.rules),
        )
        for r in rows
    ]


def put_check(session: Session, venue: str, paper: str, number: int, check: Judged) -> bool:
    """Keep a check unless a newer one is known; false when it was not news."""
    values = {
        "number": number,
        "name": check.name,
        "verdict": check.verdict.value,
        "errors": check.errors,
        "warnings": check.warnings,
        "paper_version": check.paper_version,
        "venue_version": check.venue_version,
        "pages": check.pages,
        "rules": list(check.rules),
    }
    # Newer: judged against newer versions, and never one version back for the other forward.
    newer = (checks.c.paper_version <= check.paper_version) & (checks.c.venue_version <= check.venue_version)
    done = session.execute(
        upsert(checks)
        .values(venue=venue, paper=paper, revision=check.revision, **values)
        .on_conflict_do_update(
            index_elements=[checks.c.venue, checks.c.paper, checks.c.revision], set_=values, where=newer
        )
        .returning(checks.c.revision)
    )
    return done.first() is not None


def generation(session: Session, venue: str, paper: str, place: int) -> int:
    """Of an author's links, from 0."""
    return (
        session.scalar(select(link_generations.c.generation).filter_by(venue=venue, paper=paper, place=place))
        or 0
    )


def next_generation(session: Session, venue: str, paper: str, place: int) -> None:
    """End every link given out so far to this author."""
    table = link_generations
    session.execute(
        upsert(table)
        .values(venue=venue, paper=paper, place=place, generation=1)
        .on_conflict_do_update(
            index_elements=[table.c.venue, table.c.paper, table.c.place],
            set_={"generation": table.c.generation + 1},
        )
    )


def only_editor_token(session: Session, sha256: str, actor: str) -> None:
    """Keep this actor's token hashed, and no older one of the same actor."""
    session.execute(
        editor_tokens.delete().where(editor_tokens.c.actor == actor, editor_tokens.c.sha256 != sha256)
    )
    session.execute(upsert(editor_tokens).values(sha256=sha256, actor=actor).on_conflict_do_nothing())


def editor_of(session: Session, sha256: str) -> str | None:
    """Whose token has this digest."""
    return session.scalar(select(editor_tokens.c.actor).where(editor_tokens.c.sha256 == sha256))
