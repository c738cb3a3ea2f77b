"""Where there is ink: marks near the edge are verified by drawing the page small."""

from __future__ import annotations

import math

import pypdfium2 as pdfium

from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Line, Mark

OUTER = (47.0, 64.0, 47.0, 47.0)
"""Ink is verified by rendering where a box reaches this near to the left, lower, right, upper edge: into
the margins of templates. Their text blocks begin further in, so an ordinary figure needs no rendering."""
INK_SCALE = 0.5


def inked(page: pdfium.PdfPage, crop: Box, marks: list[Mark], lines: list[Line]) -> list[Mark]:
    """Marks cut to what is not white, where it matters: near the edge, or on a page without text."""
    doubtful = [m for m in marks if m.kind != "path" and (not lines or _outer(m.box, crop))]
    if not doubtful or crop[2] - crop[0] > 5000 or crop[3] - crop[1] > 5000:
        return marks
    bitmap = page.render(scale=INK_SCALE, grayscale=True, may_draw_forms=False)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    data = bytes(bitmap.buffer)
    rotated = page.get_rotation() != 0
    if rotated:
        # Boxes are of the unrotated page; the picture is not. Keep the boxes as they are.
        return marks
    out = []
    for mark in marks:
        if mark not in doubtful:
            out.append(mark)
            continue
        box = _trimmed(mark.box, crop, data, width, height, stride)
        if box is not None:
            out.append(Mark(mark.kind, box))
    return out


def _trimmed(box: Box, crop: Box, data: bytes, width: int, height: int, stride: int) -> Box | None:
    """The part of a box that is not white; None when all of it is. Parts off the page are no ink."""
    s = INK_SCALE
    x0, x1 = int((box[0] - crop[0]) * s), math.ceil((box[2] - crop[0]) * s)
    y0, y1 = int((crop[3] - box[3]) * s), math.ceil((crop[3] - box[1]) * s)
    x0, x1, y0, y1 = max(0, x0), min(width, x1), max(0, y0), min(height, y1)
    if x0 >= x1 or y0 >= y1:
        return None
    white = b"\xff" * (x1 - x0)
    left, right, top, bottom = x1, x0, -1, -1
    for row in range(y0, y1):
        line = data[row * stride + x0 : row * stride + x1]
        if line == white:
            continue
        if top < 0:
            top = row
        bottom = row
        light = line.translate(_LIGHT)
        if light.count(1) == len(light):
            continue
        left = min(left, x0 + light.find(0))
        right = max(right, x0 + light.rfind(0) + 1)
    if top < 0 or left >= right:
        return None
    return (
        max(box[0], crop[0] + left / s),
        max(box[1], crop[3] - (bottom + 1) / s),
        min(box[2], crop[0] + right / s),
        min(box[3], crop[3] - top / s),
    )


_LIGHT = bytes(1 if value >= 250 else 0 for value in range(256))


def _outer(box: Box, crop: Box) -> bool:
    left, foot, right, head = OUTER
    return (
        box[0] < crop[0] + left
        or box[1] < crop[1] + foot
        or box[2] > crop[2] - right
        or box[3] > crop[3] - head
    )
