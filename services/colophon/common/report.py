"""A check as the JSON document that ``colophon check --json`` prints and the API gives.

Its schema is ``report.schema.json`` beside this file: ``SCHEMA``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from colophon.api.common.v1 import common_pb2 as pb

SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("report.schema.json").read_text("utf-8"))


def document(checks: Iterable[tuple[str, pb.Check]]) -> dict[str, Any]:
    """The document of several files: path (or the author's file name) and check of each."""
    return {"files": [entry(path, check) for path, check in checks]}


def entry(path: str, check: pb.Check) -> dict[str, Any]:
    """One file of the document."""
    return {
        "path": path,
        "sha256": check.sha256,
        "profile": check.profile,
        "verdict": _word(pb.Verdict, check.verdict),
        "content_pages": check.content_pages if check.HasField("content_pages") else None,
        "content_limit": check.content_limit if check.HasField("content_limit") else None,
        "page_count": check.pages,
        "pages": [
            {
                "page": each.page,
                "counts_as": counts_as(each.counts_as),
                "width": round(each.width, 1),
                "height": round(each.height, 1),
                "rotate": each.rotate,
                "corrected": each.corrected,
            }
            for each in check.page_list
        ],
        "findings": [_finding(each) for each in check.findings],
        "artifacts": _artifacts(check.artifacts) if check.HasField("artifacts") else None,
        "rules_version": check.rules_version,
        "inspector_version": int(check.inspector_version or 0),
        "seconds": round(check.seconds, 3),
    }


def _finding(found: pb.Finding) -> dict[str, Any]:
    box = found.box
    return {
        "id": found.id,
        "rule": found.rule,
        "severity": _word(pb.Severity, found.severity),
        "standing": _word(pb.Standing, found.standing) or "counts",
        "page": found.page if found.HasField("page") else None,
        "box": [round(v, 1) for v in (box.x0, box.y0, box.x1, box.y1)] if found.HasField("box") else None,
        "message": found.message,
        "remedy": found.remedy,
        "waivable_by": _word(pb.WaivableBy, found.waivable_by),
        "ruling": found.ruling or None,
    }


def _artifacts(found: pb.ArtifactAppendix) -> dict[str, Any]:
    return {
        "page": found.page,
        "contributions": [{"id": each.id, "text": each.text} for each in found.contributions],
        "artifacts": [{"id": each.id, "urls": list(each.urls)} for each in found.artifacts],
        "table": [
            {
                "artifact": row.artifact,
                "contributions": list(row.contributions),
                "elements": list(row.elements),
            }
            for row in found.table
        ],
        "blocks": [_block(each) for each in found.blocks],
        "evaluation": [_block(each) for each in found.evaluation] if found.evaluated else None,
    }


def _block(block: pb.ArtifactBlock) -> dict[str, Any]:
    return {
        "artifact": block.artifact,
        "page": block.page,
        "parts": {part.name: part.text for part in block.parts},
        "setup": {part.name: part.text for part in block.setup},
        "minutes": block.minutes if block.HasField("minutes") else None,
    }


def counts_as(value: int) -> str:
    """``COUNTS_AS_BODY`` as ``body``."""
    return pb.CountsAs.Name(pb.CountsAs.ValueType(value)).removeprefix("COUNTS_AS_").lower()


def _word(enum: Any, value: int) -> str | None:
    """``VERDICT_PASS`` as ``pass``; unspecified is None."""
    return enum.Name(value).rsplit("_", 1)[-1].lower() if value else None
