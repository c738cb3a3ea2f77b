"""Stamps' texts spelt in the fonts of a document: which font, which bytes, how wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from colophon.assembly.render import fonts


@dataclass(frozen=True, slots=True)
class Spelt:
    """A line of text as (name among the page's font resources, bytes) pieces."""

    pieces: tuple[tuple[str, bytes], ...]
    width: float
    """At size 1."""


Spelling = dict[tuple[str, str], Spelt]
"""(text, font) → how it is written."""


def spell(canvas: Canvas, texts: Sequence[tuple[str, str]]) -> Spelling:
    """Enter every letter of the texts into the fonts of the canvas' document."""
    out: Spelling = {}
    document = canvas._doc
    for text, font in texts:
        if (text, font) in out:
            continue
        pieces = []
        for used, piece in fonts.runs(text, font):
            face = pdfmetrics.getFont(used)
            for subset, code in face.splitString(piece, document):
                pieces.append((face.getSubsetInternalName(subset, document), code))
        out[(text, font)] = Spelt(tuple(pieces), fonts.width(text, font, 1.0))
    return out


def font_file(texts: Sequence[tuple[str, str]], path: Path) -> Spelling:
    """Write a one-page document whose resources hold just the letters of the texts."""
    fonts.register()
    canvas = Canvas(
        str(path), pagesize=(72, 72), invariant=1, pageCompression=0, initialFontName=fonts.REGULAR
    )
    out = spell(canvas, texts)
    canvas.showPage()
    canvas.save()
    return out
