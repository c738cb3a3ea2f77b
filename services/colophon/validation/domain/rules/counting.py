"""PGS-*: what counts against the page limit."""

from __future__ import annotations

from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.sections import Kind


@rule(
    "PGS-001",
    "Pages of main text",
    source="Call for papers: five pages, references and technical appendices not counted, no exceptions",
    remedy="Shorten the main text, or move material into an appendix after the references, headed “Appendix”.",
)
def content_pages(case: Case) -> Iterator[Hit]:
    limit = case.limits.content_pages
    if limit is None:
        return
    sections = case.sections
    bodies = [n for n, kind in sections.pages.items() if kind is Kind.BODY]
    least, most = sections.content_least, sections.content_most
    if (
        not case.limits.partial_page_counts
        and sections.references is not None
        and bodies[-1:] == [sections.references.page]
    ):
        least, most = least - 1, most - 1
    if least > limit:
        over = bodies[limit] if len(bodies) > limit else bodies[-1]
        lines = [p for p in case.body if p.page == over]
        yield Hit(
            f"The main text takes {least} pages; {limit} are allowed. References and appendices are not counted.",
            over,
            lines[0].line.box if lines else None,
        )
    elif most > limit and sections.references is not None:
        heading = sections.headings[0]
        yield Hit(
            f"It cannot be told whether the main text keeps to {limit} pages: {sections.doubt}. An editor decides.",
            heading.page,
            heading.box,
            remedy="Head appendices “Appendix”, without a section number, behind the references.",
        )


@rule(
    "PGS-002",
    "No main text behind the references",
    level="warning",
    source="own",
    remedy="Move the section in front of the references, or head it as an appendix.",
)
def body_after(case: Case) -> Iterator[Hit]:
    for heading in case.sections.body_after:
        yield Hit(
            f"“{heading.text[:60]}” stands behind the references like a section of the main text; it counts.",
            heading.page,
            heading.box,
        )


@rule(
    "PGS-003",
    "Appendices follow the references",
    level="info",
    source="HotCRP",
    remedy="Put appendices behind the references.",
)
def appendix_place(case: Case) -> Iterator[Hit]:
    references = case.sections.references
    for heading in case.sections.headings:
        if heading.kind is Kind.APPENDIX and references is not None and heading.place < references.place:
            yield Hit("An appendix stands in front of the references.", heading.page, heading.box)
            return


@rule(
    "PGS-004",
    "No figures of the main text behind the references",
    level="warning",
    source="own",
    remedy="Place the figure or table where the main text is (option [t], or \\FloatBarrier before the references).",
)
def floats_after(case: Case) -> Iterator[Hit]:
    for page, box, caption in case.sections.floats_after:
        yield Hit(
            f"“{caption[:50]}” belongs to the main text but stands on a page of references; the page counts.",
            page,
            box,
        )


@rule(
    "PGS-005",
    "References found",
    source="aclpubcheck; Google Scholar's inclusion guide",
    remedy="Head the list with “References” on a line of its own (\\bibliography or \\printbibliography does).",
)
def references(case: Case) -> Iterator[Hit]:
    sections = case.sections
    if sections.references is None:
        if sections.has_entries and not sections.decided:
            yield Hit(
                "There is a list of references but no heading above it, so it cannot be told where the main text ends."
            )
        elif sections.has_entries:
            yield Hit("The list of references has no heading.", level="warning")
        elif Kind.REFERENCES not in sections.pages.values():
            yield Hit("No references were found.")


@rule(
    "PGS-006",
    "Enough pages",
    level="warning",
    source="CEUR",
    remedy="Check that you uploaded the whole paper.",
)
def minimum(case: Case) -> Iterator[Hit]:
    least = case.limits.min_pages
    if least is not None and case.facts.page_count < least:
        yield Hit(f"The paper has {case.facts.page_count} page(s); at least {least} are usual.")


@rule("PGS-007", "Pages in all", level="warning", source="P3HPC: 16 pages", remedy="Shorten the appendices.")
def total(case: Case) -> Iterator[Hit]:
    most = case.limits.total_pages
    if most is not None and case.facts.page_count > most:
        yield Hit(f"The paper has {case.facts.page_count} pages in all; {most} are allowed.")
