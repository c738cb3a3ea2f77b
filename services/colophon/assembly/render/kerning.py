"""Fonts that kern and join f with i: widths, and text as PDF writes it, from the same pairs.

reportlab can shape only with a shaper installed, and then gives ligatures codes that no reader can
search. Here pairs come from ``fonts/kerning.json``, so the bytes are the same everywhere.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
_LIGATURE = re.compile("ff[il]|f[fil]")
SPELT = {ord(one): letters for letters, one in LIGATURES.items()}
"""Code of a ligature → the letters that a reader of the text should find."""

Array = list[bytes | float]
"""What a ``TJ`` shows: codes, and between them thousandths of an em to move back."""


class KernedFont(TTFont):
    """A TrueType font with pairs and, but for small capitals, ligatures."""

    def __init__(self, name: str, path: Path, pairs: dict[str, int], ligatures: bool) -> None:
        super().__init__(name, str(path), shapable=False)
        self.pairs = pairs
        self.ligatures = ligatures

    def joined(self, text: str) -> str:
        """The text with its ligatures."""
        if not self.ligatures or "f" not in text:
            return text
        return _LIGATURE.sub(lambda found: LIGATURES[found[0]], text)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:
        """Of a text in points, kerned."""
        plain = text.decode(encoding) if isinstance(text, bytes) else text
        shown = self.joined(plain)
        pairs = self.pairs
        wide, other = self.face.charWidths, self.face.defaultWidth
        total = sum([wide.get(ord(ch), other) for ch in shown])
        if pairs:
            total += sum([pairs.get(two, 0) for two in map("".join, pairwise(shown))])
        return float(total) * size / 1000

    def arrays(self, text: str, document: Any) -> list[tuple[int, Array]]:
        """(subset, what to show) for each stretch of the text in one subset of the font."""
        shown = self.joined(text)
        out: list[tuple[int, Array]] = []
        place = 0
        for subset, codes in self.splitString(shown, document):
            array: Array = []
            begin = 0
            for number in range(len(codes)):
                kern = self.pairs.get(shown[place + number : place + number + 2], 0)
                if kern:
                    array += [codes[begin : number + 1], float(-kern)]
                    begin = number + 1
            if begin < len(codes):
                array.append(codes[begin:])
            place += len(codes)
            out.append((subset, array))
        return out


class _KernedText(PDFTextObject):
    """A text object that writes what the font's pairs say."""

    _curSubset: int

    def _formatText(self, text: str) -> str:
        font = pdfmetrics.getFont(self._fontname)
        if not isinstance(font, KernedFont):
            return str(super()._formatText(text))
        canvas = self._canvas
        out = []
        for subset, array in font.arrays(text, canvas._doc):
            if subset != self._curSubset:
                name = font.getSubsetInternalName(subset, canvas._doc)
                out.append(f"{name} {fp_str(self._fontsize)} Tf {fp_str(self._leading)} TL")
                self._curSubset = subset
            if len(array) == 1 and isinstance(array[0], bytes):
                out.append(f"({canvas._escape(array[0])}) Tj")
            else:
                shown = (f"({canvas._escape(v)})" if isinstance(v, bytes) else fp_str(v) for v in array)
                out.append(f"[{' '.join(shown)}] TJ")
        return " ".join(out)


class KernedCanvas(Canvas):
    """A canvas whose text is kerned."""

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:
        """A fresh text object."""
        return _KernedText(self, x, y, direction=direction)


@cache
def pairs(folder: Path) -> dict[str, dict[str, int]]:
    """Font → pair of characters → thousandths of an em.

    The file joins what is alike: font → characters on the left → thousandths → characters on the right.
    """
    raw = json.loads((folder / "kerning.json").read_text(encoding="utf-8"))
    return {
        font: {
            left + right: int(value)
            for lefts, row in rows.items()
            for value, rights in row.items()
            for left in lefts
            for right in rights
        }
        for font, rows in raw.items()
    }
