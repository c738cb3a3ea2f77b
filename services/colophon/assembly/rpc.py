"""Assembly's gRPC door: proto ↔ domain, a transaction a call, nothing else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from colophon.api.assembly.v1 import assembly_pb2 as pb
from colophon.api.assembly.v1 import assembly_pb2_grpc
from colophon.api.common.v1 import common_pb2
from colophon.assembly import handlers, store
from colophon.assembly.preview import preview
from colophon.assembly.settings import Settings
from colophon.common import paging
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.requests import once
from colophon.common.service import Service

LOOK = 0.5
"""Seconds between two looks at a watched build that another process may be working on."""


class AssemblyRpc(assembly_pb2_grpc.AssemblyServiceServicer):
    """See protos/colophon/api/assembly/v1/assembly.proto."""

    def __init__(self, service: Service, settings: Settings, ask: Callable[[Session, str], None]) -> None:
        self._service = service
        self._settings = settings
        self._ask = ask
        self._news = threading.Condition()
        service.on_commit(self._tell)

    def StartBuild(self, request: pb.StartBuildRequest, call: Any) -> pb.StartBuildResponse:
        names.parts(request.venue)
        self._catch_up(request, call)
        with self._service.sessions.begin() as session:

            def make() -> pb.StartBuildResponse:
                return pb.StartBuildResponse(build=handlers.start_build(session, request, self._ask))

            done = once(
                session,
                self._service.tables,
                venue=request.venue,
                request=request,
                request_id=request.request_id,
                answer=pb.StartBuildResponse,
                make=make,
            )
        self._service.committed()
        return done

    def GetBuild(self, request: pb.GetBuildRequest, _: Any) -> pb.GetBuildResponse:
        return pb.GetBuildResponse(build=self._build(request.name))

    def ListBuilds(self, request: pb.ListBuildsRequest, _: Any) -> pb.ListBuildsResponse:
        size = paging.size(request.page_size)
        before = paging.after(request.page_token, 1)
        venue_id = names.parts(request.venue)[1]
        with self._service.sessions.begin() as session:
            rows = store.build_rows(session, venue_id, before[0] if before else None, size + 1)
        return pb.ListBuildsResponse(
            builds=[store.build_of(row) for row in rows[:size]],
            next_page_token=paging.token(rows[size - 1].number) if len(rows) > size else "",
        )

    def WatchBuild(self, request: pb.WatchBuildRequest, call: Any) -> Iterator[pb.WatchBuildResponse]:
        seen = -1
        while call.is_active():
            build = self._build(request.name)
            if build.version != seen:
                seen = build.version
                yield pb.WatchBuildResponse(build=build)
            if build.state in handlers.ENDED:
                return
            with self._news:
                self._news.wait(LOOK)

    def CancelBuild(self, request: pb.CancelBuildRequest, _: Any) -> pb.CancelBuildResponse:
        with self._service.sessions.begin() as session:
            build = handlers.cancel_build(session, self._service.outbox, request.name)
        self._service.committed()
        return pb.CancelBuildResponse(build=build)

    def ReadBuildFile(self, request: pb.ReadBuildFileRequest, _: Any) -> Iterator[pb.ReadBuildFileResponse]:
        build = self._build(request.build)
        output = next((each for each in build.outputs if each.path == request.path), None)
        if output is None:
            raise Problem(
                Reason.NOT_FOUND,
                f"{build.name} has no file {request.path!r}",
                "Take a path from the build's outputs.",
            )
        if request.offset > output.size:
            raise Problem(
                Reason.RANGE_NOT_SATISFIABLE, f"the file has {output.size} bytes", "Ask for a part inside it."
            )
        yield pb.ReadBuildFileResponse(output=output)
        if request.offset == output.size:
            return
        for data in self._service.objects.read(output.bucket, output.object, request.offset, request.length):
            yield pb.ReadBuildFileResponse(chunk=common_pb2.Chunk(data=data))

    def PreviewPlan(self, request: pb.PreviewPlanRequest, _: Any) -> pb.PreviewPlanResponse:
        with self._service.sessions.begin() as session:
            return preview(session, request)

    def _build(self, name: str) -> pb.Build:
        with self._service.sessions.begin() as session:
            return store.build_of(handlers.build_named(session, name))

    def _catch_up(self, request: pb.StartBuildRequest, call: Any) -> None:
        """Wait until what the editor saw has arrived; raises Problem COPIES_BEHIND."""
        until = time.monotonic() + self._settings.catch_up_seconds
        while True:
            with self._service.sessions.begin() as session:
                late = handlers.behind(session, request)
            if not late or not call.is_active():
                return
            if time.monotonic() >= until:
                raise Problem(
                    Reason.COPIES_BEHIND,
                    f"news of {', '.join(late[:20])} has not arrived yet",
                    "Start the build again in a moment; if this stays, tell the operator.",
                )
            with self._news:
                self._news.wait(LOOK)

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()
