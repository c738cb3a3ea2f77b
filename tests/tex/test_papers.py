"""Papers set by LaTeX here and now: each defect is reported, and nothing else is an error."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from cases import CASES, LIMIT, Case
from papers import ISBN
from pylatexenc.latex2text import LatexNodes2Text

from colophon.common import child, profiles
from colophon.common.domain.findings import Severity
from colophon.common.domain.venue import Paper, Person, Venue
from colophon.validation.judge import PRELOAD, judge_file

pytestmark = pytest.mark.tex

KINDS: dict[str, list[str]] = json.loads((Path(__file__).parents[1] / "corpus/kinds.json").read_text())
KINDS |= {"page-numbers": ["GEO-007"], "type-size": ["FNT-008", "FNT-009"]}
_BODY_ENDS = re.compile(r"\\newlabel\{end:body\}\{\{.*?\}\{(\d+)\}")


@dataclass
class Set:
    """A case as set."""

    pdf: Path
    body: int | None
    """The page on which LaTeX put the end of the main text."""


def typeset(case: Case, folder: Path) -> Set:
    (folder / "p.tex").write_text(case.draft.source())
    for _ in range(2):
        subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "p.tex"], cwd=folder, capture_output=True, check=False
        )
    found = _BODY_ENDS.search((folder / "p.aux").read_text(errors="replace"))
    return Set(folder / "p.pdf", int(found.group(1)) if found else None)


@pytest.mark.parametrize("name", CASES)
def test_reported(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    child.start(PRELOAD)
    paper = typeset(case, tmp_path)
    draft, held = case.draft, case.registered
    registered = Paper(
        name,
        held.get("title", LatexNodes2Text().latex_to_text(draft.title)),
        tuple(Person(n) for n in held.get("authors", [a for a, _, _ in draft.names])),
    )
    venue = Venue("v", "v", "v", isbn=ISBN[draft.template], publication_date=date(2026, 11, 15))
    profile = profiles.load("ieee-sc26" if draft.template == "ieee" else "acm-sc25")
    report = judge_file(paper.pdf, registered, venue, profile)
    loud = {f.rule for f in report.findings if f.severity is not Severity.INFO}
    errors = {f.rule for f in report.findings if f.severity is Severity.ERROR}
    for kind in case.expect:
        assert loud & set(KINDS[kind]), kind
    expected = {rule for kind in case.expect for rule in KINDS[kind]}
    assert errors <= expected, [f for f in report.findings if f.rule in errors - expected]
    if case.content == "label":
        assert report.judgement.content_pages == paper.body
    assert ("content-pages" in case.expect) is (case.content == "label" and (paper.body or 0) > LIMIT)
