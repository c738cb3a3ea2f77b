"""One page of a PDF as PNG, with boxes around what was found. The page is drawn in a child process."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from colophon.common import child
from colophon.common.domain.findings import Finding, Severity
from colophon.common.domain.problems import Problem, Reason

COLOURS = {Severity.ERROR: (200, 30, 30), Severity.WARNING: (200, 130, 0), Severity.INFO: (40, 90, 190)}
LIMITS = child.Limits(cpu=20, wall=25.0, answer=24 << 20)


@dataclass(frozen=True, slots=True)
class Order:
    """What to draw; ``page`` from 0, ``boxes`` as (colour, box in points)."""

    path: str
    page: int
    dpi: int
    boxes: tuple[tuple[tuple[int, int, int], tuple[float, float, float, float]], ...]


def picture(path: Path, page: int, dpi: int, findings: list[Finding]) -> bytes:
    """PNG of page ``page`` (from 1) at ``dpi``; raises Problem NOT_FOUND or NOT_READY."""
    boxes = tuple((COLOURS[f.severity], f.box) for f in findings if f.page == page and f.box is not None)
    try:
        answer = child.run(draw, Order(str(path), page - 1, dpi, boxes), LIMITS)
    except child.ChildFailed as failed:
        raise Problem(
            Reason.NOT_READY, f"the page cannot be drawn: {failed.reason}", "Open the PDF itself instead."
        ) from failed
    if not answer:
        raise Problem(Reason.NOT_FOUND, f"there is no page {page}", "Ask for a page that the PDF has.")
    return answer


def draw(order: Order) -> bytes:
    """In the child: the PNG, or nothing when there is no such page."""
    import pypdfium2
    from PIL import ImageDraw

    document = pypdfium2.PdfDocument(order.path)
    if not 0 <= order.page < len(document):
        return b""
    page = document[order.page]
    left, _, _, top = page.get_cropbox()
    # A huge page is drawn smaller, not refused.
    scale = min(order.dpi / 72, 2400 / max(page.get_width(), page.get_height(), 1))
    image = page.render(scale=scale).to_pil().convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    for colour, (x0, y0, x1, y1) in order.boxes:
        # Boxes are in the page's own space; turned pages are drawn without them.
        if page.get_rotation() == 0:
            corners = (
                (x0 - left) * scale - 2,
                (top - y1) * scale - 2,
                (x1 - left) * scale + 2,
                (top - y0) * scale + 2,
            )
            pen.rectangle(_ordered(corners), outline=(*colour, 255), fill=(*colour, 36), width=2)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _ordered(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
