"""Export's gRPC door: proto ↔ domain, nothing else."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from google.protobuf.message import Message
from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.export.v1 import export_pb2 as pb
from colophon.api.export.v1 import export_pb2_grpc
from colophon.common import paging
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.objects import blob_key
from colophon.common.requests import once
from colophon.common.service import Service
from colophon.export import handlers, store

M = TypeVar("M", bound=Message)


BUILD_SECONDS = 5.0
LOOK = 0.2
"""Seconds between two looks at whether news has arrived."""


class ExportRpc(export_pb2_grpc.ExportServiceServicer):
    """See protos/colophon/api/export/v1/export.proto."""

    def __init__(
        self, service: Service, ask: Callable[[Session, str], None], catch_up_seconds: float
    ) -> None:
        self._service = service
        self._ask = ask
        self._catch_up_seconds = catch_up_seconds

    def _mutate(self, request: Any, answer: type[M], make: Callable[[Session], M], digest: str = "") -> M:
        with self._service.sessions.begin() as session:
            done = once(
                session,
                self._service.tables,
                venue=names.venue_of(request.venue),
                request=request,
                request_id=request.request_id,
                answer=answer,
                make=lambda: make(session),
                digest=digest,
            )
        self._service.committed()
        return done

    def CreateRelease(self, request: pb.CreateReleaseRequest, call: Any) -> pb.CreateReleaseResponse:
        self._catch_up(request, call)

        def make(session: Session) -> pb.CreateReleaseResponse:
            release = handlers.create_release(session, request.venue, request.build, self._ask)
            return pb.CreateReleaseResponse(release=release)

        # What the caller knew of papers is no part of what is asked for.
        asked = hashlib.sha256(f"{request.venue} {request.build}".encode()).hexdigest()
        return self._mutate(request, pb.CreateReleaseResponse, make, asked)

    def _catch_up(self, request: pb.CreateReleaseRequest, call: Any) -> None:
        """Wait until what the caller knows has arrived; raises Problem COPIES_BEHIND.

        A build that the caller saw end is waited for, too, but not as long: it may be no build at all.
        """
        begun = time.monotonic()
        while True:
            with self._service.sessions.begin() as session:
                late = handlers.behind(session, request.papers)
                heard = store.build_named(session, request.build) is not None
            waited = time.monotonic() - begun
            if not call.is_active() or (not late and (heard or waited >= BUILD_SECONDS)):
                return
            if waited >= self._catch_up_seconds:
                raise Problem(
                    Reason.COPIES_BEHIND,
                    f"news of {', '.join(late[:20])} has not arrived yet",
                    "Release the build again in a moment; if this stays, tell the operator.",
                )
            time.sleep(LOOK)

    def GetRelease(self, request: pb.GetReleaseRequest, _: Any) -> pb.GetReleaseResponse:
        with self._service.sessions.begin() as session:
            release = handlers.release_named(session, request.name)
            return pb.GetReleaseResponse(release=handlers.with_notices(session, release))

    def ListReleases(self, request: pb.ListReleasesRequest, _: Any) -> pb.ListReleasesResponse:
        size = paging.size(request.page_size)
        (before,) = paging.after(request.page_token, 1) or [2**31 - 1]
        with self._service.sessions.begin() as session:
            rows = store.releases_of(session, names.venue_of(request.venue), before, size + 1)
            found = [handlers.with_notices(session, each) for each in rows]
        more = len(found) > size
        return pb.ListReleasesResponse(
            releases=found[:size], next_page_token=paging.token(found[size - 1].number) if more else ""
        )

    def ReadReleaseFile(
        self, request: pb.ReadReleaseFileRequest, _: Any
    ) -> Iterator[pb.ReadReleaseFileResponse]:
        with self._service.sessions.begin() as session:
            release = handlers.release_named(session, request.release)
        file = handlers.file_of(release, request.path)
        if request.offset and request.offset >= file.size:
            raise Problem(
                Reason.RANGE_NOT_SATISFIABLE,
                f"{request.path} has {file.size} bytes",
                "Ask for a range inside the file.",
                size=str(file.size),
            )
        yield pb.ReadReleaseFileResponse(file=file)
        if file.size == 0:
            return
        objects = self._service.objects
        key = blob_key(names.venue_of(release.name), file.sha256)
        for data in objects.read(objects.bucket, key, request.offset, request.length):
            yield pb.ReadReleaseFileResponse(chunk=common_pb2.Chunk(data=data))

    def CreateKey(self, request: pb.CreateKeyRequest, _: Any) -> pb.CreateKeyResponse:
        # Not replayed from a stored answer: a secret is never stored in clear.
        with self._service.sessions.begin() as session:
            key, secret = handlers.create_key(session, request.venue, request.label)
        return pb.CreateKeyResponse(key=key, secret=secret)

    def ListKeys(self, request: pb.ListKeysRequest, _: Any) -> pb.ListKeysResponse:
        size = paging.size(request.page_size)
        (after,) = paging.after(request.page_token, 1) or [0]
        with self._service.sessions.begin() as session:
            rows = store.keys_of(session, names.venue_of(request.venue), after, size + 1)
        more = len(rows) > size
        return pb.ListKeysResponse(
            keys=[handlers.key_proto(row) for row in rows[:size]],
            next_page_token=paging.token(rows[size - 1].number) if more else "",
        )

    def RevokeKey(self, request: pb.RevokeKeyRequest, _: Any) -> pb.RevokeKeyResponse:
        with self._service.sessions.begin() as session:
            return pb.RevokeKeyResponse(key=handlers.revoke_key(session, request.name))

    def ResolveKey(self, request: pb.ResolveKeyRequest, _: Any) -> pb.ResolveKeyResponse:
        with self._service.sessions.begin() as session:
            actor, venue = handlers.resolve_key(session, request.secret)
        return pb.ResolveKeyResponse(actor=actor, venue=venue)
