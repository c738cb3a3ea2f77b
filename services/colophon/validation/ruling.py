"""The table of rulings: waivers, corrections and disputes of a paper, numbered from 1, none ever erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.common.convert import stamp
from colophon.common.domain import names
from colophon.validation.domain.rulings import Ruling, RulingKind
from colophon.validation.domain.sections import Kind
from colophon.validation.tables import metadata

rulings = Table(
    "rulings",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    # What was looked at; corrections and disputes are about these bytes alone.
    Column("revision", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("rule", Text, nullable=False, server_default=""),
    Column("finding", Text, nullable=False, server_default=""),
    Column("message", Text, nullable=False, server_default=""),
    Column("page", Integer, nullable=False, server_default="0"),
    Column("counts_as", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False),
    Column("evidence", Text, nullable=False, server_default=""),
    Column("actor", Text, nullable=False),
    Column("made", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("withdrawn", DateTime(timezone=True)),
    Column("withdrawn_by", Text, nullable=False, server_default=""),
    Column("withdrawn_reason", Text, nullable=False, server_default=""),
    # Of a dispute: accepted or declined.
    Column("state", Text, nullable=False, server_default=""),
    Column("answered", DateTime(timezone=True)),
    Column("answered_by", Text, nullable=False, server_default=""),
    Column("answer", Text, nullable=False, server_default=""),
    Index("rulings_of_file", "venue", "paper", "sha256"),
)


def put(session: Session, venue: str, paper: str, **values: Any) -> Any:
    """A new ruling's row; the caller holds the paper's lock."""
    newest = session.scalar(select(func.max(rulings.c.number)).filter_by(venue=venue, paper=paper))
    return session.execute(
        insert(rulings)
        .values(venue=venue, paper=paper, number=(newest or 0) + 1, **values)
        .returning(rulings)
    ).one()


def change(session: Session, row: Any, **values: Any) -> Any:
    """A withdrawal or an answer: what was said before stays."""
    return session.execute(
        update(rulings)
        .where(rulings.c.venue == row.venue, rulings.c.paper == row.paper, rulings.c.number == row.number)
        .values(**values)
        .returning(rulings)
    ).one()


def row(session: Session, venue: str, paper: str, number: int) -> Any | None:
    """One ruling, locked until the transaction ends."""
    return session.execute(
        select(rulings).filter_by(venue=venue, paper=paper, number=number).with_for_update()
    ).first()


def rows(session: Session, venue: str, paper: str, before: Any, limit: int) -> Sequence[Any]:
    """Of a paper, or of a venue's papers with an empty one; newest first, from behind ``before`` on."""
    query = select(rulings).filter_by(venue=venue)
    if paper:
        query = query.where(rulings.c.paper == paper)
    place = (rulings.c.made, rulings.c.paper, rulings.c.number)
    if before:
        at, of_paper, number = before
        query = query.where(tuple_(*place) < tuple_(datetime.fromisoformat(str(at)), of_paper, number))
    return session.execute(query.order_by(*(each.desc() for each in place)).limit(limit)).all()


def standing(session: Session, venue: str, paper: str) -> Sequence[Any]:
    """Those that are not withdrawn, oldest first."""
    return session.execute(
        select(rulings).filter_by(venue=venue, paper=paper, withdrawn=None).order_by(rulings.c.number)
    ).all()


def of_file(session: Session, venue: str, paper: str, sha256: str) -> list[Ruling]:
    """What a file is to be judged on: waivers of its paper, corrections of its own bytes."""
    return [
        Ruling(
            one.number,
            RulingKind(one.kind),
            one.rule,
            one.finding,
            one.page,
            Kind(one.counts_as) if one.counts_as else None,
        )
        for one in standing(session, venue, paper)
        if one.kind != RulingKind.DISPUTE and (one.kind == RulingKind.WAIVER or one.sha256 == sha256)
    ]


def proto(one: Any) -> pb.Ruling:
    """A row as a message."""
    paper = names.paper(names.venue(one.venue), one.paper)
    made = pb.Ruling(
        name=f"{paper}/rulings/{one.number}",
        kind=pb.RulingKind.Value(f"RULING_KIND_{one.kind.upper()}"),
        revision=names.revision(paper, one.revision),
        rule=one.rule,
        finding=one.finding,
        message=one.message,
        page=one.page,
        counts_as=common_pb2.CountsAs.Value(f"COUNTS_AS_{(one.counts_as or 'unspecified').upper()}"),
        reason=one.reason,
        evidence=one.evidence,
        actor=one.actor,
        made=stamp(one.made),
        withdrawn_by=one.withdrawn_by,
        withdrawn_reason=one.withdrawn_reason,
        answered_by=one.answered_by,
        answer=one.answer,
    )
    if one.withdrawn is not None:
        made.withdrawn.CopyFrom(stamp(one.withdrawn))
    if one.kind == RulingKind.DISPUTE:
        made.state = pb.DisputeState.Value(f"DISPUTE_STATE_{(one.state or 'open').upper()}")
    if one.answered is not None:
        made.answered.CopyFrom(stamp(one.answered))
    return made
