"""Papers and authors' links."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from colophon.api.common.v1 import common_pb2
from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.common.domain import names
from colophon.gateway.auth import Editor, PaperCaller
from colophon.gateway.http import (
    Backends,
    PageSize,
    PageToken,
    PaperId,
    RequestId,
    SeenVersion,
    VenueId,
    errors,
    tag,
)
from colophon.gateway.models import papers as models
from colophon.gateway.protojson import from_json, mask, moment, to_json

router = APIRouter(prefix="/v1/venues/{venue}", tags=["papers"])
Place = Annotated[int, Path(ge=1, le=5000, description="Place in the author list, from 1")]


def status_json(status: pb.PaperStatus) -> dict[str, Any]:
    """A paper's record with where it stands, flat."""
    told = to_json(status)
    counts = status.counts if status.HasField("counts") else None
    newest = status.newest if status.HasField("newest") else None
    return {
        **told["paper"],
        **{
            name: told[name]
            for name in (
                "status_version",
                "state",
                "revisions",
                "verdict",
                "errors",
                "warnings",
                "attachments",
            )
        },
        **{
            name: told[name]
            for name in (
                "counts_why",
                "disposition",
                "disposition_decision",
                "open_changes",
                "deadlines",
                "released_in",
                "decisions_version",
            )
        },
        "counts": counts.number if counts else None,
        "newest": newest.number if newest else None,
        "check": status.check or None,
        "late": not counts.on_time if counts else None,
    }


@router.post(
    "/papers:import",
    response_model=models.ImportedPapers,
    operation_id="importPapers",
    responses=errors(404, 409),
)
async def import_papers(
    venue: VenueId, papers: models.Papers, who: Editor, to: Backends, request_id: RequestId
) -> Any:
    """Import the accepted papers: all or none. New ones are made, those there updated where they differ."""
    messages = []
    for place, paper in enumerate(papers.papers):
        values = paper.model_dump(exclude_unset=True)
        if paper.order is None:
            values["order"] = place
        messages.append(from_json(values, common_pb2.Paper))
    request = pb.ImportPapersRequest(venue=names.venue(venue), papers=messages, request_id=request_id)
    done = await to.call(to.intake.ImportPapers, request, who.who)
    return {
        "papers": [
            {
                "name": each.paper.name,
                "id": each.paper.id,
                "version": each.paper.version,
                "action": to_json(each)["action"],
            }
            for each in done.papers
        ]
    }


@router.get("/papers", response_model=models.PaperList, operation_id="listPapers", responses=errors(404))
async def list_papers(
    venue: VenueId, who: Editor, to: Backends, page_size: PageSize = 0, page_token: PageToken = ""
) -> Any:
    """A venue's papers with where each stands, in print order."""
    request = pb.ListPapersRequest(venue=names.venue(venue), page_size=page_size, page_token=page_token)
    found = await to.call(to.intake.ListPapers, request, who.who)
    return {
        "papers": [status_json(status) for status in found.papers],
        "next_page_token": found.next_page_token or None,
    }


@router.get(
    "/papers/{paper}", response_model=models.PaperStatus, operation_id="getPaper", responses=errors(404)
)
async def get(venue: VenueId, paper: PaperId, who: PaperCaller, to: Backends, response: Response) -> Any:
    """One paper with where it stands."""
    name = names.paper(names.venue(venue), paper)
    found = await to.call(to.intake.GetPaper, pb.GetPaperRequest(name=name), who.who)
    tag(response, found.status.paper.version)
    return status_json(found.status)


@router.patch(
    "/papers/{paper}",
    response_model=models.PaperStatus,
    operation_id="updatePaper",
    responses=errors(404, 409, 412, 428),
)
async def update(
    venue: VenueId,
    paper: PaperId,
    patch: models.PaperPatch,
    who: Editor,
    to: Backends,
    request_id: RequestId,
    seen: SeenVersion,
    response: Response,
) -> Any:
    """Change the fields sent of a paper's record (merge patch); the paper is then judged anew."""
    message = from_json(patch.model_dump(exclude_unset=True), common_pb2.Paper)
    message.name, message.version = names.paper(names.venue(venue), paper), seen
    done = await to.call(
        to.intake.UpdatePaper,
        pb.UpdatePaperRequest(paper=message, update_mask=mask(patch.model_fields_set), request_id=request_id),
        who.who,
    )
    tag(response, done.status.paper.version)
    return status_json(done.status)


@router.post(
    "/papers/{paper}/links",
    status_code=201,
    response_model=models.Link,
    tags=["links"],
    operation_id="createLink",
    responses=errors(404),
)
async def create_link(
    venue: VenueId,
    paper: PaperId,
    link: models.NewLink,
    who: Editor,
    to: Backends,
    request: Request,
    response: Response,
) -> Any:
    """A signed link for one author: the way in to this paper, without an account."""
    made = await to.call(
        to.intake.CreateLink,
        pb.CreateLinkRequest(
            paper=names.paper(names.venue(venue), paper),
            place=link.place,
            expires_in_hours=link.expires_in_hours,
        ),
        who.who,
    )
    response.headers["Cache-Control"] = "no-store"
    return {
        "name": made.person,
        "url": f"{base(request)}/p/{made.token}",
        "token": made.token,
        "expires": moment(made.expires) if made.HasField("expires") else None,
    }


def base(request: Request) -> str:
    """Where people reach the gateway, without the last slash."""
    public: str = request.app.state.settings.public_url
    return (public or str(request.base_url)).rstrip("/")


@router.delete(
    "/papers/{paper}/links/{place}",
    response_model=models.Revoked,
    tags=["links"],
    operation_id="revokeLinksOfAuthor",
    responses=errors(404),
)
async def revoke_links(venue: VenueId, paper: PaperId, place: Place, who: Editor, to: Backends) -> Any:
    """Every link given to this author stops working within seconds."""
    return await _revoke(venue, paper, place, who, to)


@router.delete(
    "/papers/{paper}/links",
    response_model=models.Revoked,
    tags=["links"],
    operation_id="revokeLinks",
    responses=errors(404),
)
async def revoke_all_links(venue: VenueId, paper: PaperId, who: Editor, to: Backends) -> Any:
    """Every link given to any author of this paper stops working within seconds."""
    return await _revoke(venue, paper, 0, who, to)


async def _revoke(venue: str, paper: str, place: int, who: Editor, to: Backends) -> Any:
    request = pb.RevokeLinksRequest(paper=names.paper(names.venue(venue), paper), place=place)
    done = await to.call(to.intake.RevokeLinks, request, who.who)
    return {"revoked": done.revoked}
