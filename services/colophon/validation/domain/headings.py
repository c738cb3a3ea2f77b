"""Which lines begin the references, an appendix, the artifact description or evaluation."""

from __future__ import annotations

import re

from colophon.validation.domain.entries import entries_follow
from colophon.validation.domain.layout import Layout, Placed, wrapped
from colophon.validation.domain.section_style import NUMBERED, Style, is_section, looks, section_style, styled
from colophon.validation.domain.sections import Heading, Kind
from colophon.validation.domain.words import squash

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
_AD_TITLE = re.compile(r"appendix.{0,3}artifact(?:description|evaluation).*")
_LETTERED = re.compile(r"^\s*([A-Z])(?:[.:)]|\s)\s*([A-Z].*)$")


def heading(kind: Kind, placed: Placed, place: int, strength: int = 0, numbered: bool = False) -> Heading:
    return Heading(kind, placed.text, placed.page, placed.line.box, place, strength, numbered)


def candidates(layout: Layout) -> list[Heading]:
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
            strength = looks(layout, placed) + entries_follow(layout, place)
            out.append(heading(Kind.REFERENCES, placed, place, strength))
        elif _AD.fullmatch(flat) or _AD_TITLE.fullmatch(flat):
            strength = looks(layout, placed) + 1
            if not flat.startswith(("artifactdescriptionad", "appendixartifact")):
                strength -= 1
            out.append(heading(Kind.AD, placed, place, strength, _body_numbered(text)))
        elif _AE.fullmatch(flat):
            out.append(heading(Kind.AE, placed, place, looks(layout, placed) + 1, _body_numbered(text)))
        elif (found := _APPENDIX.fullmatch(flat)) and _appendix_shape(text):
            short = 1 if len(found["rest"]) <= 2 else 0
            strength = looks(layout, placed) + short
            out.append(heading(Kind.APPENDIX, placed, place, strength, _body_numbered(text)))
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


def choose(layout: Layout, found: list[Heading]) -> list[Heading]:
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
    out += _lettered(layout, out, start)
    return sorted(out, key=lambda h: h.place)


def _lettered(layout: Layout, chosen: list[Heading], references: int) -> list[Heading]:
    """“A Proofs” set like the sections “1 Introduction”: an appendix without the word."""
    lines = layout.lines
    style = section_style(lines)
    if style is None or style[2]:
        # Roman sections have lettered subsections: there only the word tells.
        return []
    out = []
    for place, placed in enumerate(lines):
        match = _LETTERED.match(placed.text)
        if match and match.group(1) == "A" and styled(placed, style) and len(placed.text) < 80:
            after = [h for h in chosen if h.place < place]
            if after and after[-1].kind in (Kind.AD, Kind.AE):
                continue
            if place > references or placed.gap_above > 1.2:
                out.append(heading(Kind.APPENDIX, placed, place, 3))
    return out[:1]


def without_sections(layout: Layout, headings: list[Heading], style: Style | None) -> list[Heading]:
    """Without “14 Appendices” and the like where section 15 follows in front of the references: a section."""
    references = next((h.place for h in headings if h.kind is Kind.REFERENCES), 0)

    def goes_on(heading: Heading) -> bool:
        return any(
            is_section(layout, layout.lines[place], style) and NUMBERED.match(layout.lines[place].text)
            for place in range(heading.place + 1, references)
        )

    return [h for h in headings if h.kind is Kind.REFERENCES or not h.numbered or not goes_on(h)]
