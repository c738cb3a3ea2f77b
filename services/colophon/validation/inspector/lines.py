"""Text runs to lines: what stands on one baseline without a column gap between."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Line, Span


@dataclass(slots=True)
class Run:
    """A piece of text drawn at once."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    font: int
    size: float
    color: int
    angle: int
    hidden: bool


def assemble(runs: Iterable[Run]) -> list[Line]:
    """Lines in the order in which their first runs are drawn."""
    groups: list[list[Run]] = []
    for run in runs:
        if not run.text.strip():
            continue
        if groups and _continues(groups[-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [_line(group) for group in _rejoin(groups)]


def _continues(group: list[Run], run: Run) -> bool:
    """Whether a run goes on with the line that the last runs made."""
    last = group[-1]
    if run.angle or last.angle:
        return False
    size = max(last.size, run.size)
    # The shift of sub- and superscripts stays below half the larger size.
    if (
        abs(run.baseline - last.baseline) > 0.5 * size
        or min(run.y1, last.y1) < max(run.y0, last.y0) - 0.6 * size
    ):
        return False
    if abs(run.baseline - last.baseline) > 1.0 and abs(run.baseline - group[0].baseline) > 0.5 * size:
        return False
    return -0.5 * size <= run.x0 - last.x1 <= _gap(size)


def _gap(size: float) -> float:
    """The widest blank inside a line; IEEE columns stand 12 pt apart with 10 pt type."""
    return max(5.0, 1.05 * size)


def _rejoin(groups: list[list[Run]]) -> list[list[Run]]:
    """Join groups that some producers draw apart though they stand side by side on one baseline."""
    rows: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        if not group[0].angle:
            rows.setdefault(round(group[0].baseline), []).append(place)
    gone: set[int] = set()
    for row, places in rows.items():
        near = sorted(
            places + [p for p in rows.get(row + 1, []) if p not in gone], key=lambda p: groups[p][0].x0
        )
        left: int | None = None
        for place in near:
            if place in gone:
                continue
            if left is not None and _beside(groups[left], groups[place]):
                groups[left].extend(groups[place])
                gone.add(place)
            else:
                left = place
    return [group for place, group in enumerate(groups) if place not in gone]


def _beside(left: list[Run], right: list[Run]) -> bool:
    a, b = left[-1], right[0]
    size = max(a.size, b.size)
    small = min(a.size, b.size) < 0.6 * size
    return (
        abs(a.baseline - b.baseline) <= 1.0
        and not small
        and -0.3 * size <= b.x0 - a.x1 <= min(_gap(size), 0.75 * size)
    )


_ODD = {2: "-", 13: " ", 10: " ", 0: ""}
"""pdfium's hyphen at a line's end, and what no line may hold."""


def _alone(run: Run) -> Line:
    text = run.text.translate(_ODD)
    bare = text.strip()
    return Line(
        text=bare,
        box=(run.x0, run.y0, run.x1, run.y1),
        size=run.size,
        font=run.font,
        baseline=run.baseline,
        spans=(Span(0, run.font, run.size, run.color),) if run.color else (),
        angle=run.angle,
        hidden=run.hidden,
    )


def _line(group: list[Run]) -> Line:
    if len(group) == 1:
        return _alone(group[0])
    text = ""
    spans: list[Span] = []
    weight: Counter[tuple[int, float]] = Counter()
    hidden = 0
    end: float | None = None
    for run in group:
        piece = run.text.translate(_ODD)
        if end is not None and run.x0 - end > 0.15 * run.size and not text.endswith(" ") and piece[:1] != " ":
            text += " "
        if not spans or (spans[-1].font, spans[-1].size, spans[-1].color) != (run.font, run.size, run.color):
            spans.append(Span(len(text), run.font, run.size, run.color))
        text += piece
        end = run.x1
        weight[(run.font, run.size)] += len(piece.strip())
        hidden += len(piece) if run.hidden else 0
    # Of “A₁” the letter is the line, the index hangs on it.
    font, size = max(weight, key=lambda key: (weight[key], key[1]))
    baselines: defaultdict[float, float] = defaultdict(float)
    for run in group:
        baselines[run.baseline] += len(run.text.strip()) * run.size
    box: Box = (
        min(r.x0 for r in group),
        min(r.y0 for r in group),
        max(r.x1 for r in group),
        max(r.y1 for r in group),
    )
    lead = len(text) - len(text.lstrip())
    if lead:
        spans = [Span(max(0, s.start - lead), s.font, s.size, s.color) for s in spans]
    return Line(
        text=text.strip(),
        box=box,
        size=size,
        font=font,
        baseline=max(baselines, key=lambda key: (baselines[key], key)),
        spans=tuple(spans) if len(spans) > 1 or spans[0].color else (),
        angle=group[0].angle,
        hidden=hidden * 2 > len(text),
    )
