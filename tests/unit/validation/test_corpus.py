"""Every labelled paper: its defects are reported, no error of another kind, its pages counted right.

Run with ``-s`` to see the table of precision and recall by kind.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from colophon.common import child, profiles
from colophon.common.domain.findings import Severity
from colophon.common.domain.venue import Paper, Person, Venue
from colophon.validation.judge import PRELOAD, Report, judge_file

CORPUS = Path(__file__).parents[2] / "corpus"
LABELS = json.loads((CORPUS / "labels.json").read_text())
METADATA = json.loads((CORPUS / "metadata.json").read_text())
KINDS: dict[str, list[str]] = json.loads((CORPUS / "kinds.json").read_text())

pytestmark = pytest.mark.xdist_group("corpus")


def _judge(stem: str) -> Report:
    record = METADATA[stem]
    paper = Paper(stem, record["title"], tuple(Person(name) for name in record["authors"]))
    venue = Venue("v", "v", "v", isbn=record["isbn"], publication_date=date(record["year"], 11, 15))
    return judge_file(CORPUS / f"{stem}.pdf", paper, venue, profiles.load(record["profile"]))


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    child.start(PRELOAD)
    return {stem: _judge(stem) for stem in LABELS}


@pytest.mark.parametrize("stem", LABELS)
def test_labelled(stem: str, reports: dict[str, Report]) -> None:
    label, report = LABELS[stem], reports[stem]
    loud = {f.rule for f in report.findings if f.severity is not Severity.INFO}
    errors = {f.rule for f in report.findings if f.severity is Severity.ERROR}
    expected = {rule for kind in label["expect"] for rule in KINDS[kind]}
    for kind in label["expect"]:
        assert loud & set(KINDS[kind]), f"{kind} was not reported"
    assert errors <= expected, [f for f in report.findings if f.rule in errors - expected]
    if report.facts.readable:
        assert report.judgement.content_pages == label["content_pages"]
        assert report.facts.page_count == label["pages"]


def test_places_are_on_the_page(reports: dict[str, Report]) -> None:
    for stem, report in reports.items():
        for finding in report.findings:
            if finding.box is None:
                continue
            assert finding.page is not None
            x0, y0, x1, y1 = finding.box
            assert x0 <= x1, (stem, finding)
            assert y0 <= y1, (stem, finding)
            assert 1 <= finding.page <= report.facts.page_count


def test_precision_and_recall(reports: dict[str, Report]) -> None:
    """Warnings count too: what the labels do not name is a false alarm, up to a few real overfull lines."""
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for stem, report in reports.items():
        loud = {f.rule for f in report.findings if f.severity is not Severity.INFO}
        for kind, rules in KINDS.items():
            said, true = bool(loud & set(rules)), kind in LABELS[stem]["expect"]
            # One rule serves two kinds: what is expected of its other kind is no false alarm.
            excused = any(
                set(KINDS[other]) & loud & set(rules) for other in LABELS[stem]["expect"] if other != kind
            )
            table[kind][0] += said and true
            table[kind][1] += said and not true and not excused
            table[kind][2] += true and not said
    print()
    for kind, (hit, false, missed) in sorted(table.items()):
        precision = hit / (hit + false) if hit + false else 1.0
        recall = hit / (hit + missed) if hit + missed else 1.0
        numbers = f"hit {hit:3}  false {false:3}  missed {missed:3}"
        print(f"{kind:18} {numbers}  precision {precision:.2f}  recall {recall:.2f}")
    assert sum(missed for _, _, missed in table.values()) == 0
    # Overfull lines of the nonsense text, visible on the page.
    assert sum(false for _, false, _ in table.values()) <= 3


def test_artifact_appendix_is_data(reports: dict[str, Report]) -> None:
    found = reports["ieee-adae-complete"].judgement.artifacts
    assert found is not None
    assert list(found.contributions) == [1, 2, 3]
    assert [a.number for a in found.artifacts] == [1, 2]
    assert all(url.startswith("https://doi.org/10.5281/") for a in found.artifacts for url in a.urls)
    assert [(row.artifact, row.contributions, row.elements) for row in found.rows] == [
        (1, (1, 2), ("Figure 1",)),
        (2, (3,), ("Table 1",)),
    ]
    assert [list(b.parts) for b in found.blocks] == [
        ["relation", "results", "time", "setup", "execution", "analysis"]
    ] * 2
    assert [list(b.parts) for b in found.ae_blocks] == [["setup", "execution", "analysis"]] * 2
