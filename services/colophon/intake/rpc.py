"""Intake's gRPC door: proto ↔ domain, a transaction a call, nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, TypeVar

from google.protobuf.message import Message
from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.api.intake.v1 import intake_pb2_grpc
from colophon.common import paging
from colophon.common.convert import from_proto, stamp, to_proto
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.venue import Paper, Venue
from colophon.common.requests import answered, once
from colophon.common.service import Service
from colophon.intake import announce, comparing, handlers, store, uploads
from colophon.intake.domain.opening import Opened
from colophon.intake.receipts import Signer
from colophon.intake.settings import Settings

A = TypeVar("A")
M = TypeVar("M", bound=Message)


def _domain(message: Any, kind: type[A]) -> A:
    try:
        return from_proto(message, kind)
    except ValueError as error:
        raise Problem(Reason.INVALID_ARGUMENT, str(error), "Write dates as 2026-11-15.") from error


class IntakeRpc(intake_pb2_grpc.IntakeServiceServicer):
    """See protos/colophon/api/intake/v1/intake.proto."""

    def __init__(self, service: Service, settings: Settings, signer: Signer) -> None:
        self._service = service
        self._settings = settings
        self._signer = signer
        self._secret = settings.link_secret.get_secret_value().encode()

    def CreateVenue(self, request: pb.CreateVenueRequest, _: Any) -> pb.CreateVenueResponse:
        def make(session: Session) -> pb.CreateVenueResponse:
            venue = handlers.create_venue(session, self._service.outbox, _domain(request.venue, Venue))
            return pb.CreateVenueResponse(venue=announce.venue_proto(venue))

        return self._service.mutate(names.venue(request.venue.id), request, pb.CreateVenueResponse, make)

    def GetVenue(self, request: pb.GetVenueRequest, _: Any) -> pb.GetVenueResponse:
        with self._service.sessions.begin() as session:
            venue = handlers.venue_named(session, request.name)
        return pb.GetVenueResponse(venue=announce.venue_proto(venue))

    def ListVenues(self, request: pb.ListVenuesRequest, _: Any) -> pb.ListVenuesResponse:
        size = paging.size(request.page_size)
        after = paging.after(request.page_token, 1) or [""]
        with self._service.sessions.begin() as session:
            venues = store.list_venues(session, after[0], size + 1)
        return pb.ListVenuesResponse(
            venues=[announce.venue_proto(venue) for venue in venues[:size]],
            next_page_token=paging.token(venues[size - 1].id) if len(venues) > size else "",
        )

    def UpdateVenue(self, request: pb.UpdateVenueRequest, _: Any) -> pb.UpdateVenueResponse:
        def make(session: Session) -> pb.UpdateVenueResponse:
            venue = handlers.update_venue(
                session,
                self._service.outbox,
                request.venue.name,
                request.venue.version,
                _domain(request.venue, Venue),
                list(request.update_mask.paths),
            )
            return pb.UpdateVenueResponse(venue=announce.venue_proto(venue))

        return self._service.mutate(names.venue_of(request.venue.name), request, pb.UpdateVenueResponse, make)

    def ImportPapers(self, request: pb.ImportPapersRequest, _: Any) -> pb.ImportPapersResponse:
        def make(session: Session) -> pb.ImportPapersResponse:
            papers = [_domain(paper, Paper) for paper in request.papers]
            done = handlers.import_papers(session, self._service.outbox, request.venue, papers)
            return pb.ImportPapersResponse(
                papers=[
                    pb.ImportedPaper(
                        paper=to_proto(
                            each.after, common_pb2.Paper, name=names.paper(request.venue, each.id)
                        ),
                        action=pb.ImportAction.Value(f"IMPORT_ACTION_{each.action}"),
                    )
                    for each in done
                ]
            )

        return self._service.mutate(names.venue_of(request.venue), request, pb.ImportPapersResponse, make)

    def GetPaper(self, request: pb.GetPaperRequest, _: Any) -> pb.GetPaperResponse:
        with self._service.sessions.begin() as session:
            venue = handlers.venue_named(session, request.name)
            row = handlers.paper_named(session, request.name)
            return pb.GetPaperResponse(status=announce.status_proto(session, row, venue))

    def ListPapers(self, request: pb.ListPapersRequest, _: Any) -> pb.ListPapersResponse:
        size = paging.size(request.page_size)
        after = paging.after(request.page_token, 2) or ()
        with self._service.sessions.begin() as session:
            venue = handlers.venue_named(session, request.venue)
            rows = store.paper_rows(session, venue.id, after, size + 1)
            more = len(rows) > size
            return pb.ListPapersResponse(
                papers=[announce.status_proto(session, row, venue) for row in rows[:size]],
                next_page_token=paging.token(rows[size - 1].position, rows[size - 1].id) if more else "",
            )

    def UpdatePaper(self, request: pb.UpdatePaperRequest, _: Any) -> pb.UpdatePaperResponse:
        def make(session: Session) -> pb.UpdatePaperResponse:
            status = handlers.update_paper(
                session,
                self._service.outbox,
                request.paper.name,
                request.paper.version,
                _domain(request.paper, Paper),
                list(request.update_mask.paths),
            )
            return pb.UpdatePaperResponse(status=status)

        return self._service.mutate(names.venue_of(request.paper.name), request, pb.UpdatePaperResponse, make)

    def UploadRevision(
        self, parts: Iterator[pb.UploadRevisionRequest], call: Any
    ) -> pb.UploadRevisionResponse:
        first = next(parts, None)
        if first is None or first.WhichOneof("part") != "header":
            raise Problem(
                Reason.INVALID_ARGUMENT,
                "the upload's first message is not its header",
                "Send the header first.",
            )
        header = first.header
        if header.size > self._settings.upload_limit:
            raise uploads.too_large(self._settings.upload_limit)
        opened = Opened(handlers.now(), header.size)
        with self._service.sessions.begin() as session:
            # Before the bytes: a wrong name or a closed door is told at once, but not to who asks again.
            row = handlers.paper_named(session, header.paper)
            venue = handlers.venue_named(session, header.paper)
            known = header.request_id and answered(
                session,
                self._service.tables,
                venue=names.venue_of(header.paper),
                request=pb.UploadHeader,
                request_id=header.request_id,
                answer=pb.UploadRevisionResponse,
            )
            if not known:
                uploads.admit(session, venue, row, opened)
        call.send_initial_metadata((uploads.ADMITTED,))  # Who waits for that sends bytes only now.
        chunks = (part.chunk.data for part in parts)
        with uploads.spooled(
            chunks, limit=self._settings.upload_limit, folder=self._settings.spool_dir
        ) as file:
            uploads.as_sent(file, header.sha256, header.size)
            with self._service.sessions.begin() as session:

                def make() -> pb.UploadRevisionResponse:
                    row, created = uploads.store_revision(session, self._service, header, file, opened)
                    answer = self._revision_answer(pb.UploadRevisionResponse, row)
                    answer.created = created
                    comparing.tell(session, row, header.based_on, answer)
                    return answer

                done = once(
                    session,
                    self._service.tables,
                    venue=names.venue_of(header.paper),
                    request=header,
                    request_id=header.request_id,
                    answer=pb.UploadRevisionResponse,
                    make=make,
                    digest=hashlib.sha256(f"{header.paper} {file.sha256}".encode()).hexdigest(),
                )
        self._service.committed()
        return done

    def GetRevision(self, request: pb.GetRevisionRequest, _: Any) -> pb.GetRevisionResponse:
        with self._service.sessions.begin() as session:
            row = self._revision(session, request.name)
        return self._revision_answer(pb.GetRevisionResponse, row)

    def ListRevisions(self, request: pb.ListRevisionsRequest, _: Any) -> pb.ListRevisionsResponse:
        size = paging.size(request.page_size)
        after = paging.after(request.page_token, 1) or [0]
        with self._service.sessions.begin() as session:
            paper = handlers.paper_named(session, request.paper)
            rows = store.revision_rows(session, paper.venue, paper.id, after[0], size + 1)
        return pb.ListRevisionsResponse(
            revisions=[announce.revision_proto(row) for row in rows[:size]],
            next_page_token=paging.token(rows[size - 1].number) if len(rows) > size else "",
        )

    def ReadRevision(self, request: pb.ReadRevisionRequest, _: Any) -> Iterator[pb.ReadRevisionResponse]:
        with self._service.sessions.begin() as session:
            row = self._revision(session, request.name)
        for data in self._service.objects.read(row.bucket, row.object):
            yield pb.ReadRevisionResponse(chunk=common_pb2.Chunk(data=data))

    def CreateLink(self, request: pb.CreateLinkRequest, _: Any) -> pb.CreateLinkResponse:
        with self._service.sessions.begin() as session:
            link, token = handlers.create_link(
                session, request.paper, request.place, request.expires_in_hours, self._secret, handlers.now()
            )
        return pb.CreateLinkResponse(person=link.person, token=token, expires=stamp(link.expires))

    def RevokeLinks(self, request: pb.RevokeLinksRequest, _: Any) -> pb.RevokeLinksResponse:
        with self._service.sessions.begin() as session:
            return pb.RevokeLinksResponse(
                revoked=handlers.revoke_links(session, request.paper, request.place)
            )

    def ResolveToken(self, request: pb.ResolveTokenRequest, _: Any) -> pb.ResolveTokenResponse:
        with self._service.sessions.begin() as session:
            actor, paper, expires = handlers.resolve(session, request.token, self._secret, handlers.now())
        return pb.ResolveTokenResponse(
            actor=actor,
            role=pb.ROLE_AUTHOR if paper else pb.ROLE_EDITOR,
            paper=paper,
            expires=stamp(expires) if expires else None,
        )

    def _revision_answer(self, kind: type[A], row: Any) -> A:
        receipt = self._signer.signed(announce.receipt_proto(row))
        return kind(revision=announce.revision_proto(row), receipt=receipt)  # type: ignore[call-arg]

    def _revision(self, session: Session, name: str) -> Any:
        parts = names.parts(name)
        row = None
        if len(parts) == 6 and parts[4] == "revisions" and parts[5].isdecimal() and len(parts[5]) < 9:
            row = store.revision_row(session, parts[1], parts[3], int(parts[5]))
        if row is None:
            raise Problem(Reason.NOT_FOUND, f"there is no {name}", "Look at the paper's list of revisions.")
        return row
