"""The front page and the API's documentation."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.responses import Response

from colophon.gateway import views

router = APIRouter(include_in_schema=False)
_markdown = MarkdownIt("commonmark", {"html": False})


@router.get("/")
async def front() -> Response:
    """What this is, and the ways in."""
    return views.page("front.html")


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The OpenAPI document as a page: no script, nothing from elsewhere."""
    document = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in document["tags"]}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            groups[operation["tags"][-1]].append(_operation(document, method, path, operation))
    return views.page(
        "docs.html",
        info=document["info"],
        about=Markup(_markdown.render(document["info"]["description"])),
        tags=document["tags"],
        groups=groups,
    )


def _operation(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    kind, schema = next(((kind, each.get("schema", {})) for kind, each in body.items()), ("", {}))
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "told": operation.get("description") or operation.get("summary", ""),
        "parameters": operation.get("parameters", []),
        "kind": kind,
        "body": fields(document, schema) if kind.endswith("json") else [],
        "responses": [
            {
                "status": status,
                "told": answer.get("description", ""),
                "fields": fields(document, _schema(answer)) if status.startswith("2") else [],
            }
            for status, answer in operation["responses"].items()
        ],
        "secured": bool(operation.get("security")),
    }


def _schema(answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def fields(document: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, str]]:
    """Names, types and descriptions of an object's fields, one level deep."""
    schema = _resolved(document, schema)
    required = set(schema.get("required", []))
    return [
        {
            "name": name,
            "kind": kind(field),
            "told": field.get("description", "") or _resolved(document, field).get("description", ""),
            "example": json.dumps(field["examples"][0], ensure_ascii=False) if field.get("examples") else "",
            "required": "yes" if name in required else "",
        }
        for name, field in schema.get("properties", {}).items()
    ]


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def kind(field: dict[str, Any]) -> str:
    """A field's type in a few words."""
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1]
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if "anyOf" in field:
        return " or ".join(kind(each) for each in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {kind(field.get('items', {}))}"
    return str(field.get("format") or field.get("const") or field.get("type", "any"))
