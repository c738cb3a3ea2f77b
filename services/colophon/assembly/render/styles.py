"""Measures, colours and paragraph styles of the front and back matter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle

from colophon.assembly.render import hyphens
from colophon.assembly.render.fonts import BOLD, CAPS, ITALIC, REGULAR

INK = Color(0.09, 0.09, 0.10)
QUIET = Color(0.36, 0.36, 0.38)
ACCENT = Color(0.48, 0.10, 0.12)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its text block, in points."""

    width: float = 612.0
    height: float = 792.0
    measure: float = 388.0
    top: float = 96.0
    bottom: float = 104.0

    @property
    def left(self) -> float:
        """The left margin: the block stands in the middle."""
        return (self.width - self.measure) / 2

    @property
    def depth(self) -> float:
        """Height of the text block."""
        return self.height - self.top - self.bottom

    @staticmethod
    def of(width: float, height: float) -> Sheet:
        """For a page of this size."""
        return replace(Sheet(), width=width, height=height, measure=min(388.0, width - 120.0))


def _style(name: str, size: float, leading: float, font: str = REGULAR, **more: object) -> ParagraphStyle:
    more.setdefault("textColor", INK)
    more.setdefault("bulletFontName", REGULAR)
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, allowWidows=0, allowOrphans=0, **more
    )


_TEXT = {"alignment": TA_JUSTIFY, "hyphenationLang": hyphens.pairs, "hyphenationMinWordLength": 8}
BODY = _style("body", 11.5, 15.5, **_TEXT)
INDENTED = _style("indented", 11.5, 15.5, firstLineIndent=15.5, **_TEXT)
LEFT = _style("left", 11.5, 15.5, alignment=TA_LEFT)
SMALL = _style("small", 9.5, 13.0, alignment=TA_LEFT)
QUOTE = _style("quote", 11, 15, font=ITALIC, leftIndent=24, rightIndent=24, spaceBefore=6, spaceAfter=6)
ITEM = _style("item", 11.5, 15.5, leftIndent=15.5, bulletIndent=3, spaceBefore=2)

CHAPTER = _style("chapter", 22, 28, alignment=TA_CENTER, spaceAfter=6)
HEADING = _style("heading", 13, 17, font=BOLD, spaceBefore=15, spaceAfter=4, keepWithNext=1)
SUBHEADING = _style("subheading", 11.5, 15.5, font=ITALIC, spaceBefore=9, spaceAfter=2, keepWithNext=1)
LABEL = _style("label", 11, 15, font=CAPS, textColor=ACCENT, spaceBefore=16, spaceAfter=1, keepWithNext=1)

CENTRED = _style("centred", 11.5, 15.5, alignment=TA_CENTER)
CENTRED_ITALIC = _style("centred italic", 12, 16, font=ITALIC, alignment=TA_CENTER)
CENTRED_CAPS = _style("centred caps", 12.5, 17, font=CAPS, alignment=TA_CENTER)

ENTRY = _style("entry", 11.5, 14.5)
ENTRY_AUTHORS = _style("entry authors", 10.5, 13.2, font=ITALIC, textColor=QUIET, leftIndent=12)
ENTRY_TITLE = _style("entry title", 11.5, 14.5, leftIndent=12, firstLineIndent=-12)
PROGRAMME = _style("programme", 11, 14, leftIndent=12, firstLineIndent=-12)
TALK = _style("talk", 12.5, 16, font=BOLD, spaceBefore=1, spaceAfter=1, keepWithNext=1)
SIGNED = _style("signed", 11.5, 15.5, font=ITALIC, alignment=TA_LEFT, spaceBefore=11)
CAPTION = _style("caption", 10, 13, font=ITALIC, alignment=TA_CENTER, textColor=QUIET, spaceAfter=9)
SESSION = _style("session", 13, 16.5, font=BOLD, keepWithNext=1)
INDEX = _style("index", 10.5, 13.4, leftIndent=14, firstLineIndent=-14)
INITIAL = _style("initial", 13, 17, font=BOLD, textColor=ACCENT, spaceBefore=9, spaceAfter=2, keepWithNext=1)
