"""``draw``: one page → PNG. Runs in a child process."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

MAX_PIXELS = 12_000_000
_COLORS = {1: (208, 36, 36), 2: (214, 134, 0), 3: (40, 104, 200)}


@dataclass(frozen=True, slots=True)
class Wish:
    """What to draw."""

    path: str
    page: int
    dpi: int
    boxes: tuple[tuple[float, float, float, float, int], ...]


def draw(wish: Wish) -> bytes:
    """PNG bytes; empty when there is no such page."""
    document = pdfium.PdfDocument(wish.path)
    if not 1 <= wish.page <= len(document):
        return b""
    page = document[wish.page - 1]
    width, height = page.get_size()
    scale = wish.dpi / 72
    if width * height * scale * scale > MAX_PIXELS:
        scale = (MAX_PIXELS / (width * height)) ** 0.5
    image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    _mark(image, wish, page.get_cropbox(), page.get_rotation(), scale)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False, compress_level=4)
    return out.getvalue()


def _mark(
    image: Image.Image, wish: Wish, crop: tuple[float, float, float, float], rotation: int, scale: float
) -> None:
    """Each box as a coloured frame with a light wash; a box in the margin is cut at the sheet's edge."""
    wide, high = crop[2] - crop[0], crop[3] - crop[1]
    wash = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(wash)
    for x0, y0, x1, y1, severity in wish.boxes:
        corners = [_turned(x, y, wide, high, rotation) for x in (x0, x1) for y in (y0, y1)]
        left, right = min(c[0] for c in corners) * scale - 3, max(c[0] for c in corners) * scale + 3
        top, bottom = min(c[1] for c in corners) * scale - 3, max(c[1] for c in corners) * scale + 3
        left, right = max(1.0, min(left, image.width - 6)), min(image.width - 2.0, max(right, 6))
        top, bottom = max(1.0, min(top, image.height - 6)), min(image.height - 2.0, max(bottom, 6))
        color = _COLORS.get(severity, _COLORS[3])
        pen.rectangle((left, top, right, bottom), fill=(*color, 38), outline=(*color, 255), width=2)
    image.paste(Image.alpha_composite(image.convert("RGBA"), wash).convert("RGB"))


def _turned(x: float, y: float, wide: float, high: float, rotation: int) -> tuple[float, float]:
    """From points on the unturned page to points from the shown page's upper left corner."""
    if rotation == 90:
        return y, x
    if rotation == 180:
        return wide - x, y
    if rotation == 270:
        return high - y, wide - x
    return x, high - y
