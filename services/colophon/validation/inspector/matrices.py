"""Boxes and matrices as PDF has them."""

from __future__ import annotations

import math
from typing import Any

from colophon.common.domain.findings import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def box_of(values: Any) -> Box:
    x0, y0, x1, y1 = (float(v) if math.isfinite(v) else 0.0 for v in values)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def moved(box: Box, dx: float, dy: float) -> Box:
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


def union(a: Box, b: Box) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def matrix_of(m: Any) -> Matrix:
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def through(box: Box, m: Matrix) -> Box:
    corners = [(x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]) for x in box[::2] for y in box[1::2]]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def angle_of(m: Matrix) -> int:
    """0, 90, 180, 270, or 1 for anything askew."""
    if abs(m[1]) < 1e-3 * abs(m[0] or 1) + 1e-6:
        return 0 if m[0] >= 0 else 180
    if abs(m[0]) < 1e-3 * abs(m[1]):
        return 90 if m[1] > 0 else 270
    return 1
