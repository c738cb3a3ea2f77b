"""What pages show: templates, and words for people."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from colophon.common.domain.problems import Problem
from colophon.common.domain.times import AOE
from colophon.gateway.evidence import KINDS

HERE = Path(__file__).parent

STATES = {
    "expected": "Awaited",
    "checking": "Being checked",
    "passed": "Ready",
    "held": "On hold",
}
DISPOSITIONS = {
    "deferred": "Deferred",
    "excluded_no_upload": "Excluded, nothing uploaded",
    "withdrawn_before_freeze": "Withdrawn",
    "withdrawn_after_freeze": "Withdrawn after freeze",
    "withdrawn_after_release": "Withdrawn after release",
    "not_presented": "Not presented",
}
"""What was decided; a paper that is expected or published is told by its state."""
COUNTS_WHY = {
    "newest_fit": "the newest that is on time and passes",
    "newest": "the newest, for none passes on time",
    "chosen_by_author": "its authors chose it",
    "chosen_by_editor": "an editor chose it",
}
SEVERITIES = {"error": "Must be fixed", "warning": "Please look", "info": "Note"}
FILE_KINDS = {
    "source": "Sources",
    "auxiliary": "Artifact or other files",
    "appendix": "Artifact description",
}
MOVES = {
    "paper": ("Papers", "paper"),
    "index": ("Author index", "index entry"),
    "citation": ("BibTeX", "citation"),
}
"""What may move from one build to the next: its heading, and one of them."""
MOVED = 40
"""Rows of each kind that a page shows."""
ORDER = {"error": 0, "warning": 1, "info": 2}


def moment(value: str | datetime) -> datetime:
    """A moment as the API gives it."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).astimezone(UTC)


def aoe(value: str | datetime) -> str:
    """``28 Aug 2026, 23:59 AoE``."""
    at = moment(value).astimezone(AOE)
    return f"{at.day} {at:%b %Y, %H:%M} AoE"


def utc(value: str | datetime) -> str:
    """``29 Aug 2026, 11:59 UTC``."""
    at = moment(value).astimezone(UTC)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def size(count: int) -> str:
    """``1.4 MB``."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"


def number(name: str) -> str:
    """The last part of a resource's name."""
    return name.rsplit("/", 1)[-1]


def people(authors: list[dict[str, Any]], most: int = 6) -> str:
    """Names with commas; many are cut short."""
    names = [author["name"] for author in authors]
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    return ", ".join(names)


def sorted_findings(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Errors first, then by page."""
    return sorted(findings, key=lambda f: (ORDER.get(f["severity"], 3), f["page"] or 0))


def person(actor: str) -> str:
    """Who an actor's name stands for: ``editors/bootstrap`` → ``the editors``."""
    kind, _, place = actor.rpartition("/")
    if kind.endswith("people"):
        return f"author {place}"
    return {"bootstrap": "the editors"}.get(place, f"{kind.rpartition('/')[2].rstrip('s')} {place}".strip())


def plural(count: int, one: str, many: str = "") -> str:
    """``1 paper``, ``3 papers``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def remaining(seconds: float) -> str:
    """``About 40 seconds left``; never more exact than the guess is."""
    if seconds < 1.5:
        return "Nearly done"
    if seconds < 10:
        return f"About {seconds:.0f} seconds left"
    if seconds < 90:
        return f"About {round(seconds / 5) * 5} seconds left"
    return f"About {plural(round(seconds / 60), 'minute')} left"


def took(steps: list[dict[str, Any]]) -> str:
    """What a build's steps did: ``9 steps, 214 of 230 parts kept from an earlier build``."""
    kept, parts = sum(step["cached"] for step in steps), sum(step["total"] for step in steps)
    said = plural(len(steps), "step")
    return f"{said}, {kept} of {parts} parts kept from an earlier build" if kept else said


def moved_groups(changes: list[dict[str, Any]]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """What moved by its kind: kind, heading, rows; kinds without any are left out."""
    groups = [(kind, head, [c for c in changes if c["kind"] == kind]) for kind, (head, _) in MOVES.items()]
    return [group for group in groups if group[2]]


def moved_counts(changes: list[dict[str, Any]]) -> str:
    """``2 papers, 5 index entries, 2 citations``; a citation counts once however many of its fields moved."""
    counts = []
    for kind, _, rows in moved_groups(changes):
        one = MOVES[kind][1]
        count = len({row["name"] for row in rows})
        counts.append(plural(count, one, one.replace("entry", "entries") if "entry" in one else ""))
    return ", ".join(counts)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "aoe": aoe,
        "utc": utc,
        "size": size,
        "number": number,
        "people": people,
        "findings": sorted_findings,
        "plural": plural,
        "person": person,
        "remaining": remaining,
        "took": took,
        "moved_groups": moved_groups,
        "moved_counts": moved_counts,
    }
    made.tests["inner_path"] = lambda path: "/" in path
    made.globals |= {
        "STATES": STATES,
        "SEVERITIES": SEVERITIES,
        "FILE_KINDS": FILE_KINDS,
        "DISPOSITIONS": DISPOSITIONS,
        "COUNTS_WHY": COUNTS_WHY,
        "KINDS": KINDS,
        "MOVED": MOVED,
    }
    return made


_templates = _environment()


def text(template: str, **values: Any) -> str:
    """A template's text."""
    return _templates.get_template(template).render(**values)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page; never kept by caches, for it may hold what only this person may see."""
    return HTMLResponse(text(template, **values), status, headers={"Cache-Control": "no-store"})


def error_page(problem: Problem) -> HTMLResponse:
    """A problem for people."""
    return page("error.html", problem.reason.http, problem=problem)


def for_people(request: Request) -> bool:
    """Whether an error of this request is shown as a page."""
    path = request.url.path
    return not path.startswith(("/v1", "/healthz", "/openapi")) and "text/html" in request.headers.get(
        "accept", ""
    )
