"""Builds: start, watch, fetch what they made."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import StreamingResponse

from colophon.api.assembly.v1 import assembly_pb2 as pb
from colophon.api.intake.v1 import intake_pb2
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import files
from colophon.gateway.auth import Caller, Editor
from colophon.gateway.clients import Clients, Who
from colophon.gateway.http import Backends, Number, PageSize, PageToken, RequestId, VenueId, errors, tag
from colophon.gateway.models import builds as models
from colophon.gateway.protojson import from_json, to_json

router = APIRouter(prefix="/v1/venues/{venue}/builds", tags=["builds"])
START_SECONDS = 45.0
"""Assembly may wait for its copies to catch up."""
HEARTBEAT_SECONDS = 10.0
ENDED = (pb.BUILD_STATE_DONE, pb.BUILD_STATE_FAILED, pb.BUILD_STATE_CANCELLED)


def build_json(build: pb.Build) -> dict[str, Any]:
    """A build without where its bytes are kept."""
    return models.Build.model_validate(to_json(build)).model_dump(mode="json")


@router.post(
    "", status_code=202, response_model=models.Build, operation_id="startBuild", responses=errors(404, 409)
)
async def start(
    venue: VenueId, new: models.NewBuild, who: Editor, to: Backends, request_id: RequestId, response: Response
) -> Any:
    """Start a build of the volume from what the editor saw; watch it at its events."""
    name = names.venue(venue)
    version = new.venue_version
    if version is None:
        found = await to.call(to.intake.GetVenue, intake_pb2.GetVenueRequest(name=name), who.who)
        version = found.venue.version
    if new.papers is None:
        papers = await present(name, to, who.who)
    else:
        papers = [pb.SeenPaper(name=each.name, status_version=each.status_version) for each in new.papers]
    request = from_json({"kind": new.kind}, pb.StartBuildRequest)
    request.venue, request.venue_version, request.request_id = name, version, request_id
    request.papers.extend(papers)
    made = await to.call(to.assembly.StartBuild, request, who.who, START_SECONDS)
    response.headers["Location"] = f"/v1/{made.build.name}"
    tag(response, made.build.version)
    return build_json(made.build)


async def present(venue: str, to: Clients, who: Who) -> list[pb.SeenPaper]:
    """All papers of a venue with their present versions."""
    seen: list[pb.SeenPaper] = []
    token = ""
    while True:
        request = intake_pb2.ListPapersRequest(venue=venue, page_size=1000, page_token=token)
        found = await to.call(to.intake.ListPapers, request, who)
        seen += [
            pb.SeenPaper(name=each.paper.name, status_version=each.status_version) for each in found.papers
        ]
        token = found.next_page_token
        if not token:
            return seen


@router.get("", response_model=models.Builds, operation_id="listBuilds", responses=errors(404))
async def list_builds(
    venue: VenueId, who: Editor, to: Backends, page_size: PageSize = 0, page_token: PageToken = ""
) -> Any:
    """A venue's builds, newest first."""
    request = pb.ListBuildsRequest(venue=names.venue(venue), page_size=page_size, page_token=page_token)
    found = await to.call(to.assembly.ListBuilds, request, who.who)
    return {
        "builds": [to_json(each) for each in found.builds],
        "next_page_token": found.next_page_token or None,
    }


async def _get(venue: str, n: int, to: Clients, who: Caller) -> pb.Build:
    name = names.build(names.venue(venue), n)
    found = await to.call(to.assembly.GetBuild, pb.GetBuildRequest(name=name), who.who)
    build: pb.Build = found.build
    return build


@router.get("/{n}", response_model=models.Build, operation_id="getBuild", responses=errors(404))
async def get(venue: VenueId, n: Number, who: Editor, to: Backends, response: Response) -> Any:
    """One build: its steps, and its outputs once it is done."""
    build = await _get(venue, n, to, who)
    tag(response, build.version)
    return build_json(build)


@router.post(
    "/{n}:cancel", response_model=models.Build, operation_id="cancelBuild", responses=errors(404, 409)
)
async def cancel(venue: VenueId, n: Number, who: Editor, to: Backends) -> Any:
    """Stop a build that runs."""
    request = pb.CancelBuildRequest(name=names.build(names.venue(venue), n))
    done = await to.call(to.assembly.CancelBuild, request, who.who)
    return build_json(done.build)


@router.get(
    "/{n}/events",
    operation_id="watchBuild",
    response_class=Response,
    responses={
        200: {
            "description": "Server-sent events, each one's data the build as JSON, until it ends.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **errors(404),
    },
)
async def events(venue: VenueId, n: Number, who: Editor, to: Backends) -> Response:
    """Watch a build live."""
    build = await _get(venue, n, to, who)
    return StreamingResponse(
        watched(build, to, who.who),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def watched(build: pb.Build, to: Clients, who: Who) -> AsyncIterator[str]:
    """Server-sent events of a build until it ends; assembly's restart in between is waited out."""
    request = pb.WatchBuildRequest(name=build.name)
    yield _event(build)
    while build.state not in ENDED:
        stream = to.stream(lambda _: (to.assembly.WatchBuild, request), lambda _: 0, who)
        waiting: asyncio.Task[pb.WatchBuildResponse | None] | None = None
        try:
            while build.state not in ENDED:
                waiting = waiting or asyncio.ensure_future(anext(stream, None))
                await asyncio.wait({waiting}, timeout=HEARTBEAT_SECONDS)
                if not waiting.done():
                    yield ": still there\n\n"
                    continue
                message = waiting.result()
                waiting = None
                if message is None:
                    break
                if message.build.version >= build.version:
                    build = message.build
                    yield _event(build)
        except Problem as problem:
            if problem.reason is not Reason.UNAVAILABLE:
                raise
            yield ": not reachable just now\n\n"
        finally:
            if waiting is not None:
                waiting.cancel()
                await asyncio.gather(waiting, return_exceptions=True)
            await stream.aclose()
        if build.state not in ENDED:
            await asyncio.sleep(0.5)


def _event(build: pb.Build) -> str:
    return f"id: {build.version}\ndata: {json.dumps(build_json(build), ensure_ascii=False)}\n\n"


@router.head("/{n}/files/{path:path}", include_in_schema=False)
@router.get(
    "/{n}/files/{path:path}",
    operation_id="getBuildFile",
    response_class=Response,
    responses={200: {"description": "The file"}, 206: {"description": "A part of it"}, **errors(404, 416)},
)
async def file(
    venue: VenueId,
    n: Number,
    path: Annotated[str, Path(description="One of the build's outputs")],
    who: Editor,
    to: Backends,
    request: Request,
) -> Response:
    """A file that the build made; ranges and conditional requests are understood."""
    build = await _get(venue, n, to, who)
    output = next((each for each in build.outputs if each.path == path), None)
    if output is None:
        raise Problem(
            Reason.NOT_FOUND, f"{build.name} has no file {path!r}", "Take a path from the build's outputs."
        )

    async def read(offset: int, length: int) -> AsyncIterator[bytes]:
        def open_at(done: int) -> tuple[Any, Any]:
            return to.assembly.ReadBuildFile, pb.ReadBuildFileRequest(
                build=build.name, path=path, offset=offset + done, length=length - done if length else 0
            )

        async for message in to.stream(open_at, lambda m: len(m.chunk.data), who.who):
            if message.chunk.data:
                yield message.chunk.data

    return await files.send(
        request,
        filename=path.rsplit("/", 1)[-1],
        size=output.size,
        sha256=output.sha256,
        media_type=output.media_type,
        opener=read,
    )
