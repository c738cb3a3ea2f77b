"""The OpenAPI document: complete, consistent, and the same words as the protos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.message import Message
from pydantic import BaseModel

from colophon.api.assembly.v1 import assembly_pb2
from colophon.api.common.v1 import common_pb2
from colophon.api.export.v1 import export_pb2
from colophon.api.intake.v1 import decisions_pb2, intake_pb2, records_pb2, uploads_pb2
from colophon.gateway import app as gateway
from colophon.gateway.models import builds, decisions, papers, releases, revisions, uploads, venues
from colophon.gateway.settings import Settings

NOWHERE = "127.0.0.1:9"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    app = gateway.make(
        Settings(
            listen=NOWHERE,
            service_token="x",
            intake=NOWHERE,
            validation=NOWHERE,
            assembly=NOWHERE,
            export=NOWHERE,
        )
    )
    return app.openapi()


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield path, method, operation


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from _refs(each)
    elif isinstance(value, list):
        for each in value:
            yield from _refs(each)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for ref in set(_refs(document)):
        target: Any = document
        for part in ref.removeprefix("#/").split("/"):
            target = target[part]


def test_the_contract_is_all_there(document: dict[str, Any]) -> None:
    venue, paper = "/v1/venues/{venue}", "/v1/venues/{venue}/papers/{paper}"
    expected = {
        ("/v1/venues", "get post"), (venue, "get patch"), (f"{venue}/papers:import", "post"),
        (f"{venue}/papers", "get"), (paper, "get patch"), (f"{paper}/links", "delete post"),
        (f"{paper}/links/{{place}}", "delete"), (f"{paper}/revisions", "get post"),
        (f"{paper}/revisions/{{n}}", "get"), (f"{paper}/revisions/{{n}}/checks", "get"),
        (f"{paper}/revisions/{{n}}/checks/{{check}}", "get"), (f"{paper}/revisions/{{n}}/pdf", "get"),
        (f"{paper}/revisions/{{n}}/pages/{{page}}.png", "get"), (f"{venue}/builds", "get post"),
        (f"{venue}/builds/{{n}}", "get"), (f"{venue}/builds/{{n}}:cancel", "post"),
        (f"{venue}/builds/{{n}}/events", "get"), (f"{venue}/builds/{{n}}/files/{{path}}", "get"),
        (f"{venue}/releases", "get post"), (f"{venue}/releases/{{n}}", "get"),
        (f"{venue}/releases/{{n}}/files/{{path}}", "get"), (f"{venue}/releases/{{n}}/package.zip", "get"),
        (f"{paper}/uploads", "post"), (f"{paper}/uploads/{{upload}}", "delete get patch"),
        (f"{paper}/attachments", "get"), (f"{paper}/attachments/{{n}}", "get"),
        (f"{paper}/attachments/{{n}}/file", "get"), (f"{paper}/receipts/{{key}}", "get"),
        (f"{paper}/revisions/{{n}}/receipt.jws", "get"), ("/.well-known/jwks.json", "get"),
        (f"{venue}/keys", "get post"), (f"{venue}/keys/{{n}}", "delete"), ("/healthz", "get"),
    }  # fmt: skip
    assert {(path, " ".join(sorted(each))) for path, each in document["paths"].items()} >= expected


def test_every_operation_tells_a_stranger_enough(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in _operations(document)]
    assert len(ids) == len(set(ids))
    tags = {tag["name"] for tag in document["tags"]}
    for path, _, operation in _operations(document):
        where = operation["operationId"]
        assert operation.get("description"), where
        assert operation["tags"], where
        assert set(operation["tags"]) <= tags, where
        assert "422" not in operation["responses"], where
        assert any(status.startswith("2") for status in operation["responses"]), where
        named = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path)), where
        if path.startswith("/v1"):
            assert operation["security"], where
            for status in ("401", "403", "503"):
                assert "application/problem+json" in operation["responses"][status]["content"], where
        for parameter in operation.get("parameters", []):
            assert parameter.get("description") or parameter["in"] == "path", (where, parameter["name"])


NOT_REPEATED = ("/links", ":cancel", ":preview", "/uploads/{upload}")


def test_mutations_take_an_idempotency_key(document: dict[str, Any]) -> None:
    for path, method, operation in _operations(document):
        if method in ("post", "patch") and not path.endswith(NOT_REPEATED):
            names = {p["name"].lower() for p in operation.get("parameters", []) if p["in"] == "header"}
            assert "idempotency-key" in names, path
        if method == "patch" and "/uploads/" not in path:  # There the offset is what was seen.
            assert "if-match" in names, path


def test_every_schema_has_its_words(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        if schema.get("type") == "object":
            assert schema.get("description"), name


# And what the JSON leaves out.
PAIRS: list[tuple[type[BaseModel], type[Message], set[str]]] = [
    (venues.Venue, common_pb2.Venue, set()),
    (venues.NewVenue, common_pb2.Venue, {"name", "version"}),
    (venues.Person, common_pb2.Person, set()),
    (venues.Session, common_pb2.Session, set()),
    (venues.InvitedTalk, common_pb2.InvitedTalk, set()),
    (papers.NewPaper, common_pb2.Paper, {"name", "version"}),
    (revisions.Revision, common_pb2.Revision, {"bucket", "object"}),
    (revisions.Receipt, intake_pb2.Receipt, set()),
    (uploads.Attachment, common_pb2.Attachment, {"bucket", "object"}),
    (uploads.Upload, uploads_pb2.Upload, set()),
    (revisions.Check, common_pb2.Check, set()),
    (revisions.Finding, common_pb2.Finding, set()),
    (revisions.Box, common_pb2.Box, set()),
    (builds.Build, assembly_pb2.Build, set()),
    (builds.Step, assembly_pb2.Step, set()),
    (builds.LeftOut, assembly_pb2.LeftOut, set()),
    (builds.Output, assembly_pb2.Output, {"bucket", "object"}),
    (builds.PlacedPaper, assembly_pb2.PlacedPaper, set()),
    (releases.Release, export_pb2.Release, set()),
    (releases.ReleaseFile, export_pb2.ReleaseFile, set()),
    (releases.Notice, export_pb2.Notice, set()),
    (releases.Key, export_pb2.Key, set()),
    (revisions.Difference, intake_pb2.RevisionDifference, set()),
    (decisions.Decision, decisions_pb2.Decision, set()),
    (decisions.Change, decisions_pb2.Change, set()),
    (decisions.Deadlines, decisions_pb2.Deadlines, set()),
    (decisions.ListedPaper, records_pb2.ListedPaper, set()),
    (decisions.ImportedList, records_pb2.ImportListResponse, set()),
]


@pytest.mark.parametrize(("model", "message", "less"), PAIRS)
def test_json_and_proto_have_the_same_fields(
    model: type[BaseModel], message: type[Message], less: set[str]
) -> None:
    told = {field.name for field in message.DESCRIPTOR.fields}
    assert set(model.model_fields) == told - less


def test_a_papers_status_is_its_record_and_where_it_stands() -> None:
    record = {field.name for field in common_pb2.Paper.DESCRIPTOR.fields}
    status = {field.name for field in intake_pb2.PaperStatus.DESCRIPTOR.fields} - {"paper"}
    assert set(papers.PaperStatus.model_fields) == record | status | {"late"}
