"""Pages through pdfium: lines of text with their type, images, marks, and ink where it matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium

from colophon.validation.domain.facts import Mark, Page, Typeface
from colophon.validation.inspector.drawn import Walk
from colophon.validation.inspector.ink import inked
from colophon.validation.inspector.lines import assemble
from colophon.validation.inspector.matrices import box_of, moved
from colophon.validation.inspector.typefaces import Typefaces

MAX_PAGES = 100
MAX_LINES = 3_000


@dataclass(slots=True)
class Reader:
    """Reads the pages of one open document."""

    document: pdfium.PdfDocument
    _typefaces: Typefaces = field(default_factory=Typefaces)

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
        media = box_of(page.get_mediabox(fallback_ok=True))
        crop = box_of(page.get_cropbox(fallback_ok=True))
        trim = page.get_trimbox(fallback_ok=False)
        walk = Walk(self._typefaces, page)
        walk.run()
        shift = (-crop[0], -crop[1])
        lines = assemble(walk.runs)
        cut = walk.cut or len(lines) > MAX_LINES
        marks = inked(page, crop, walk.marks, lines)
        dx, dy = shift
        lines = (
            [
                replace(line, box=moved(line.box, dx, dy), baseline=line.baseline + dy)
                for line in lines[:MAX_LINES]
            ]
            if (dx or dy)
            else lines[:MAX_LINES]
        )
        images = tuple(replace(i, box=moved(i.box, dx, dy)) for i in walk.images)
        marks = [Mark(m.kind, moved(m.box, dx, dy)) for m in marks]
        visible = any(not line.hidden for line in lines)
        return Page(
            number=number,
            width=crop[2] - crop[0],
            height=crop[3] - crop[1],
            media=media,
            crop=crop,
            trim=box_of(trim) if trim else None,
            rotate=page.get_rotation(),
            lines=tuple(lines),
            images=images,
            marks=tuple(marks),
            blank=not visible and not images and not marks and not walk.cut,
            cut=cut,
        )

    @property
    def typefaces(self) -> list[Typeface]:
        """What text was set in, with how much of it."""
        return self._typefaces.all()
