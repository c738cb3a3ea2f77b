"""The volume's own typefaces, and text split into what each of them can print.

EB Garamond (SIL Open Font License, texts beside the fonts) for everything; DejaVu Serif for the
letters it lacks. ``shapable=False`` keeps the bytes the same whether or not a shaper is installed.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent.parent / "fonts"
REGULAR, ITALIC, BOLD, CAPS, FALLBACK = (
    "EBGaramond-Regular",
    "EBGaramond-Italic",
    "EBGaramond-SemiBold",
    "EBGaramondSC-Regular",
    "DejaVuSerif",
)
ALL = (REGULAR, ITALIC, BOLD, CAPS, FALLBACK)


@cache
def register() -> None:
    """Make the fonts known to reportlab; does nothing the second time."""
    for name in ALL:
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf"), shapable=False))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@cache
def digests() -> dict[str, str]:
    """Font → sha256 of its file: part of what a volume is a function of."""
    return {name: hashlib.sha256((FOLDER / f"{name}.ttf").read_bytes()).hexdigest() for name in ALL}


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """(font, piece) pairs: pieces the font lacks go to the fallback; what no font has stays in ``font``."""
    register()
    out: list[tuple[str, str]] = []
    for ch in text:
        chosen = font
        if not _has(font, ch):
            chosen = next((other for other in (REGULAR, FALLBACK) if _has(other, ch)), font)
        if out and (out[-1][0] == chosen or ch.isspace()):
            out[-1] = (out[-1][0], out[-1][1] + ch)
        else:
            out.append((chosen, ch))
    return out


def markup(text: str, font: str = REGULAR) -> str:
    """Text as reportlab's paragraph markup, with the fallback font where it is needed."""
    return "".join(
        escape(piece) if used == font else f'<font name="{used}">{escape(piece)}</font>'
        for used, piece in runs(text, font)
    )


def width(text: str, font: str, size: float) -> float:
    """Of a line, in points."""
    return sum(pdfmetrics.stringWidth(piece, used, size) for used, piece in runs(text, font))


def _has(font: str, ch: str) -> bool:
    return ch.isspace() or ord(ch) in pdfmetrics.getFont(font).face.charToGlyph
