"""What a page draws, object by object: runs of text, images, marks."""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Image, Mark
from colophon.validation.inspector.lines import Run
from colophon.validation.inspector.matrices import (
    IDENTITY,
    Matrix,
    angle_of,
    matrix_of,
    through,
    times,
    union,
)
from colophon.validation.inspector.typefaces import Typefaces

MAX_OBJECTS = 60_000
MAX_MARKS = 300
MAX_IMAGES = 300
MAX_CHARS = 200_000
MAX_DEPTH = 6
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff]")


def _plain(function: Any, count: int, result: Any = ctypes.c_int, whole: int = 0) -> Any:
    """A function of pdfium that takes ``count`` addresses, then ``whole`` numbers, as plain integers.

    The bindings' own wrappers take a third of the time of reading a page: these are called some thousand
    times on each.
    """
    kinds: list[Any] = [ctypes.c_void_p] * count
    kinds[1 : 1 + whole] = [ctypes.c_int] * whole
    return ctypes.PYFUNCTYPE(result, *kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_object_at = _plain(raw.FPDFText_GetTextObject, 2, ctypes.c_void_p, whole=1)
_text_of = _plain(raw.FPDFText_GetText, 4, whole=2)
_bounds_of = _plain(raw.FPDFPageObj_GetBounds, 5)
_matrix_of = _plain(raw.FPDFPageObj_GetMatrix, 2)
_size_of = _plain(raw.FPDFTextObj_GetFontSize, 2)
_color_of = _plain(raw.FPDFPageObj_GetFillColor, 5)
_mode_of = _plain(raw.FPDFTextObj_GetTextRenderMode, 1)

_BUFFER: Any = ctypes.create_string_buffer(1 << 16)
_BUFFER_AT = ctypes.addressof(_BUFFER)
"""Text is read into it; a child reads one page after the other."""


class Walk:
    """One pass over a page's objects, forms entered."""

    def __init__(self, typefaces: Typefaces, page: pdfium.PdfPage) -> None:
        self.typefaces = typefaces
        self.page = page
        self.runs: list[Run] = []
        self.images: list[Image] = []
        self.marks: list[Mark] = []
        self.cut = False
        self._seen = 0
        self._text = raw.FPDFText_LoadPage(page.raw)
        self._text_at = ctypes.cast(self._text, ctypes.c_void_p).value
        self._ranges: dict[int, list[tuple[int, int]]] = {}
        # Where pdfium writes what it is asked of a text object: box, matrix, size; colour.
        self._answer = (ctypes.c_float * 15)()
        self._floats: Any = self._answer
        self._place = ctypes.addressof(self._answer)
        self._colours: Any = (ctypes.c_uint * 4).from_buffer(self._answer, 44)
        self._l, self._b, self._r, self._t = (ctypes.c_float() for _ in range(4))
        self._size = ctypes.c_float()
        self._matrix = raw.FS_MATRIX()
        self._rgba = [ctypes.c_uint() for _ in range(4)]

    def run(self) -> None:
        """Fill ``runs``, ``images``, ``marks``; ``cut`` where a limit ended it."""
        try:
            if self._text:
                self._ranges = self._places()
            count = raw.FPDFPage_CountObjects(self.page.raw)
            self._objects(self.page.raw, raw.FPDFPage_GetObject, count, IDENTITY, 0)
        finally:
            if self._text:
                raw.FPDFText_ClosePage(self._text)
            self.typefaces.forget()

    def _objects(self, parent: Any, get: Any, count: int, matrix: Matrix, depth: int) -> None:
        for index in range(count):
            self._seen += 1
            if self._seen > MAX_OBJECTS:
                self.cut = True
                return
            one = get(parent, index)
            kind = raw.FPDFPageObj_GetType(one)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._run(one, matrix)
                continue
            box = self._bounds(one, matrix)
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(one, box)
                self._mark("image", box)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                if depth == 0 and self._inked(one):
                    self._mark("path", box)
            elif kind == raw.FPDF_PAGEOBJ_SHADING:
                self._mark("shading", box)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                if depth == 0 and box is not None:
                    self._mark("form", box)
                if depth < MAX_DEPTH and raw.FPDFPageObj_GetMatrix(one, self._matrix):
                    inner = times(matrix_of(self._matrix), matrix)
                    self._objects(
                        one, raw.FPDFFormObj_GetObject, raw.FPDFFormObj_CountObjects(one), inner, depth + 1
                    )

    def _bounds(self, one: Any, matrix: Matrix) -> Box | None:
        if not raw.FPDFPageObj_GetBounds(one, self._l, self._b, self._r, self._t):
            return None
        box = (self._l.value, self._b.value, self._r.value, self._t.value)
        if not all(map(math.isfinite, box)):
            return None
        return box if matrix is IDENTITY else through(box, matrix)

    def _mark(self, kind: str, box: Box | None) -> None:
        if box is None:
            return
        if len(self.marks) < MAX_MARKS:
            self.marks.append(Mark(kind, box))
        else:
            last = self.marks[-1]
            self.marks[-1] = Mark("form", union(last.box, box))

    def _image(self, one: Any, box: Box | None) -> None:
        if box is None or len(self.images) >= MAX_IMAGES:
            return
        about = raw.FPDF_IMAGEOBJ_METADATA()
        if raw.FPDFImageObj_GetImageMetadata(one, self.page.raw, about):
            self.images.append(Image(box, about.width, about.height, about.bits_per_pixel or 8))

    def _inked(self, one: Any) -> bool:
        """Whether a path shows: it is stroked, or filled with other than white."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(one, fill, stroke):
            return True
        if stroke.value:
            return True
        return bool(fill.value) and self._color(one) < 0xFAFAFA

    def _color(self, one: Any) -> int:
        r, g, b, a = self._rgba
        if not raw.FPDFPageObj_GetFillColor(one, r, g, b, a):
            return 0
        return 0xFFFFFF if a.value == 0 else r.value << 16 | g.value << 8 | b.value

    def _run(self, one: Any, outer: Matrix) -> None:
        at = ctypes.addressof(one.contents)
        ranges = self._ranges.get(at)
        if ranges is None:
            return
        text = "".join([self._read(start, end - start) for start, end in ranges])
        place = self._place
        if not text or not _bounds_of(at, place, place + 4, place + 8, place + 12):
            return
        x0, y0, x1, y1 = self._floats[:4]
        if not _matrix_of(at, place + 16):
            return
        m: Matrix = tuple(self._floats[4:10])  # type: ignore[assignment]
        _size_of(at, place + 40)
        size = self._floats[10]
        if not math.isfinite(x0 + y0 + x1 + y1 + size + sum(m)):
            return
        box = (x0, y0, x1, y1)
        if outer is not IDENTITY:
            m, box = times(m, outer), through(box, outer)
        size = round(abs(size) * math.hypot(m[2], m[3]), 2)
        if size > 5000:
            return
        bare = text.replace(" ", "")
        unmapped = 0 if bare.isascii() else len(_UNMAPPED.findall(bare))
        color = 0
        if _color_of(at, place + 44, place + 48, place + 52, place + 56):
            r, g, b, a = self._colours
            color = 0xFFFFFF if a == 0 else r << 16 | g << 8 | b
        mode = _mode_of(at)
        hidden = mode in (3, 7) or (color >= 0xFAFAFA and mode == 0)
        font = self.typefaces.index(one, len(bare), unmapped)
        self.runs.append(
            Run(
                text, *box, baseline=m[5], font=font, size=size, color=color, angle=angle_of(m), hidden=hidden
            )
        )

    def _read(self, start: int, count: int) -> str:
        buffer = _BUFFER
        if count >= len(buffer) // 2:
            self.cut = True
            count = len(buffer) // 2 - 1
        length = _text_of(self._text_at, start, count, _BUFFER_AT)
        return str(buffer[: 2 * (length - 1)], "utf-16-le", "replace") if length > 1 else ""

    def _places(self) -> dict[int, list[tuple[int, int]]]:
        """Text object's address → its ranges among the page's characters.

        An object's characters stand together, so an end is found by doubling steps and then halving:
        asking pdfium for each object's text reads all characters of the page each time.
        """
        out: dict[int, list[tuple[int, int]]] = {}
        count = max(0, raw.FPDFText_CountChars(self._text))
        if count > MAX_CHARS:
            self.cut, count = True, MAX_CHARS
        text = self._text_at
        start = 0
        while start < count:
            one = _object_at(text, start)
            if one is None:
                # Blanks and line ends that pdfium made up.
                start += 1
                continue
            low, step = start, 4
            while low + step < count and _object_at(text, low + step) == one:
                low += step
                step *= 2
            high = min(low + step, count)
            while high - low > 1:
                middle = (low + high) // 2
                if _object_at(text, middle) == one:
                    low = middle
                else:
                    high = middle
            out.setdefault(one, []).append((start, high))
            start = high
        return out
