"""A paper is divided: each line and page is body, references, appendix, artifact description or evaluation.

The order of lines is the layout's (column by column). Nothing is guessed: where a heading could
be read both ways, ``doubt`` says so and an editor decides.
"""

from __future__ import annotations

import re

from colophon.common.domain.findings import Box
from colophon.validation.domain.entries import first_entry_page, has_entries
from colophon.validation.domain.facts import Facts
from colophon.validation.domain.headings import candidates, choose, heading, without_sections
from colophon.validation.domain.layout import Layout
from colophon.validation.domain.section_style import AFTERWORD, NUMBERED, is_section, section_style
from colophon.validation.domain.sections import Heading, Kind, Sections
from colophon.validation.domain.words import squash

_CAPTION = re.compile(
    r"^\s*(Fig(?:ure|\.)?|TABLE|Table|Algorithm|Listing)\s*\.?\s*(\d{1,2}|[IVX]{1,5})\b\s*[.:—–-]?"
)
_CITING = re.compile(r"\b(Figs?|Figures?|Tables?|TABLE|Algorithms?|Listings?)\.?\s*(\d{1,2}|[IVX]{1,5})\b")


def divide(facts: Facts, layout: Layout) -> Sections:
    """Find the headings that matter and say what every line and page counts as."""
    lines = layout.lines
    main_style = section_style(lines)
    headings = without_sections(layout, choose(layout, candidates(layout)), main_style)
    references = next((h for h in headings if h.kind is Kind.REFERENCES), None)
    kinds = [Kind.BODY] * len(lines)
    starts = {h.place: h for h in headings}
    now = Kind.BODY
    body_after: list[Heading] = []
    seen_references = False
    for place, placed in enumerate(lines):
        if place in starts:
            now = starts[place].kind
            seen_references = seen_references or now is Kind.REFERENCES
        elif now is not Kind.BODY and is_section(layout, placed, main_style):
            if now is Kind.REFERENCES and AFTERWORD.fullmatch(squash(placed.text)):
                pass
            elif now in (Kind.REFERENCES, Kind.APPENDIX) and NUMBERED.match(placed.text):
                if seen_references:
                    body_after.append(heading(Kind.BODY, placed, place))
                now = Kind.BODY
        kinds[place] = now
    pages, floats = _pages(facts, layout, kinds)
    entries = has_entries(layout)
    least = most = sum(1 for kind in pages.values() if kind is Kind.BODY)
    doubt = _doubt(headings, references, entries)
    if doubt and references is None:
        least = min(least, first_entry_page(layout))
    elif doubt:
        # Were the numbered part main text, every page in front of the references would count.
        most = max(least, sum(1 for n, k in pages.items() if n <= headings[1].page and k is not Kind.BLANK))
    return Sections(
        headings=tuple(headings),
        kinds=tuple(kinds),
        pages=pages,
        content_pages=least if least == most else None,
        content_least=least,
        content_most=most,
        references=references,
        has_entries=entries,
        doubt=doubt,
        body_after=tuple(body_after),
        floats_after=tuple(floats),
    )


def _doubt(headings: list[Heading], references: Heading | None, entries: bool) -> str:
    """Why the pages of main text cannot be told; empty when they can."""
    if references is None and entries:
        return "there is a list of references but no heading above it that says where the main text ends"
    first = headings[0] if headings else None
    second = headings[1] if len(headings) > 1 else None
    if (
        first
        and second
        and second.kind is Kind.REFERENCES
        and first.kind in (Kind.AD, Kind.APPENDIX)
        and first.numbered
    ):
        return f"“{first.text[:60]}” is numbered like a section of the main text but reads like an appendix"
    return ""


_RANK = (Kind.BODY, Kind.REFERENCES, Kind.APPENDIX, Kind.AD, Kind.AE)


def _pages(
    facts: Facts, layout: Layout, kinds: list[Kind]
) -> tuple[dict[int, Kind], list[tuple[int, Box, str]]]:
    """What each page counts as: body as soon as anything of the body stands on it."""
    on: dict[int, set[Kind]] = {page.number: set() for page in facts.pages}
    cited = _cited(layout, kinds)
    floats: list[tuple[int, Box, str]] = []
    last = Kind.BODY
    for placed, kind in zip(layout.lines, kinds, strict=True):
        on[placed.page].add(kind)
        match = _CAPTION.match(placed.text)
        if match and kind is Kind.REFERENCES and (_float_kind(match.group(1)), match.group(2)) in cited:
            floats.append((placed.page, placed.line.box, placed.text))
    out: dict[int, Kind] = {}
    for page in facts.pages:
        found = on[page.number]
        if page.blank:
            out[page.number] = Kind.BLANK
            continue
        kind = next((k for k in _RANK if k in found), last)
        if kind is Kind.REFERENCES:
            kind = Kind.REFERENCES if not any(f[0] == page.number for f in floats) else Kind.BODY
        out[page.number] = kind
        last = kind if kind is not Kind.BODY else last
        if found:
            last = max(found, key=_RANK.index)
    return out, [one for one in floats if Kind.BODY not in on[one[0]]]


def _float_kind(word: str) -> str:
    return word[:3].lower()


def _cited(layout: Layout, kinds: list[Kind]) -> set[tuple[str, str]]:
    """Figures and tables that the body names."""
    out = set()
    for placed, kind in zip(layout.lines, kinds, strict=True):
        text = placed.line.text
        if kind is Kind.BODY and any(word in text for word in ("Fig", "Tab", "TABLE", "Algor", "Listing")):
            if _CAPTION.match(text):
                continue
            for match in _CITING.finditer(text):
                out.add((_float_kind(match.group(1)), match.group(2)))
    return out
