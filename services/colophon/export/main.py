"""The export service: builds in, releases and their packages out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from colophon.api.events.v1 import events_pb2
from colophon.api.export.v1 import export_pb2, export_pb2_grpc
from colophon.common.jobs import Jobs
from colophon.common.service import Service
from colophon.export import handlers, store, worker
from colophon.export.rpc import ExportRpc
from colophon.export.settings import Settings


def main() -> None:
    """Wire and run."""
    settings = Settings()  # type: ignore[call-arg]
    service = Service("export", settings, store.wire, Path(__file__).parent / "migrations")
    jobs = Jobs(
        service.engine,
        service.tables,
        {"package": partial(worker.package, service)},
        give_up=partial(worker.give_up, service),
    )
    service.work(jobs)

    def ask(session: Session, release: str) -> None:
        jobs.ask(session, "package", release)

    service.hear(
        ["assembly", "intake"],
        {events_pb2.BuildDone: handlers.build_done, events_pb2.PaperChanged: handlers.paper_changed},
    )
    rpc = ExportRpc(service, ask, settings.catch_up_seconds)
    service.run(
        export_pb2.DESCRIPTOR.services_by_name["ExportService"].full_name,
        lambda server: export_pb2_grpc.add_ExportServiceServicer_to_server(rpc, server),  # type: ignore[no-untyped-call]
    )
