"""A page as a picture, findings boxed. The page is drawn in a child."""

from __future__ import annotations

from pathlib import Path

from colophon.common import child
from colophon.validation.inspector.picture import Wish, draw

PRELOAD = ("colophon.validation.inspector.picture",)


class NoSuchPage(ValueError):
    """The file has no page of this number."""


def picture(
    path: Path,
    page: int,
    dpi: int,
    boxes: tuple[tuple[float, float, float, float, int], ...],
    limits: child.Limits,
) -> bytes:
    """PNG of a page (from 1). Boxes as x0, y0, x1, y1 in points and a severity, 1 error to 3 info.

    Raises NoSuchPage, or ChildFailed for a page that cannot be drawn within the limits.
    """
    png = child.run(draw, Wish(str(path.resolve(strict=True)), page, dpi, boxes), limits)
    if not png:
        raise NoSuchPage(str(page))
    return png
