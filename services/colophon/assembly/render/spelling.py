"""Stamps' texts spelt in the fonts of a document: which font, which bytes, how wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from colophon.assembly.render import fonts
from colophon.assembly.render.kerning import LIGATURES, Array, KernedCanvas


@dataclass(frozen=True, slots=True)
class Spelt:
    """A line of text as (name among the page's font resources, what to show) pieces."""

    pieces: tuple[tuple[str, Array], ...]
    width: float
    """At size 1."""


Repertoire = Sequence[tuple[str, str]]
"""(font, letters) in the order in which a document enters them: equal ones give equal codes."""

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


def repertoire(texts: Iterable[tuple[str, str]]) -> Repertoire:
    """The letters of the texts, and always ASCII with the ligatures: another page number changes no code."""
    letters = {fonts.REGULAR: {*map(chr, range(0x20, 0x7F)), *LIGATURES.values()}}
    for text, font in texts:
        for used, piece in fonts.runs(text, font):
            letters.setdefault(used, set()).update(fonts.opened(used).joined(piece))
    return [(font, "".join(sorted(found))) for font, found in sorted(letters.items(), key=_regular_first)]


def _regular_first(row: tuple[str, set[str]]) -> tuple[bool, str]:
    return row[0] != fonts.REGULAR, row[0]


def enter(canvas: Canvas, letters: Repertoire) -> None:
    """Make these the first letters of a document's fonts."""
    for font, text in letters:
        face = fonts.opened(font)
        for subset, _ in face.splitString(text, canvas._doc):
            face.getSubsetInternalName(subset, canvas._doc)


def font_file(texts: Sequence[tuple[str, str]], path: Path) -> Spelling:
    """Write a one-page document whose resources hold just the letters of the texts' repertoire."""
    fonts.register()
    canvas = KernedCanvas(
        str(path), pagesize=(72, 72), invariant=1, pageCompression=0, initialFontName=fonts.REGULAR
    )
    enter(canvas, repertoire(texts))
    out = spell(canvas, texts)
    canvas.showPage()
    canvas.save()
    return out
