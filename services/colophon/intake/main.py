"""The intake service: papers and revisions in, their events out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from colophon.api.events.v1 import events_pb2
from colophon.api.intake.v1 import (
    intake_pb2,
    intake_pb2_grpc,
    records_pb2,
    records_pb2_grpc,
    uploads_pb2,
    uploads_pb2_grpc,
)
from colophon.common import child
from colophon.common.service import Service
from colophon.intake import archives, deciding, handlers, receipts, sessions, store
from colophon.intake.recordrpc import RecordRpc
from colophon.intake.rpc import IntakeRpc
from colophon.intake.rpc_uploads import UploadsRpc
from colophon.intake.settings import Settings


def main() -> None:
    """Wire and run."""
    # Before any thread or channel exists.
    child.start(archives.PRELOAD)
    settings = Settings()  # type: ignore[call-arg]
    service = Service("intake", settings, store.wire, Path(__file__).parent / "migrations")
    with service.sessions.begin() as session:
        handlers.keep_editor_token(session, settings.editor_token.get_secret_value())
    service.hear(
        ["validation", "export"],
        {
            events_pb2.CheckDone: partial(handlers.check_done, service.outbox),
            events_pb2.ReleaseMade: partial(deciding.release_made, service.outbox),
        },
    )
    signer = receipts.signer(settings)

    def add(server: Any) -> None:
        intake_pb2_grpc.add_IntakeServiceServicer_to_server(IntakeRpc(service, settings, signer), server)  # type: ignore[no-untyped-call]
        uploads_pb2_grpc.add_UploadServiceServicer_to_server(UploadsRpc(service, settings, signer), server)  # type: ignore[no-untyped-call]
        records_pb2_grpc.add_RecordServiceServicer_to_server(RecordRpc(service), server)  # type: ignore[no-untyped-call]

    service.every(settings.sweep_seconds, partial(sessions.sweep, service, settings))
    service.run(
        intake_pb2.DESCRIPTOR.services_by_name["IntakeService"].full_name,
        add,
        uploads_pb2.DESCRIPTOR.services_by_name["UploadService"].full_name,
        records_pb2.DESCRIPTOR.services_by_name["RecordService"].full_name,
    )
