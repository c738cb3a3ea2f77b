"""The author's page: upload, receipt, findings, history. The link is the way in."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from colophon.api.intake.v1 import intake_pb2 as pb
from colophon.api.intake.v1 import uploads_pb2
from colophon.api.validation.v1 import validation_pb2 as checking
from colophon.common.domain import names
from colophon.common.domain.problems import Problem
from colophon.gateway import uploads, views
from colophon.gateway.auth import AUTHOR, Caller, Tokens, forbidden, request_id
from colophon.gateway.clients import Clients
from colophon.gateway.http import Backends
from colophon.gateway.models.revisions import Check
from colophon.gateway.multipart import FormFile
from colophon.gateway.protojson import to_json
from colophon.gateway.routes.papers import status_json
from colophon.gateway.settings import Settings

router = APIRouter(prefix="/p/{token}", include_in_schema=False)
SHOWN = 30
"""Revisions in the history."""
CHECK_SECONDS = 5.0


async def _author(token: str, request: Request) -> Caller:
    tokens: Tokens = request.app.state.tokens
    who = await tokens.caller(token, request_id(request))
    if who.role != AUTHOR:
        raise forbidden("This address is for authors' links")
    return who


Author = Annotated[Caller, Depends(_author)]


@router.get("")
async def show(token: str, who: Author, to: Backends, request: Request, part: str = "") -> Response:
    """The page, or only the part that changes."""
    values = await gathered(token, who, to, request.app.state.settings)
    return views.page("author_state.html" if part == "state" else "author.html", **values)


@router.post("")
async def upload(token: str, who: Author, to: Backends, request: Request) -> Response:
    """The form's upload, without JavaScript."""
    try:
        file = FormFile(request, "pdf")
        await file.open()
        head = pb.UploadHeader(paper=who.paper, filename=file.filename[:1000])
        await uploads.upload(to, request.app.state.settings, who.who, head, file.chunks())
    except Problem as problem:
        values = await gathered(token, who, to, request.app.state.settings)
        answer = views.page("author.html", problem.reason.http, **(values | {"problem": problem}))
        return uploads.lingering(answer)
    return RedirectResponse(f"/p/{token}", 303)


async def gathered(token: str, who: Caller, to: Clients, settings: Settings) -> dict[str, Any]:
    """Everything the page shows."""
    venue, status, revisions, keys = await asyncio.gather(
        to.call(to.intake.GetVenue, pb.GetVenueRequest(name=names.venue_of(who.paper)), who.who),
        to.call(to.intake.GetPaper, pb.GetPaperRequest(name=who.paper), who.who),
        _revisions(who, to),
        to.call(to.uploads.ListReceiptKeys, uploads_pb2.ListReceiptKeysRequest(), who.who),
    )
    paper, beside = settings.upload_limit >> 20, settings.attachment_limit >> 20
    shown = revisions[-SHOWN:]
    checks = await asyncio.gather(*(newest_check(each.name, to, who) for each in shown))
    history = [{**to_json(revision), "check": check} for revision, check in zip(shown, checks, strict=True)]
    return {
        "token": token,
        "venue": to_json(venue.venue),
        "paper": status_json(status.status),
        "history": history[::-1],
        "problem": None,
        "query": f"&token={token}",
        "signs": bool(keys.keys),
        # MB
        "limits": {"paper": paper, "appendix": paper, "source": beside, "auxiliary": beside},
    }


async def _revisions(who: Caller, to: Clients) -> list[Any]:
    found: list[Any] = []
    token = ""
    while True:
        request = pb.ListRevisionsRequest(paper=who.paper, page_size=1000, page_token=token)
        answer = await to.call(to.intake.ListRevisions, request, who.who)
        found += answer.revisions
        token = answer.next_page_token
        if not token:
            return found


async def newest_check(revision: str, to: Clients, who: Caller) -> dict[str, Any] | None:
    """A revision's newest check; None while there is none; ``{"away": True}`` when nobody can say."""
    request = checking.ListChecksRequest(revision=revision, page_size=1)
    try:
        found = await to.call(to.validation.ListChecks, request, who.who, CHECK_SECONDS)
    except Problem:
        return {"away": True}
    if not found.checks:
        return None
    return {"away": False, **Check.model_validate(to_json(found.checks[0])).model_dump(mode="json")}
