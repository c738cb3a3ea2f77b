"""Validation's tables: copies of venues, papers and revisions; facts; checks; which rules hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    Sequence,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.common.domain import names
from colophon.common.domain.venue import Paper, Venue
from colophon.validation import ruling
from colophon.validation.domain.rules.catalogue import RULES_VERSION
from colophon.validation.domain.rulings import Ruling
from colophon.validation.tables import metadata

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
    Column("version", BigInteger, nullable=False),
    Column("record", JSONB, nullable=False),
    # Where it stands by intake's word: numbers of the revision that counts and of the newest.
    Column("status_version", BigInteger, nullable=False, server_default="0"),
    Column("counts", Integer, nullable=False, server_default="0"),
    Column("newest", Integer, nullable=False, server_default="0"),
)
revisions = Table(
    "revisions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("venue", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    # The message as intake sent it.
    Column("body", LargeBinary, nullable=False),
    Index("revisions_of", "venue", "paper"),
)
facts_table = Table(
    "facts",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("inspector", Integer, primary_key=True),
    # zlib over JSON.
    Column("body", LargeBinary, nullable=False),
    Column("made", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
checks = Table(
    "checks",
    metadata,
    Column("revision", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("inputs_digest", String(64), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("paper_version", BigInteger, nullable=False),
    Column("venue_version", BigInteger, nullable=False),
    # The message colophon.api.common.v1.Check.
    Column("body", LargeBinary, nullable=False),
    Column("finished", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # Of the newest word that this check holds; of a revision's checks the one with the largest does.
    Column("sequence", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("revision", "inputs_digest"),
)
sequence = Sequence("check_sequence", metadata=metadata, start=1_000_000)
venue_rules = Table(
    "venue_rules",
    metadata,
    Column("venue", Text, primary_key=True),
    # The version of the rules that holds for the venue.
    Column("version", Integer, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("actor", Text, nullable=False, server_default=""),
)
shadows = Table(
    "shadows",
    metadata,
    Column("revision", Text, primary_key=True),
    # What the newest rules say of it while older ones hold.
    Column("version", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("verdict", Text, nullable=False),
    # Ids of the rules whose errors come or go.
    Column("rules", JSONB, nullable=False),
)
seen = Table(
    "seen",
    metadata,
    # A profile's name, "inspector" or "rules", and the digest or version that all was judged by.
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

_venue = TypeAdapter(Venue)
_paper = TypeAdapter(Paper)


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a check is made from, as one snapshot."""

    revision: common_pb2.Revision
    paper: Paper
    venue: Venue
    rulings: tuple[Ruling, ...]
    rules_version: int

    @property
    def state(self) -> tuple[Any, ...]:
        """Another one means that something was changed meanwhile."""
        return self.paper.version, self.venue.version, self.venue.profile, self.rulings, self.rules_version


def put_venue(session: Session, venue: Venue) -> bool:
    """Keep a venue's record unless a newer one is here; false when it was not news."""
    values = {"version": venue.version, "record": _venue.dump_python(venue, mode="json")}
    return _newer(session, venues, {"id": venue.id}, values)


def put_paper(session: Session, venue: str, paper: Paper) -> bool:
    """Keep a paper's record unless it or a newer one is here."""
    values = {"version": paper.version, "record": _paper.dump_python(paper, mode="json")}
    return _newer(session, papers, {"venue": venue, "id": paper.id}, values)


def put_standing(session: Session, venue: str, paper: str, version: int, counts: int, newest: int) -> None:
    """Which revisions of a paper count and are the newest, unless something newer is known."""
    session.execute(
        update(papers)
        .where(papers.c.venue == venue, papers.c.id == paper, papers.c.status_version < version)
        .values(status_version=version, counts=counts, newest=newest)
    )


def standing(session: Session, venue: str, paper: str) -> Any:
    """The row of ``papers``, locked until the transaction ends."""
    return session.execute(select(papers).filter_by(venue=venue, id=paper).with_for_update()).first()


def _newer(session: Session, table: Table, key: dict[str, Any], values: dict[str, Any]) -> bool:
    done = session.execute(
        upsert(table)
        .values(**key, **values)
        .on_conflict_do_update(
            index_elements=list(key), set_=values, where=table.c.version < values["version"]
        )
        .returning(table.c.version)
    )
    return done.first() is not None


def put_revision(session: Session, revision: common_pb2.Revision) -> bool:
    """Keep a revision; false when it is here: revisions never change."""
    parts = names.parts(revision.name)
    done = session.execute(
        upsert(revisions)
        .values(
            name=revision.name,
            venue=parts[1],
            paper=parts[3],
            sha256=revision.sha256,
            body=revision.SerializeToString(),
        )
        .on_conflict_do_nothing()
        .returning(revisions.c.name)
    )
    return done.first() is not None


def revision_names(session: Session, venue: str, paper: str = "") -> list[str]:
    """Names of a venue's or a paper's revisions."""
    query = select(revisions.c.name).where(revisions.c.venue == venue)
    return list(session.scalars(query.where(revisions.c.paper == paper) if paper else query))


def revision(session: Session, name: str) -> common_pb2.Revision | None:
    """A revision as intake announced it."""
    body = session.scalar(select(revisions.c.body).where(revisions.c.name == name))
    return common_pb2.Revision.FromString(body) if body is not None else None


def has_venue(session: Session, venue: str) -> bool:
    """Whether a venue's record is here."""
    return session.scalar(select(venues.c.id).filter_by(id=venue)) is not None


def venues_with(session: Session, profile: str) -> list[str]:
    """Ids of the venues of a profile; of all with an empty one."""
    query = select(venues.c.id)
    return list(
        session.scalars(query.where(venues.c.record["profile"].astext == profile) if profile else query)
    )


def profiles_in_use(session: Session) -> list[str]:
    """Names of the venues' profiles."""
    return [name for name in session.scalars(select(venues.c.record["profile"].astext).distinct()) if name]


def changed(session: Session, name: str, value: str) -> bool:
    """Whether something all was judged by is another than before; remembers it."""
    done = session.execute(
        upsert(seen)
        .values(name=name, value=value)
        .on_conflict_do_update(
            index_elements=[seen.c.name], set_={"value": value}, where=seen.c.value != value
        )
        .returning(seen.c.name)
    )
    return done.first() is not None


def rules_of(session: Session, venue: str) -> Any:
    """The row of ``venue_rules``; a venue that has none yet stays with the newest from now on."""
    session.execute(upsert(venue_rules).values(venue=venue, version=RULES_VERSION).on_conflict_do_nothing())
    return session.execute(select(venue_rules).filter_by(venue=venue)).one()


def adopt(session: Session, venue: str, version: int, actor: str) -> None:
    """Another version holds from now on."""
    session.execute(
        update(venue_rules)
        .where(venue_rules.c.venue == venue)
        .values(version=version, actor=actor, since=func.now())
    )


def inputs(session: Session, name: str) -> Inputs | None:
    """A revision with the present record of its paper and venue; None while one is not here."""
    found = revision(session, name)
    if found is None:
        return None
    parts = names.parts(name)
    paper = session.scalar(select(papers.c.record).filter_by(venue=parts[1], id=parts[3]))
    venue = session.scalar(select(venues.c.record).filter_by(id=parts[1]))
    if paper is None or venue is None:
        return None
    return Inputs(
        found,
        _paper.validate_python(paper),
        _venue.validate_python(venue),
        tuple(ruling.of_file(session, parts[1], parts[3], found.sha256)),
        rules_of(session, parts[1]).version,
    )


def facts(session: Session, sha256: str, inspector: int) -> bytes | None:
    """Kept facts, compressed."""
    return session.scalar(select(facts_table.c.body).filter_by(sha256=sha256, inspector=inspector))


def put_facts(session: Session, sha256: str, inspector: int, body: bytes) -> None:
    """Keep facts, in place of any that could not be understood."""
    session.execute(
        upsert(facts_table)
        .values(sha256=sha256, inspector=inspector, body=body)
        .on_conflict_do_update(index_elements=["sha256", "inspector"], set_={"body": body})
    )


def lock_revision(session: Session, found: Inputs) -> None:
    """One check at a time of a revision, until the transaction ends."""
    session.execute(select(revisions.c.name).filter_by(name=found.revision.name).with_for_update())


def check_by_digest(session: Session, found: Inputs, digest: str) -> Any:
    """The row of the check that the same inputs have given."""
    return session.execute(
        select(checks).filter_by(revision=found.revision.name, inputs_digest=digest)
    ).first()


def next_number(session: Session, found: Inputs) -> int:
    """Of the revision's next check, from 1."""
    newest = session.scalar(select(func.max(checks.c.number)).filter_by(revision=found.revision.name))
    return (newest or 0) + 1


def next_sequence(session: Session) -> int:
    """For a word on any revision."""
    return int(session.scalar(select(sequence.next_value())) or 0)


def check_proto(row: Any) -> common_pb2.Check:
    """A row of ``checks`` as a message."""
    check: common_pb2.Check = common_pb2.Check.FromString(row.body)
    return check


def advance(check: common_pb2.Check, found: Inputs) -> bool:
    """Write newer versions into a check that still holds; false when they are not newer."""
    before = (check.paper_version, check.venue_version)
    check.paper_version = max(check.paper_version, found.paper.version)
    check.venue_version = max(check.venue_version, found.venue.version)
    return before != (check.paper_version, check.venue_version)


def insert_check(session: Session, found: Inputs, check: common_pb2.Check) -> None:
    """A new check's row."""
    session.execute(
        insert(checks).values(
            revision=found.revision.name,
            number=check.number,
            inputs_digest=check.inputs_digest,
            verdict=common_pb2.Verdict.Name(check.verdict).removeprefix("VERDICT_").lower(),
            paper_version=check.paper_version,
            venue_version=check.venue_version,
            body=check.SerializeToString(),
            sequence=check.sequence,
        )
    )


def update_check(session: Session, found: Inputs, check: common_pb2.Check) -> None:
    """The versions for which a check is known to hold; nothing else of it ever changes."""
    session.execute(
        update(checks)
        .where(checks.c.revision == found.revision.name, checks.c.number == check.number)
        .values(
            paper_version=check.paper_version,
            venue_version=check.venue_version,
            body=check.SerializeToString(),
            sequence=check.sequence,
        )
    )


def put_shadow(
    session: Session, check: common_pb2.Check, version: int, verdict: str, rules: list[str]
) -> None:
    """What the newest rules say of a revision."""
    values = {"version": version, "sequence": check.sequence, "verdict": verdict, "rules": rules}
    session.execute(
        upsert(shadows)
        .values(revision=check.revision, **values)
        .on_conflict_do_update(index_elements=[shadows.c.revision], set_=values)
    )


def counting(session: Session, venue: str) -> list[tuple[str, Any, Any]]:
    """Of each paper the revision that counts: its name, the check that holds, its shadow."""
    out = []
    for row in session.execute(select(papers).filter_by(venue=venue).where(papers.c.counts > 0)):
        name = names.revision(names.paper(names.venue(venue), row.id), row.counts)
        shadow = session.execute(select(shadows).filter_by(revision=name)).first()
        out.append((name, check_row(session, name, 0), shadow))
    return out


def check_row(session: Session, revision_name: str, number: int) -> Any:
    """One check; number 0: the one that holds."""
    query = select(checks).where(checks.c.revision == revision_name)
    if number:
        query = query.where(checks.c.number == number)
    else:
        query = query.order_by(
            checks.c.sequence.desc(), checks.c.venue_version.desc(), checks.c.number.desc()
        )
    return session.execute(query.limit(1)).first()


def check_rows(session: Session, revision_name: str, before: Any, limit: int) -> list[Any]:
    """Of a revision, the one that holds first, from behind ``before`` (sequence, number) on."""
    query = select(checks).where(checks.c.revision == revision_name)
    place = (checks.c.sequence, checks.c.number)
    if before:
        query = query.where(tuple_(*place) < tuple_(*before))
    return list(session.execute(query.order_by(*(each.desc() for each in place)).limit(limit)))
