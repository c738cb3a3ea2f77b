"""What is answered to bytes that never become a request: the same problems as everywhere."""

from __future__ import annotations

import json
import sys

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import problems

MAX_HEADERS = 32 * 1024


class Connection(H11Protocol):
    """Headers without end and broken requests as application/problem+json."""

    def send_400_response(self, msg: str) -> None:
        """Called where the request could not be read; ``msg`` is the server's own word for it."""
        error = sys.exc_info()[1]
        if getattr(error, "error_status_hint", 400) == 431:
            problem = Problem(
                Reason.HEADER_TOO_LARGE,
                f"The request's headers are larger than {MAX_HEADERS // 1024} KB",
                "Send shorter headers; a token has at most a few hundred characters.",
            )
        else:
            problem = Problem(
                Reason.INVALID_ARGUMENT,
                msg,
                "Send HTTP/1.1 as RFC 9112 has it; look at what your client sends.",
            )
        body = json.dumps(problems.body(problem)).encode()
        headers = [
            (b"content-type", problems.MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        for event in (
            h11.Response(status_code=problem.reason.http, headers=headers),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
