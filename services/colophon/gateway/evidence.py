"""A check as its report page shows it: pages with what they count as, findings with the place drawn.

The same for the service's page and for ``colophon check --html``, which differ in where pictures are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

Picture = Callable[[int, int], str]
"""page, dpi → address of its picture without boxes."""

KINDS = {
    "body": "Main text",
    "references": "References",
    "appendix": "Appendix",
    "ad": "Artifact description",
    "ae": "Artifact evaluation",
    "blank": "Blank",
}
THUMB, FULL = 30, 110
"""Dots per inch of a thumbnail and of a page to read."""
SNIPPETS = 40
"""Findings whose place is shown beside them; the rest are on their page."""
WIDE, HIGH = 330.0, 120.0
"""Points that a place is shown with at least, so that one sees where it is."""
EDGE = 4.0
"""Points around a box, so that its frame does not touch what it is about."""


def report(entry: dict[str, Any], picture: Picture, rulings: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    """``entry`` as ``colophon.common.report`` makes it; ``rulings`` as the API gives them."""
    said = list(rulings)
    by_name = {each["name"]: each for each in said}
    disputes = {
        each["finding"]: each
        for each in reversed(said)
        if each["kind"] == "dispute" and not each["withdrawn"] and each["finding"]
    }
    sheets = {each["page"]: _sheet(each, picture) for each in entry["pages"]}
    findings, shown = [], 0
    for found in entry["findings"]:
        sheet = sheets.get(found["page"])
        frame = shown_box(sheet, found["box"]) if sheet and found["box"] else None
        told = dict(found, frame=frame, sheet=sheet, crop=None)
        told["decided"] = by_name.get(found["ruling"] or "")
        told["dispute"] = disputes.get(found["id"])
        if frame and sheet and found["severity"] != "info" and shown < SNIPPETS:
            told["crop"], shown = crop(sheet, frame), shown + 1
        if frame and sheet:
            sheet["frames"].append(told)
        if sheet and found["severity"] != "info" and found["standing"] == "counts":
            sheet["found"][found["severity"]] += 1
        findings.append(told)
    counted = [f for f in findings if f["standing"] == "counts"]
    settled = [f for f in findings if f["standing"] != "counts"]
    placed = [f["page"] for f in (*counted, *settled) if f["sheet"] and f["severity"] != "info"]
    return {
        **entry,
        "findings": findings,
        "sheets": list(sheets.values()),
        "first": next(iter(placed), 1),
        "shares": _shares(entry["pages"]),
        "errors": [f for f in counted if f["severity"] == "error"],
        "warnings": [f for f in counted if f["severity"] == "warning"],
        "notes": [f for f in counted if f["severity"] == "info"],
        "settled": settled,
        "corrected": {
            each["page"]: each for each in reversed(said) if each["kind"] == "page" and not each["withdrawn"]
        },
    }


def _sheet(page: dict[str, Any], picture: Picture) -> dict[str, Any]:
    turned = page["rotate"] in (90, 270)
    wide, high = (page["height"], page["width"]) if turned else (page["width"], page["height"])
    return {
        **page,
        "wide": wide or 612.0,
        "high": high or 792.0,
        "thumb": picture(page["page"], THUMB),
        "picture": picture(page["page"], FULL),
        "frames": [],
        "found": Counter(),
    }


def _shares(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Runs of pages that count as the same."""
    out = []
    for kind, run in groupby(pages, key=lambda page: page["counts_as"]):
        numbers = [page["page"] for page in run]
        out.append({"kind": kind, "first": numbers[0], "last": numbers[-1], "count": len(numbers)})
    return out


def shown_box(sheet: dict[str, Any], box: list[float]) -> dict[str, float]:
    """A box in points from the shown page's upper left corner, the page turned as it is shown."""
    x0, x1 = sorted((box[0], box[2]))
    y0, y1 = sorted((box[1], box[3]))
    wide, high = sheet["width"] or 612.0, sheet["height"] or 792.0
    corners = {
        0: (x0, high - y1, x1, high - y0),
        90: (y0, x0, y1, x1),
        180: (wide - x1, y0, wide - x0, y1),
        270: (high - y1, wide - x1, high - y0, wide - x0),
    }[sheet["rotate"]]
    # What lies outside the page is drawn at its edge.
    left, right = (min(max(v, 0.0), sheet["wide"]) for v in (corners[0] - EDGE, corners[2] + EDGE))
    top, bottom = (min(max(v, 0.0), sheet["high"]) for v in (corners[1] - EDGE, corners[3] + EDGE))
    left, top = min(left, sheet["wide"] - 6), min(top, sheet["high"] - 6)
    return {
        "x": round(left, 1),
        "y": round(top, 1),
        "w": round(max(right - left, 6.0), 1),
        "h": round(max(bottom - top, 6.0), 1),
    }


def crop(sheet: dict[str, Any], frame: dict[str, float]) -> dict[str, float]:
    """The part of a page to show around a frame: never outside the page, never taller than it is useful."""
    wide = min(max(frame["w"] + 60, WIDE), sheet["wide"])
    high = min(max(frame["h"] + 50, HIGH), sheet["high"])
    if high > wide:
        wide = min(high, sheet["wide"])
    left = min(max(frame["x"] + frame["w"] / 2 - wide / 2, 0.0), sheet["wide"] - wide)
    top = min(max(frame["y"] + frame["h"] / 2 - high / 2, 0.0), sheet["high"] - high)
    return {"x": round(left, 1), "y": round(top, 1), "w": round(wide, 1), "h": round(high, 1)}
