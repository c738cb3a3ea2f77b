"""Replays: the same request id of the same actor gives the first answer, other content is a conflict."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import TypeVar

from google.protobuf.message import Message
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from colophon.common import context
from colophon.common.domain.problems import Problem, Reason
from colophon.common.wiretables import WireTables

A = TypeVar("A", bound=Message)


def answered(
    session: Session,
    tables: WireTables,
    *,
    venue: str,
    request: type[Message],
    request_id: str,
    answer: type[A],
) -> A | None:
    """The answer that this actor was given under a request id; None when there was none."""
    key = {
        "venue": venue,
        "actor": context.actor(),
        "method": request.DESCRIPTOR.full_name,
        "request_id": request_id,
    }
    known = session.scalar(select(tables.requests.c.answer).filter_by(**key))
    return answer.FromString(known) if known is not None else None


def once(
    session: Session,
    tables: WireTables,
    *,
    venue: str,
    request: Message,
    request_id: str,
    answer: type[A],
    make: Callable[[], A],
    digest: str = "",
) -> A:
    """The stored answer of this request id, or ``make()``, stored in the same transaction.

    ``digest`` replaces the request's own where its content is more than the message (an upload).
    Raises Problem REQUEST_ID_REUSED when the id came with another content.
    """
    if not request_id:
        return make()
    table = tables.requests
    method = request.DESCRIPTOR.full_name
    key = {"venue": venue, "actor": context.actor(), "method": method, "request_id": request_id}
    digest = digest or hashlib.sha256(request.SerializeToString(deterministic=True)).hexdigest()
    # Two of the same at once: the second waits for the first's answer.
    lock = zlib.crc32("\0".join(key.values()).encode())
    session.execute(text("select pg_advisory_xact_lock(:a, :b)"), {"a": 7101, "b": lock - 2**31})
    known = session.execute(select(table).filter_by(**key)).first()
    if known is not None:
        if known.digest != digest:
            raise Problem(
                Reason.REQUEST_ID_REUSED,
                f"Idempotency-Key {request_id!r} was used before for another request",
                "Use a new key for a new request; repeat a request with exactly the same content.",
            )
        stored: A = answer.FromString(known.answer)
        return stored
    made = make()
    session.execute(insert(table).values(**key, digest=digest, answer=made.SerializeToString()))
    return made
