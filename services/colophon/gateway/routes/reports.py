"""The report of a version's check: pages, evidence, and what is decided of it, for editors and authors."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response
from ulid import ULID

from colophon.api.intake.v1 import intake_pb2
from colophon.api.validation.v1 import validation_pb2 as pb
from colophon.common import report as reporting
from colophon.common.domain import names
from colophon.common.domain.problems import Problem, Reason
from colophon.gateway import evidence, views
from colophon.gateway.auth import Caller, forbidden, own_site
from colophon.gateway.clients import Clients
from colophon.gateway.http import Backends, Number
from colophon.gateway.protojson import to_json
from colophon.gateway.routes.author import Author
from colophon.gateway.routes.editor import SignedIn
from colophon.gateway.routes.papers import status_json
from colophon.gateway.routes.rulings import SECONDS, catalogue, new_ruling, ruling_name

router = APIRouter(include_in_schema=False)
OF_EDITOR = "/editor/{venue}/papers/{paper}/revisions/{n}"
OF_AUTHOR = "/p/{token}/revisions/{n}"
CHECKS, RULINGS = 50, 1000
"""So many are shown."""
FIELDS = {"kind", "rule", "finding", "counts_as", "reason", "evidence"}
FAMILIES = {
    "PDF": "The file", "FNT": "Fonts", "GEO": "Page and margins", "PGS": "Number of pages", "TXT": "Text",
    "RGT": "Rights", "ANO": "Anonymity", "IMG": "Images", "A11Y": "Accessibility", "AD": "Artifacts",
    "CFG": "The venue", "SRV": "The service",
}  # fmt: skip

Which = Annotated[int, Query(ge=0, le=2**31 - 1)]


@router.get(OF_EDITOR)
async def of_editor(
    venue: str, paper: str, n: Number, who: SignedIn, to: Backends, request: Request, check: Which = 0
) -> Response:
    """For an editor, who may waive and correct."""
    if who is None:
        return views.page("sign_in.html", 401, to=request.url.path, problem=None)
    return await _shown(
        names.paper(names.venue(venue), paper), n, check, who, to, _editor_links(venue, paper, n)
    )


@router.get(OF_AUTHOR)
async def of_author(token: str, n: Number, who: Author, to: Backends, check: Which = 0) -> Response:
    """For an author, who may dispute."""
    return await _shown(who.paper, n, check, who, to, _author_links(token, n))


def _editor_links(venue: str, paper: str, n: int) -> dict[str, str]:
    of_paper = f"/editor/{venue}/papers/{paper}"
    return {
        "venue": f"/editor/{venue}",
        "paper": of_paper,
        "here": f"{of_paper}/revisions/{n}",
        "query": "",
    }


def _author_links(token: str, n: int) -> dict[str, str]:
    return {
        "venue": f"/p/{token}",
        "paper": f"/p/{token}",
        "here": f"/p/{token}/revisions/{n}",
        "query": f"&token={token}",
    }


async def _shown(
    paper: str,
    n: int,
    number: int,
    who: Caller,
    to: Clients,
    links: dict[str, str],
    problem: Problem | None = None,
) -> Response:
    """The page; of the check that holds where no number is given."""
    name = names.revision(paper, n)
    of_paper = pb.ListRulingsRequest(paper=paper, page_size=RULINGS)
    venue, listed, revision, checks, rulings = await asyncio.gather(
        to.call(to.intake.GetVenue, intake_pb2.GetVenueRequest(name=names.venue_of(paper)), who.who),
        to.call(to.intake.GetPaper, intake_pb2.GetPaperRequest(name=paper), who.who),
        to.call(to.intake.GetRevision, intake_pb2.GetRevisionRequest(name=name), who.who),
        _aside(to, to.validation.ListChecks, pb.ListChecksRequest(revision=name, page_size=CHECKS), who),
        _aside(to, to.validation.ListRulings, of_paper, who),
    )
    found = list(checks.checks) if checks else []
    check = next((each for each in found if number in (0, each.number)), None)
    if number and check is None and checks is not None:
        raise Problem(Reason.NOT_FOUND, f"there is no check {number}", "Look at the list of checks.")
    said = [to_json(each) for each in rulings.rulings] if rulings else []
    status = status_json(listed.status)
    superseded = n not in (status["counts"], status["newest"])
    holds = check is not None and check.number == found[0].number and not superseded
    address, query = f"/v1/{name}", links["query"]
    links |= {
        "pdf": f"{address}/pdf?{query[1:]}",
        "json": f"{address}/checks/{check.number}/report.json?{query[1:]}" if check else "",
        "rules": f"/rules/{check.profile}" if check else "",
    }

    def picture(page: int, dpi: int) -> str:
        return f"{address}/pages/{page}.png?plain=true&dpi={dpi}{query}"

    return views.page(
        "report.html",
        problem.reason.http if problem else 200,
        venue=to_json(venue.venue),
        paper=status,
        revision=to_json(revision.revision),
        check=check is not None,
        checks=[to_json(each) for each in found],
        report=evidence.report(reporting.entry("", check), picture, said) if check else None,
        rulings=said,
        away=checks is None,
        superseded=superseded,
        acting={
            "editor": who.role == "editor",
            "author": who.role == "author",
            "holds": holds,
            "to": f"{links['here']}/rulings",
        },
        links=links,
        problem=problem,
    )


async def _aside(to: Clients, method: Any, request: Any, who: Caller) -> Any:
    """What the page can do without for a while; None while nobody can say."""
    try:
        return await to.call(method, request, who.who, 5.0)
    except Problem as problem:
        if problem.reason is Reason.UNAVAILABLE:
            return None
        raise


async def _form(request: Request) -> dict[str, str]:
    own_site(request)
    async with request.form(max_files=0, max_fields=20) as form:
        return {name: str(value)[:8000] for name, value in form.items()}


def _editing(who: Caller | None) -> Caller:
    if who is None:
        raise Problem(Reason.UNAUTHENTICATED, "You are not signed in any more", "Sign in again.")
    return who


async def _decide(paper: str, n: int, form: dict[str, str], who: Caller, to: Clients) -> None:
    values: dict[str, Any] = {name: value for name, value in form.items() if name in FIELDS and value}
    if form.get("whole"):
        values.pop("finding", None)
    elif values.get("kind") == "waiver":
        values.pop("rule", None)
    if values.get("kind") not in ("waiver", "page", "mistaken", "dispute"):
        raise Problem(Reason.INVALID_ARGUMENT, "kind: say what this is", "Use the forms of the page.")
    if values.get("counts_as", "body") not in evidence.KINDS:
        raise Problem(
            Reason.INVALID_ARGUMENT, "counts_as: no such kind of page", "Use the forms of the page."
        )
    page = form.get("page", "0")
    values |= {"revision": n, "page": int(page) if page.isdecimal() and len(page) < 6 else 0}
    request = new_ruling(paper, values, f"once-{ULID()}")
    await to.call(to.validation.CreateRuling, request, who.who, SECONDS)


async def _withdraw(name: str, form: dict[str, str], who: Caller, to: Clients) -> None:
    request = pb.WithdrawRulingRequest(name=name, reason=form.get("reason", ""), request_id=f"once-{ULID()}")
    await to.call(to.validation.WithdrawRuling, request, who.who, SECONDS)


@router.post(f"{OF_EDITOR}/rulings")
async def decide(
    venue: str, paper: str, n: Number, who: SignedIn, to: Backends, request: Request
) -> Response:
    """An editor's waiver or correction from the page's forms."""
    form = await _form(request)
    editor, name = _editing(who), names.paper(names.venue(venue), paper)
    links = _editor_links(venue, paper, n)
    try:
        await _decide(name, n, form, editor, to)
    except Problem as problem:
        return await _shown(name, n, 0, editor, to, links, problem)
    return RedirectResponse(links["here"], 303)


@router.post(f"{OF_EDITOR}/rulings/{{k}}/withdraw")
async def take_back(
    venue: str, paper: str, n: Number, k: Number, who: SignedIn, to: Backends, request: Request
) -> Response:
    """An editor's withdrawal."""
    form = await _form(request)
    editor, name = _editing(who), names.paper(names.venue(venue), paper)
    links = _editor_links(venue, paper, n)
    try:
        await _withdraw(ruling_name(venue, paper, k), form, editor, to)
    except Problem as problem:
        return await _shown(name, n, 0, editor, to, links, problem)
    return RedirectResponse(links["here"], 303)


@router.post(f"{OF_EDITOR}/rulings/{{k}}/answer")
async def answer(
    venue: str, paper: str, n: Number, k: Number, who: SignedIn, to: Backends, request: Request
) -> Response:
    """An editor's answer to a dispute."""
    form = await _form(request)
    editor, name = _editing(who), names.paper(names.venue(venue), paper)
    links = _editor_links(venue, paper, n)
    said = pb.AnswerDisputeRequest(
        name=ruling_name(venue, paper, k),
        accepted=bool(form.get("accepted")),
        answer=form.get("answer", ""),
        request_id=f"once-{ULID()}",
    )
    try:
        await to.call(to.validation.AnswerDispute, said, editor.who, SECONDS)
    except Problem as problem:
        return await _shown(name, n, 0, editor, to, links, problem)
    return RedirectResponse(links["here"], 303)


@router.post(f"{OF_AUTHOR}/rulings")
async def dispute(token: str, n: Number, who: Author, to: Backends, request: Request) -> Response:
    """An author's dispute. The link is the author's own: no cookie is trusted here."""
    form = await _form(request)
    if form.get("kind") != "dispute":
        raise forbidden("Authors dispute; editors waive and correct")
    try:
        await _decide(who.paper, n, form, who, to)
    except Problem as problem:
        return await _shown(who.paper, n, 0, who, to, _author_links(token, n), problem)
    return RedirectResponse(f"/p/{token}/revisions/{n}", 303)


@router.post(f"{OF_AUTHOR}/rulings/{{k}}/withdraw")
async def take_back_dispute(
    token: str, n: Number, k: Number, who: Author, to: Backends, request: Request
) -> Response:
    """An author takes a dispute back."""
    form = await _form(request)
    try:
        await _withdraw(f"{who.paper}/rulings/{k}", form, who, to)
    except Problem as problem:
        return await _shown(who.paper, n, 0, who, to, _author_links(token, n), problem)
    return RedirectResponse(f"/p/{token}/revisions/{n}", 303)


@router.get("/rules")
@router.get("/rules/{profile}")
async def rules(to: Backends, request: Request, profile: str = "") -> Response:
    """The catalogue by profile, for whoever wants to know."""
    told = await catalogue(to, request)
    profiles = {each["name"]: each for each in told["profiles"]}
    chosen = profiles.get(profile or ("ieee-sc26" if "ieee-sc26" in profiles else next(iter(profiles), "")))
    if chosen is None:
        raise Problem(
            Reason.NOT_FOUND, f"there is no profile {profile!r}", f"There are: {', '.join(profiles)}."
        )
    families: dict[str, list[dict[str, Any]]] = {name: [] for name in FAMILIES.values()}
    for rule in told["rules"]:
        levels = {each["profile"]: each for each in rule["levels"]}
        told_rule = {**rule, "here": levels[chosen["name"]], "by": levels}
        families.setdefault(FAMILIES.get(rule["id"].split("-")[0], "Others"), []).append(told_rule)
    return views.page(
        "rules.html",
        chosen=chosen,
        profiles=list(profiles.values()),
        families=families,
        version=told["version"],
    )


@router.get("/editor/{venue}/rules")
async def venue_rules(venue: str, who: SignedIn, to: Backends, request: Request) -> Response:
    """Which rules hold for a venue, what newer ones would change; what was decided of its papers."""
    if who is None:
        return views.page("sign_in.html", 401, to=request.url.path, problem=None)
    return await _venue_rules(venue, who, to)


async def _venue_rules(venue: str, who: Caller, to: Clients, problem: Problem | None = None) -> Response:
    name = names.venue(venue)
    of_venue = pb.ListRulingsRequest(paper=name, page_size=RULINGS)
    found, held, said = await asyncio.gather(
        to.call(to.intake.GetVenue, intake_pb2.GetVenueRequest(name=name), who.who),
        to.call(to.validation.GetVenueRules, pb.GetVenueRulesRequest(venue=name), who.who),
        to.call(to.validation.ListRulings, of_venue, who.who),
    )
    rulings = []
    for each in map(to_json, said.rulings):
        parts = each["revision"].split("/")
        link = f"/editor/{venue}/papers/{parts[3]}/revisions/{parts[5]}"
        rulings.append({**each, "paper": parts[3], "link": link})
    waiting = [d for d in rulings if d["state"] == "open" and not d["withdrawn"]]
    rules = to_json(held.rules)
    for change in rules["changes"]:
        parts = change["revision"].split("/")
        change |= {"paper": parts[3], "link": f"/editor/{venue}/papers/{parts[3]}/revisions/{parts[5]}"}
    return views.page(
        "venue_rules.html",
        problem.reason.http if problem else 200,
        venue=to_json(found.venue),
        rules=rules,
        waiting=waiting,
        rulings=[d for d in rulings if d not in waiting],
        problem=problem,
    )


@router.post("/editor/{venue}/rules")
async def adopt(venue: str, who: SignedIn, to: Backends, request: Request) -> Response:
    """An editor adopts newer rules."""
    form = await _form(request)
    editor, version = _editing(who), form.get("version", "0")
    adoption = pb.AdoptRulesRequest(
        venue=names.venue(venue),
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        request_id=f"once-{ULID()}",
    )
    try:
        await to.call(to.validation.AdoptRules, adoption, editor.who, SECONDS)
    except Problem as problem:
        return await _venue_rules(venue, editor, to, problem)
    return RedirectResponse(f"/editor/{venue}/rules", 303)
