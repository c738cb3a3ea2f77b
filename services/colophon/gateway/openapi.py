"""The OpenAPI document: FastAPI's, with the errors as they really are."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from colophon.gateway.models.base import Problem

DESCRIPTION = """\
Camera-ready papers in, citable proceedings out.

**Tokens.** `Authorization: Bearer …` with an editor's token (everything), an author's link token (one paper)
or a publisher's key (one venue's releases).

**Errors** are `application/problem+json` with `reason` for machines and `remedy` for people.

**Repeating.** Send an `Idempotency-Key` with a POST or PATCH: after a lost answer, the same request under
the same key is answered as the first time and done once. 503 carries `Retry-After`.

**Changing.** Answers carry an `ETag`; send it back as `If-Match`, and a change that somebody else made
meanwhile is not overwritten but told (412).

**A paper's way.** `papers:import` → `links` → the author's `revisions` (upload) → `checks` → `builds` →
`releases` → `package.zip`.
"""
TAGS = [
    {"name": "venues", "description": "One workshop's volume each."},
    {"name": "papers", "description": "Accepted records and where each stands."},
    {"name": "decisions", "description": "Who decided what and why; changes of the accepted record."},
    {"name": "links", "description": "Authors' ways in, without accounts."},
    {"name": "revisions", "description": "Uploads, receipts, checks and findings, pictures of pages."},
    {"name": "uploads", "description": "Resumable uploads (tus 1.0.0) and what lies beside a paper."},
    {"name": "receipts", "description": "Asked for again, signed, and the keys that prove them."},
    {"name": "rulings", "description": "Waivers, corrections and disputes of findings."},
    {"name": "rules", "description": "The catalogue of rules; which version holds for a venue."},
    {"name": "builds", "description": "Volumes: drafts and finals, watched live."},
    {"name": "releases", "description": "What the publisher pulls: files and the whole package."},
    {"name": "keys", "description": "Publishers' API keys."},
    {"name": "health", "description": "Who serves."},
]


def install(app: FastAPI) -> None:
    """Make ``app.openapi`` give the corrected document, made once."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _made(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _made(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(
        title="Colophon", version=version("colophon"), description=DESCRIPTION, routes=app.routes, tags=TAGS
    )
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for path in made["paths"].values():
        for operation in path.values():
            operation.get("responses", {}).pop("422", None)
    return made
