"""The cover: front and back as two pages, with the ISBN as a bar code."""

from __future__ import annotations

from pathlib import Path

from reportlab.graphics.barcode.eanbc import Ean13BarcodeWidget
from reportlab.graphics.shapes import Rect, String
from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from colophon.assembly.render import fonts, styles
from colophon.assembly.render.flowables import Rule, Spaced, Stack, balanced, draw_line, paragraph
from colophon.assembly.render.kerning import KernedCanvas
from colophon.assembly.render.pages import dates
from colophon.common.domain.venue import Venue

BAND = 0.36
"""Share of the front's height that is coloured."""
_CREAM = Color(0.985, 0.975, 0.955)


def cover(venue: Venue, sheet: styles.Sheet, path: Path, draft: bool = False) -> None:
    """Write front and back to ``path``; nothing but the venue's facts is on them."""
    fonts.register()
    canvas = KernedCanvas(
        str(path), pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1,
        initialFontName=fonts.REGULAR,
    )  # fmt: skip
    canvas.setTitle(venue.volume_title)
    canvas.setAuthor(", ".join(person.name for person in venue.editors))
    _front(canvas, venue, sheet, draft)
    canvas.showPage()
    _back(canvas, venue, sheet)
    canvas.showPage()
    canvas.save()


def _front(canvas: Canvas, venue: Venue, sheet: styles.Sheet, draft: bool) -> None:
    _ground(canvas, sheet)
    edge = sheet.height * (1 - BAND)
    canvas.setFillColor(styles.ACCENT)
    canvas.rect(0, edge, sheet.width, sheet.height - edge, fill=1, stroke=0)
    width = sheet.width - 144
    above: list[Flowable] = []
    if venue.series:
        above.append(Spaced(venue.series, size=11, leading=16, color=white))
    _put(canvas, above, 72, sheet.height - 60, width)
    name = venue.acronym or venue.title
    large = next((s for s in (64, 52, 44, 36, 28, 20) if fonts.width(name, fonts.CAPS, s) <= width), 0)
    if large:
        x = (sheet.width - fonts.width(name, fonts.CAPS, large)) / 2
        draw_line(canvas, x, edge + 46, name, fonts.CAPS, large, white)
    for size in (27.0, 23.0, 19.0, 16.0, 13.0):
        title = styles.CHAPTER.clone("cover", fontSize=size, leading=size * 1.24)
        block: list[Flowable] = [balanced(venue.volume_title, title, width)]
        if venue.title.casefold() not in venue.volume_title.casefold():
            workshop = styles.CENTRED_ITALIC.clone(
                "w", fontSize=size * 0.62, leading=size * 0.84, spaceBefore=10
            )
            block.append(balanced(venue.title, workshop, width))
        if Stack(block).wrap(width, 1000)[1] < edge - 300:
            break
    bottom = _put(canvas, block, 72, edge - 46, width)
    facts: list[Flowable] = [Rule(72, 0.7), Spacer(0, 12)]
    for line in (dates(venue.starts, venue.ends), venue.location):
        if line:
            facts.append(paragraph(line, styles.CENTRED.clone("f", fontSize=14, leading=20, spaceBefore=6)))
    _put(canvas, facts, 72, bottom - 26, width)
    foot: list[Flowable] = [Spaced(venue.publisher, size=13, leading=17)] if venue.publisher else []
    if draft:
        mark = styles.CENTRED_ITALIC.clone("d", textColor=styles.ACCENT)
        foot.append(paragraph("Draft · not for distribution", mark))
    _put(canvas, foot, 72, 86, width)


def _back(canvas: Canvas, venue: Venue, sheet: styles.Sheet) -> None:
    _ground(canvas, sheet)
    canvas.setFillColor(styles.ACCENT)
    canvas.rect(0, sheet.height - 26, sheet.width, 26, fill=1, stroke=0)
    width = sheet.width - 144
    flow: list[Flowable] = []
    if venue.topics:
        flow.append(paragraph("Topics", styles.LABEL.clone("t", spaceBefore=0, spaceAfter=6)))
        item = styles.LEFT.clone("topic", leftIndent=14, firstLineIndent=-14, spaceBefore=3)
        flow += [paragraph(topic, item) for topic in venue.topics[:16]]
    if venue.editors:
        flow.append(paragraph("Edited by", styles.LABEL.clone("e", spaceBefore=26, spaceAfter=6)))
        names = ", ".join(person.name.replace(" ", "\u00a0") for person in venue.editors[:24])
        flow.append(paragraph(names, styles.LEFT))
    _put(canvas, flow, 72, sheet.height - 96, width)
    digits = "".join(ch for ch in venue.isbn if ch.isdigit())
    if len(digits) == 13:
        canvas.setFillColor(white)
        canvas.rect(sheet.width - 216, 62, 144, 94, fill=1, stroke=0)
        _bars(canvas, digits, sheet.width - 200, 70)
        draw_line(canvas, sheet.width - 192, 138, f"ISBN {venue.isbn}", fonts.REGULAR, 9)
    if venue.publisher:
        draw_line(canvas, 72, 76, venue.publisher, fonts.CAPS, 12)
    if venue.url:
        draw_line(canvas, 72, 60, venue.url, fonts.REGULAR, 9, styles.QUIET)


def _bars(canvas: Canvas, digits: str, x: float, y: float) -> None:
    """An EAN-13 code, shape by shape: a drawing of its own would bring a font that is not embedded."""
    code = Ean13BarcodeWidget(digits, barHeight=58, fontName=fonts.REGULAR, fontSize=9)
    canvas.setFillColor(styles.INK)
    for shape in code.draw().contents:
        if isinstance(shape, Rect) and shape.fillColor is not None:  # the first is the ground, unpainted
            canvas.rect(x + shape.x, y + shape.y, shape.width, shape.height, fill=1, stroke=0)
        elif isinstance(shape, String):
            wide = fonts.width(shape.text, fonts.REGULAR, 9)
            left = x + shape.x - {"middle": wide / 2, "end": wide}.get(shape.textAnchor, 0)
            draw_line(canvas, left, y + shape.y, shape.text, fonts.REGULAR, 9)


def _ground(canvas: Canvas, sheet: styles.Sheet) -> None:
    canvas.setFillColor(_CREAM)
    canvas.rect(0, 0, sheet.width, sheet.height, fill=1, stroke=0)


def _put(canvas: Canvas, flow: list[Flowable], x: float, top: float, width: float) -> float:
    """Set a block below ``top``; where it ends."""
    if not flow:
        return top
    block = Stack(flow)
    height = block.wrap(width, 10_000)[1]
    block.drawOn(canvas, x, top - height)
    return top - height
