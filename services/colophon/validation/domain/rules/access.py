"""A11Y-*: whether everybody can read it. Warnings at most: hardly any template tags its output yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.catalogue import Hit, rule

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TAGGING = "LuaLaTeX of TeX Live 2025 or newer with \\DocumentMetadata{tagging=on,lang=en}; Word: export with “document structure tags”."


@rule("A11Y-001", "Tagged", level="info", source="PDF/UA", remedy=_TAGGING)
def tagged(case: Case) -> Iterator[Hit]:
    if not case.facts.tagged:
        yield Hit("The PDF is not tagged: screen readers must guess its reading order.")


@rule("A11Y-002", "Language", level="info", source="PDF/UA", remedy="LaTeX: \\hypersetup{pdflang=en}.")
def language(case: Case) -> Iterator[Hit]:
    if not _LANGUAGE.fullmatch(case.facts.language):
        yield Hit("The PDF does not say which language it is in; the volume sets it.")


@rule(
    "A11Y-003",
    "Title shown",
    level="info",
    source="PDF/UA",
    remedy="LaTeX: \\hypersetup{pdfdisplaydoctitle=true}.",
)
def display_title(case: Case) -> Iterator[Hit]:
    if not case.facts.display_title:
        yield Hit("The PDF does not ask for its title in the window's bar.")


@rule(
    "A11Y-004",
    "Figures described",
    level="info",
    source="PDF/UA",
    remedy="Give every figure an alternative text.",
)
def alternatives(case: Case) -> Iterator[Hit]:
    if case.facts.tagged and case.facts.figures_with_alt < case.facts.figures:
        yield Hit(
            f"{case.facts.figures - case.facts.figures_with_alt} of {case.facts.figures} figures have no alternative text."
        )


@rule("A11Y-005", "Order of links", level="info", source="PDF/UA", remedy="Nothing to do in LaTeX.")
def tab_order(case: Case) -> Iterator[Hit]:
    linked = {a.page for a in case.facts.annotations if a.kind == "Link"}
    if case.facts.tagged and any(p.number in linked and p.tabs != "S" for p in case.facts.pages):
        yield Hit("Pages with links do not name their tab order.")


@rule("A11Y-006", "Headings nest", level="info", source="PDF/UA", remedy="Skip no level of heading.")
def nesting(case: Case) -> Iterator[Hit]:
    last = 0
    for level in case.facts.heading_levels:
        if level > last + 1:
            yield Hit(f"A heading of level {level} follows one of level {last}.")
            return
        last = level


@rule(
    "A11Y-007",
    "Claims of a standard",
    level="info",
    source="ISO 19005, ISO 14289",
    remedy="Nothing to do: recorded only.",
)
def claims(case: Case) -> Iterator[Hit]:
    if case.facts.metadata.claims:
        yield Hit(f"The file claims to be {', '.join(case.facts.metadata.claims)}; this was not verified.")


@rule("A11Y-008", "Contrast", level="info", source="WCAG 2: 4.5 to 1", remedy="Use darker colours for text.")
def contrast(case: Case) -> Iterator[Hit]:
    for placed in case.layout.lines:
        for span in placed.line.spans:
            if span.color and _contrast(span.color) < 4.5 and len(placed.text) - span.start > 5:
                yield Hit(
                    f"Text on page {placed.page} has little contrast: “{placed.text[:40]}”.",
                    placed.page,
                    placed.line.box,
                )
                return


def _contrast(color: int) -> float:
    channels = []
    for shift in (16, 8, 0):
        c = (color >> shift & 255) / 255
        channels.append(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    return 1.05 / (luminance + 0.05)
