"""The tables each service's schema has for talking: outbox, inbox, dead letters, requests, jobs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB


@dataclass(frozen=True)
class WireTables:
    """Handles on one service's wire tables."""

    outbox: Table
    inbox: Table
    dead_letters: Table
    requests: Table
    jobs: Table


def wire_tables(metadata: MetaData) -> WireTables:
    """Declare the wire tables in a service's MetaData (whose schema is the service's)."""
    now = func.now()
    outbox = Table(
        "outbox",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("event_id", String(26), nullable=False, unique=True),
        Column("topic", String(249), nullable=False),
        Column("key", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("headers", JSONB, nullable=False, server_default="{}"),
        Column("made", DateTime(timezone=True), nullable=False, server_default=now),
        # Where and in which life of the topic the broker took it; null until it answered.
        Column("epoch", Text),
        Column("partition", Integer),
        Column("offset", BigInteger),
        Column("sent", DateTime(timezone=True)),
        Index("outbox_unsent", "id", postgresql_where="epoch is null"),
        Index("outbox_newest", "type", "subject", "id"),
    )
    inbox = Table(
        "inbox",
        metadata,
        Column("event_id", String(64), primary_key=True),
        Column("type", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("arrived", DateTime(timezone=True), nullable=False, server_default=now),
    )
    dead_letters = Table(
        "dead_letters",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("topic", Text, nullable=False),
        Column("partition", Integer, nullable=False),
        Column("offset", BigInteger, nullable=False),
        Column("event_id", Text, nullable=False, server_default=""),
        Column("key", LargeBinary),
        Column("body", LargeBinary),
        Column("headers", JSONB, nullable=False, server_default="{}"),
        Column("reason", Text, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False, server_default=now),
        UniqueConstraint("topic", "partition", "offset", "event_id"),
    )
    requests = Table(
        "requests",
        metadata,
        Column("venue", Text, primary_key=True),
        Column("actor", Text, primary_key=True),
        Column("method", Text, primary_key=True),
        Column("request_id", Text, primary_key=True),
        Column("digest", String(64), nullable=False),
        Column("answer", LargeBinary, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False, server_default=now),
    )
    jobs = Table(
        "jobs",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("kind", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("asked", BigInteger, nullable=False, server_default="1"),
        Column("done", BigInteger, nullable=False, server_default="0"),
        Column("attempts", Integer, nullable=False, server_default="0"),
        Column("not_before", DateTime(timezone=True), nullable=False, server_default=now),
        Column("problem", Text, nullable=False, server_default=""),
        UniqueConstraint("kind", "subject"),
        Index("jobs_open", "not_before", postgresql_where="asked > done"),
    )
    return WireTables(outbox, inbox, dead_letters, requests, jobs)
