"""What lies beside a paper, and receipts: asked for again, signed, and the keys that prove them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import JSONResponse, Response

from colophon.api.intake.v1 import intake_pb2
from colophon.api.intake.v1 import uploads_pb2 as pb
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import files
from colophon.gateway.auth import Caller, PaperCaller, request_id
from colophon.gateway.clients import Clients, Who
from colophon.gateway.http import Backends, Number, PageSize, PageToken, PaperId, VenueId, disposition, errors
from colophon.gateway.models import uploads as models
from colophon.gateway.models.revisions import Receipt
from colophon.gateway.protojson import to_json

router = APIRouter(tags=["receipts"])
PAPER = "/v1/venues/{venue}/papers/{paper}"
JWS = "application/jose"
_JWS: dict[int | str, dict[str, Any]] = {200: {"description": "A JSON Web Signature", "content": {JWS: {}}}}


@router.get(
    f"{PAPER}/attachments",
    response_model=models.Attachments,
    tags=["uploads"],
    operation_id="listAttachments",
    responses=errors(404),
)
async def list_attachments(
    venue: VenueId,
    paper: PaperId,
    who: PaperCaller,
    to: Backends,
    page_size: PageSize = 0,
    page_token: PageToken = "",
) -> Any:
    """Every file beside a paper, oldest first; the newest of each kind counts."""
    name = names.paper(names.venue(venue), paper)
    request = pb.ListAttachmentsRequest(paper=name, page_size=page_size, page_token=page_token)
    found = await to.call(to.uploads.ListAttachments, request, who.who)
    return {
        "attachments": [to_json(each) for each in found.attachments],
        "next_page_token": found.next_page_token or None,
    }


@router.get(
    f"{PAPER}/attachments/{{n}}",
    response_model=models.Attached,
    tags=["uploads"],
    operation_id="getAttachment",
    responses=errors(404),
)
async def get(venue: VenueId, paper: PaperId, n: Number, who: PaperCaller, to: Backends) -> Any:
    """One file beside a paper, with its receipt."""
    found = await _attachment(venue, paper, n, who, to)
    return {"attachment": to_json(found.attachment), "receipt": to_json(found.receipt)}


@router.get(
    f"{PAPER}/attachments/{{n}}/file",
    tags=["uploads"],
    operation_id="getAttachmentFile",
    response_class=Response,
    responses={
        200: {"description": "The author's own bytes", "content": {"application/octet-stream": {}}},
        **errors(404),
    },
)
async def file(
    venue: VenueId, paper: PaperId, n: Number, who: PaperCaller, to: Backends, request: Request
) -> Response:
    """The file as it was uploaded."""
    attachment = (await _attachment(venue, paper, n, who, to)).attachment

    async def read(_: int, __: int) -> AsyncIterator[bytes]:
        call = to.uploads.ReadAttachment(
            pb.ReadAttachmentRequest(name=attachment.name), metadata=to.metadata(who.who)
        )
        async for message in call:
            yield message.chunk.data

    return await files.send(
        request,
        filename=attachment.filename or f"{paper}-{n}",
        size=attachment.size,
        sha256=attachment.sha256,
        media_type="application/octet-stream",
        opener=read,
        ranges=False,
    )


@router.get(
    f"{PAPER}/receipts/{{key}}", response_model=Receipt, operation_id="findReceipt", responses=errors(404)
)
async def find(
    venue: VenueId,
    paper: PaperId,
    key: Annotated[str, Path(max_length=200, description="The Idempotency-Key that the file was sent under")],
    who: PaperCaller,
    to: Backends,
) -> Any:
    """The receipt of what you sent under this key: for an answer that was lost. 404: it was not taken."""
    request = pb.FindReceiptRequest(paper=names.paper(names.venue(venue), paper), request_id=key)
    return to_json((await to.call(to.uploads.FindReceipt, request, who.who)).receipt)


@router.get(
    f"{PAPER}/revisions/{{n}}/receipt.jws",
    operation_id="getSignedReceipt",
    response_class=Response,
    responses={**_JWS, **errors(404)},
)
async def of_revision(venue: VenueId, paper: PaperId, n: Number, who: PaperCaller, to: Backends) -> Response:
    """The signed receipt of an upload: whoever has it can prove it, see docs/receipts.md."""
    name = names.revision(names.paper(names.venue(venue), paper), n)
    found = await to.call(to.intake.GetRevision, intake_pb2.GetRevisionRequest(name=name), who.who)
    return _signed(found.receipt, f"{paper}-r{n}")


@router.get(
    f"{PAPER}/attachments/{{n}}/receipt.jws",
    operation_id="getSignedAttachmentReceipt",
    response_class=Response,
    responses={**_JWS, **errors(404)},
)
async def of_attachment(
    venue: VenueId, paper: PaperId, n: Number, who: PaperCaller, to: Backends
) -> Response:
    """The signed receipt of a file beside a paper."""
    return _signed((await _attachment(venue, paper, n, who, to)).receipt, f"{paper}-a{n}")


@router.get("/.well-known/jwks.json", operation_id="listReceiptKeys")
async def keys(to: Backends, request: Request) -> JSONResponse:
    """The public keys that signed receipts are proved with, as a JSON Web Key Set (RFC 7517)."""
    who = Who("gateway", request_id(request))
    found = await to.call(to.uploads.ListReceiptKeys, pb.ListReceiptKeysRequest(), who)
    known = [
        {"kty": "OKP", "crv": "Ed25519", "x": key.x, "kid": key.id, "alg": "EdDSA", "use": "sig"}
        for key in found.keys
    ]
    return JSONResponse({"keys": known}, headers={"Cache-Control": "public, max-age=300"})


def _signed(receipt: intake_pb2.Receipt, name: str) -> Response:
    if not receipt.signed:
        raise Problem(
            Reason.NOT_FOUND,
            "This installation does not sign receipts",
            "Ask its operator for a receipt key.",
        )
    told = {"Content-Disposition": disposition(f"{name}.receipt.jws"), "Cache-Control": "no-store"}
    return Response(receipt.signed, media_type=JWS, headers=told)


async def _attachment(venue: str, paper: str, n: int, who: Caller, to: Clients) -> pb.GetAttachmentResponse:
    request = pb.GetAttachmentRequest(name=names.attachment(names.paper(names.venue(venue), paper), n))
    found: pb.GetAttachmentResponse = await to.call(to.uploads.GetAttachment, request, who.who)
    return found
