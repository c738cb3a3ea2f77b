"""A judgement as the message ``Check``: what is stored, sent, and shown by service and terminal alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from colophon.api.common.v1 import common_pb2 as pb
from colophon.common.domain.findings import Finding
from colophon.common.domain.profile import Profile
from colophon.validation.domain.artifacts import Appendix, Block
from colophon.validation.domain.facts import INSPECTOR_VERSION, Facts
from colophon.validation.domain.judge import Judgement


def check_proto(
    facts: Facts, judgement: Judgement, profile: Profile, rules_version: int, paper: str = ""
) -> pb.Check:
    """All of a check but its name, number, digest, versions and time. ``paper``: its name, for rulings'."""
    check = pb.Check(
        verdict=pb.Verdict.Value(f"VERDICT_{judgement.verdict.name}"),
        findings=[finding_proto(finding, profile, paper) for finding in judgement.findings],
        profile=profile.name,
        inspector_version=str(INSPECTOR_VERSION),
        pages=facts.page_count,
        content_pages=judgement.content_pages,
        content_limit=judgement.content_limit,
        sha256=facts.sha256,
        rules_version=rules_version,
    )
    sheets = {page.number: page for page in facts.pages}
    for number, kind in judgement.pages:
        sheet = sheets.get(number)
        check.page_list.add(
            page=number,
            counts_as=pb.CountsAs.Value(f"COUNTS_AS_{kind.name}"),
            width=round(sheet.width, 2) if sheet else 0,
            height=round(sheet.height, 2) if sheet else 0,
            rotate=sheet.rotate % 360 if sheet else 0,
            corrected=number in judgement.corrected,
        )
    if judgement.artifacts is not None:
        check.artifacts.CopyFrom(artifacts_proto(judgement.artifacts))
    return check


def finding_proto(finding: Finding, profile: Profile, paper: str = "") -> pb.Finding:
    """A finding as a message; the box's four numbers become a Box."""
    return pb.Finding(
        rule=finding.rule,
        severity=pb.Severity.Value(f"SEVERITY_{finding.severity.name}"),
        message=_text(finding.message),
        remedy=_text(finding.remedy),
        page=finding.page,
        box=pb.Box(**dict(zip(("x0", "y0", "x1", "y1"), finding.box, strict=True))) if finding.box else None,
        id=finding.id,
        standing=pb.Standing.Value(f"STANDING_{finding.standing.name}"),
        ruling=f"{paper}/rulings/{finding.decided_by}" if finding.decided_by else "",
        waivable_by=pb.WaivableBy.Value(f"WAIVABLE_BY_{profile.waivable_by(finding.rule).upper()}"),
    )


def _text(text: str) -> str:
    """Text that a message may hold: half characters of an odd file are replaced."""
    return text.encode("utf-8", "replace").decode()


def artifacts_proto(found: Appendix) -> pb.ArtifactAppendix:
    """The artifact appendix as data."""
    return pb.ArtifactAppendix(
        page=found.page,
        contributions=[{"id": f"C{n}", "text": text} for n, text in sorted(found.contributions.items())],
        artifacts=[{"id": f"A{one.number}", "urls": one.urls} for one in found.artifacts],
        table=[
            {
                "artifact": f"A{row.artifact}",
                "contributions": [f"C{n}" for n in row.contributions],
                "elements": row.elements,
            }
            for row in found.rows
        ],
        blocks=_blocks(found.blocks),
        evaluated=found.ae,
        evaluation=_blocks(found.ae_blocks),
    )


def _blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [
        {
            "artifact": f"A{block.artifact}",
            "page": block.page,
            "parts": [{"name": name, "text": part.text} for name, part in block.parts.items()],
            "setup": [{"name": name, "text": part.text} for name, part in block.setup.items()],
            "minutes": block.minutes,
        }
        for block in blocks
    ]
