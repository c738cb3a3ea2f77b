"""Which failures pass by themselves: a server that is away, a lost race. Everything else does not."""

from __future__ import annotations

from kafka.errors import KafkaError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError


class Away(Exception):
    """A server this needs is not reachable just now; the message says which."""


def is_transient(error: BaseException) -> bool:
    """Whether the same work may succeed later without anybody changing anything."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, Away | OperationalError | InterfaceError | KafkaError)
