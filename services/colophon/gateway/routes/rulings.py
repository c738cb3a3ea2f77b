"""Rulings about findings and pages; the rules and which of them hold for a venue."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.common import report
from colophon.common.domain import names
from colophon.gateway.auth import Anyone, Editor, PaperCaller, request_id
from colophon.gateway.clients import Clients, Who
from colophon.gateway.http import Backends, Number, PageSize, PageToken, PaperId, RequestId, VenueId, errors
from colophon.gateway.models import rulings as models
from colophon.gateway.protojson import from_json, to_json

router = APIRouter(tags=["rulings"])
PAPER = "/v1/venues/{venue}/papers/{paper}/rulings"
SECONDS = 12.0
"""A ruling is answered when its paper is judged again."""


def new_ruling(paper: str, values: dict[str, Any], request_id: str) -> pb.CreateRulingRequest:
    """The request of a ruling's values."""
    revision = names.revision(paper, values.pop("revision"))
    made = from_json(values, pb.CreateRulingRequest)
    made.revision, made.request_id = revision, request_id
    return made


@router.post(
    PAPER,
    status_code=201,
    response_model=models.Ruling,
    operation_id="createRuling",
    responses=errors(404, 409),
)
async def create(
    venue: VenueId,
    paper: PaperId,
    new: models.NewRuling,
    who: PaperCaller,
    to: Backends,
    request_id: RequestId,
    response: Response,
) -> Any:
    """Waive or correct (editors), or dispute (authors). The paper is judged again at once."""
    request = new_ruling(names.paper(names.venue(venue), paper), new.model_dump(), request_id)
    made = await to.call(to.validation.CreateRuling, request, who.who, SECONDS)
    response.headers["Location"] = f"/v1/{made.ruling.name}"
    return to_json(made.ruling)


@router.get(PAPER, response_model=models.Rulings, operation_id="listRulings", responses=errors(404))
async def list_rulings(
    venue: VenueId,
    paper: PaperId,
    who: PaperCaller,
    to: Backends,
    page_size: PageSize = 0,
    page_token: PageToken = "",
) -> Any:
    """All that was decided or said of a paper, newest first, what was withdrawn too."""
    return await _listed(names.paper(names.venue(venue), paper), to, who.who, page_size, page_token)


@router.get(
    "/v1/venues/{venue}/rulings",
    response_model=models.Rulings,
    operation_id="listVenueRulings",
    responses=errors(404),
)
async def list_venue(
    venue: VenueId, who: Editor, to: Backends, page_size: PageSize = 0, page_token: PageToken = ""
) -> Any:
    """All that was decided or said of a venue's papers, newest first."""
    return await _listed(names.venue(venue), to, who.who, page_size, page_token)


async def _listed(name: str, to: Clients, who: Who, size: int, token: str) -> dict[str, Any]:
    request = pb.ListRulingsRequest(paper=name, page_size=size, page_token=token)
    found = await to.call(to.validation.ListRulings, request, who)
    return {
        "rulings": [to_json(each) for each in found.rulings],
        "next_page_token": found.next_page_token or None,
    }


def ruling_name(venue: str, paper: str, n: int) -> str:
    """``venues/tpc26/papers/p007/rulings/2``."""
    return f"{names.paper(names.venue(venue), paper)}/rulings/{n}"


@router.post(
    f"{PAPER}/{{n}}:withdraw",
    response_model=models.Ruling,
    operation_id="withdrawRuling",
    responses=errors(404, 409),
)
async def withdraw(
    venue: VenueId,
    paper: PaperId,
    n: Number,
    why: models.Withdrawal,
    who: PaperCaller,
    to: Backends,
    request_id: RequestId,
) -> Any:
    """Take a ruling back. It stays on record; the paper is judged again without it."""
    request = pb.WithdrawRulingRequest(
        name=ruling_name(venue, paper, n), reason=why.reason, request_id=request_id
    )
    done = await to.call(to.validation.WithdrawRuling, request, who.who, SECONDS)
    return to_json(done.ruling)


@router.post(
    f"{PAPER}/{{n}}:answer",
    response_model=models.Ruling,
    operation_id="answerDispute",
    responses=errors(404, 409),
)
async def answer(
    venue: VenueId,
    paper: PaperId,
    n: Number,
    said: models.DisputeAnswer,
    who: Editor,
    to: Backends,
    request_id: RequestId,
) -> Any:
    """Answer an author's dispute: accepted, the finding is marked mistaken; else it stands."""
    request = pb.AnswerDisputeRequest(
        name=ruling_name(venue, paper, n), accepted=said.accepted, answer=said.answer, request_id=request_id
    )
    done = await to.call(to.validation.AnswerDispute, request, who.who, SECONDS)
    return to_json(done.ruling)


@router.get(
    "/v1/rules", response_model=models.Rules, operation_id="listRules", tags=["rules"], responses=errors()
)
async def rules(_: Anyone, to: Backends, request: Request) -> Any:
    """The catalogue of rules, with what each profile makes of each."""
    return await catalogue(to, request)


async def catalogue(to: Clients, request: Request) -> dict[str, Any]:
    """The rules as JSON."""
    who = Who("gateway", request_id(request))
    return to_json(await to.call(to.validation.ListRules, pb.ListRulesRequest(), who))


@router.get(
    "/schemas/report.json",
    operation_id="getReportSchema",
    response_class=Response,
    tags=["rules"],
    responses={200: {"description": "JSON Schema", "content": {"application/schema+json": {}}}},
)
async def schema() -> Response:
    """The JSON Schema of a check's report. No token is needed."""
    return JSONResponse(report.SCHEMA, media_type="application/schema+json")


@router.get(
    "/v1/venues/{venue}/rules",
    response_model=models.VenueRules,
    operation_id="getVenueRules",
    responses=errors(404),
    tags=["rules"],
)
async def venue_rules(venue: VenueId, who: Editor, to: Backends) -> Any:
    """Which version of the rules holds for a venue, and whose verdict the newest would change."""
    request = pb.GetVenueRulesRequest(venue=names.venue(venue))
    return to_json((await to.call(to.validation.GetVenueRules, request, who.who)).rules)


@router.post(
    "/v1/venues/{venue}/rules:adopt",
    response_model=models.VenueRules,
    operation_id="adoptRules",
    responses=errors(404),
    tags=["rules"],
)
async def adopt(
    venue: VenueId, new: models.Adoption, who: Editor, to: Backends, request_id: RequestId
) -> Any:
    """Judge the venue by another version of the rules from now on."""
    request = pb.AdoptRulesRequest(venue=names.venue(venue), version=new.version, request_id=request_id)
    return to_json((await to.call(to.validation.AdoptRules, request, who.who, SECONDS)).rules)
