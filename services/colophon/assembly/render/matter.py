"""Front and back matter: what stands before and after the papers, set as one document.

One reportlab document holds both, and the glyphs of every stamp, so that each font is embedded once
in the volume. Front pages are numbered in roman from i; back pages go on from the last paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)
from reportlab.platypus.doctemplate import ActionFlowable

from colophon.assembly.domain.authors import IndexGroup
from colophon.assembly.domain.contents import ContentsSession
from colophon.assembly.domain.inputs import LeftOut
from colophon.assembly.domain.listed import ArtifactEntry, ProgrammeSession
from colophon.assembly.domain.plan import roman
from colophon.assembly.render import fonts, hyphens, listings, markdown, pages, styles
from colophon.assembly.render.flowables import Reserved, draw_line
from colophon.assembly.render.kerning import KernedCanvas
from colophon.assembly.render.spelling import Repertoire, enter
from colophon.common.domain.venue import Venue

DIGEST_LINE = 11.5
"""Height of the line that is kept for the inputs' digest."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What front and back matter say."""

    venue: Venue
    contents: tuple[ContentsSession, ...]
    index: tuple[IndexGroup, ...]
    first_page: int
    next_page: int
    """The printed number after the last paper."""
    draft: bool = False
    pending: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    sheet: styles.Sheet = field(default_factory=styles.Sheet)
    programme: tuple[ProgrammeSession, ...] = ()
    artifacts: tuple[ArtifactEntry, ...] = ()
    keywords: tuple[IndexGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A part of the front or back matter, for the outline: title and page of the document, from 0."""

    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """The document: ``front`` pages before the body, the rest after it."""

    path: Path
    front: int
    back: int
    bookmarks: tuple[Bookmark, ...]
    digest: tuple[int, float, float]
    """Where the inputs' digest goes: page from 0, left end and foot of its line."""

    def plain(self) -> dict[str, Any]:
        """All but the path, as JSON can hold it."""
        marks = [[mark.title, mark.page] for mark in self.bookmarks]
        return {"front": self.front, "back": self.back, "bookmarks": marks, "digest": list(self.digest)}

    @staticmethod
    def of(path: Path, kept: dict[str, Any]) -> Rendered:
        """From ``plain``."""
        page, x, y = kept["digest"]
        marks = tuple(Bookmark(title, where) for title, where in kept["bookmarks"])
        return Rendered(path, kept["front"], kept["back"], marks, (page, x, y))


class _Mark(ActionFlowable):
    """Remembers the page on which a part begins."""

    def __init__(self, title: str) -> None:
        super().__init__(("mark", title))

    def apply(self, doc: BaseDocTemplate) -> None:
        """Called where the part's first line goes."""
        doc.marks.append(Bookmark(self.action[1], doc.page - 1))


class _EndOfFront(ActionFlowable):
    """A blank page where the body would else begin on the wrong side of the sheet."""

    def __init__(self, parity: int) -> None:
        super().__init__(("front", parity))

    def apply(self, doc: BaseDocTemplate) -> None:
        """The front matter has an even number of pages when the body begins on an odd one."""
        doc.front = doc.page
        if doc.page % 2 != self.action[1]:
            doc.handle_nextPageTemplate("bare")
            doc.handle_pageBreak()
            doc.front += 1


def render(matter: Matter, path: Path, repertoire: Repertoire = ()) -> Rendered:
    """Write front and back matter to ``path``.

    ``repertoire`` is (letters, font) of every stamp of the volume: they are the first in this document's
    fonts, so that its fonts serve the stamps of all papers.
    """
    fonts.register()
    known: tuple[Bookmark, ...] = ()
    if matter.artifacts:
        # The contents name a part that comes after them: set once to learn its page.
        known = tuple(_set(matter, path, repertoire, ()).marks)
    doc = _set(matter, path, repertoire, known)
    return Rendered(path, doc.front, doc.page - doc.front, tuple(doc.marks), doc.digest)


def _set(matter: Matter, path: Path, repertoire: Repertoire, known: tuple[Bookmark, ...]) -> _Document:
    sheet = matter.sheet
    doc = _Document(
        str(path), pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=0, title="", author="",
        initialFontName=fonts.REGULAR,
    )  # fmt: skip
    doc.marks, doc.front, doc.matter, doc.known = [], 0, matter, known
    frame = _frame(sheet)
    doc.addPageTemplates(
        [
            PageTemplate("bare", [frame], onPage=_bare),
            PageTemplate("front", [_frame(sheet)], onPage=_front),
            PageTemplate("back", [_frame(sheet)], onPage=_back),
        ]
    )
    digest = Reserved(DIGEST_LINE)

    def canvas(*args: Any, **kwargs: Any) -> Canvas:
        kwargs["initialFontName"] = fonts.REGULAR
        made = KernedCanvas(*args, **kwargs)
        enter(made, repertoire)
        return made

    with hyphens.language(matter.venue.language):
        doc.build(_story(matter, digest), canvasmaker=canvas)
    assert digest.place is not None
    doc.digest = digest.place
    return doc


class _Document(BaseDocTemplate):
    """A document that knows its parts' first pages."""

    marks: list[Bookmark]
    known: tuple[Bookmark, ...]
    front: int
    matter: Matter
    digest: tuple[int, float, float]

    def page_of(self, title: str) -> int:
        """Page of a part, from 1; 1 while it is not known."""
        return next((m.page + 1 for m in (*self.known, *self.marks) if m.title == title), 1)


def _frame(sheet: styles.Sheet) -> Frame:
    return Frame(
        sheet.left, sheet.bottom, sheet.measure, sheet.depth,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0, id="text",
    )  # fmt: skip


def _bare(canvas: Canvas, doc: _Document) -> None:
    if doc.matter.draft:
        sheet = doc.matter.sheet
        text = "Draft · not for distribution"
        width = fonts.width(text, fonts.CAPS, 10)
        draw_line(canvas, (sheet.width - width) / 2, sheet.height - 40, text, fonts.CAPS, 10, styles.ACCENT)


def _folio(canvas: Canvas, sheet: styles.Sheet, text: str, font: str, size: float) -> None:
    width = fonts.width(text, font, size)
    draw_line(canvas, (sheet.width - width) / 2, 58, text, font, size)


def _front(canvas: Canvas, doc: _Document) -> None:
    _bare(canvas, doc)
    _folio(canvas, doc.matter.sheet, roman(doc.page), fonts.ITALIC, 11.5)


def _back(canvas: Canvas, doc: _Document) -> None:
    _bare(canvas, doc)
    number = doc.matter.next_page + doc.page - doc.front - 1
    _folio(canvas, doc.matter.sheet, str(number), fonts.REGULAR, 11)


def _story(matter: Matter, digest: Reserved) -> list[Flowable]:
    """All pages in order: VOL-008's order of front matter, then the indexes."""
    venue, sheet = matter.venue, matter.sheet
    back = _indexes(matter)
    parts: list[tuple[str, str, list[Flowable]]] = [
        ("bare", "", pages.half_title(venue)),
        ("bare", "", []),
        ("bare", "Title page", pages.title_page(venue, sheet)),
        ("bare", "Copyright", pages.copyright_page(venue, matter.pending, digest, sheet)),
    ]
    if matter.left_out:
        parts.append(("front", "Papers not in this draft", listings.left_out_page(matter.left_out)))
    named = len(parts)
    for title, text in _letters(venue):
        letter = listings.chapter(title) + markdown.flowables(text, sheet.measure)
        parts.append(("front", title, letter))
    if venue.editors or venue.committee or venue.sponsors:
        parts.append(("front", "Organisation", listings.organisation(venue, sheet)))
    programme = listings.programme(matter.programme)
    if programme:
        parts.append(("front", "Programme", programme))
    before = [title for _, title, _ in parts[named:]]
    after: list[tuple[str, int]] = []
    page = matter.next_page
    for title, flow in back:
        after.append((title, page))
        page += listings.pages_of(flow)
    between = ["Artifacts and Badges"] if matter.artifacts else []
    parts.append(("front", "Contents", listings.contents(before + between, matter.contents, after)))
    if matter.artifacts:
        parts.append(("front", between[0], listings.artifacts(matter.artifacts)))
    story: list[Flowable] = []
    for number, (template, title, flow) in enumerate(parts):
        if number:
            story += [NextPageTemplate(template), PageBreak()]
        if title:
            story.append(_Mark(title))
        story += flow
    story.append(_EndOfFront((matter.first_page + 1) % 2))
    for title, flow in back:
        story += [NextPageTemplate("back"), PageBreak(), _Mark(title), *flow]
    return story


def _letters(venue: Venue) -> list[tuple[str, str]]:
    """(title, Markdown); a second letter of the same title is told apart by its number."""
    out: list[tuple[str, str]] = []
    for title, text in [*((one.title, one.text) for one in venue.letters), ("", venue.preface)]:
        if text.strip():
            title = title.strip() or "Message from the Organisers"
            same = sum(one.startswith(title) for one, _ in out)
            out.append((f"{title} ({same + 1})" if same else title, text))
    return out


def _indexes(matter: Matter) -> list[tuple[str, list[Flowable]]]:
    """(title, story) of the back matter."""
    both = (("Author Index", matter.index), ("Keyword Index", matter.keywords))
    return [(title, listings.index(title, groups, matter.sheet)) for title, groups in both if groups]
