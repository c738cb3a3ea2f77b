"""Validation's gRPC door: proto ↔ domain, nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.api.validation.v1 import validation_pb2_grpc
from colophon.common import paging
from colophon.common.child import ChildFailed, Limits
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.objects import Damaged, Missing
from colophon.common.service import Service
from colophon.validation import pictures, store


class ValidationRpc(validation_pb2_grpc.ValidationServiceServicer):
    """See protos/colophon/api/validation/v1/validation.proto."""

    def __init__(self, service: Service, limits: Limits) -> None:
        self._service = service
        self._limits = limits

    def GetCheck(self, request: pb.GetCheckRequest, _: Any) -> pb.GetCheckResponse:
        parts = names.parts(request.name)
        row = None
        if len(parts) == 8 and parts[6] == "checks" and parts[7].isdecimal() and 0 < len(parts[7]) < 9:
            with self._service.sessions.begin() as session:
                row = store.check_row(session, "/".join(parts[:6]), int(parts[7]) or -1)
        if row is None:
            raise Problem(
                Reason.NOT_FOUND, f"there is no {request.name}", "Look at the revision's list of checks."
            )
        return pb.GetCheckResponse(check=store.check_proto(row))

    def ListChecks(self, request: pb.ListChecksRequest, _: Any) -> pb.ListChecksResponse:
        names.parts(request.revision)
        size = paging.size(request.page_size)
        before = (paging.after(request.page_token, 1) or [0])[0]
        with self._service.sessions.begin() as session:
            rows = store.check_rows(session, request.revision, before, size + 1)
        return pb.ListChecksResponse(
            checks=[store.check_proto(row) for row in rows[:size]],
            next_page_token=paging.token(rows[size - 1].number) if len(rows) > size else "",
        )

    def RenderPage(self, request: pb.RenderPageRequest, _: Any) -> pb.RenderPageResponse:
        with self._service.sessions.begin() as session:
            revision = store.revision(session, request.revision)
            row = store.check_row(session, request.revision, request.check)
        if revision is None:
            raise Problem(
                Reason.NOT_FOUND, f"there is no {request.revision}", "Look at the paper's list of revisions."
            )
        if request.check and row is None:
            raise Problem(
                Reason.NOT_FOUND,
                f"there is no check {request.check}",
                "Look at the revision's list of checks.",
            )
        findings = store.check_proto(row).findings if row is not None else ()
        boxes = tuple(
            (f.box.x0, f.box.y0, f.box.x1, f.box.y1, f.severity)
            for f in findings
            if f.page == request.page and f.HasField("box")
        )
        with tempfile.TemporaryDirectory(prefix="colophon-page-") as folder:
            path = Path(folder) / "paper.pdf"
            try:
                self._service.objects.fetch(revision.bucket, revision.object, revision.sha256, path)
                png = pictures.picture(path, request.page, request.dpi or 72, boxes, self._limits)
            except (Missing, Damaged) as error:
                raise Problem(
                    Reason.INTERNAL,
                    "The stored file could not be read",
                    "Tell those who run this installation.",
                ) from error
            except pictures.NoSuchPage as error:
                raise Problem(
                    Reason.NOT_FOUND, f"there is no page {request.page}", "Ask for a page the paper has."
                ) from error
            except ChildFailed as error:
                raise Problem(
                    Reason.NOT_READY,
                    f"The page cannot be drawn: {error.reason}",
                    "Look at the check's findings.",
                ) from error
        return pb.RenderPageResponse(png=png)
