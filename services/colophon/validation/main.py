"""The validation service: uploads in, checks out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from colophon.api.events.v1 import events_pb2
from colophon.api.validation.v1 import validation_pb2, validation_pb2_grpc
from colophon.common import child
from colophon.common.jobs import Jobs
from colophon.common.service import Service
from colophon.validation import handlers, tables
from colophon.validation.judge import PRELOAD
from colophon.validation.pictures import PRELOAD as PRELOAD_PICTURES
from colophon.validation.rpc import ValidationRpc
from colophon.validation.settings import Settings


def main() -> None:
    """Wire and run."""
    # Before anything has threads: children are forked from this server.
    child.start((*PRELOAD, *PRELOAD_PICTURES))
    settings = Settings()  # type: ignore[call-arg]
    service = Service("validation", settings, tables.wire, Path(__file__).parent / "migrations")
    limits = child.Limits(
        cpu=settings.check_seconds,
        wall=settings.check_seconds + 2.0,
        memory=settings.check_memory,
        answer=48 << 20,
    )
    checker = handlers.Checker(service, limits)
    jobs = Jobs(
        service.engine,
        tables.wire,
        {handlers.CHECK: checker.check},
        threads=settings.check_workers,
        give_up=checker.give_up,
        attempts=4,
    )
    service.work(jobs)
    service.hear(
        ["intake"],
        {
            events_pb2.VenueChanged: partial(handlers.venue_changed, jobs),
            events_pb2.PaperChanged: partial(handlers.paper_changed, jobs),
            events_pb2.RevisionUploaded: partial(handlers.revision_uploaded, jobs),
        },
    )
    handlers.Watch(service, jobs).start()
    rpc = ValidationRpc(service, jobs, limits)
    service.run(
        validation_pb2.DESCRIPTOR.services_by_name["ValidationService"].full_name,
        lambda server: validation_pb2_grpc.add_ValidationServiceServicer_to_server(rpc, server),  # type: ignore[no-untyped-call]
    )


if __name__ == "__main__":
    main()
