"""The validation service: revisions in, checks out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from colophon.api.events.v1 import events_pb2
from colophon.api.validation.v1 import validation_pb2, validation_pb2_grpc
from colophon.common import child
from colophon.common.jobs import Jobs
from colophon.common.service import Service
from colophon.validation import handlers, store
from colophon.validation.rpc import ValidationRpc
from colophon.validation.settings import Settings

PRELOAD = ("colophon.validation.inspector.inspect", "colophon.validation.picture", "PIL.ImageDraw")


def main() -> None:
    """Wire and run."""
    child.start(PRELOAD)  # Before any thread or channel.
    settings = Settings()  # type: ignore[call-arg]
    service = Service("validation", settings, store.wire, Path(__file__).parent / "migrations")
    jobs = Jobs(
        service.engine,
        service.tables,
        {"judge": partial(handlers.judge_paper, service)},
        threads=settings.workers,
        attempts=1_000_000,
    )
    service.work(jobs)

    def ask(session: Session, paper: str) -> None:
        jobs.ask(session, "judge", paper)

    service.hear(
        ["intake"],
        {
            events_pb2.VenueChanged: partial(handlers.venue_changed, ask),
            events_pb2.PaperChanged: partial(handlers.paper_changed, ask),
            events_pb2.RevisionUploaded: partial(handlers.revision_uploaded, ask),
        },
    )
    rpc = ValidationRpc(service)
    service.run(
        validation_pb2.DESCRIPTOR.services_by_name["ValidationService"].full_name,
        lambda server: validation_pb2_grpc.add_ValidationServiceServicer_to_server(rpc, server),  # type: ignore[no-untyped-call]
    )
