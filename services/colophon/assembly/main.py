"""The assembly service: what counts in, volumes out."""

from __future__ import annotations

from pathlib import Path

from colophon.api.assembly.v1 import assembly_pb2, assembly_pb2_grpc
from colophon.api.events.v1 import events_pb2
from colophon.assembly import handlers, store
from colophon.assembly.build import PRELOAD
from colophon.assembly.rpc import AssemblyRpc
from colophon.assembly.settings import Settings
from colophon.assembly.worker import BUILD, Builder
from colophon.common import child
from colophon.common.jobs import Jobs
from colophon.common.service import Service


def main() -> None:
    """Wire and run."""
    # Before anything has threads: children are forked from this server.
    child.start(PRELOAD)
    settings = Settings()  # type: ignore[call-arg]
    service = Service("assembly", settings, store.wire, Path(__file__).parent / "migrations")
    builder = Builder(service, settings)
    jobs = Jobs(
        service.engine,
        store.wire,
        {BUILD: builder.build},
        threads=settings.build_workers,
        give_up=builder.give_up,
        attempts=3,
    )
    service.work(jobs)
    service.hear(
        ["intake", "validation"],
        {
            events_pb2.VenueChanged: handlers.venue_changed,
            events_pb2.PaperChanged: handlers.paper_changed,
            events_pb2.CheckDone: handlers.check_done,
        },
    )
    rpc = AssemblyRpc(service, settings, lambda session, name: jobs.ask(session, BUILD, name))
    service.run(
        assembly_pb2.DESCRIPTOR.services_by_name["AssemblyService"].full_name,
        lambda server: assembly_pb2_grpc.add_AssemblyServiceServicer_to_server(rpc, server),  # type: ignore[no-untyped-call]
    )


if __name__ == "__main__":
    main()
