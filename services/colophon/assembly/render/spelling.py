"""Stamps' texts spelt in the fonts of a document: which font, which bytes, how wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from colophon.assembly.render import fonts
from colophon.assembly.render.kerning import Array, KernedCanvas


@dataclass(frozen=True, slots=True)
class Spelt:
    """A line of text as (name among the page's font resources, what to show) pieces."""

    pieces: tuple[tuple[str, Array], ...]
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
            face = fonts.opened(used)
            for subset, array in face.arrays(piece, document):
                pieces.append((face.getSubsetInternalName(subset, document), array))
        out[(text, font)] = Spelt(tuple(pieces), fonts.width(text, font, 1.0))
    return out


def font_file(texts: Sequence[tuple[str, str]], path: Path) -> Spelling:
    """Write a one-page document whose resources hold just the letters of the texts."""
    fonts.register()
    canvas = KernedCanvas(
        str(path), pagesize=(72, 72), invariant=1, pageCompression=0, initialFontName=fonts.REGULAR
    )
    out = spell(canvas, texts)
    canvas.showPage()
    canvas.save()
    return out
