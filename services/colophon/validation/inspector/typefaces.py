"""What text is set in, as pdfium names it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from colophon.validation.domain.facts import Typeface


@dataclass(slots=True)
class Typefaces:
    """Fonts by name over a document's pages, with how much is set in each."""

    _faces: list[list[Any]] = field(default_factory=list)
    """Name, characters, unmapped characters, bold, italic."""
    _fonts: dict[int, int] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)
    _buffer: Any = field(default_factory=lambda: ctypes.create_string_buffer(512))

    def index(self, text_object: Any, chars: int, unmapped: int) -> int:
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

    def all(self) -> list[Typeface]:
        """What text was set in, with how much of it."""
        return [Typeface(*face) for face in self._faces]

    def forget(self) -> None:
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
