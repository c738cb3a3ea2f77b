"""Who is calling, for rows, events and log lines of this call."""

from __future__ import annotations

from contextvars import ContextVar

_actor: ContextVar[str] = ContextVar("actor", default="")
_request: ContextVar[str] = ContextVar("request", default="")


def enter(actor: str, request_id: str) -> None:
    """A call or an event begins on this thread."""
    _actor.set(actor)
    _request.set(request_id)


def actor() -> str:
    """``venues/x/papers/p/people/1``, ``editors/…``, ``venues/x/keys/1``; empty when nobody is known."""
    return _actor.get()


def request_id() -> str:
    """Of the call that this work came from, for logs."""
    return _request.get()
