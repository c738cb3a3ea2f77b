"""The tables of resumable uploads and of what lies beside a paper, and the queries on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from colophon.intake.store import metadata

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("venue", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("request_id", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("opened", DateTime(timezone=True), nullable=False),
    Column("expires", DateTime(timezone=True), nullable=False),
    Column("offset", BigInteger, nullable=False, server_default="0"),
    # open, done, refused
    Column("state", Text, nullable=False, server_default="open"),
    # Done: number of the revision or attachment. Refused: what the author is told.
    Column("number", Integer, nullable=False, server_default="0"),
    Column("reason", Text, nullable=False, server_default=""),
    Column("message", Text, nullable=False, server_default=""),
    Column("remedy", Text, nullable=False, server_default=""),
    Index("uploads_of_paper", "venue", "paper", "actor"),
    Index("uploads_expire", "expires"),
)
parts = Table(
    "upload_parts",
    metadata,
    Column("upload", String(26), primary_key=True),
    Column("start", BigInteger, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("object", Text, nullable=False),
)
attachments = Table(
    "attachments",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("filename", Text, nullable=False),
    Column("opened", DateTime(timezone=True), nullable=False),
    Column("received", DateTime(timezone=True), nullable=False),
    Column("on_time", Boolean, nullable=False),
    Column("actor", Text, nullable=False),
    Column("bucket", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("entries", Integer, nullable=False, server_default="0"),
    Column("unpacked", BigInteger, nullable=False, server_default="0"),
    Column("remarks", ARRAY(Text), nullable=False, server_default="{}"),
)


def upload_row(session: Session, upload_id: str, *, lock: bool = False) -> Any | None:
    """One session; ``lock`` keeps others from finishing or ending it until the transaction ends."""
    query = select(uploads).where(uploads.c.id == upload_id)
    return session.execute(query.with_for_update() if lock else query).first()


def insert_upload(session: Session, **values: Any) -> None:
    """A new session, nothing arrived yet."""
    session.execute(insert(uploads).values(**values))


def open_uploads(session: Session, venue: str, paper: str, actor: str) -> int:
    """How many this actor has under way for the paper."""
    query = select(func.count()).select_from(uploads)
    return session.scalar(query.filter_by(venue=venue, paper=paper, actor=actor, state="open")) or 0


def advance(session: Session, upload_id: str, start: int, end: int, expires: datetime) -> bool:
    """Move the offset from ``start`` to ``end``; false where it is elsewhere or the session is not open."""
    done = session.execute(
        update(uploads)
        .where(uploads.c.id == upload_id, uploads.c.offset == start, uploads.c.state == "open")
        .values(offset=end, expires=expires)
        .returning(uploads.c.id)
    )
    return done.first() is not None


def update_upload(session: Session, upload_id: str, **values: Any) -> None:
    """Columns of one session."""
    session.execute(update(uploads).where(uploads.c.id == upload_id).values(**values))


def delete_upload(session: Session, upload_id: str) -> None:
    """A session and its pieces' rows."""
    session.execute(delete(parts).where(parts.c.upload == upload_id))
    session.execute(delete(uploads).where(uploads.c.id == upload_id))


def insert_part(session: Session, **values: Any) -> None:
    """One piece."""
    session.execute(insert(parts).values(**values))


def part_row(session: Session, upload_id: str, start: int) -> Any | None:
    """The piece that begins there."""
    return session.execute(select(parts).filter_by(upload=upload_id, start=start)).first()


def part_rows(session: Session, upload_id: str) -> Sequence[Any]:
    """All pieces in order."""
    return session.execute(select(parts).filter_by(upload=upload_id).order_by(parts.c.start)).all()


def count_parts(session: Session, upload_id: str) -> int:
    """How many pieces there are."""
    return session.scalar(select(func.count()).select_from(parts).filter_by(upload=upload_id)) or 0


def stale(session: Session, now: datetime, count: int) -> Sequence[Any]:
    """Sessions whose time is over, locked; those that another sweeper holds are left to it."""
    query = select(uploads).where(uploads.c.expires < now).order_by(uploads.c.expires).limit(count)
    return session.execute(query.with_for_update(skip_locked=True)).all()


def unfinished(session: Session, before: datetime) -> Sequence[str]:
    """Sessions with all bytes that nothing was made of since ``before`` (their last piece's ``expires``)."""
    query = select(uploads.c.id).where(
        uploads.c.state == "open", uploads.c.offset == uploads.c.size, uploads.c.expires < before
    )
    return session.scalars(query.limit(100)).all()


def asked_by(session: Session, venue: str, paper: str, actor: str, request_id: str) -> Any | None:
    """The newest session under a request id."""
    query = select(uploads).filter_by(venue=venue, paper=paper, actor=actor, request_id=request_id)
    return session.execute(query.order_by(uploads.c.id.desc()).limit(1)).first()


def attachment_row(session: Session, venue: str, paper: str, number: int) -> Any | None:
    """One file beside a paper."""
    return session.execute(select(attachments).filter_by(venue=venue, paper=paper, number=number)).first()


def attachment_rows(
    session: Session, venue: str, paper: str, after: int = 0, count: int | None = None
) -> Sequence[Any]:
    """Oldest first."""
    query = (
        select(attachments)
        .where(attachments.c.venue == venue, attachments.c.paper == paper, attachments.c.number > after)
        .order_by(attachments.c.number)
    )
    return session.execute(query.limit(count) if count else query).all()


def newest_attachments(session: Session, venue: str, paper: str) -> list[Any]:
    """The newest of each kind, by kind."""
    newest = {row.kind: row for row in attachment_rows(session, venue, paper)}
    return [newest[kind] for kind in sorted(newest)]


def insert_attachment(session: Session, **values: Any) -> None:
    """A new file beside a paper."""
    session.execute(insert(attachments).values(**values))
