"""Lines in the order people read them, and what they are: columns, heads, line numbers, headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Facts, Line, Page
from colophon.validation.domain.words import join_lines, squash

LEFT, RIGHT, WIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the running text where reading meets it."""

    line: Line
    page: int
    column: int
    """LEFT, RIGHT, or WIDE: across the gap, or the only column."""
    gap_above: float
    """To the line above in its column, in lines (1.0: none extra); 9 at a column's top."""

    @property
    def text(self) -> str:
        return self.line.text


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as read."""

    lines: tuple[Placed, ...]
    furniture: tuple[tuple[int, Line], ...]
    """Page and line of what is not text: running heads, page numbers, line numbers, margin notes."""
    line_numbers: tuple[int, ...]
    """Pages that carry line numbers."""
    page_numbers: tuple[tuple[int, Box], ...]
    body_size: float
    leading: float
    columns: dict[int, int]
    """Page → its number of columns; pages with little text are left out."""
    left: tuple[float, float]
    right: tuple[float, float]
    """x-ranges of both columns; of a one-column paper, both are the text block."""

    def page(self, number: int) -> list[Placed]:
        return [one for one in self.lines if one.page == number]

    def centred(self, placed: Placed) -> bool:
        """Whether a line stands in the middle of its column."""
        x0, _, x1, _ = placed.line.box
        if placed.column == WIDE or self.left == self.right:
            low, high = min(self.left[0], self.right[0]), max(self.left[1], self.right[1])
        else:
            low, high = self.left if placed.column == LEFT else self.right
        return x0 - low > 12 and abs((x0 + x1) / 2 - (low + high) / 2) < 8


def wrapped(lines: Sequence[Placed], place: int, count: int) -> str:
    """The text of ``count`` lines from ``place`` on, if they are set alike and close; else empty.

    Headings wrap in narrow columns.
    """
    own = lines[place : place + count]
    if len(own) < count:
        return ""
    for above, one in pairwise(own):
        alike = one.line.font == above.line.font and abs(one.line.size - above.line.size) < 0.3
        step = above.line.baseline - one.line.baseline
        if not alike or (one.page, one.column) != (above.page, above.column):
            return ""
        if not 0 < step < 1.7 * one.line.size:
            return ""
    return join_lines([one.text for one in own])


def lay_out(facts: Facts) -> Layout:
    """Read the facts' lines column by column."""
    furniture, numbered, page_numbers = _furniture(facts)
    kept = {
        page.number: [
            line
            for line in page.lines
            if not line.angle and not line.hidden and (page.number, id(line)) not in furniture
        ]
        for page in facts.pages
    }
    sizes: Counter[float] = Counter()
    for lines in kept.values():
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    placed: list[tuple[Line, int, int, float]] = []
    columns: dict[int, int] = {}
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    gaps: list[float] = []
    for page in facts.pages:
        ordered = _order(page, kept[page.number])
        count = _columns(ordered, body)
        if count:
            columns[page.number] = count
        last: dict[int, Line] = {}
        for line, column in ordered:
            above = last.get(column)
            step = above.baseline - line.baseline if above is not None else -1.0
            if 0 < step < 3 * max(body, 4.0) and abs(line.size - body) < 0.6:
                gaps.append(step)
            last[column] = line
            placed.append((line, page.number, column, step))
            if abs(line.size - body) < 0.6 and len(line.text) > 25:
                spans[column].append((line.box[0], line.box[2]))
    leading = median(gaps) if gaps else 1.2 * body
    finished = tuple(
        [
            Placed(line, number, column, step / leading if step > 0 and leading else 9.0)
            for line, number, column, step in placed
        ]
    )
    left, right = _span(spans[LEFT]), _span(spans[RIGHT])
    if len(spans[WIDE]) > len(spans[LEFT]) + len(spans[RIGHT]) or not (left and right):
        wide = _span(spans[WIDE] + spans[LEFT] + spans[RIGHT]) or (54.0, 558.0)
        left = right = wide
    return Layout(
        finished,
        tuple(
            (page.number, line)
            for page in facts.pages
            for line in page.lines
            if (page.number, id(line)) in furniture
        ),
        numbered,
        page_numbers,
        body,
        leading,
        columns,
        left,
        right,
    )


def _order(page: Page, lines: list[Line]) -> list[tuple[Line, int]]:
    """Lines in reading order with their column: bands between full-width lines, left before right."""
    if not lines:
        return []
    mid = _middle(page, lines)
    sided: list[tuple[Line, int]] = []
    for line in lines:
        x0, _, x1, _ = line.box
        if x1 <= mid + 6:
            column = LEFT
        elif x0 >= mid - 6:
            column = RIGHT
        else:
            column = WIDE
        sided.append((line, column))
    # Heights, in points, at which the right column has text.
    rights = {
        y
        for line, column in sided
        if column == RIGHT
        for y in range(round(line.box[1]) + 1, min(round(line.box[3]), round(line.box[1]) + 100))
    }
    fixed: list[tuple[Line, int]] = []
    for line, column in sided:
        # A line that runs over into a column with text beside it is a line of its own column.
        if (
            column == WIDE
            and line.box[0] < mid - 60
            and not rights.isdisjoint(range(round(line.box[1]) + 1, round(line.box[3])))
        ):
            column = LEFT
        fixed.append((line, column))
    bars = sorted((line.box[1] + line.box[3]) / 2 for line, column in fixed if column == WIDE)

    def key(one: tuple[Line, int]) -> tuple[int, int, float, float]:
        line, column = one
        centre = (line.box[1] + line.box[3]) / 2
        # Number of full-width lines at or above: the band; a bar itself comes first in its band.
        above = len(bars) - bisect_right(bars, centre + 1)
        if column == WIDE:
            return (2 * above + 1, 0, -line.baseline, line.box[0])
        return (2 * above, column, -line.baseline, line.box[0])

    return sorted(fixed, key=key)


def _middle(page: Page, lines: list[Line]) -> float:
    """The x of the column gap: where the fewest text lines cross, near the page's middle."""
    centre = page.width / page.user_unit / 2 if page.width else 306.0
    best, fewest = centre, len(lines) + 1
    for offset in (0, -6, 6, -12, 12, -18, 18, -24, 24, -36, 36):
        x = centre + offset
        crossing = sum(1 for line in lines if line.box[0] < x - 2 and line.box[2] > x + 2)
        if crossing < fewest:
            best, fewest = x, crossing
        if not fewest:
            break
    return best


def _columns(ordered: list[tuple[Line, int]], body: float) -> int:
    """1 or 2 by where body text stands; 0 when there is too little to tell."""
    counted = Counter(
        column for line, column in ordered if abs(line.size - body) < 2.6 and len(line.text) > 20
    )
    total = sum(counted.values())
    if total < 12:
        return 0
    return 1 if counted[WIDE] > 0.6 * total else 2


def _span(spans: list[tuple[float, float]]) -> tuple[float, float] | None:
    if len(spans) < 4:
        return None
    return (median(s[0] for s in spans), _high([s[1] for s in spans]))


def _high(values: list[float]) -> float:
    values = sorted(values)
    return values[int(0.95 * (len(values) - 1))]


_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—]?\s*(\d{1,4}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)


def _furniture(facts: Facts) -> tuple[set[tuple[int, int]], tuple[int, ...], tuple[tuple[int, Box], ...]]:
    """Ids of lines that are not running text; pages with line numbers; page numbers."""
    out: set[tuple[int, int]] = set()
    numbers_of = _line_numbers(facts)
    numbered = sorted(numbers_of)
    edges: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for page in facts.pages:
        lines = [line for line in page.lines if not line.angle]
        out |= {(page.number, id(line)) for line in numbers_of.get(page.number, ())}
        rest = [line for line in lines if (page.number, id(line)) not in out]
        for line, edge in _edge_lines(page, rest):
            edges[(edge, round(line.baseline / 3))].append((page.number, line))
    page_numbers: list[tuple[int, Box]] = []
    numbers: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for (edge, row), found_lines in edges.items():
        near = found_lines + edges.get((edge, row + 1), [])
        texts = Counter(_DIGITS.sub("0", squash(line.text)) for _, line in near)
        for number, line in found_lines:
            if _PAGE_NUMBER.fullmatch(line.text.strip()):
                numbers[edge].append((number, line))
                out.add((number, id(line)))
            elif texts[_DIGITS.sub("0", squash(line.text))] >= 2:
                # The whole row is a head where one text of it comes again on another page.
                out |= {(n, id(one)) for n, one in near}
    for found_lines in numbers.values():
        if len({n for n, _ in found_lines}) >= 2 and _counts_up(found_lines):
            page_numbers += [(n, line.box) for n, line in found_lines]
    return out, tuple(numbered), tuple(page_numbers)


def _counts_up(found: list[tuple[int, Line]]) -> bool:
    """Whether numbers at the edge grow with the pages."""
    values = []
    for page, line in found:
        match = _DIGITS.search(line.text)
        if match:
            values.append(int(match.group()) - page)
    return not values or len(set(values)) <= max(1, len(values) // 3)


def _line_numbers(facts: Facts) -> dict[int, list[Line]]:
    """Page → its line numbers. A numbered listing or a table's column does not fill half of all pages."""
    written = [p for p in facts.pages if len(p.lines) > 20]
    places: dict[int, set[tuple[int, int]]] = {}
    for page in written:
        found = _numbered_columns(page)
        if found:
            places[page.number] = found
    if not places or 2 * len(places) < len(written):
        return {}
    known = {place for found in places.values() for place in found}
    out = {}
    for page in facts.pages:
        own = [x for x in page.lines if not x.angle and _is_number(x) and not known.isdisjoint(_places(x))]
        if own:
            out[page.number] = own
    return out


def _is_number(line: Line) -> bool:
    return len(line.text) <= 4 and line.text.isdecimal()


def _places(line: Line) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a number's right and left edges stand, in steps of 2 pt."""
    return (2, round(line.box[2] / 2)), (0, round(line.box[0] / 2))


def _numbered_columns(page: Page) -> set[tuple[int, int]]:
    """Edges at which at least twenty numbers stand in a straight column, counting down the page."""
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in page.lines:
        if not line.angle and _is_number(line):
            for key in _places(line):
                columns[key].append(line)
    out: set[tuple[int, int]] = set()
    for edge, place in list(columns):
        near = columns[(edge, place)] + columns.get((edge, place + 1), [])
        if len(near) < 20:
            continue
        near.sort(key=lambda line: -line.baseline)
        values = [int(line.text) for line in near]
        steps = sum(1 for a, b in pairwise(values) if 0 < b - a <= 5)
        tall = near[0].baseline - near[-1].baseline > 0.35 * page.height
        if tall and steps >= 0.8 * (len(values) - 1):
            out |= {(edge, place), (edge, place + 1)}
    return out


def _edge_lines(page: Page, lines: list[Line]) -> list[tuple[Line, str]]:
    """The topmost and lowest rows of a page, when they stand in the outer tenth."""
    shown = [line for line in lines if not line.hidden]
    if len(shown) < 2:
        return [(line, "foot") for line in shown if line.text.strip().isdigit()]
    height = page.height / page.user_unit
    top = max(line.baseline for line in shown)
    foot = min(line.baseline for line in shown)
    below = max((line.baseline for line in shown if top - line.baseline >= 3), default=0.0)
    above = min((line.baseline for line in shown if line.baseline - foot >= 3), default=height)
    out = []
    for line in shown:
        if line.baseline > height * 0.89 and top - line.baseline < 3 and top - below > 1.6 * line.size:
            out.append((line, "head"))
        elif line.baseline < height * 0.11 and line.baseline - foot < 3 and above - foot > 1.6 * line.size:
            out.append((line, "foot"))
    return out
