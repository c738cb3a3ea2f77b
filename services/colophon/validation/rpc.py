"""Validation's gRPC door: proto ↔ domain, nothing else."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from google.protobuf.message import Message
from sqlalchemy.orm import Session

from colophon.api.common.v1 import common_pb2
from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.api.validation.v1 import validation_pb2_grpc
from colophon.common import context, paging
from colophon.common.child import ChildFailed, Limits
from colophon.common.convert import stamp
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.common.jobs import Jobs
from colophon.common.objects import Damaged, Missing
from colophon.common.requests import once
from colophon.common.service import Service
from colophon.validation import catalogue, handlers, judging, pictures, ruling, store
from colophon.validation.domain.rules.catalogue import RULES_VERSION
from colophon.validation.domain.rulings import is_editor

M = TypeVar("M", bound=Message)
SETTLE_SECONDS = 3.0


class ValidationRpc(validation_pb2_grpc.ValidationServiceServicer):
    """See protos/colophon/api/validation/v1/validation.proto."""

    def __init__(self, service: Service, jobs: Jobs, limits: Limits) -> None:
        self._service = service
        self._jobs = jobs
        self._limits = limits

    def _mutate(self, name: str, request: Any, answer: type[M], make: Callable[[Session], M]) -> M:
        """One mutation in one transaction, replayed by its request id; what it asks for is waited for."""
        with self._service.sessions.begin() as session:
            done = once(
                session,
                self._service.tables,
                venue=names.venue_of(name),
                request=request,
                request_id=request.request_id,
                answer=answer,
                make=lambda: make(session),
            )
        self._service.committed()
        self._settled("/".join(names.parts(name)[:4]))
        return done

    def _settled(self, name: str) -> None:
        """Wait a little until the revisions below a name are judged: who decides sees what it did."""
        ends = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < ends:
            with self._service.sessions.begin() as session:
                if not self._jobs.open(session, handlers.CHECK, f"{name}/"):
                    return
            time.sleep(0.05)

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
        with self._service.sessions.begin() as session:
            before = paging.after(request.page_token, 2)
            rows = store.check_rows(session, request.revision, before, size + 1)
        last = rows[size - 1] if len(rows) > size else None
        return pb.ListChecksResponse(
            checks=[store.check_proto(row) for row in rows[:size]],
            next_page_token=paging.token(last.sequence, last.number) if last else "",
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
        findings = store.check_proto(row).findings if row is not None and not request.plain else ()
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
                reason = Reason.OBJECT_MISSING if isinstance(error, Missing) else Reason.OBJECT_DAMAGED
                raise Problem(
                    reason, f"{reason.title}: {request.revision}", "Tell those who run this installation."
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

    def CreateRuling(self, request: pb.CreateRulingRequest, _: Any) -> pb.CreateRulingResponse:
        def make(session: Session) -> pb.CreateRulingResponse:
            made = judging.create(self._jobs, session, request, context.actor())
            return pb.CreateRulingResponse(ruling=made)

        return self._mutate(request.revision, request, pb.CreateRulingResponse, make)

    def WithdrawRuling(self, request: pb.WithdrawRulingRequest, _: Any) -> pb.WithdrawRulingResponse:
        def make(session: Session) -> pb.WithdrawRulingResponse:
            done = judging.withdraw(self._jobs, session, request, context.actor())
            return pb.WithdrawRulingResponse(ruling=done)

        return self._mutate(request.name, request, pb.WithdrawRulingResponse, make)

    def AnswerDispute(self, request: pb.AnswerDisputeRequest, _: Any) -> pb.AnswerDisputeResponse:
        def make(session: Session) -> pb.AnswerDisputeResponse:
            done = judging.answer(self._jobs, session, request, context.actor())
            return pb.AnswerDisputeResponse(ruling=done)

        return self._mutate(request.name, request, pb.AnswerDisputeResponse, make)

    def ListRulings(self, request: pb.ListRulingsRequest, _: Any) -> pb.ListRulingsResponse:
        parts = names.parts(request.paper)
        if len(parts) not in (2, 4) or (len(parts) == 4 and parts[2] != "papers"):
            raise names.BadName(f"{request.paper!r} is not a paper's name such as venues/tpc26/papers/p007")
        size = paging.size(request.page_size)
        with self._service.sessions.begin() as session:
            before = paging.after(request.page_token, 3)
            rows = ruling.rows(session, parts[1], parts[3] if len(parts) == 4 else "", before, size + 1)
        last = rows[size - 1] if len(rows) > size else None
        return pb.ListRulingsResponse(
            rulings=[ruling.proto(row) for row in rows[:size]],
            next_page_token=paging.token(last.made.isoformat(), last.paper, last.number) if last else "",
        )

    def ListRules(self, _: pb.ListRulesRequest, __: Any) -> pb.ListRulesResponse:
        return catalogue.listing()

    def GetVenueRules(self, request: pb.GetVenueRulesRequest, _: Any) -> pb.GetVenueRulesResponse:
        with self._service.sessions.begin() as session:
            return pb.GetVenueRulesResponse(rules=_venue_rules(session, request.venue))

    def AdoptRules(self, request: pb.AdoptRulesRequest, _: Any) -> pb.AdoptRulesResponse:
        def make(session: Session) -> pb.AdoptRulesResponse:
            if not is_editor(context.actor()):
                raise Problem(Reason.FORBIDDEN, "Only an editor may do this", "Ask the organisers.")
            if request.version > RULES_VERSION:
                raise Problem(
                    Reason.INVALID_ARGUMENT,
                    f"there are no rules {request.version}; the newest are {RULES_VERSION}",
                    "Name a version that there is.",
                )
            _venue_rules(session, request.venue)
            venue_id = names.parts(request.venue)[1]
            store.adopt(session, venue_id, request.version, context.actor())
            handlers.ask_all(self._jobs, session, venue_id)
            return pb.AdoptRulesResponse(rules=_venue_rules(session, request.venue))

        return self._mutate(request.venue, request, pb.AdoptRulesResponse, make)


def _venue_rules(session: Session, name: str) -> pb.VenueRules:
    """By which rules a venue is judged, and what the newest would change."""
    venue_id = names.parts(name)[1]
    if not store.has_venue(session, venue_id):
        raise Problem(Reason.NOT_FOUND, f"there is no venue {venue_id!r}", "Look at the list of venues.")
    row = store.rules_of(session, venue_id)
    told = pb.VenueRules(
        venue=name, version=row.version, since=stamp(row.since), actor=row.actor, newest=RULES_VERSION
    )
    if row.version == RULES_VERSION:
        return told
    for revision, check, shadow in store.counting(session, venue_id):
        if (
            check is None
            or shadow is None
            or (shadow.version, shadow.sequence)
            != (
                RULES_VERSION,
                check.sequence,
            )
        ):
            told.pending += 1
        elif shadow.verdict != check.verdict:
            told.changes.add(
                revision=revision,
                now=common_pb2.Verdict.Value(f"VERDICT_{check.verdict.upper()}"),
                then=common_pb2.Verdict.Value(f"VERDICT_{shadow.verdict.upper()}"),
                rules=shadow.rules,
            )
    return told
