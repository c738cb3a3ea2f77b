"""Releases: what the publisher pulls."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from colophon.api.export.v1 import export_pb2 as pb
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import files
from colophon.gateway.auth import Caller, Editor, ReleaseCaller
from colophon.gateway.clients import Clients
from colophon.gateway.http import Backends, Number, PageSize, PageToken, RequestId, VenueId, errors, tag
from colophon.gateway.models import releases as models
from colophon.gateway.protojson import to_json
from colophon.gateway.routes.builds import START_SECONDS, present

router = APIRouter(prefix="/v1/venues/{venue}/releases", tags=["releases"])
PACKAGE = "package.zip"


@router.post(
    "",
    status_code=202,
    response_model=models.Release,
    operation_id="createRelease",
    responses=errors(404, 409),
)
async def create(
    venue: VenueId,
    new: models.NewRelease,
    who: Editor,
    to: Backends,
    request_id: RequestId,
    response: Response,
) -> Any:
    """Release a final build; packaging goes on after the answer, until its state is ready."""
    name = names.venue(venue)
    request = pb.CreateReleaseRequest(venue=name, build=new.build, request_id=request_id)
    for seen in await present(name, to, who.who):
        request.papers.add(name=seen.name, status_version=seen.status_version)
    made = await to.call(to.export.CreateRelease, request, who.who, START_SECONDS)
    response.headers["Location"] = f"/v1/{made.release.name}"
    tag(response, made.release.version)
    return to_json(made.release)


@router.get("", response_model=models.Releases, operation_id="listReleases", responses=errors(404))
async def list_releases(
    venue: VenueId, who: ReleaseCaller, to: Backends, page_size: PageSize = 0, page_token: PageToken = ""
) -> Any:
    """A venue's releases, newest first."""
    request = pb.ListReleasesRequest(venue=names.venue(venue), page_size=page_size, page_token=page_token)
    found = await to.call(to.export.ListReleases, request, who.who)
    return {
        "releases": [to_json(each) for each in found.releases],
        "next_page_token": found.next_page_token or None,
    }


async def _get(venue: str, n: int, to: Clients, who: Caller) -> pb.Release:
    name = names.release(names.venue(venue), n)
    found = await to.call(to.export.GetRelease, pb.GetReleaseRequest(name=name), who.who)
    release: pb.Release = found.release
    return release


@router.get("/{n}", response_model=models.Release, operation_id="getRelease", responses=errors(404))
async def get(venue: VenueId, n: Number, who: ReleaseCaller, to: Backends, response: Response) -> Any:
    """One release with its files and their digests."""
    release = await _get(venue, n, to, who)
    tag(response, release.version)
    return to_json(release)


_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file; its ETag is its SHA-256"},
    206: {"description": "A part of it"},
    304: {"description": "You have it already"},
    **errors(404, 409, 416),
}


@router.head("/{n}/package.zip", include_in_schema=False)
@router.get("/{n}/package.zip", operation_id="getPackage", response_class=Response, responses=_FILE)
async def package(venue: VenueId, n: Number, who: ReleaseCaller, to: Backends, request: Request) -> Response:
    """The whole package; ranges and conditional requests are understood."""
    release = await _get(venue, n, to, who)
    if not release.HasField("package"):
        raise Problem(
            Reason.NOT_READY, f"{release.name} has no package yet", "Wait until its state is ready."
        )
    _, venue_id, _, number = names.parts(release.name)
    return await _send(release, release.package, f"{venue_id}-release-{number}.zip", to, who, request)


@router.head("/{n}/files/{path:path}", include_in_schema=False)
@router.get("/{n}/files/{path:path}", operation_id="getReleaseFile", response_class=Response, responses=_FILE)
async def file(
    venue: VenueId,
    n: Number,
    path: Annotated[str, Path(description="One of the release's files")],
    who: ReleaseCaller,
    to: Backends,
    request: Request,
) -> Response:
    """A file of the package; ranges and conditional requests are understood."""
    release = await _get(venue, n, to, who)
    found = next((each for each in release.files if each.path == path), None)
    if found is None:
        raise Problem(
            Reason.NOT_FOUND, f"{release.name} has no file {path!r}", "Take a path from the release's files."
        )
    return await _send(release, found, path.rsplit("/", 1)[-1], to, who, request)


async def _send(
    release: pb.Release, found: pb.ReleaseFile, filename: str, to: Clients, who: Caller, request: Request
) -> Response:
    async def read(offset: int, length: int) -> AsyncIterator[bytes]:
        def open_at(done: int) -> tuple[Any, Any]:
            return to.export.ReadReleaseFile, pb.ReadReleaseFileRequest(
                release=release.name,
                path=found.path,
                offset=offset + done,
                length=length - done if length else 0,
            )

        async for message in to.stream(open_at, lambda m: len(m.chunk.data), who.who):
            if message.chunk.data:
                yield message.chunk.data

    return await files.send(
        request,
        filename=filename,
        size=found.size,
        sha256=found.sha256,
        media_type=found.media_type,
        opener=read,
    )
