"""The parts of a paper: what each line and page counts as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from colophon.common.domain.findings import Box
from colophon.validation.domain.layout import Layout, Placed


class Kind(StrEnum):
    """What a line belongs to and a page counts as."""

    BODY = "body"
    REFERENCES = "references"
    APPENDIX = "appendix"
    AD = "ad"
    AE = "ae"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins a part of the paper."""

    kind: Kind
    text: str
    page: int
    box: Box
    place: int
    """Index into the layout's lines."""
    strength: int = 0
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Sections:
    """The paper's parts."""

    headings: tuple[Heading, ...]
    """Those that change what counts, in reading order."""
    kinds: tuple[Kind, ...]
    """Of each of the layout's lines."""
    pages: dict[int, Kind]
    """What each page counts as."""
    content_pages: int | None
    """None: cannot be told; it is between the two below."""
    content_least: int
    content_most: int
    references: Heading | None
    has_entries: bool
    """Text that looks like a list of references, with or without a heading."""
    doubt: str = ""
    decided: bool = False
    """An editor said what a page counts as: what could not be told is told."""
    body_after: tuple[Heading, ...] = ()
    """Body sections behind the references."""
    floats_after: tuple[tuple[int, Box, str], ...] = ()
    """Page, box and caption of the body's figures on pages of references or appendices only."""

    def lines(self, layout: Layout, *kinds: Kind) -> list[Placed]:
        """The lines of these kinds, in order."""
        return [one for one, kind in zip(layout.lines, self.kinds, strict=True) if kind in kinds]


def corrected(sections: Sections, layout: Layout, pages_as: Mapping[int, Kind]) -> Sections:
    """The parts with what an editor says of pages. Lines of the main text move with their page."""
    said = {page: kind for page, kind in pages_as.items() if page in sections.pages}
    if not said:
        return sections
    pages = {**sections.pages, **said}
    count = sum(1 for kind in pages.values() if kind is Kind.BODY)
    kinds = tuple(
        said[placed.page]
        if placed.page in said and Kind.BODY in (kind, said[placed.page])
        else kind
        for placed, kind in zip(layout.lines, sections.kinds, strict=True)
    )  # fmt: skip
    return replace(
        sections,
        kinds=kinds,
        pages=pages,
        content_pages=count,
        content_least=count,
        content_most=count,
        doubt="",
        decided=True,
        body_after=tuple(h for h in sections.body_after if said.get(h.page, Kind.BODY) is Kind.BODY),
        floats_after=tuple(f for f in sections.floats_after if said.get(f[0], Kind.BODY) is Kind.BODY),
    )
