"""The volume's own typefaces, and text split into what each of them can print.

EB Garamond for everything; then a serif for Chinese and Japanese, one for Korean, Naskh for Arabic, one for
Hebrew, and DejaVu Serif for symbols and what else is missing. All free (licences beside the fonts).
"""

from __future__ import annotations

import hashlib
import threading
import unicodedata
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics

from colophon.assembly.render import kerning, rtl

FOLDER = Path(__file__).parent.parent / "fonts"
REGULAR, ITALIC, BOLD, CAPS = (
    "EBGaramond-Regular",
    "EBGaramond-Italic",
    "EBGaramond-SemiBold",
    "EBGaramondSC-Regular",
)
FALLBACK, HAN, HANGUL, NASKH, HEBREW = "DejaVuSerif", "HanSerif", "HangulSerif", "Naskh", "Hebrew"
ALL = (REGULAR, ITALIC, BOLD, CAPS, FALLBACK, HAN, HANGUL, NASKH, HEBREW)
_SCRIPTS = (
    (0x0590, 0x05FF, HEBREW), (0x0600, 0x06FF, NASKH), (0x1100, 0x11FF, HANGUL), (0x2E80, 0x312F, HAN),
    (0x3130, 0x318F, HANGUL), (0x3190, 0x9FFF, HAN), (0xAC00, 0xD7AF, HANGUL), (0xF900, 0xFAFF, HAN),
    (0xFB1D, 0xFB4F, HEBREW), (0xFB50, 0xFDFF, NASKH), (0xFE70, 0xFEFF, NASKH), (0xFF00, 0xFFEF, HAN),
    (0x20000, 0x2FFFF, HAN),
)  # fmt: skip
"""Blocks of Unicode whose letters only one of the fonts has: it is opened when one of them is met."""
_ASCII = frozenset((REGULAR, ITALIC, BOLD, CAPS))
"""Fonts with every printable ASCII letter."""
_opening = threading.Lock()
_fonts: dict[str, kerning.KernedFont] = {}


@cache
def register() -> None:
    """Make the text fonts known to reportlab; does nothing the second time."""
    for name in (REGULAR, ITALIC, BOLD, CAPS, FALLBACK):
        opened(name)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@cache
def digests() -> dict[str, str]:
    """Font → sha256 of its file: part of what a volume is a function of. The kerning is one of them."""
    names = [*(f"{name}.ttf" for name in ALL), "kerning.json"]
    return {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in names}


def clean(text: str) -> str:
    """Composed, in visual order, without what no font prints: controls and marks of direction."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.isascii():
        composed = rtl.visual(composed)
    return "".join(ch for ch in composed if ch.isspace() or unicodedata.category(ch) not in ("Cc", "Cf"))


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """(font, piece) pairs: pieces the font lacks go to another; what no font has stays in ``font``."""
    register()
    if text.isascii() and text.isprintable() and font in _ASCII:
        return [(font, text)] if text else []
    out: list[tuple[str, str]] = []
    for ch in clean(text):
        chosen = font
        if not _has(font, ch):
            chosen = next((other for other in _others(ch) if _has(other, ch)), font)
        if out and (out[-1][0] == chosen or (ch.isspace() and _has(out[-1][0], " "))):
            out[-1] = (out[-1][0], out[-1][1] + ch)
        else:
            out.append((chosen, ch))
    return out


def markup(text: str, font: str = REGULAR) -> str:
    """Text as reportlab's paragraph markup, with other fonts where they are needed."""
    return "".join(
        escape(piece) if used == font else f'<font name="{used}">{escape(piece)}</font>'
        for used, piece in runs(text, font)
    )


def width(text: str, font: str, size: float) -> float:
    """Of a line, in points."""
    return sum(pdfmetrics.stringWidth(piece, used, size) for used, piece in runs(text, font))


def opened(name: str) -> kerning.KernedFont:
    """One of our fonts, read the first time it is asked for."""
    font = _fonts.get(name)
    if font is None:
        with _opening:
            font = _fonts.get(name)
            if font is None:
                pairs = kerning.pairs(FOLDER).get(name, {})
                ligatures = name in (REGULAR, ITALIC, BOLD)
                font = kerning.KernedFont(name, FOLDER / f"{name}.ttf", pairs, ligatures)
                pdfmetrics.registerFont(font)
                _fonts[name] = font
    return font


def _others(ch: str) -> tuple[str, ...]:
    code = ord(ch)
    script = next((font for low, high, font in _SCRIPTS if low <= code <= high), "")
    return (REGULAR, script, FALLBACK) if script else (REGULAR, FALLBACK)


def _has(font: str, ch: str) -> bool:
    shapes = opened(font).face.charToGlyph
    return (32 if ch.isspace() else ord(ch)) in shapes
