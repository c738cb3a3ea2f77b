"""Decisions about a paper, changes of its record, and the accepted list as a file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import decisions_pb2
from colophon.api.intake.v1 import records_pb2 as pb
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway.auth import Editor, PaperCaller
from colophon.gateway.http import (
    Backends,
    Number,
    PageSize,
    PageToken,
    PaperId,
    RequestId,
    SeenVersion,
    VenueId,
    errors,
    tag,
)
from colophon.gateway.models import decisions as models
from colophon.gateway.models.revisions import Differences
from colophon.gateway.protojson import from_json, mask, to_json

router = APIRouter(prefix="/v1/venues/{venue}", tags=["decisions"])
LIST_BYTES = 3_500_000
_FORMATS = {"": pb.LIST_FORMAT_UNSPECIFIED, "csv": pb.LIST_FORMAT_CSV, "hotcrp": pb.LIST_FORMAT_HOTCRP}


def _paper(venue: str, paper: str) -> str:
    return names.paper(names.venue(venue), paper)


@router.get(
    "/papers/{paper}/decisions",
    response_model=models.Decisions,
    operation_id="listDecisions",
    responses=errors(404),
)
async def list_decisions(
    venue: VenueId,
    paper: PaperId,
    who: PaperCaller,
    to: Backends,
    response: Response,
    page_size: PageSize = 0,
    page_token: PageToken = "",
) -> Any:
    """Everything that was decided about a paper, oldest first, with who, when and why."""
    request = pb.ListDecisionsRequest(paper=_paper(venue, paper), page_size=page_size, page_token=page_token)
    found = await to.call(to.records.ListDecisions, request, who.who)
    tag(response, found.decisions_version)
    return {
        "decisions": [to_json(each) for each in found.decisions],
        "decisions_version": found.decisions_version,
        "next_page_token": found.next_page_token or None,
    }


@router.post(
    "/papers/{paper}/decisions",
    status_code=201,
    response_model=models.Decision,
    operation_id="decide",
    responses=errors(404, 409, 412, 428),
)
async def decide(
    venue: VenueId,
    paper: PaperId,
    new: models.NewDecision,
    who: PaperCaller,
    to: Backends,
    request_id: RequestId,
    seen: SeenVersion,
    response: Response,
) -> Any:
    """Decide one thing: what becomes of the paper (`disposition`), which `revision` counts, or more time
    (`until`). Authors may choose a revision before the close; the rest is an editor's, with a reason.
    If-Match is the list's ETag."""
    given = [each for each in (new.disposition, new.revision, new.until) if each is not None]
    if len(given) != 1:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            f"{len(given)} of disposition, revision and until were sent",
            "Send exactly one of them.",
        )
    values = {"revision": new.revision, "until": new.until, "reason": new.reason, "request_id": request_id}
    request = from_json(values, pb.DecideRequest)
    request.paper, request.seen = _paper(venue, paper), seen
    if new.disposition is not None:
        request.decided = decisions_pb2.Decided.Value(f"DECIDED_{new.disposition.upper()}")
    done = await to.call(to.records.Decide, request, who.who)
    tag(response, done.status.decisions_version)
    response.headers["Location"] = f"/v1/{done.decision.name}"
    return to_json(done.decision)


@router.post(
    "/papers/{paper}/decisions/{n}:lift",
    response_model=models.Decision,
    operation_id="liftDecision",
    responses=errors(404, 409, 412, 428),
)
async def lift(
    venue: VenueId,
    paper: PaperId,
    n: Number,
    why: models.Reason,
    who: PaperCaller,
    to: Backends,
    request_id: RequestId,
    seen: SeenVersion,
    response: Response,
) -> Any:
    """Take a decision back, with a reason: the one before it of its kind stands again."""
    request = pb.LiftDecisionRequest(
        name=f"{_paper(venue, paper)}/decisions/{n}", reason=why.reason, seen=seen, request_id=request_id
    )
    done = await to.call(to.records.LiftDecision, request, who.who)
    tag(response, done.status.decisions_version)
    return to_json(done.decision)


@router.get(
    "/papers/{paper}/changes",
    response_model=models.Changes,
    operation_id="listChanges",
    responses=errors(404),
)
async def list_changes(
    venue: VenueId,
    paper: PaperId,
    who: PaperCaller,
    to: Backends,
    page_size: PageSize = 0,
    page_token: PageToken = "",
) -> Any:
    """What authors asked to have changed in the accepted record, oldest first; every author sees all."""
    request = pb.ListChangesRequest(paper=_paper(venue, paper), page_size=page_size, page_token=page_token)
    found = await to.call(to.records.ListChanges, request, who.who)
    return {
        "changes": [to_json(each) for each in found.changes],
        "next_page_token": found.next_page_token or None,
    }


@router.post(
    "/papers/{paper}/changes",
    status_code=201,
    response_model=models.Change,
    operation_id="proposeChange",
    responses=errors(404, 409, 412, 428),
)
async def propose(
    venue: VenueId,
    paper: PaperId,
    new: models.NewChange,
    who: PaperCaller,
    to: Backends,
    request_id: RequestId,
    seen: SeenVersion,
    response: Response,
) -> Any:
    """Typography of title and names is applied at once (`applied`). Other words, authors added, removed or
    reordered wait for the chair (`open`) and need a reason. If-Match is the paper's ETag."""
    fields = {field: getattr(new, field) for field in new.model_fields_set - {"reason"}}
    fields = {field: value for field, value in fields.items() if value is not None}
    values = new.model_dump(include=set(fields))
    message = from_json(values, common_pb2.Paper)
    message.name, message.version = _paper(venue, paper), seen
    request = pb.ProposeChangeRequest(
        paper=message, update_mask=mask(fields), reason=new.reason, request_id=request_id
    )
    done = await to.call(to.records.ProposeChange, request, who.who)
    tag(response, done.status.paper.version)
    response.headers["Location"] = f"/v1/{done.change.name}"
    return to_json(done.change)


@router.post(
    "/papers/{paper}/changes/{n}:approve",
    response_model=models.Change,
    operation_id="approveChange",
    responses=errors(404, 409, 412, 428),
)
async def approve(
    venue: VenueId,
    paper: PaperId,
    n: Number,
    why: models.Reason,
    who: Editor,
    to: Backends,
    request_id: RequestId,
    seen: SeenVersion,
) -> Any:
    """Let a change into the record; links of authors who stand elsewhere now end. If-Match is the ETag of
    the paper's decisions."""
    return await _answered(f"{_paper(venue, paper)}/changes/{n}", True, why, who, to, request_id, seen)


@router.post(
    "/papers/{paper}/changes/{n}:reject",
    response_model=models.Change,
    operation_id="rejectChange",
    responses=errors(404, 409, 412, 428),
)
async def reject(
    venue: VenueId,
    paper: PaperId,
    n: Number,
    why: models.Reason,
    who: Editor,
    to: Backends,
    request_id: RequestId,
    seen: SeenVersion,
) -> Any:
    """Leave the record as it is, with a reason that every author reads."""
    return await _answered(f"{_paper(venue, paper)}/changes/{n}", False, why, who, to, request_id, seen)


async def _answered(
    name: str, yes: bool, why: models.Reason, who: Editor, to: Backends, request_id: str, seen: int
) -> Any:
    request = pb.DecideChangeRequest(
        name=name, approve=yes, reason=why.reason, seen=seen, request_id=request_id
    )
    return to_json((await to.call(to.records.DecideChange, request, who.who)).change)


@router.get(
    "/papers/{paper}/baseline",
    response_model=models.Baseline,
    operation_id="getBaseline",
    responses=errors(404),
)
async def baseline(venue: VenueId, paper: PaperId, who: PaperCaller, to: Backends) -> Any:
    """The record as it was accepted, and what differs today."""
    request = pb.GetBaselineRequest(paper=_paper(venue, paper))
    return to_json(await to.call(to.records.GetBaseline, request, who.who))


@router.get(
    "/papers/{paper}/revisions/{n}/differences",
    response_model=Differences,
    tags=["revisions"],
    operation_id="compareRevisions",
    responses=errors(404),
)
async def differences(venue: VenueId, paper: PaperId, n: Number, who: PaperCaller, to: Backends) -> Any:
    """What came after a revision: who, when, and what differs."""
    request = pb.CompareRevisionsRequest(base=names.revision(_paper(venue, paper), n))
    return to_json(await to.call(to.records.CompareRevisions, request, who.who))


@router.post(
    "/papers:importList",
    response_model=models.ImportedList,
    tags=["papers"],
    operation_id="importList",
    responses=errors(404, 409, 413),
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "The file's bytes: CSV with columns in any order (id, title, authors and more), "
            "or HotCRP's JSON of papers.",
            "content": {
                "text/csv": {"schema": {"type": "string", "format": "binary"}},
                "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
            },
        }
    },
)
async def import_list(
    venue: VenueId,
    who: Editor,
    to: Backends,
    request_id: RequestId,
    request: Request,
    dry_run: Annotated[bool, Query(description="Only say what would be done, and every mistake")] = False,
    format: Annotated[
        Literal["", "csv", "hotcrp"], Query(description="Empty: by what the file begins with")
    ] = "",
    charset: Annotated[
        str, Query(max_length=40, description="Of a CSV; empty: UTF-8, or a guess that is told")
    ] = "",
) -> Any:
    """Import the accepted list from a file, all or nothing. Sent again, it updates what the list changed and
    never reverts what was decided since; a paper that the list no longer has stays."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > LIST_BYTES:
            raise Problem(
                Reason.TOO_LARGE,
                f"the list is larger than {LIST_BYTES} bytes",
                "Send it in parts, or without abstracts.",
                limit=str(LIST_BYTES),
            )
    asked = pb.ImportListRequest(
        venue=names.venue(venue),
        content=bytes(content),
        format=_FORMATS[format],
        charset=charset or _charset(request),
        dry_run=dry_run,
        request_id=request_id,
    )
    return to_json(await to.call(to.records.ImportList, asked, who.who, 60.0))


def _charset(request: Request) -> str:
    """Of ``Content-Type: text/csv; charset=windows-1252``; JSON is UTF-8 by its own rules."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    name, _, value = rest.strip().partition("=")
    said = value.strip().strip('"') if name.strip().lower() == "charset" else ""
    return "" if kind.strip().endswith("json") else said[:40]
