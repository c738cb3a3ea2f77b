"""Pieces that platypus lacks: letterspaced lines, rules, contents lines with leaders and links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from colophon.assembly.render import fonts, styles

LINK = "colophon:"
"""Scheme of links inside our own pages, ``paper/<id>`` or ``part/<title>``: the merge turns them into
destinations."""


class Rule(Flowable):
    """A hairline in the middle of the measure."""

    def __init__(self, length: float, thickness: float = 0.5, color: Color = styles.ACCENT) -> None:
        super().__init__()
        self.length, self.thickness, self.color = length, thickness, color

    def wrap(self, available: float, _: float) -> tuple[float, float]:
        """All the width, no height."""
        self.available = available
        return available, self.thickness

    def draw(self) -> None:
        """The line itself."""
        self.canv.setStrokeColor(self.color)
        self.canv.setLineWidth(self.thickness)
        start = (self.available - self.length) / 2
        self.canv.line(start, 0, start + self.length, 0)


class Reserved(Flowable):
    """Room for one line that is printed when all else is known; remembers where it stands."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height
        self.place: tuple[int, float, float] | None = None
        """Page from 0, left end and foot of the line in points from the page's lower left corner."""

    def wrap(self, available: float, _: float) -> tuple[float, float]:
        """All the width."""
        return available, self.height

    def draw(self) -> None:
        """Nothing yet."""
        x, y = self.canv.absolutePosition(0, 0)
        self.place = (self.canv.getPageNumber() - 1, x, y)


class Spaced(Flowable):
    """Lines of letterspaced text in the middle, broken at blanks."""

    def __init__(
        self,
        text: str,
        font: str = fonts.CAPS,
        size: float = 12.0,
        leading: float = 17.0,
        spacing: float = 1.4,
        color: Color = styles.INK,
    ) -> None:
        super().__init__()
        self.text, self.font, self.size, self.leading = text, font, size, leading
        self.spacing, self.color = spacing, color
        self.lines: list[str] = []

    def wrap(self, available: float, _: float) -> tuple[float, float]:
        """Break greedily at blanks."""
        self.available, self.lines = available, []
        line = ""
        for word in self.text.split():
            longer = f"{line} {word}".strip()
            if line and self._width(longer) > available:
                self.lines.append(line)
                line = word
            else:
                line = longer
        self.lines.append(line)
        return available, self.leading * len(self.lines)

    def draw(self) -> None:
        """Each line centred; the last letter's space is not counted."""
        y = self.leading * len(self.lines) - self.size
        for line in self.lines:
            draw_line(
                self.canv, (self.available - self._width(line)) / 2, y, line, self.font, self.size,
                self.color, self.spacing,
            )  # fmt: skip
            y -= self.leading

    def _width(self, text: str) -> float:
        return fonts.width(text, self.font, self.size) + self.spacing * max(0, len(text) - 1)


class ContentsLine(Flowable):
    """A line of the contents: hanging title, dots, page number, authors below; all of it a link.

    ``page`` is a text, or what tells it once the document is being drawn (parts of the front matter).
    """

    NUMBER = 34.0
    """Width kept free for the page number."""

    def __init__(
        self,
        target: str,
        title: str,
        authors: str,
        page: str | Callable[[Any], str],
        style: ParagraphStyle = styles.ENTRY_TITLE,
        space: float = 7.0,
    ) -> None:
        super().__init__()
        self.target, self.page = target, page
        self.title = Paragraph(fonts.markup(title), style)
        self.authors = Paragraph(fonts.markup(together(authors), fonts.ITALIC), styles.ENTRY_AUTHORS)
        self.has_authors = bool(authors)
        self.spaceBefore = space

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        """Title and authors one below the other, both clear of the numbers' column."""
        self.available = available
        room = available - self.NUMBER
        self.title_height = self.title.wrap(room, height)[1]
        lines = len(self.title.blPara.lines)
        if lines > 1 and self.title.getActualLineWidths0()[-1] < room / 4:
            # A word alone on the last line gets company.
            narrow = self.title.wrap(room * 0.86, height)[1]
            if narrow > self.title_height:
                self.title.wrap(room, height)
        self.authors_height = self.authors.wrap(room, height)[1] + 1 if self.has_authors else 0
        self.total = self.title_height + self.authors_height
        return available, self.total

    def draw(self) -> None:
        """Text, leader dots on a grid common to the page, number, link."""
        canvas = self.canv
        style = self.title.style
        top = self.total - self.title_height
        self.title.drawOn(canvas, 0, top)
        if self.has_authors:
            self.authors.drawOn(canvas, 0, 0)
        page = self.page if isinstance(self.page, str) else self.page(canvas._doctemplate)
        baseline = self._last_baseline(top)
        end = self.title.getActualLineWidths0()[-1] + (
            style.leftIndent if len(self.title.blPara.lines) > 1 else 0
        )
        font = style.fontName if page.isdigit() else fonts.ITALIC
        start = self.available - fonts.width(page, font, style.fontSize)
        canvas.setFillColor(styles.QUIET)
        leaders(canvas, end + 5, start - 5, baseline)
        draw_line(canvas, start, baseline, page, font, style.fontSize, styles.INK)
        canvas.linkURL(f"{LINK}{self.target}", (0, 0, self.available, self.total), relative=1, thickness=0)

    def _last_baseline(self, bottom: float) -> float:
        """Where the title's last line stands, as Paragraph.draw computes it."""
        style = self.title.style
        lines = len(self.title.blPara.lines)
        first = bottom + self.title_height - getattr(self.title.blPara, "ascent", style.fontSize)
        return float(first - (lines - 1) * style.leading)


def together(people: str) -> str:
    """Names with a comma between two: a line ends between names, not within one of usual length."""
    return ", ".join(one.replace(" ", "\u00a0") if len(one) <= 32 else one for one in people.split(", "))


class Stack(Flowable):
    """Flowables one below the other in a fixed width, never split."""

    def __init__(self, flow: Sequence[Flowable], at_foot: bool = False) -> None:
        super().__init__()
        self.flow, self.at_foot = flow, at_foot

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        """As high as its content, or all the height left when it stands at the foot."""
        self.available = available
        self.places: list[tuple[Flowable, float]] = []
        y = 0.0
        for number, piece in enumerate(self.flow):
            y += piece.getSpaceBefore() if number else 0
            y += piece.wrap(available, height)[1]
            self.places.append((piece, y))
            y += piece.getSpaceAfter()
        self.total = max(y, height - 0.01) if self.at_foot else y
        self.slack = self.total - y if self.at_foot else 0.0
        return available, self.total

    def draw(self) -> None:
        """From the top down."""
        for piece, y in self.places:
            piece.drawOn(self.canv, 0, self.total - self.slack - y)


class Columns(Flowable):
    """Stacks side by side."""

    def __init__(self, columns: Sequence[Sequence[Flowable]], gap: float) -> None:
        super().__init__()
        self.columns, self.gap = [Stack(column) for column in columns], gap

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        """As high as the longest."""
        self.column = (available - self.gap * (len(self.columns) - 1)) / len(self.columns)
        self.total = max(stack.wrap(self.column, height)[1] for stack in self.columns)
        return available, self.total

    def draw(self) -> None:
        """All from the same height."""
        for number, stack in enumerate(self.columns):
            stack.drawOn(self.canv, number * (self.column + self.gap), self.total - stack.total)


def two_columns(flow: Sequence[Flowable], width: float, first: float, later: float) -> list[Flowable]:
    """Flowables filled into pairs of columns; ``first`` and ``later`` are the pages' heights.

    A piece with ``keepWithNext`` never ends a column; the last page's columns are balanced.
    """
    gap = 26.0
    column = (width - gap) / 2
    heights = [piece.wrap(column, later)[1] for piece in flow]

    def fill(start: int, room: float) -> int:
        """Index after the last piece that fits."""
        used, end = 0.0, start
        while end < len(flow):
            space = flow[end].getSpaceBefore() if end > start else 0
            if used + space + heights[end] > room and end > start:
                break
            used += space + heights[end] + flow[end].getSpaceAfter()
            end += 1
        kept = end
        while start < kept < len(flow) and flow[kept - 1].getKeepWithNext():
            kept -= 1
        if kept > start:
            return kept
        # Nothing but headings fits: they take their first entry along.
        while end < len(flow) and flow[end - 1].getKeepWithNext():
            end += 1
        return end

    out: list[Flowable] = []
    start, room = 0, first
    while start < len(flow):
        middle = fill(start, room)
        end = fill(middle, room)
        if end == len(flow):
            tried = 0.0
            while tried < room and fill(fill(start, tried), tried) < len(flow):
                tried += 6.0
            middle = fill(start, min(tried, room))
        out.append(Columns([flow[start:middle], flow[middle:end]], gap))
        start, room = end, later
    return out


def leaders(canvas: Canvas, start: float, end: float, y: float, step: float = 5.5, size: float = 9.0) -> None:
    """Dots between two places, each on a grid that all lines share."""
    column = -(-start // step) * step
    while column + 2 <= end:
        canvas.setFont(fonts.REGULAR, size)
        canvas.drawString(column, y, ".")
        column += step


def draw_line(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    font: str,
    size: float,
    color: Color = styles.INK,
    spacing: float = 0.0,
) -> None:
    """A line of text in as many fonts as its letters need."""
    line = canvas.beginText(x, y)
    line.setFillColor(color)
    line.setCharSpace(spacing)
    for used, piece in fonts.runs(text, font):
        line.setFont(used, size)
        line.textOut(piece)
    line.setCharSpace(0)
    canvas.drawText(line)


def paragraph(text: str, style: ParagraphStyle, font: str = "") -> Paragraph:
    """Plain text as a paragraph."""
    used: Any = font or style.fontName
    return Paragraph(fonts.markup(text, used), style)


def balanced(text: str, style: ParagraphStyle, width: float) -> Paragraph:
    """Centred lines of about the same length: as narrow as the number of lines allows."""
    plain = paragraph(text, style)
    plain.wrap(width, 10_000)
    lines = len(plain.blPara.lines)
    best = 0.0
    for margin in range(4, int(width / 2), 4):
        style_now = style.clone(style.name, leftIndent=margin, rightIndent=margin)
        tried = paragraph(text, style_now)
        tried.wrap(width, 10_000)
        if len(tried.blPara.lines) > lines or min(tried.getActualLineWidths0()) < 0:
            break
        best = margin
    return paragraph(text, style.clone(style.name, leftIndent=best, rightIndent=best))
