"""The one catalogue of errors: a reason, what it is in gRPC and HTTP, and what the caller can do."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class _Entry(NamedTuple):
    grpc: str
    http: int
    title: str


class Reason(Enum):
    """Name = the machine-readable reason in ErrorInfo and problem+json; the value says how it travels."""

    INVALID_ARGUMENT = _Entry("INVALID_ARGUMENT", 400, "The request is not valid")
    BAD_NAME = _Entry("INVALID_ARGUMENT", 400, "Not a resource name")
    BAD_PAGE_TOKEN = _Entry("INVALID_ARGUMENT", 400, "Not a page token of this list")
    UNAUTHENTICATED = _Entry("UNAUTHENTICATED", 401, "No valid token")
    LINK_EXPIRED = _Entry("UNAUTHENTICATED", 401, "The link has expired")
    LINK_REVOKED = _Entry("UNAUTHENTICATED", 401, "The link was revoked")
    FORBIDDEN = _Entry("PERMISSION_DENIED", 403, "Not allowed")
    NOT_FOUND = _Entry("NOT_FOUND", 404, "Not found")
    ALREADY_EXISTS = _Entry("ALREADY_EXISTS", 409, "Already there")
    REQUEST_ID_REUSED = _Entry("ALREADY_EXISTS", 409, "This Idempotency-Key was used for another request")
    REQUEST_IN_PROGRESS = _Entry("ABORTED", 409, "The same request is still being answered")
    VERSION_CLASH = _Entry("ABORTED", 412, "Somebody changed it meanwhile")
    VERSION_NEEDED = _Entry("FAILED_PRECONDITION", 428, "The version you saw is needed")
    TOO_LARGE = _Entry("OUT_OF_RANGE", 413, "The file is too large")
    EMPTY_FILE = _Entry("INVALID_ARGUMENT", 400, "The file is empty")
    NOT_A_PDF = _Entry("INVALID_ARGUMENT", 415, "Not a PDF")
    DIGEST_MISMATCH = _Entry("DATA_LOSS", 400, "The bytes that arrived are not those that were sent")
    SIZE_MISMATCH = _Entry("DATA_LOSS", 400, "Not all bytes arrived")
    NOT_BYTES = _Entry("INVALID_ARGUMENT", 415, "Not announced as an upload's bytes")
    CHECKSUM_MISMATCH = _Entry("DATA_LOSS", 460, "The piece that arrived is not the one that was sent")
    OFFSET_MISMATCH = _Entry("ABORTED", 409, "The upload stands at another place")
    UPLOAD_GONE = _Entry("NOT_FOUND", 410, "The upload is over")
    TOO_MANY_UPLOADS = _Entry("RESOURCE_EXHAUSTED", 429, "Too many uploads under way")
    PROTOCOL_VERSION = _Entry("FAILED_PRECONDITION", 412, "Another version of the upload protocol")
    NOT_AN_ARCHIVE = _Entry("INVALID_ARGUMENT", 415, "Not an archive of this kind")
    UNSAFE_ARCHIVE = _Entry("INVALID_ARGUMENT", 400, "The archive is not safe to unpack")
    HEADER_TOO_LARGE = _Entry("INVALID_ARGUMENT", 431, "The request's headers are too large")
    RANGE_NOT_SATISFIABLE = _Entry("OUT_OF_RANGE", 416, "The range is outside the file")
    PAPERS_ON_HOLD = _Entry("FAILED_PRECONDITION", 409, "Papers are not ready for a final build")
    FACTS_PENDING = _Entry("FAILED_PRECONDITION", 409, "Facts of the venue are pending")
    COPIES_BEHIND = _Entry("UNAVAILABLE", 503, "News of the last changes has not arrived yet")
    NOT_READY = _Entry("FAILED_PRECONDITION", 409, "Not in a state for this")
    CONFLICT = _Entry("FAILED_PRECONDITION", 409, "In conflict with what is there")
    NOT_WAIVABLE = _Entry("PERMISSION_DENIED", 403, "This rule may not be waived")
    OBJECT_MISSING = _Entry("FAILED_PRECONDITION", 409, "The stored file is missing")
    OBJECT_DAMAGED = _Entry("DATA_LOSS", 409, "The stored file is not what was uploaded")
    PROFILE_UNKNOWN = _Entry("FAILED_PRECONDITION", 409, "There is no such profile")
    REVISION_SUPERSEDED = _Entry("FAILED_PRECONDITION", 409, "This version no longer counts")
    CLOSED = _Entry("FAILED_PRECONDITION", 409, "Closed")
    NOT_YET_OPEN = _Entry("FAILED_PRECONDITION", 409, "Not open yet")
    REASON_NEEDED = _Entry("INVALID_ARGUMENT", 400, "A reason is needed")
    BAD_LIST = _Entry("INVALID_ARGUMENT", 400, "The list has mistakes")
    UNAVAILABLE = _Entry("UNAVAILABLE", 503, "A server behind this is not reachable just now")
    INTERNAL = _Entry("INTERNAL", 500, "Colophon failed")

    @property
    def grpc(self) -> str:
        """Name of the gRPC status code."""
        return self.value.grpc

    @property
    def http(self) -> int:
        """HTTP status."""
        return self.value.http

    @property
    def title(self) -> str:
        """Short, the same for every occurrence."""
        return self.value.title


class Problem(Exception):
    """An error that the caller is told: what happened and what to do. Never retried by itself."""

    def __init__(self, reason: Reason, message: str, remedy: str = "", **details: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.remedy = remedy
        self.details = details
        """More for machines, flat strings: ``have="4"``, ``seen="3"``."""
