"""What each line and page counts as: body, references, appendix, artifact description or evaluation.

The order of lines is the layout's (column by column). Nothing is guessed: where a heading could
be read both ways, ``doubt`` says so and an editor decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from colophon.common.domain.findings import Box
from colophon.validation.domain.facts import Facts
from colophon.validation.domain.layout import Layout, Placed, wrapped
from colophon.validation.domain.words import squash


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


_REFERENCES = re.compile(
    r"(?:\d{1,2}|[ivx]{1,5}|[a-h])?"
    r"(references?|bibliography|referencesandnotes|literaturecited|workscited|literature|referencescited|citedreferences)"
)
_APPENDIX = re.compile(
    r"(?:\d{1,2}|[ivx]{1,5})?(?:technical|supplementary|online)?"
    r"(?:appendix|appendices|appendixes|supplementarymaterials?|supplementalmaterials?)(?P<rest>.*)"
)
_AD = re.compile(
    r"(?P<number>\d{1,2}|[ivx]{1,5}|[a-h])?(?:appendix[a-z0-9]?)?"
    r"(?:reproducibilityappendix)?artifactdescription(?:ad)?(?:appendix)?(?:artifactevaluation(?:ae)?)?(?:appendix)?"
)
_AE = re.compile(r"(?:\d{1,2}|[ivx]{1,5}|[a-h])?(?:appendix[a-z0-9]?)?artifactevaluation(?:ae)?(?:appendix)?")
_AD_TITLE = re.compile(r"appendix.{0,3}artifact(?:description|evaluation).*")
_ENTRY = re.compile(r"^\s*(?:\[(\d{1,3}|[A-Za-z][\w+]{1,8})\]|(\d{1,3})\.)\s*\S")
_FIRST_ENTRY = re.compile(r"^\s*(?:\[1\]|1\.|\(1\)|\[[A-Z][A-Za-z+]{1,7}\d{2}[a-z]?\])\s*\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_LETTERED = re.compile(r"^\s*([A-Z])(?:[.:)]|\s)\s*([A-Z].*)$")
_NUMBERED = re.compile(r"^\s*(\d{1,2}|[IVX]{1,5})(?:[.:)]?\s+|[.:)])([A-Z].*)$")
_CAPTION = re.compile(
    r"^\s*(Fig(?:ure|\.)?|TABLE|Table|Algorithm|Listing)\s*\.?\s*(\d{1,2}|[IVX]{1,5})\b\s*[.:—–-]?"
)
_CITING = re.compile(r"\b(Figs?|Figures?|Tables?|TABLE|Algorithms?|Listings?)\.?\s*(\d{1,2}|[IVX]{1,5})\b")
_AFTERWORD = re.compile(
    r"(?:\d{1,2}|[ivx]{1,5})?(acknowledge?ments?|funding|authorcontributions?|biograph(?:y|ies)|aboutthe?authors?"
    r"|conflictsofinterest|declarations?.*|dataavailability.*|codeavailability.*|ethic.*)"
)


def divide(facts: Facts, layout: Layout) -> Sections:
    """Find the headings that matter and say what every line and page counts as."""
    lines = layout.lines
    main_style = _section_style(lines)
    headings = _without_sections(layout, _choose(layout, _candidates(layout)), main_style)
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
        elif now is not Kind.BODY and _is_section(layout, placed, main_style):
            if now is Kind.REFERENCES and _AFTERWORD.fullmatch(squash(placed.text)):
                pass
            elif now in (Kind.REFERENCES, Kind.APPENDIX) and _NUMBERED.match(placed.text):
                if seen_references:
                    body_after.append(_heading(Kind.BODY, placed, place))
                now = Kind.BODY
        kinds[place] = now
    pages, floats = _pages(facts, layout, kinds)
    entries = _has_entries(layout)
    least = most = sum(1 for kind in pages.values() if kind is Kind.BODY)
    doubt = _doubt(headings, references, entries)
    if doubt and references is None:
        least = min(least, _first_entry_page(layout))
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


def _without_sections(layout: Layout, headings: list[Heading], style: Style | None) -> list[Heading]:
    """Without “14 Appendices” and the like where section 15 follows in front of the references: a section."""
    references = next((h.place for h in headings if h.kind is Kind.REFERENCES), 0)

    def goes_on(heading: Heading) -> bool:
        return any(
            _is_section(layout, layout.lines[place], style) and _NUMBERED.match(layout.lines[place].text)
            for place in range(heading.place + 1, references)
        )

    return [h for h in headings if h.kind is Kind.REFERENCES or not h.numbered or not goes_on(h)]


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


def _first_entry_page(layout: Layout) -> int:
    """The page on which a list without a heading begins."""
    return next((p.page for p in layout.lines if _FIRST_ENTRY.match(p.text)), len(layout.lines) or 1)


def _candidates(layout: Layout) -> list[Heading]:
    """Every line that could be one of the headings, with how sure that is."""
    out = []
    after = 0
    for place, placed in enumerate(layout.lines):
        text = placed.text
        if len(text) > 90 or place < after:
            continue
        flat = squash(text)
        if len(flat) < 8 or len(flat) > 80:
            continue
        if "artifact" in flat and not _AD.fullmatch(flat) and not _AE.fullmatch(flat):
            # “Appendix: Artifact Description/” on one line, “Artifact Evaluation” on the next.
            for count in (3, 2):
                whole = squash(wrapped(layout.lines, place, count))
                if _AD_TITLE.fullmatch(whole) or _AD.fullmatch(whole):
                    flat, after = whole, place + count
                    break
        if _REFERENCES.fullmatch(flat):
            strength = _looks(layout, placed) + _entries_follow(layout, place)
            out.append(_heading(Kind.REFERENCES, placed, place, strength))
        elif _AD.fullmatch(flat) or _AD_TITLE.fullmatch(flat):
            strength = _looks(layout, placed) + 1
            if not flat.startswith(("artifactdescriptionad", "appendixartifact")):
                strength -= 1
            out.append(_heading(Kind.AD, placed, place, strength, _body_numbered(text)))
        elif _AE.fullmatch(flat):
            out.append(_heading(Kind.AE, placed, place, _looks(layout, placed) + 1, _body_numbered(text)))
        elif (found := _APPENDIX.fullmatch(flat)) and _appendix_shape(text):
            short = 1 if len(found["rest"]) <= 2 else 0
            strength = _looks(layout, placed) + short
            out.append(_heading(Kind.APPENDIX, placed, place, strength, _body_numbered(text)))
    return out


def _body_numbered(text: str) -> bool:
    return bool(re.match(r"^\s*(?:\d{1,2}|[IVX]{1,5})[.:)]?\s+[A-Z]", text))


_APPENDIX_SHAPE = re.compile(
    r"^\s*(?:(?:\d{1,2}|[IVXivx]{1,5})[.:)]?\s+)?(?:(?:Technical|Supplementary|Online|TECHNICAL)\s+)?"
    r"(?:A\s?ppendi|A\s?PPENDI|S\s?upplement|S\s?UPPLEMENT)\w*(?!\w)\s*"
    r"(?:$|[:.—–-]|[A-Z0-9]{1,3}(?:$|[\s:.—–-]+[A-Z(].*)|\([A-Za-z ]+\)$).*$"
)


def _appendix_shape(text: str) -> bool:
    """“Appendix”, “APPENDIX A”, “Appendix B: Proofs” — not a sentence that begins with the word."""
    if not _APPENDIX_SHAPE.match(text):
        return False
    tail = text.rstrip()
    return not tail.endswith((".", ",", ";")) or len(tail) < 14


def _looks(layout: Layout, placed: Placed) -> int:
    """How much a line looks like a heading: 0 (running text) to 4."""
    line = placed.line
    letters = [c for c in line.text if c.isalpha()]
    points = 0
    if layout.centred(placed):
        points += 1
    if line.size > layout.body_size + 0.7:
        points += 1
    if letters and all(c.isupper() for c in letters):
        points += 1
    if placed.gap_above > 1.35:
        points += 1
    if _small_caps(placed):
        points += 1
    low, high = (
        (layout.left if placed.column == 0 else layout.right)
        if placed.column != 2
        else (
            layout.left[0],
            layout.right[1],
        )
    )
    if line.box[2] - line.box[0] > 0.9 * (high - low):
        points -= 1
    # A word on its own with a paragraph's indent is a run-in title, not a heading.
    if not layout.centred(placed) and line.size <= layout.body_size + 0.7 and 6 < line.box[0] - low < 20:
        points -= 1
    return max(0, points)


def _small_caps(placed: Placed) -> bool:
    """Capitals in two sizes."""
    line = placed.line
    if len(line.spans) < 2:
        return False
    sizes = {round(span.size, 1) for span in line.spans}
    letters = [c for c in line.text if c.isalpha()]
    return len(sizes) == 2 and bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _entries_follow(layout: Layout, place: int) -> int:
    """4 when a numbered list begins next, 2 when dated entries do, 0 when running text goes on."""
    after = layout.lines[place + 1 : place + 9]
    if not after:
        return 0
    if any(_FIRST_ENTRY.match(one.text) for one in after[:3]):
        return 4
    if any(_ENTRY.match(one.text) for one in after[:3]):
        return 3
    years = sum(1 for one in after if _YEAR.search(one.text))
    small = sum(1 for one in after if one.line.size < layout.body_size - 0.4)
    if years >= 2 or (years and small >= len(after) - 1):
        return 2
    return -3


def _has_entries(layout: Layout) -> bool:
    """At least five lines that begin with growing entry numbers and tell years."""
    number, found = 0, 0
    for place, one in enumerate(layout.lines):
        match = _ENTRY.match(one.text)
        if match and (match.group(1) or match.group(2) or "").isdigit():
            value = int(match.group(1) or match.group(2))
            near = layout.lines[place : place + 5]
            if value == number + 1 and any(_YEAR.search(n.text) for n in near):
                number, found = value, found + 1
            elif value == 1:
                number, found = 1, 1
            if found >= 5:
                return True
    return False


def _choose(layout: Layout, found: list[Heading]) -> list[Heading]:
    """The headings that hold, in order."""
    references = [h for h in found if h.kind is Kind.REFERENCES and h.strength >= 2]
    best = max((h.strength for h in references), default=0)
    references = [h for h in references if h.strength >= min(best, 4)]
    out = references[:1]
    start = references[0].place if references else len(layout.lines)
    for heading in found:
        if heading.kind is Kind.REFERENCES:
            continue
        need = 2 if heading.place < start else 1
        # In front of the references a false appendix would hide pages that count.
        if heading.strength >= need:
            out.append(heading)
    out.sort(key=lambda h: h.place)
    first_ad = next((h for h in out if h.kind is Kind.AD), None)
    if first_ad is None:
        # An evaluation without a description is still where the free part begins.
        pass
    out += _lettered(layout, out, start)
    return sorted(out, key=lambda h: h.place)


def _lettered(layout: Layout, chosen: list[Heading], references: int) -> list[Heading]:
    """“A Proofs” set like the sections “1 Introduction”: an appendix without the word."""
    lines = layout.lines
    style = _section_style(lines)
    if style is None or style[2]:
        # Roman sections have lettered subsections: there only the word tells.
        return []
    out = []
    for place, placed in enumerate(lines):
        match = _LETTERED.match(placed.text)
        if match and match.group(1) == "A" and _styled(placed, style) and len(placed.text) < 80:
            after = [h for h in chosen if h.place < place]
            if after and after[-1].kind in (Kind.AD, Kind.AE):
                continue
            if place > references or placed.gap_above > 1.2:
                out.append(_heading(Kind.APPENDIX, placed, place, 3))
    return out[:1]


Style = tuple[float, int, bool]
"""Size, font, and whether sections have roman numbers."""


def _section_style(lines: tuple[Placed, ...]) -> Style | None:
    """How the paper sets its main sections: as it sets its introduction, or most numbered lines."""
    for placed in lines:
        flat = squash(placed.text)
        if re.fullmatch(r"(?:1|i)?introduction", flat) and (flat[0] in "1i"):
            roman = bool(re.match(r"^\s*I\b", placed.text))
            return (placed.line.size, placed.line.font, roman)
    return None


def _styled(placed: Placed, style: Style) -> bool:
    return abs(placed.line.size - style[0]) < 0.3 and placed.line.font == style[1]


def _is_section(layout: Layout, placed: Placed, style: Style | None) -> bool:
    """Whether a line is set and numbered like a main section (or an unnumbered afterword)."""
    if style is None or not _styled(placed, style) or len(placed.text) > 80:
        return False
    if _AFTERWORD.fullmatch(squash(placed.text)):
        return True
    match = _NUMBERED.match(placed.text)
    if not match or match.group(1).isdigit() is style[2]:
        return False
    plain = style[2] or abs(style[0] - layout.body_size) < 0.4
    # A style equal to the text's must be centred, or each list item would be a section.
    return layout.centred(placed) and placed.gap_above > 1.2 if plain else placed.gap_above > 1.2


def _heading(kind: Kind, placed: Placed, place: int, strength: int = 0, numbered: bool = False) -> Heading:
    return Heading(kind, placed.text, placed.page, placed.line.box, place, strength, numbered)


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
