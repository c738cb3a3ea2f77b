"""Validation's gRPC door: proto ↔ domain, nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.api.validation.v1 import validation_pb2_grpc
from colophon.common import paging
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.service import Service
from colophon.validation import handlers, store
from colophon.validation.picture import picture


class ValidationRpc(validation_pb2_grpc.ValidationServiceServicer):
    """See protos/colophon/api/validation/v1/validation.proto."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def GetCheck(self, request: pb.GetCheckRequest, _: Any) -> pb.GetCheckResponse:
        revision, _, number = request.name.rpartition("/checks/")
        for row in self._checks(revision):
            if str(row.number) == number:
                return pb.GetCheckResponse(check=handlers.check_proto(row))
        raise Problem(
            Reason.NOT_FOUND, f"there is no {request.name}", "Look at the revision's list of checks."
        )

    def ListChecks(self, request: pb.ListChecksRequest, _: Any) -> pb.ListChecksResponse:
        names.parts(request.revision)
        size = paging.size(request.page_size)
        (begin,) = paging.after(request.page_token, 1) or [0]
        rows = self._checks(request.revision)
        return pb.ListChecksResponse(
            checks=[handlers.check_proto(row) for row in rows[begin : begin + size]],
            next_page_token=paging.token(begin + size) if len(rows) > begin + size else "",
        )

    def RenderPage(self, request: pb.RenderPageRequest, _: Any) -> pb.RenderPageResponse:
        with self._service.sessions.begin() as session:
            revision = store.revision_named(session, request.revision)
        if revision is None:
            raise Problem(
                Reason.NOT_FOUND, f"{request.revision} is not known here yet", "Try again in a moment."
            )
        rows = self._checks(request.revision)
        shown = next((row for row in rows if request.check in (0, row.number)), None)
        findings = list(store.FINDINGS.validate_python(shown.findings)) if shown else []
        with tempfile.TemporaryDirectory(prefix="picture-") as folder:
            path = Path(folder) / "paper.pdf"
            handlers.fetch(self._service, revision, path)
            return pb.RenderPageResponse(png=picture(path, request.page, request.dpi or 72, findings))

    def _checks(self, revision: str) -> Any:
        with self._service.sessions.begin() as session:
            return store.checks_of(session, revision)
