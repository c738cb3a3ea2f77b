"""AD-001 to AD-005, AD-009 to AD-011: the artifact appendix is there, in its place, with its lists and table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.sections import Kind

TEMPLATE = "Official AD/AE template of SC24 to SC26"
AS_TEMPLATE = "Take the part over from the AD/AE template with its exact heading, and fill it."


@rule(
    "AD-001",
    "Artifact description present",
    level="warning",
    source=TEMPLATE,
    remedy="Append the artifact description, or say why there is none.",
)
def present(case: Case) -> Iterator[Hit]:
    if case.profile.policy.ad == "required" and case.artifacts is None:
        yield Hit("No artifact description (AD) appendix was found.")


@rule(
    "AD-002",
    "AD on a new page after the references",
    level="warning",
    source="SC26 workshop authors",
    remedy="Begin the AD appendix with \\clearpage behind the bibliography.",
)
def place(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    references = case.sections.references
    first = next(h for h in case.sections.headings if h.kind in (Kind.AD, Kind.AE))
    if references is not None and first.place < references.place:
        yield Hit("The artifact description stands in front of the references.", ad.page, ad.box)
        return
    on_page = [k for p, k in zip(case.layout.lines, case.sections.kinds, strict=True) if p.page == ad.page]
    if Kind.REFERENCES in on_page or Kind.BODY in on_page:
        yield Hit("The artifact description does not begin on a page of its own.", ad.page, ad.box)


@rule("AD-003", "Overview of contributions and artifacts", source=TEMPLATE, remedy=AS_TEMPLATE)
def overview(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad and not ad.has_overview:
        yield Hit("The section “Overview of Contributions and Artifacts” is missing.", ad.page, ad.box)


def _gaps(numbers: list[int]) -> bool:
    return bool(numbers) and sorted(set(numbers)) != list(range(1, len(set(numbers)) + 1))


@rule(
    "AD-004",
    "Main contributions C1, C2 …",
    source=TEMPLATE,
    remedy="List the contributions as C1, C2, … under “Paper's Main Contributions”.",
)
def contributions(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    if not ad.has_contributions:
        yield Hit("The list “Paper's Main Contributions” is missing.", ad.page, ad.box)
    elif not ad.contributions:
        yield Hit("“Paper's Main Contributions” lists no contribution C1, C2, ….", ad.page, ad.box)
    elif _gaps(list(ad.contributions)):
        yield Hit(
            "The contributions are not numbered C1, C2, … without gaps.", ad.page, ad.box, level="warning"
        )


@rule(
    "AD-005",
    "Computational artifacts A1, A2 …",
    source=TEMPLATE,
    remedy="List the artifacts as A1, A2, … with their DOIs under “Computational Artifacts”.",
)
def artifacts(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    if not ad.has_list:
        yield Hit("The list “Computational Artifacts” is missing.", ad.page, ad.box)
    elif not ad.artifacts:
        yield Hit("“Computational Artifacts” lists no artifact A1, A2, ….", ad.page, ad.box)
    elif _gaps([a.number for a in ad.artifacts]):
        yield Hit("The artifacts are not numbered A1, A2, … without gaps.", ad.page, ad.box, level="warning")


@rule(
    "AD-009",
    "Table of artifacts",
    level="warning",
    source=TEMPLATE,
    remedy="Give the table with “Artifact ID”, “Contributions Supported”, “Related Paper Elements”.",
)
def table(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    if not ad.table_columns:
        yield Hit("The table of artifacts, contributions and paper elements is missing.", ad.page, ad.box)
    elif len(ad.table_columns) < 3:
        yield Hit(
            f"The table of artifacts has only the columns {', '.join(ad.table_columns)}.", ad.page, ad.box
        )


@rule(
    "AD-010",
    "Every contribution supported",
    level="warning",
    source=TEMPLATE,
    remedy="Name in the table, for each artifact, the contributions it supports and the figures or tables it produces.",
)
def coverage(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None or not ad.rows:
        return
    supported = {c for row in ad.rows for c in row.contributions}
    for number in sorted(set(ad.contributions) - supported):
        yield Hit(f"No artifact supports contribution C{number}.", ad.page, ad.box)
    rows = {row.artifact: row for row in ad.rows}
    for number in ad.numbers:
        row = rows.get(number)
        if row is None:
            yield Hit(f"The table does not name artifact A{number}.", ad.page, ad.box)
        elif not row.contributions:
            yield Hit(f"Artifact A{number} supports no contribution.", ad.page, ad.box)
        elif not row.elements:
            yield Hit(
                f"Artifact A{number} names no figure, table or section of the paper.",
                ad.page,
                ad.box,
                level="info",
            )


@rule(
    "AD-011",
    "Related elements exist",
    level="info",
    source="own",
    remedy="Correct the number of the figure or table.",
)
def elements(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None:
        return
    text = " ".join(p.text for p in case.body)
    for row in ad.rows:
        for element in row.elements:
            found = re.match(r"(fig|tab)\w*\.?\s*~?(\d{1,2})$", element, re.IGNORECASE)
            if not found:
                continue
            kind, number = found.group(1).lower(), int(found.group(2))
            forms = (str(number), _roman(number))
            word = r"(?:fig(?:ure)?s?\.?)" if kind == "fig" else r"(?:tables?)"
            if not any(re.search(rf"\b{word}\s*{form}\b", text, re.IGNORECASE) for form in forms):
                yield Hit(
                    f"{element} (artifact A{row.artifact}) was not found in the paper.", ad.page, ad.box
                )


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out
