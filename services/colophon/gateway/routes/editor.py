"""The editor's pages: papers and where they stand, builds, releases, publisher's keys."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Cookie, Depends, Request
from starlette.responses import RedirectResponse, Response

from colophon.api.assembly.v1 import assembly_pb2
from colophon.api.export.v1 import export_pb2
from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.api.intake.v1 import records_pb2
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import views
from colophon.gateway.auth import COOKIE, EDITOR, Caller, Tokens, nobody, own_site, request_id
from colophon.gateway.clients import Clients
from colophon.gateway.http import Backends
from colophon.gateway.protojson import to_json
from colophon.gateway.routes.author import newest_check
from colophon.gateway.routes.builds import build_json
from colophon.gateway.routes.papers import base, status_json

router = APIRouter(prefix="/editor", include_in_schema=False)
SESSION_SECONDS = 12 * 3600
ASIDE_SECONDS = 4.0
"""Deadline for what the page can do without."""
SHOWN = 20


async def _signed_in(
    request: Request, session: Annotated[str | None, Cookie(alias=COOKIE)] = None
) -> Caller | None:
    """The editor of the session; None: nobody is signed in."""
    tokens: Tokens = request.app.state.tokens
    if not session:
        return None
    try:
        who = await tokens.caller(session, request_id(request))
    except Problem as problem:
        if problem.reason.http == 401:
            return None
        raise
    return who if who.role == EDITOR else None


SignedIn = Annotated[Caller | None, Depends(_signed_in)]


@router.get("")
@router.get("/{venue}")
async def show(
    who: SignedIn, to: Backends, request: Request, venue: str = "", token: str = "", part: str = ""
) -> Response:
    """A venue's page, or the list of venues; who is not signed in is asked for a token."""
    if token:
        return await _enter(request, token)
    if who is None:
        return views.page("sign_in.html", 401, to=request.url.path, problem=None)
    if not venue:
        found = await to.call(to.intake.ListVenues, pb.ListVenuesRequest(page_size=1000), who.who)
        return views.page("venues.html", venues=[to_json(each) for each in found.venues])
    values = await gathered(names.venue(venue), who, to)
    template = {"papers": "editor_papers.html", "making": "editor_making.html"}.get(part, "editor.html")
    return views.page(template, **values)


@router.post("")
@router.post("/{venue}")
async def sign_in(request: Request) -> Response:
    """A token for a session."""
    own_site(request)
    async with request.form(max_files=0, max_fields=5) as form:
        token = str(form.get("token", "")).strip()
        out = "out" in form
    if out:
        answer: Response = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE)
        return answer
    return await _enter(request, token)


async def _enter(request: Request, token: str) -> Response:
    tokens: Tokens = request.app.state.tokens
    try:
        who = await tokens.caller(token, request_id(request))
        if who.role != EDITOR:
            raise nobody()
    except Problem as problem:
        told = problem
        if problem.reason is Reason.UNAUTHENTICATED:
            told = Problem(
                Reason.UNAUTHENTICATED,
                "This is not an editor's token",
                "Copy it again, whole, from where the installation gave it to you.",
            )
        return views.page("sign_in.html", problem.reason.http, to=request.url.path, problem=told)
    answer = RedirectResponse(request.url.path, 303)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="lax",
        secure=base(request).startswith("https:"),
    )
    return answer


@router.get("/{venue}/papers/{paper}")
async def paper(
    venue: str, paper: str, who: SignedIn, to: Backends, request: Request, part: str = ""
) -> Response:
    """One paper with its findings."""
    if who is None:
        return views.page("sign_in.html", 401, to=request.url.path, problem=None)
    name = names.paper(names.venue(venue), paper)
    found, listed, revisions, decided = await asyncio.gather(
        to.call(to.intake.GetVenue, pb.GetVenueRequest(name=names.venue(venue)), who.who),
        to.call(to.intake.GetPaper, pb.GetPaperRequest(name=name), who.who),
        to.call(to.intake.ListRevisions, pb.ListRevisionsRequest(paper=name, page_size=1000), who.who),
        to.call(
            to.records.ListDecisions, records_pb2.ListDecisionsRequest(paper=name, page_size=1000), who.who
        ),
    )
    shown = revisions.revisions[-SHOWN:]
    checks = await asyncio.gather(*(newest_check(each.name, to, who) for each in shown))
    history = [{**to_json(each), "check": check} for each, check in zip(shown, checks, strict=True)]
    values: dict[str, Any] = {
        "venue": to_json(found.venue),
        "paper": status_json(listed.status),
        "history": history[::-1],
        "decisions": [to_json(each) for each in decided.decisions],
        "query": "",
    }
    return views.page("paper_findings.html" if part == "findings" else "paper.html", **values)


async def gathered(venue: str, who: Caller, to: Clients) -> dict[str, Any]:
    """Everything the page shows; what a service that is away would tell is None."""
    found, papers, builds, releases, keys = await asyncio.gather(
        to.call(to.intake.GetVenue, pb.GetVenueRequest(name=venue), who.who),
        _papers(venue, who, to),
        _aside(to, to.assembly.ListBuilds, assembly_pb2.ListBuildsRequest(venue=venue, page_size=SHOWN), who),
        _aside(to, to.export.ListReleases, export_pb2.ListReleasesRequest(venue=venue, page_size=SHOWN), who),
        _aside(to, to.export.ListKeys, export_pb2.ListKeysRequest(venue=venue, page_size=1000), who),
    )
    told = to_json(found.venue)
    return {
        "venue": told,
        "papers": papers,
        "totals": Counter(each["state"] for each in papers),
        "sessions": {each["id"]: each["title"] for each in told["sessions"]},
        "builds": [build_json(each) for each in builds.builds] if builds else None,
        "releases": [to_json(each) for each in releases.releases] if releases else None,
        "keys": [to_json(each) for each in keys.keys] if keys else None,
    }


async def _aside(to: Clients, method: Any, request: Any, who: Caller) -> Any:
    try:
        return await to.call(method, request, who.who, ASIDE_SECONDS)
    except Problem:
        return None


async def _papers(venue: str, who: Caller, to: Clients) -> list[dict[str, Any]]:
    papers: list[dict[str, Any]] = []
    token = ""
    while True:
        request = pb.ListPapersRequest(venue=venue, page_size=1000, page_token=token)
        found = await to.call(to.intake.ListPapers, request, who.who)
        papers += [status_json(each) for each in found.papers]
        token = found.next_page_token
        if not token:
            return papers
