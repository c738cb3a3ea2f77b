"""Places are drawn where they are, whichever way a page is turned; what is told is all there."""

from __future__ import annotations

from typing import Any

import pytest

from colophon.gateway import evidence, views


def page(rotate: int = 0, **more: Any) -> dict[str, Any]:
    return {"page": 1, "counts_as": "body", "width": 612.0, "height": 792.0, "rotate": rotate,
            "corrected": False, **more}  # fmt: skip


def finding(**more: Any) -> dict[str, Any]:
    return {
        "id": "0123456789ab", "rule": "GEO-007", "severity": "error", "standing": "counts", "page": 1,
        "box": [100.0, 700.0, 200.0, 720.0], "message": "<b>Overfull</b>", "remedy": "Shorten it.",
        "waivable_by": "editor", "ruling": None, **more,
    }  # fmt: skip


def entry(findings: list[dict[str, Any]], pages: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "path": "a.pdf", "sha256": "0" * 64, "profile": "ieee-sc26", "verdict": "hold", "content_pages": 1,
        "content_limit": 5, "page_count": len(pages), "pages": pages, "findings": findings, "artifacts": None,
        "seconds": 0.1,
    }  # fmt: skip


def shown(findings: list[dict[str, Any]], pages: list[dict[str, Any]], said: Any = ()) -> dict[str, Any]:
    return evidence.report(entry(findings, pages), lambda number, dpi: f"{number}-{dpi}.png", said)


@pytest.mark.parametrize(
    ("rotate", "corner"), [(0, (96, 68)), (90, (696, 96)), (180, (408, 696)), (270, (68, 408))]
)
def test_a_box_is_turned_with_its_page(rotate: int, corner: tuple[int, int]) -> None:
    told = shown([finding()], [page(rotate)])
    frame = told["findings"][0]["frame"]
    assert (frame["x"], frame["y"]) == corner
    assert {frame["w"], frame["h"]} == {108, 28}
    sheet = told["sheets"][0]
    assert (sheet["wide"], sheet["high"]) == ((612, 792) if rotate in (0, 180) else (792, 612))
    part = told["findings"][0]["crop"]
    assert part["x"] >= 0
    assert part["x"] + part["w"] <= sheet["wide"]
    assert part["x"] <= frame["x"]
    assert frame["x"] + frame["w"] <= part["x"] + part["w"]
    assert part["y"] <= frame["y"]
    assert frame["y"] + frame["h"] <= part["y"] + part["h"] <= sheet["high"]


@pytest.mark.parametrize("box", [[-90, 10, -50, 20], [700, 900, 650, 800], [0, 0, 612, 792], [5, 5, 5, 5]])
def test_what_lies_outside_is_drawn_at_the_edge(box: list[float]) -> None:
    frame = shown([finding(box=box)], [page()])["findings"][0]["frame"]
    assert 0 <= frame["x"] <= 612 - 6
    assert 0 <= frame["y"] <= 792 - 6
    assert frame["w"] >= 6 <= frame["h"]


def test_the_page_says_what_counts_and_what_was_settled() -> None:
    waived = finding(
        id="b" * 12, standing="waived", ruling="venues/v/papers/p/rulings/1", page=None, box=None
    )
    said = [
        {"name": "venues/v/papers/p/rulings/1", "kind": "waiver", "finding": "", "withdrawn": None, "page": 0,
         "reason": "Agreed.", "evidence": "", "actor": "editors/bootstrap", "made": "2026-08-01T10:00:00Z"},
    ]  # fmt: skip
    told = shown([finding(), waived, finding(severity="info", rule="TXT-006")], [page(), page(page=2)], said)
    assert [len(told[part]) for part in ("errors", "warnings", "notes", "settled")] == [1, 0, 1, 1]
    assert told["sheets"][0]["found"] == {"error": 1}
    acting = {"editor": True, "author": False, "holds": True, "to": "/here/rulings"}
    text = views.text("report_body.html", report=told, acting=acting, links={"rules": "/rules/ieee-sc26"})
    assert "&lt;b&gt;Overfull&lt;/b&gt;" in text
    assert "<b>Overfull" not in text
    for words in (
        "1 thing to fix",
        "Agreed.",
        "the editors",
        "/here/rulings/1/withdraw",
        "Waive…",
        'href="#page-2"',
    ):
        assert words in text
    acting = {"editor": False, "author": True, "holds": True, "to": "/here/rulings"}
    text = views.text("report_body.html", report=told, acting=acting, links={"rules": ""})
    assert "Tell the editors" in text
    assert "Waive…" not in text
