"""Pages through pdfium: text runs with their type, images, marks, and ink where it matters."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Image, Mark, Page, Typeface
from colophon.validation.inspector.lines import Run, assemble

MAX_PAGES = 100
MAX_OBJECTS = 60_000
MAX_LINES = 3_000
MAX_MARKS = 300
MAX_IMAGES = 300
MAX_CHARS = 200_000
MAX_DEPTH = 6
OUTER = (47.0, 64.0, 47.0, 47.0)
"""Ink is verified by rendering where a box reaches this near to the left, lower, right, upper edge: into
the margins of templates. Their text blocks begin further in, so an ordinary figure needs no rendering."""
INK_SCALE = 0.5

Matrix = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
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


@dataclass(slots=True)
class Reader:
    """Reads the pages of one open document."""

    document: pdfium.PdfDocument
    _faces: list[list[Any]] = field(default_factory=list)
    """Name, characters, unmapped characters, bold, italic."""
    _fonts: dict[int, int] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)
    _buffer: Any = field(default_factory=lambda: ctypes.create_string_buffer(1 << 16))
    _buffer_at: int = 0

    def __post_init__(self) -> None:
        self._buffer_at = ctypes.addressof(self._buffer)

    def pages(self) -> Iterator[Page]:
        """Each page's facts, at most MAX_PAGES."""
        for index in range(min(len(self.document), MAX_PAGES)):
            try:
                page = self.document[index]
            except pdfium.PdfiumError:
                yield Page(index + 1, 0.0, 0.0, (0, 0, 0, 0), (0, 0, 0, 0), cut=True)
                continue
            try:
                yield self._page(page, index + 1)
            finally:
                page.close()

    def _page(self, page: pdfium.PdfPage, number: int) -> Page:
        media = _box(page.get_mediabox(fallback_ok=True))
        crop = _box(page.get_cropbox(fallback_ok=True))
        trim = page.get_trimbox(fallback_ok=False)
        walk = _Walk(self, page)
        walk.run()
        shift = (-crop[0], -crop[1])
        lines = assemble(walk.runs)
        cut = walk.cut or len(lines) > MAX_LINES
        marks = _ink(page, crop, walk.marks, lines)
        dx, dy = shift
        lines = (
            [
                replace(line, box=_moved(line.box, dx, dy), baseline=line.baseline + dy)
                for line in lines[:MAX_LINES]
            ]
            if (dx or dy)
            else lines[:MAX_LINES]
        )
        images = tuple(replace(i, box=_moved(i.box, dx, dy)) for i in walk.images)
        marks = [Mark(m.kind, _moved(m.box, dx, dy)) for m in marks]
        visible = any(not line.hidden for line in lines)
        return Page(
            number=number,
            width=crop[2] - crop[0],
            height=crop[3] - crop[1],
            media=media,
            crop=crop,
            trim=_box(trim) if trim else None,
            rotate=page.get_rotation(),
            lines=tuple(lines),
            images=images,
            marks=tuple(marks),
            blank=not visible and not images and not marks and not walk.cut,
            cut=cut,
        )

    def typeface(self, text_object: Any, chars: int, unmapped: int) -> int:
        """The index of a text object's font, its use counted."""
        font = raw.FPDFTextObj_GetFont(text_object)
        key = ctypes.addressof(font.contents) if font else 0
        index = self._fonts.get(key)
        if index is None:
            name, bold, italic = self._describe(font)
            index = self._names.get(name)
            if index is None:
                index = len(self._faces)
                self._names[name] = index
                self._faces.append([name, 0, 0, bold, italic])
            self._fonts[key] = index
        face = self._faces[index]
        face[1] += chars
        face[2] += unmapped
        return index

    @property
    def typefaces(self) -> list[Typeface]:
        """What text was set in, with how much of it."""
        return [Typeface(*face) for face in self._faces]

    def forget_fonts(self) -> None:
        """Addresses of fonts are only true while their page is open."""
        self._fonts.clear()

    def _describe(self, font: Any) -> tuple[str, bool, bool]:
        if not font:
            return "?", False, False
        length = raw.FPDFFont_GetBaseFontName(font, self._buffer, 512)
        name = self._buffer.raw[: max(0, length - 1)].decode("utf-8", "replace") if 0 < length <= 512 else "?"
        if len(name) > 7 and name[6] == "+":
            name = name[7:]
        low = name.lower()
        angle = ctypes.c_int(0)
        slanted = bool(raw.FPDFFont_GetItalicAngle(font, angle)) and angle.value != 0
        bold = (
            "bold" in low
            or "black" in low
            or "medi" in low
            or low.startswith(("cmbx", "sfbx", "ecbx"))
            or low.endswith(("-bd", "tb", "tbi", "tbo"))
            or raw.FPDFFont_GetWeight(font) >= 600
        )
        italic = slanted or "ital" in low or "obli" in low or low.startswith(("cmti", "cmmi", "sfti", "ecti"))
        return name or "?", bold, italic


class _Walk:
    """One pass over a page's objects, forms entered."""

    def __init__(self, reader: Reader, page: pdfium.PdfPage) -> None:
        self.reader = reader
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
        try:
            if self._text:
                self._ranges = self._places()
            count = raw.FPDFPage_CountObjects(self.page.raw)
            self._objects(self.page.raw, raw.FPDFPage_GetObject, count, _ONE, 0)
        finally:
            if self._text:
                raw.FPDFText_ClosePage(self._text)
            self.reader.forget_fonts()

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
                    inner = _times(_values(self._matrix), matrix)
                    self._objects(
                        one, raw.FPDFFormObj_GetObject, raw.FPDFFormObj_CountObjects(one), inner, depth + 1
                    )

    def _bounds(self, one: Any, matrix: Matrix) -> Box | None:
        if not raw.FPDFPageObj_GetBounds(one, self._l, self._b, self._r, self._t):
            return None
        box = (self._l.value, self._b.value, self._r.value, self._t.value)
        if not all(map(math.isfinite, box)):
            return None
        return box if matrix is _ONE else _through(box, matrix)

    def _mark(self, kind: str, box: Box | None) -> None:
        if box is None:
            return
        if len(self.marks) < MAX_MARKS:
            self.marks.append(Mark(kind, box))
        else:
            last = self.marks[-1]
            self.marks[-1] = Mark("form", _union(last.box, box))

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
        if outer is not _ONE:
            m, box = _times(m, outer), _through(box, outer)
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
        font = self.reader.typeface(one, len(bare), unmapped)
        self.runs.append(
            Run(text, *box, baseline=m[5], font=font, size=size, color=color, angle=_angle(m), hidden=hidden)
        )

    def _read(self, start: int, count: int) -> str:
        buffer = self.reader._buffer
        if count >= len(buffer) // 2:
            self.cut = True
            count = len(buffer) // 2 - 1
        length = _text_of(self._text_at, start, count, self.reader._buffer_at)
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


def _ink(page: pdfium.PdfPage, crop: Box, marks: list[Mark], lines: list[Any]) -> list[Mark]:
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


def _box(values: Any) -> Box:
    x0, y0, x1, y1 = (float(v) if math.isfinite(v) else 0.0 for v in values)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _moved(box: Box, dx: float, dy: float) -> Box:
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


def _union(a: Box, b: Box) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def _values(m: Any) -> Matrix:
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _through(box: Box, m: Matrix) -> Box:
    corners = [(x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]) for x in box[::2] for y in box[1::2]]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _angle(m: Matrix) -> int:
    """0, 90, 180, 270, or 1 for anything askew."""
    if abs(m[1]) < 1e-3 * abs(m[0] or 1) + 1e-6:
        return 0 if m[0] >= 0 else 180
    if abs(m[0]) < 1e-3 * abs(m[1]):
        return 90 if m[1] > 0 else 270
    return 1
