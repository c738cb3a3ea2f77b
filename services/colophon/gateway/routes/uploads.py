"""Resumable uploads: tus 1.0.0. The bytes may come in many requests, over many connections and gateways."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import JSONResponse, Response

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import uploads_pb2 as pb
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import tus, uploads
from colophon.gateway.auth import Caller, PaperCaller
from colophon.gateway.clients import Clients
from colophon.gateway.http import Backends, PaperId, RequestId, VenueId, errors
from colophon.gateway.models import uploads as models
from colophon.gateway.models.revisions import FileKind
from colophon.gateway.pieces import Sending, beyond
from colophon.gateway.protojson import to_json
from colophon.gateway.settings import Settings

router = APIRouter(
    prefix="/v1/venues/{venue}/papers/{paper}/uploads", tags=["uploads"], route_class=tus.TusRoute
)

FINISH_SECONDS = 120.0
"""An upload whose last byte is there may be finished by whoever asks next."""

UploadId = Annotated[str, Path(pattern=r"^[0-9A-Za-z]{1,40}$", description="The upload's id")]
Kind = Annotated[
    FileKind,
    Query(description="paper: the camera-ready PDF; source, auxiliary: archives; appendix: a PDF of its own"),
]


def _parameters(*told: tuple[str, bool, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "header",
            "required": required,
            "schema": {"type": "string"},
            "description": text,
        }
        for name, required, text in (("Tus-Resumable", True, f"Always {tus.VERSION}"), *told)
    ]


_BODY = {"content": {tus.BYTES: {"schema": {"type": "string", "format": "binary"}}}}
_CHECKSUM = ("Upload-Checksum", False, "sha256, sha1, sha512 or md5, a blank, base64 of this request's bytes")
_OFFSET = {
    "headers": {"Upload-Offset": {"description": "Bytes that are here", "schema": {"type": "integer"}}}
}


@router.options("", include_in_schema=False)
async def able(venue: str, paper: str, request: Request) -> Response:  # noqa: ARG001
    """What this server speaks; needs no token."""
    settings: Settings = request.app.state.settings
    return Response(
        status_code=204,
        headers={
            "Tus-Version": tus.VERSION,
            "Tus-Extension": tus.EXTENSIONS,
            "Tus-Max-Size": str(max(settings.upload_limit, settings.attachment_limit)),
            "Tus-Checksum-Algorithm": ",".join(tus.ALGORITHMS),
        },
    )


@router.post(
    "",
    status_code=201,
    operation_id="openUpload",
    response_class=Response,
    openapi_extra={
        "requestBody": {"required": False, "description": "The first bytes, or nothing.", **_BODY},
        "parameters": _parameters(
            ("Upload-Length", True, "Bytes of the whole file: the deadline's grace is for a declared size"),
            ("Upload-Metadata", False, "filename, sha256 (hexadecimal, of the whole file), based_on"),
            ("Repr-Digest", False, "sha-256=:<base64>: of the whole file (RFC 9530), verified at the end"),
            _CHECKSUM,
        ),
    },
    responses={201: {"description": "Opened; Location says where", **_OFFSET}, **errors(404, 409, 413, 415)},
)
async def create(
    venue: VenueId,
    paper: PaperId,
    who: PaperCaller,
    to: Backends,
    request_id: RequestId,
    request: Request,
    kind: Kind = "paper",
) -> Response:
    """Open an upload with its size: judged against the deadlines now, whenever its last byte comes."""
    if "upload-defer-length" in request.headers:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            "An upload is opened with its size",
            "Send Upload-Length instead of Upload-Defer-Length.",
        )
    told = tus.metadata(request.headers.get("upload-metadata", ""))
    based_on = told.get("based_on", "")
    opened = await to.call(
        to.uploads.OpenUpload,
        pb.OpenUploadRequest(
            paper=names.paper(names.venue(venue), paper),
            kind=_kind(told.get("kind", kind)),
            size=tus.number(request, "Upload-Length"),
            filename=told.get("filename", told.get("name", ""))[:1000],
            sha256=uploads.digest(request.headers.get("repr-digest")) or told.get("sha256", "").lower(),
            based_on=int(based_on) if based_on.isdecimal() and len(based_on) < 9 else 0,
            request_id=request_id,
            metadata=request.headers.get("upload-metadata", ""),
        ),
        who.who,
    )
    upload = opened.upload
    if request.headers.get("content-type", "").partition(";")[0] == tus.BYTES:
        upload = await _carry_on(upload, who, to, request)
    return Response(status_code=201, headers={"Location": f"/v1/{upload.name}", **tus.state(upload)})


@router.head("/{upload}", include_in_schema=False)
async def head(venue: str, paper: str, upload: UploadId, who: PaperCaller, to: Backends) -> Response:
    """Where the upload stands."""
    found = await _upload(venue, paper, upload, who, to)
    if found.state == pb.UPLOAD_STATE_REFUSED:
        raise Problem(Reason.UPLOAD_GONE, found.message, found.remedy)
    more = {"Upload-Metadata": found.metadata} if found.metadata else {}
    return Response(headers={"Upload-Length": str(found.size), **tus.state(found), **more})


@router.get("/{upload}", response_model=models.Upload, operation_id="getUpload", responses=errors(404, 410))
async def get(venue: VenueId, paper: PaperId, upload: UploadId, who: PaperCaller, to: Backends) -> Any:
    """Where the upload stands; when done its receipt, when refused why. HEAD gives it as tus headers."""
    found = await _upload(venue, paper, upload, who, to)
    return JSONResponse(
        models.Upload.model_validate(to_json(found)).model_dump(mode="json"),
        headers={"Cache-Control": "no-store"},
    )


@router.patch(
    "/{upload}",
    status_code=204,
    operation_id="appendToUpload",
    response_class=Response,
    openapi_extra={
        "requestBody": {"required": True, "description": "Bytes from the offset on.", **_BODY},
        "parameters": _parameters(("Upload-Offset", True, "Where these bytes begin"), _CHECKSUM),
    },
    responses={
        204: {
            "description": "Taken; when that was the last byte Upload-Result says what it is now",
            **_OFFSET,
        },
        460: {"description": "The bytes have another checksum; none of them was kept"},
        **errors(404, 409, 410, 413, 415),
    },
)
async def append(
    venue: VenueId, paper: PaperId, upload: UploadId, who: PaperCaller, to: Backends, request: Request
) -> Response:
    """Send bytes. After a cut ask HEAD for the offset and go on there, also through another gateway."""
    if request.headers.get("content-type", "").partition(";")[0] != tus.BYTES:
        raise Problem(
            Reason.NOT_BYTES,
            "These are not announced as an upload's bytes",
            f"Send Content-Type: {tus.BYTES}.",
        )
    offset = tus.number(request, "Upload-Offset")
    found = await _upload(venue, paper, upload, who, to)
    if found.state == pb.UPLOAD_STATE_REFUSED:
        raise Problem(Reason[found.reason], found.message, found.remedy)
    if offset != found.offset:
        raise Problem(
            Reason.OFFSET_MISMATCH,
            f"The upload has {found.offset} bytes",
            "Ask for its offset (HEAD) and go on from there.",
            offset=str(found.offset),
        )
    done = await _carry_on(found, who, to, request)
    return Response(status_code=204, headers=tus.state(done))


@router.delete(
    "/{upload}",
    status_code=204,
    operation_id="cancelUpload",
    response_class=Response,
    openapi_extra={"parameters": _parameters()},
    responses={204: {"description": "Gone"}, **errors(404, 410)},
)
async def cancel(
    venue: VenueId, paper: PaperId, upload: UploadId, who: PaperCaller, to: Backends
) -> Response:
    """Forget the upload and its bytes; what was made of a finished one stays."""
    request = pb.CancelUploadRequest(name=_name(venue, paper, upload))
    await to.call(to.uploads.CancelUpload, request, who.who)
    return Response(status_code=204)


@router.post("/{upload}", include_in_schema=False)
async def overridden(
    venue: str, paper: str, upload: UploadId, who: PaperCaller, to: Backends, request: Request
) -> Response:
    """For senders that can only POST."""
    match request.headers.get("x-http-method-override", "").upper():
        case "PATCH":
            return await append(venue, paper, upload, who, to, request)
        case "DELETE":
            return await cancel(venue, paper, upload, who, to)
        case "HEAD":
            return await head(venue, paper, upload, who, to)
    raise Problem(
        Reason.INVALID_ARGUMENT,
        "An upload is carried on by PATCH",
        "Send PATCH, or POST with X-HTTP-Method-Override: PATCH.",
    )


def _kind(word: str) -> common_pb2.FileKind:
    try:
        return common_pb2.FileKind.Value(f"FILE_KIND_{word.upper()}")
    except ValueError:
        raise Problem(
            Reason.INVALID_ARGUMENT,
            f"{word[:40]!r} is no kind of file",
            "Send paper, source, auxiliary or appendix.",
        ) from None


def _name(venue: str, paper: str, upload: str) -> str:
    return names.upload(names.paper(names.venue(venue), paper), upload)


async def _upload(venue: str, paper: str, upload: str, who: Caller, to: Clients) -> pb.Upload:
    found: pb.GetUploadResponse = await to.call(
        to.uploads.GetUpload, pb.GetUploadRequest(name=_name(venue, paper, upload)), who.who, FINISH_SECONDS
    )
    return found.upload


async def _carry_on(upload: pb.Upload, who: Caller, to: Clients, request: Request) -> pb.Upload:
    """The upload after this request's bytes. Too many are refused at the first one that says so."""
    length = tus.content_length(request)
    if length is not None and upload.offset + length > upload.size:
        raise beyond(upload)
    checksum = tus.checksum(request)
    sending = Sending(to, request.app.state.settings, who.who, upload)
    await sending.send(uploads.body_of(request), checksum)
    return sending.upload
