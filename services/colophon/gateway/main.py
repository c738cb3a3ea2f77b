"""The gateway: HTTP in, gRPC out."""

from __future__ import annotations

import uvicorn

from colophon.common import logs
from colophon.gateway import app, connection
from colophon.gateway.settings import Settings


def main() -> None:
    """Wire and run."""
    settings = Settings()  # type: ignore[call-arg]
    logs.configure("gateway", settings.log_level)
    host, _, port = settings.listen.rpartition(":")
    uvicorn.run(
        app.make(settings),
        host=host.strip("[]") or "127.0.0.1",
        port=int(port),
        access_log=False,  # Its lines would hold tokens; middleware.py writes ours.
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
        http=connection.Connection,
        h11_max_incomplete_event_size=connection.MAX_HEADERS,
    )


if __name__ == "__main__":
    main()
