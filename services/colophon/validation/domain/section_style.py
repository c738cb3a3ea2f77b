"""How a paper sets the headings of its sections, and which of its lines look so."""

from __future__ import annotations

import re

from colophon.validation.domain.layout import Layout, Placed
from colophon.validation.domain.words import squash

NUMBERED = re.compile(r"^\s*(\d{1,2}|[IVX]{1,5})(?:[.:)]?\s+|[.:)])([A-Z].*)$")
AFTERWORD = re.compile(
    r"(?:\d{1,2}|[ivx]{1,5})?(acknowledge?ments?|funding|authorcontributions?|biograph(?:y|ies)|aboutthe?authors?"
    r"|conflictsofinterest|declarations?.*|dataavailability.*|codeavailability.*|ethic.*)"
)


Style = tuple[float, int, bool]
"""Size, font, and whether sections have roman numbers."""


def section_style(lines: tuple[Placed, ...]) -> Style | None:
    """How the paper sets its main sections: as it sets its introduction, or most numbered lines."""
    for placed in lines:
        flat = squash(placed.text)
        if re.fullmatch(r"(?:1|i)?introduction", flat) and (flat[0] in "1i"):
            roman = bool(re.match(r"^\s*I\b", placed.text))
            return (placed.line.size, placed.line.font, roman)
    return None


def styled(placed: Placed, style: Style) -> bool:
    return abs(placed.line.size - style[0]) < 0.3 and placed.line.font == style[1]


def is_section(layout: Layout, placed: Placed, style: Style | None) -> bool:
    """Whether a line is set and numbered like a main section (or an unnumbered afterword)."""
    if style is None or not styled(placed, style) or len(placed.text) > 80:
        return False
    if AFTERWORD.fullmatch(squash(placed.text)):
        return True
    match = NUMBERED.match(placed.text)
    if not match or match.group(1).isdigit() is style[2]:
        return False
    plain = style[2] or abs(style[0] - layout.body_size) < 0.4
    # A style equal to the text's must be centred, or each list item would be a section.
    return layout.centred(placed) and placed.gap_above > 1.2 if plain else placed.gap_above > 1.2


def looks(layout: Layout, placed: Placed) -> int:
    """How much a line looks like a heading: 0 (running text) to 4."""
    line = placed.line
    letters = [c for c in line.text if c.isalpha()]
    points = 0
    if layout.centred(placed):
        points += 1
    if line.size > layout.body_size + 0.7:
        points += 1
    if letters and all(c.isupper() for c in letters):
        points += 1
    if placed.gap_above > 1.35:
        points += 1
    if _small_caps(placed):
        points += 1
    low, high = (
        (layout.left if placed.column == 0 else layout.right)
        if placed.column != 2
        else (
            layout.left[0],
            layout.right[1],
        )
    )
    if line.box[2] - line.box[0] > 0.9 * (high - low):
        points -= 1
    # A word on its own with a paragraph's indent is a run-in title, not a heading.
    if not layout.centred(placed) and line.size <= layout.body_size + 0.7 and 6 < line.box[0] - low < 20:
        points -= 1
    return max(0, points)


def _small_caps(placed: Placed) -> bool:
    """Capitals in two sizes."""
    line = placed.line
    if len(line.spans) < 2:
        return False
    sizes = {round(span.size, 1) for span in line.spans}
    letters = [c for c in line.text if c.isalpha()]
    return len(sizes) == 2 and bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)
