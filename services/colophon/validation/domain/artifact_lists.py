"""Lists and table of the AD/AE appendix: contributions, artifacts, and which of them supports what."""

from __future__ import annotations

import re

from colophon.validation.domain.artifact_headings import Mark
from colophon.validation.domain.artifacts import Artifact, Row
from colophon.validation.domain.layout import LEFT, WIDE, Placed
from colophon.validation.domain.words import fold, squash

_LABEL = re.compile(
    r"^\s*[•·▪–*-]?\s*[\[(]?(?P<kind>[CA])\s*[_{]*\s*(?P<number>\d{1,2})[})\]]?(?![\w.]*\d)", re.IGNORECASE
)
_URL = re.compile(r"(?:https?://|www\.|\bdoi\.org/|\bdoi:\s*10\.)\S+", re.IGNORECASE)


def _by_rows(lines: list[Placed], two: set[int]) -> list[Placed]:
    """Row by row, each from the left: lines whose baselines differ by less than half their size are a row.

    ``two``: pages of two columns, where one column comes after the other.
    """

    def column(placed: Placed) -> int:
        return placed.column if placed.page in two else LEFT

    out: list[Placed] = []
    row: list[Placed] = []
    for placed in sorted(lines, key=lambda p: (p.page, column(p), -p.line.baseline)):
        if row and (
            (placed.page, column(placed)) != (row[0].page, column(row[0]))
            or row[0].line.baseline - placed.line.baseline > 0.5 * max(placed.line.size, 5.0)
        ):
            out += sorted(row, key=lambda p: p.line.box[0])
            row = []
        row.append(placed)
    return out + sorted(row, key=lambda p: p.line.box[0])


def contributions(lines: list[Placed], two: set[int]) -> dict[int, str]:
    """C1 … with their texts. Labels may stand on lines of their own."""
    out: dict[int, str] = {}
    current = None
    for placed in _by_rows(lines, two):
        match = _LABEL.match(fold(placed.text))
        if match and match["kind"].lower() == "c":
            current = int(match["number"])
            out.setdefault(current, "")
        if current is not None:
            rest = fold(placed.text)[match.end() :] if match else placed.text
            out[current] = f"{out[current]} {rest.strip(' :.')}".strip()
    return out


def artifacts(lines: list[Placed], two: set[int]) -> tuple[Artifact, ...]:
    """A1 … with their texts and addresses; the first of a number holds."""
    out: list[tuple[int, list[str], Placed]] = []
    for placed in _by_rows(lines, two):
        match = _LABEL.match(fold(placed.text))
        if match and match["kind"].lower() == "a" and not any(match["number"] == str(n) for n, _, _ in out):
            out.append((int(match["number"]), [placed.text], placed))
        elif out:
            out[-1][1].append(placed.text)
    made = []
    for number, texts, placed in out:
        text = " ".join(texts)
        # An address broken at the line's end is one address.
        joined = "".join(t if t.rstrip().endswith(("/", "-", ".")) else t + " " for t in texts)
        made.append(
            Artifact(
                number,
                text,
                tuple(u.rstrip(".,;)") for u in _URL.findall(joined)),
                placed.page,
                placed.line.box,
            )
        )
    return tuple(made)


_COLUMNS = (
    ("Artifact ID", ("artifactid",)),
    (
        "Contributions Supported",
        ("contributionssupported", "supportedcontributions", "contributionsupported"),
    ),
    ("Related Paper Elements", ("relatedpaperelements", "relatedpaperelement", "paperelements")),
)


def table_header(lines: list[Placed]) -> tuple[int | None, tuple[str, ...]]:
    """Place of the table's first heading and the columns found; headings may wrap into two lines."""
    for place, placed in enumerate(lines):
        flat = squash(placed.text)
        if not any(word in flat for _, words in _COLUMNS for word in words) and flat not in (
            "artifact",
            "artifacts",
        ):
            continue
        near = [
            p
            for p in lines
            if p.page == placed.page and abs(p.line.baseline - placed.line.baseline) < 2.6 * placed.line.size
        ]
        near.sort(key=lambda p: (p.line.box[0] // 30, -p.line.baseline))
        text = squash("".join(p.text for p in near))
        found = tuple(name for name, words in _COLUMNS if any(word in text for word in words))
        if len(found) >= 2:
            return place, found
    return None, ()


_ELEMENT = re.compile(
    r"\b(Figures?|Figs?\.?|Tables?|Algorithms?|Listings?|Sections?|Sect?\.?|§)\s*~?((?:\d+|[IVX]+)(?:\.\d+)*(?:\s*(?:,|and|&|[-–−])\s*(?:\d+|[IVX]+)(?:\.\d+)*)*)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"c\s*(\d{1,2})\s*(?:[-–−]|to)\s*c?\s*(\d{1,2})")


def rows(lines: list[Placed], header: int | None, marks: list[Mark], two: set[int]) -> tuple[Row, ...]:
    """Rows by height on the page: cells of one row need not follow one another in the text."""
    if header is None:
        return ()
    top = lines[header]
    later = [m.place for m in marks if m.place > header and m.key.startswith(("identification", "block"))]
    end = min(later, default=len(lines))
    beside = [p for p in lines if p.page == top.page and _same_column(p, top, two)]
    floor = max((lines[m].line.baseline for m in later if lines[m] in beside), default=-1e9)
    cells = [p for p in beside if floor + 1 < p.line.baseline < top.line.baseline - 0.5 * top.line.size]
    cells += [p for i, p in enumerate(lines) if header < i < end and p not in beside]
    cells = _by_rows(cells, two)
    grouped: list[tuple[int, list[str]]] = []
    for cell in cells:
        match = re.match(r"^\s*a\s*(\d{1,2})\b", fold(cell.text))
        if match:
            grouped.append((int(match.group(1)), [cell.text[match.end() :]]))
        elif grouped:
            grouped[-1][1].append(cell.text)
    out = []
    for number, texts in grouped:
        text = " ".join(texts)
        flat = fold(text)
        numbers: set[int] = set()
        for low, high in _RANGE.findall(flat):
            numbers |= set(range(int(low), min(int(high), int(low) + 30) + 1))
        numbers |= {int(n) for n in re.findall(r"\bc\s*(\d{1,2})\b", flat)}
        elements = tuple(" ".join(m.group(0).split()) for m in _ELEMENT.finditer(text))
        out.append(Row(number, tuple(sorted(numbers)), elements))
    return tuple(out)


def _same_column(one: Placed, other: Placed, two: set[int]) -> bool:
    return one.page not in two or one.column == other.column or WIDE in (one.column, other.column)
