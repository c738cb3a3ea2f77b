"""Decisions, changes and the accepted list over gRPC: proto ↔ domain, a transaction a call, nothing else."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from colophon.api.intake.v1 import decisions_pb2, records_pb2_grpc
from colophon.api.intake.v1 import records_pb2 as pb
from colophon.common import paging
from colophon.common.convert import from_proto, moment
from colophon.common.domain import names
from colophon.common.domain.dispositions import Decided
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.venue import Paper
from colophon.common.service import Service
from colophon.intake import announce, changing, comparing, deciding, handlers, listing, recordstore, store


class RecordRpc(records_pb2_grpc.RecordServiceServicer):
    """See protos/colophon/api/intake/v1/records.proto."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def Decide(self, request: pb.DecideRequest, _: Any) -> pb.DecideResponse:
        def make(session: Session) -> pb.DecideResponse:
            outbox, more = self._service.outbox, (request.reason, request.seen)
            match request.WhichOneof("what"):
                case "decided":
                    word = decisions_pb2.Decided.Name(request.decided).removeprefix("DECIDED_").lower()
                    done = deciding.decide_disposition(session, outbox, request.paper, Decided(word), *more)
                case "revision":
                    done = deciding.choose_revision(session, outbox, request.paper, request.revision, *more)
                case _:
                    until = moment(request.until)
                    done = deciding.extend_deadline(session, outbox, request.paper, until, *more)
            return pb.DecideResponse(decision=announce.decision_proto(done[0]), status=done[1])

        return self._service.mutate(names.venue_of(request.paper), request, pb.DecideResponse, make)

    def LiftDecision(self, request: pb.LiftDecisionRequest, _: Any) -> pb.LiftDecisionResponse:
        def make(session: Session) -> pb.LiftDecisionResponse:
            row, status = deciding.lift(
                session, self._service.outbox, request.name, request.reason, request.seen
            )
            return pb.LiftDecisionResponse(decision=announce.decision_proto(row), status=status)

        return self._service.mutate(names.venue_of(request.name), request, pb.LiftDecisionResponse, make)

    def ListDecisions(self, request: pb.ListDecisionsRequest, _: Any) -> pb.ListDecisionsResponse:
        size = paging.size(request.page_size)
        after = paging.after(request.page_token, 1) or [0]
        with self._service.sessions.begin() as session:
            paper = handlers.paper_named(session, request.paper)
            rows = recordstore.decision_rows(session, paper.venue, paper.id, after[0], size + 1)
        return pb.ListDecisionsResponse(
            decisions=[announce.decision_proto(row) for row in rows[:size]],
            next_page_token=paging.token(rows[size - 1].number) if len(rows) > size else "",
            decisions_version=paper.decisions_version + 1,
        )

    def ProposeChange(self, request: pb.ProposeChangeRequest, _: Any) -> pb.ProposeChangeResponse:
        def make(session: Session) -> pb.ProposeChangeResponse:
            row, status = changing.propose(
                session,
                self._service.outbox,
                request.paper.name,
                request.paper.version,
                from_proto(request.paper, Paper),
                list(request.update_mask.paths),
                request.reason,
            )
            return pb.ProposeChangeResponse(change=announce.change_proto(row), status=status)

        venue = names.venue_of(request.paper.name)
        return self._service.mutate(venue, request, pb.ProposeChangeResponse, make)

    def DecideChange(self, request: pb.DecideChangeRequest, _: Any) -> pb.DecideChangeResponse:
        def make(session: Session) -> pb.DecideChangeResponse:
            row, status = changing.decide(
                session, self._service.outbox, request.name, request.approve, request.reason, request.seen
            )
            return pb.DecideChangeResponse(change=announce.change_proto(row), status=status)

        return self._service.mutate(names.venue_of(request.name), request, pb.DecideChangeResponse, make)

    def ListChanges(self, request: pb.ListChangesRequest, _: Any) -> pb.ListChangesResponse:
        size = paging.size(request.page_size)
        after = paging.after(request.page_token, 1) or [0]
        with self._service.sessions.begin() as session:
            paper = handlers.paper_named(session, request.paper)
            rows = recordstore.change_rows(session, paper.venue, paper.id, after[0], size + 1)
        return pb.ListChangesResponse(
            changes=[announce.change_proto(row) for row in rows[:size]],
            next_page_token=paging.token(rows[size - 1].number) if len(rows) > size else "",
        )

    def GetBaseline(self, request: pb.GetBaselineRequest, _: Any) -> pb.GetBaselineResponse:
        with self._service.sessions.begin() as session:
            row = handlers.paper_named(session, request.paper)
        baseline = store.baseline_of(row)
        name = names.paper(names.venue(row.venue), row.id)
        return pb.GetBaselineResponse(
            baseline=announce.paper_proto(baseline, name),
            changes=announce.field_changes(baseline, store.record_of(row)),
        )

    def ImportList(self, request: pb.ImportListRequest, _: Any) -> pb.ImportListResponse:
        def make(session: Session) -> pb.ImportListResponse:
            return listing.import_list(session, self._service.outbox, request)

        if request.dry_run:
            with self._service.sessions() as session, session.begin() as transaction:
                done = make(session)
                transaction.rollback()
            return done
        return self._service.mutate(names.venue_of(request.venue), request, pb.ImportListResponse, make)

    def CompareRevisions(self, request: pb.CompareRevisionsRequest, _: Any) -> pb.CompareRevisionsResponse:
        paper, number = deciding.numbered(request.base, "revisions")
        with self._service.sessions.begin() as session:
            row = handlers.paper_named(session, paper)
            if store.revision_row(session, row.venue, row.id, number) is None:
                raise Problem(
                    Reason.NOT_FOUND, f"there is no {request.base}", "Look at the list of revisions."
                )
            return pb.CompareRevisionsResponse(
                differences=comparing.later_than(session, row.venue, row.id, number)
            )
