"""Intake's second gRPC door, for resumable uploads and attachments: proto ↔ domain, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2, uploads_pb2_grpc
from colophon.api.intake.v1 import uploads_pb2 as pb
from colophon.common import context, paging
from colophon.common.convert import stamp
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.requests import answered, once
from colophon.common.service import Service
from colophon.intake import announce, attachments, handlers, receipts, sessions, store, store_uploads
from colophon.intake.domain.opening import FileKind
from colophon.intake.settings import Settings

_STATES = {"open": pb.UPLOAD_STATE_OPEN, "done": pb.UPLOAD_STATE_DONE, "refused": pb.UPLOAD_STATE_REFUSED}


class UploadsRpc(uploads_pb2_grpc.UploadServiceServicer):
    """See protos/colophon/api/intake/v1/uploads.proto."""

    def __init__(self, service: Service, settings: Settings, signer: receipts.Signer) -> None:
        self._service = service
        self._settings = settings
        self._signer = signer

    def OpenUpload(self, request: pb.OpenUploadRequest, _: Any) -> pb.OpenUploadResponse:
        kind = _kind(request.kind)
        with self._service.sessions.begin() as session:
            return once(
                session,
                self._service.tables,
                venue=names.venue_of(request.paper),
                request=request,
                request_id=request.request_id,
                answer=pb.OpenUploadResponse,
                make=lambda: pb.OpenUploadResponse(
                    upload=self._upload(session, sessions.open_upload(session, self._settings, request, kind))
                ),
            )

    def AppendUpload(self, request: pb.AppendUploadRequest, _: Any) -> pb.AppendUploadResponse:
        row = sessions.append(self._service, self._settings, request)
        with self._service.sessions.begin() as session:
            return pb.AppendUploadResponse(upload=self._upload(session, row))

    def GetUpload(self, request: pb.GetUploadRequest, _: Any) -> pb.GetUploadResponse:
        row = sessions.get(self._service, self._settings, request.name)
        with self._service.sessions.begin() as session:
            return pb.GetUploadResponse(upload=self._upload(session, row))

    def CancelUpload(self, request: pb.CancelUploadRequest, _: Any) -> pb.CancelUploadResponse:
        sessions.cancel(self._service, request.name)
        return pb.CancelUploadResponse()

    def FindReceipt(self, request: pb.FindReceiptRequest, _: Any) -> pb.FindReceiptResponse:
        with self._service.sessions.begin() as session:
            row = handlers.paper_named(session, request.paper)
            receipt = self._asked(session, row, request.request_id)
            if receipt is None:
                known = answered(
                    session,
                    self._service.tables,
                    venue=names.venue(row.venue),
                    request=intake_pb2.UploadHeader,
                    request_id=request.request_id,
                    answer=intake_pb2.UploadRevisionResponse,
                )
                receipt = known.receipt if known is not None else None
        if receipt is None or receipt.paper != names.paper(names.venue(row.venue), row.id):
            raise Problem(
                Reason.NOT_FOUND,
                f"nothing of yours was taken under {request.request_id!r}",
                "Send the file again, under the same key.",
            )
        return pb.FindReceiptResponse(receipt=receipt)

    def _asked(self, session: Session, paper: Any, request_id: str) -> intake_pb2.Receipt | None:
        row = store_uploads.asked_by(session, paper.venue, paper.id, context.actor(), request_id)
        return self._receipt(session, row) if row is not None and row.state == "done" else None

    def ListReceiptKeys(self, _: pb.ListReceiptKeysRequest, __: Any) -> pb.ListReceiptKeysResponse:
        keys = [pb.ReceiptKey(id=receipts.thumbprint(each), x=each) for each in self._signer.keys]
        return pb.ListReceiptKeysResponse(keys=keys)

    def GetAttachment(self, request: pb.GetAttachmentRequest, _: Any) -> pb.GetAttachmentResponse:
        with self._service.sessions.begin() as session:
            row = attachments.attachment_named(session, request.name)
        return pb.GetAttachmentResponse(
            attachment=announce.attachment_proto(row),
            receipt=self._signer.signed(announce.attachment_receipt(row)),
        )

    def ListAttachments(self, request: pb.ListAttachmentsRequest, _: Any) -> pb.ListAttachmentsResponse:
        size = paging.size(request.page_size)
        after = paging.after(request.page_token, 1) or [0]
        with self._service.sessions.begin() as session:
            paper = handlers.paper_named(session, request.paper)
            rows = store_uploads.attachment_rows(session, paper.venue, paper.id, after[0], size + 1)
        return pb.ListAttachmentsResponse(
            attachments=[announce.attachment_proto(row) for row in rows[:size]],
            next_page_token=paging.token(rows[size - 1].number) if len(rows) > size else "",
        )

    def ReadAttachment(
        self, request: pb.ReadAttachmentRequest, _: Any
    ) -> Iterator[pb.ReadAttachmentResponse]:
        with self._service.sessions.begin() as session:
            row = attachments.attachment_named(session, request.name)
        for data in self._service.objects.read(row.bucket, row.object):
            yield pb.ReadAttachmentResponse(chunk=common_pb2.Chunk(data=data))

    def _upload(self, session: Session, row: Any) -> pb.Upload:
        paper = names.paper(names.venue(row.venue), row.paper)
        message = pb.Upload(
            name=names.upload(paper, row.id),
            paper=paper,
            kind=common_pb2.FileKind.Value(f"FILE_KIND_{row.kind.upper()}"),
            filename=row.filename,
            size=row.size,
            offset=row.offset,
            sha256=row.sha256,
            opened=stamp(row.opened),
            expires=stamp(row.expires),
            actor=row.actor,
            state=_STATES[row.state],
            reason=row.reason,
            message=row.message,
            remedy=row.remedy,
            metadata=row.metadata,
        )
        if row.state == "done":
            message.receipt.CopyFrom(self._receipt(session, row))
            message.result = message.receipt.revision or message.receipt.attachment
        return message

    def _receipt(self, session: Session, upload: Any) -> intake_pb2.Receipt:
        """Of what a finished session made."""
        place = (session, upload.venue, upload.paper, upload.number)
        if upload.kind == FileKind.PAPER:
            return self._signer.signed(announce.receipt_proto(store.revision_row(*place)))
        return self._signer.signed(announce.attachment_receipt(store_uploads.attachment_row(*place)))


def _kind(number: int) -> FileKind:
    word = common_pb2.FileKind.Name(number).removeprefix("FILE_KIND_").lower() if number else "paper"
    return FileKind(word)
