"""Stamps on an author's page: a stream of its own over the page as it was.

The author's content streams stay byte for byte, between ``q`` and ``Q``. Where they close what they did
not open, or end in the middle of something, nothing may stand around them: there the stamps come first.
Each stamp is a form whose bounding box is its zone, so that it cannot print outside; all share one
dictionary of fonts.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from colophon.common.domain.findings import Box


@dataclass(frozen=True, slots=True)
class Form:
    """A stamp ready to be drawn: its zone as the page is looked at, and what to draw there."""

    box: Box
    content: bytes
    """Coordinates from the zone's lower left corner; fonts by their names in the shared resources."""
    picture: bytes = b""
    """A PDF whose first page is drawn, as large as fits, instead."""
    align: str = "center"


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at: from user space to an upright page whose corner is (0, 0)."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]
    """Takes upright coordinates, in points, to the page's user space."""


class Stamper:
    """Stamps pages of one document; equal forms are written once."""

    def __init__(self, pdf: Pdf, fonts: Object, sheet: tuple[float, float]) -> None:
        self.pdf, self.fonts, self.sheet = pdf, fonts, sheet
        self.save = pdf.make_indirect(Stream(pdf, b"q\n"))
        self.forms: dict[tuple[object, ...], Object] = {}
        self.pictures: dict[bytes, Object] = {}

    def stamp(self, page: pikepdf.Page, forms: list[Form], unclosed: int = 0) -> None:
        """Put the forms on the page. ``unclosed``: how many ``q`` the author's streams leave open; -1: they
        cannot be closed, and the forms go below them.
        """
        if not forms:
            return
        seen = view(page)
        resources = _copy(page.obj, Name.Resources)
        xobjects = _copy(resources, Name.XObject)
        drawn = [b"Q\n" * (1 + unclosed)]  # none where it is -1
        for form in forms:
            x, y = place(form.box, self.sheet, (seen.width, seen.height))
            name = self._free(xobjects)
            xobjects[name] = self._form(form)
            a, b, c, d, e, f = seen.matrix
            numbers = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
            drawn.append(f"q {' '.join(number(v) for v in numbers)} cm {name} Do Q\n".encode())
        resources[Name.XObject] = xobjects
        page.obj[Name.Resources] = resources
        before: Any = page.obj.get(Name.Contents, Array())
        streams = list(before) if isinstance(before, Array) else [before]
        stamps = self.pdf.make_indirect(Stream(self.pdf, b"\n" + b"".join(drawn)))
        order = [stamps, *streams] if unclosed < 0 else [self.save, *streams, stamps]
        page.obj[Name.Contents] = Array(order)

    def _free(self, xobjects: Dictionary) -> str:
        index = 1
        while f"/ClpStamp{index}" in xobjects:
            index += 1
        return f"/ClpStamp{index}"

    def _form(self, form: Form) -> Object:
        x0, y0, x1, y1 = form.box
        key = (x1 - x0, y1 - y0, form.content, form.picture, form.align)
        if key not in self.forms:
            content, resources = form.content, Dictionary(Font=self.fonts)
            if form.picture:
                picture = self._picture(form.picture)
                content = _fitted(picture, x1 - x0, y1 - y0, form.align)
                resources = Dictionary(XObject=Dictionary(P=picture))
            stream = Stream(self.pdf, content)
            stream[Name.Type] = Name.XObject
            stream[Name.Subtype] = Name.Form
            stream[Name.BBox] = Array([0, 0, round(x1 - x0, 3), round(y1 - y0, 3)])
            stream[Name.Resources] = resources
            self.forms[key] = self.pdf.make_indirect(stream)
        return self.forms[key]

    def _picture(self, raw: bytes) -> Object:
        if raw not in self.pictures:
            with pikepdf.open(io.BytesIO(raw)) as holder:
                self.pictures[raw] = self.pdf.copy_foreign(holder.pages[0].as_form_xobject())
        return self.pictures[raw]


def _fitted(picture: Object, width: float, height: float, align: str) -> bytes:
    """Draws a form as large as fits, in the middle of the height."""
    x0, y0, x1, y1 = _box(picture.BBox)
    scale = min(width / (x1 - x0), height / (y1 - y0))
    slack = width - (x1 - x0) * scale
    x = {"left": 0.0, "right": slack}.get(align, slack / 2) - x0 * scale
    y = (height - (y1 - y0) * scale) / 2 - y0 * scale
    numbers = (scale, 0, 0, scale, x, y)
    return f"/Artifact <</Type /Pagination>> BDC {' '.join(map(number, numbers))} cm /P Do EMC".encode()


def place(box: Box, sheet: tuple[float, float], page: tuple[float, float]) -> tuple[float, float]:
    """A zone's lower left corner on a page of another size: held to its edge, centred sideways."""
    x = box[0] + (page[0] - sheet[0]) / 2
    y = box[1] if (box[1] + box[3]) / 2 < sheet[1] / 2 else box[1] + page[1] - sheet[1]
    return x, y


def view(page: pikepdf.Page) -> View:
    """Of the visible box, rotation and user unit of a page."""
    x0, y0, x1, y1 = visible(page)
    unit = float(page.obj.get(Name.UserUnit, 1))
    turn = int(page.obj.get(Name.Rotate, 0)) % 360
    width, height = (x1 - x0) * unit, (y1 - y0) * unit
    s = 1 / unit
    match turn:
        case 90:
            return View(height, width, (0, s, -s, 0, x1, y0))
        case 180:
            return View(width, height, (-s, 0, 0, -s, x1, y1))
        case 270:
            return View(height, width, (0, -s, s, 0, x0, y1))
    return View(width, height, (s, 0, 0, s, x0, y0))


def visible(page: pikepdf.Page) -> Box:
    """CropBox within MediaBox, corners in order; the MediaBox where they do not meet."""
    media = _box(page.mediabox)
    crop = _box(page.cropbox)
    both = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return both if both[0] < both[2] and both[1] < both[3] else media


def number(value: float) -> str:
    """A coordinate as PDF writes it: at most four places, no exponent."""
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def _copy(holder: Any, key: Name) -> Dictionary:
    """A dictionary of our own with the same entries: the author's may be shared with other pages."""
    return Dictionary(holder.get(key, Dictionary()))


def _box(array: Any) -> Box:
    a, b, c, d = (float(v) for v in array)
    return min(a, c), min(b, d), max(a, c), max(b, d)
