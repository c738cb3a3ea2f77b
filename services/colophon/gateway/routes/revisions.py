"""Revisions: uploads, receipts, checks, the PDF itself, pictures of its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import JSONResponse, Response

from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.api.validation.v1 import validation_pb2 as checking
from colophon.common import report
from colophon.common.domain import names
from colophon.common.domain.problems import Problem
from colophon.gateway import files, uploads
from colophon.gateway.auth import Caller, PaperCaller
from colophon.gateway.clients import Clients
from colophon.gateway.http import (
    Backends,
    Number,
    PageSize,
    PageToken,
    PaperId,
    RequestId,
    VenueId,
    errors,
)
from colophon.gateway.models import revisions as models
from colophon.gateway.protojson import to_json

router = APIRouter(prefix="/v1/venues/{venue}/papers/{paper}/revisions", tags=["revisions"])
PICTURE_SECONDS = 30.0

_PDF_BODY = {
    "requestBody": {
        "required": True,
        "description": "The PDF's bytes, nothing around them.",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    },
    "parameters": [
        {
            "name": name,
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": told,
        }
        for name, told in (
            ("X-Filename", "Your own name of the file, percent-encoded UTF-8"),
            ("Content-Digest", "sha-256=:<base64>: – verified before anything is kept (RFC 9530)"),
            ("X-Based-On", "Number of the newest revision you saw: the answer tells what came after it"),
        )
    ],
}


@router.post(
    "",
    status_code=201,
    response_model=models.Uploaded,
    operation_id="uploadRevision",
    openapi_extra=_PDF_BODY,
    responses={
        200: {"model": models.Uploaded, "description": "These are the newest revision's own bytes again"},
        **errors(404, 409, 413, 415),
    },
)
async def upload(
    venue: VenueId, paper: PaperId, who: PaperCaller, to: Backends, request_id: RequestId, request: Request
) -> Any:
    """Upload the camera-ready PDF. The answer is the receipt; the check follows within seconds."""
    try:
        head = uploads.header(request, names.paper(names.venue(venue), paper), request_id)
        done = await uploads.upload(to, request.app.state.settings, who.who, head, uploads.body_of(request))
    except Problem as problem:
        return uploads.refused(problem)
    return JSONResponse(
        uploaded_json(done),
        201 if done.created else 200,
        headers={
            "Location": f"/v1/{done.revision.name}",
            "Cache-Control": "no-store",
        },
    )


def uploaded_json(done: pb.UploadRevisionResponse | pb.GetRevisionResponse) -> dict[str, Any]:
    """Revision and receipt, without where the bytes are kept."""
    told = {"revision": to_json(done.revision), "receipt": to_json(done.receipt)}
    if isinstance(done, pb.UploadRevisionResponse):
        more = to_json(done)
        told |= {name: more[name] for name in ("meanwhile", "counts", "counts_why")}
    return models.Uploaded.model_validate(told).model_dump(mode="json")


@router.get("", response_model=models.Revisions, operation_id="listRevisions", responses=errors(404))
async def list_revisions(
    venue: VenueId,
    paper: PaperId,
    who: PaperCaller,
    to: Backends,
    page_size: PageSize = 0,
    page_token: PageToken = "",
) -> Any:
    """Every upload of a paper, oldest first."""
    name = names.paper(names.venue(venue), paper)
    request = pb.ListRevisionsRequest(paper=name, page_size=page_size, page_token=page_token)
    found = await to.call(to.intake.ListRevisions, request, who.who)
    return {
        "revisions": [to_json(each) for each in found.revisions],
        "next_page_token": found.next_page_token or None,
    }


@router.get("/{n}", response_model=models.Uploaded, operation_id="getRevision", responses=errors(404))
async def get(venue: VenueId, paper: PaperId, n: Number, who: PaperCaller, to: Backends) -> Any:
    """One upload with its receipt."""
    return uploaded_json(await _revision(_name(venue, paper, n), who, to))


def _name(venue: str, paper: str, n: int) -> str:
    return names.revision(names.paper(names.venue(venue), paper), n)


async def _revision(name: str, who: Caller, to: Clients) -> pb.GetRevisionResponse:
    found: pb.GetRevisionResponse = await to.call(
        to.intake.GetRevision, pb.GetRevisionRequest(name=name), who.who
    )
    return found


@router.get("/{n}/checks", response_model=models.Checks, operation_id="listChecks", responses=errors(404))
async def checks(
    venue: VenueId,
    paper: PaperId,
    n: Number,
    who: PaperCaller,
    to: Backends,
    page_size: PageSize = 0,
    page_token: PageToken = "",
) -> Any:
    """What the revision was found to be, newest check first; empty while the first is under way."""
    request = checking.ListChecksRequest(
        revision=_name(venue, paper, n), page_size=page_size, page_token=page_token
    )
    found = await to.call(to.validation.ListChecks, request, who.who)
    return {
        "checks": [to_json(each) for each in found.checks],
        "next_page_token": found.next_page_token or None,
    }


@router.get(
    "/{n}/checks/{check}", response_model=models.Check, operation_id="getCheck", responses=errors(404)
)
async def check(
    venue: VenueId, paper: PaperId, n: Number, check: Number, who: PaperCaller, to: Backends
) -> Any:
    """One check."""
    name = names.check(_name(venue, paper, n), check)
    found = await to.call(to.validation.GetCheck, checking.GetCheckRequest(name=name), who.who)
    return to_json(found.check)


@router.get(
    "/{n}/checks/{check}/report.json",
    operation_id="getReport",
    response_class=Response,
    responses={
        200: {"description": "As /schemas/report.json says", "content": {"application/json": {}}},
        **errors(404),
    },
)
async def report_json(
    venue: VenueId, paper: PaperId, n: Number, check: Number, who: PaperCaller, to: Backends
) -> Response:
    """One check as the document that `colophon check --json` prints."""
    name = names.check(_name(venue, paper, n), check)
    found = await to.call(to.validation.GetCheck, checking.GetCheckRequest(name=name), who.who)
    revision = (await _revision(_name(venue, paper, n), who, to)).revision
    return JSONResponse(report.document([(revision.filename or f"{paper}.pdf", found.check)]))


@router.head("/{n}/pdf", include_in_schema=False)
@router.get(
    "/{n}/pdf",
    operation_id="getRevisionPdf",
    response_class=Response,
    responses={
        200: {"description": "The author's own bytes", "content": {"application/pdf": {}}},
        **errors(404),
    },
)
async def pdf(
    venue: VenueId, paper: PaperId, n: Number, who: PaperCaller, to: Backends, request: Request
) -> Response:
    """The PDF as it was uploaded."""
    name = _name(venue, paper, n)
    revision = (await _revision(name, who, to)).revision

    taken = sent = 0

    def start(_: int) -> tuple[Any, Any]:
        nonlocal taken
        taken = 0  # This stream has no offset: after a break it begins anew, what was sent is passed over.
        return to.intake.ReadRevision, pb.ReadRevisionRequest(name=name)

    async def read(_: int, __: int) -> AsyncIterator[bytes]:
        nonlocal taken, sent
        async for message in to.stream(start, lambda _: 0, who.who):
            data = message.chunk.data
            taken += len(data)
            if taken > sent:
                yield data[sent - taken :]
                sent = taken

    return await files.send(
        request,
        filename=f"{paper}-r{n}.pdf",
        size=revision.size,
        sha256=revision.sha256,
        media_type="application/pdf",
        opener=read,
        ranges=False,
    )


@router.get(
    "/{n}/pages/{page}.png",
    operation_id="getPagePicture",
    response_class=Response,
    responses={200: {"description": "The page", "content": {"image/png": {}}}, **errors(404)},
)
async def picture(
    venue: VenueId,
    paper: PaperId,
    n: Number,
    who: PaperCaller,
    to: Backends,
    page: Annotated[int, Path(ge=1, le=10000, description="From 1")],
    check: Annotated[int, Query(ge=0, le=2**31 - 1, description="Whose findings are boxed; 0: newest")] = 0,
    dpi: Annotated[int, Query(ge=0, le=200, description="0: 72")] = 0,
    plain: Annotated[bool, Query(description="Without any box")] = False,
) -> Response:
    """One page as a picture, the findings of a check boxed."""
    request = checking.RenderPageRequest(
        revision=_name(venue, paper, n), page=page, check=check, dpi=dpi, plain=plain
    )
    made = await to.call(to.validation.RenderPage, request, who.who, PICTURE_SECONDS)
    # A version's bytes never change; which findings are boxed may.
    kept = "private, max-age=86400" if plain else "private, max-age=300"
    return Response(made.png, media_type="image/png", headers={"Cache-Control": kept})
