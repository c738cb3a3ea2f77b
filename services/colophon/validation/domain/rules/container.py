"""PDF-001 … PDF-007, PDF-022: the file as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from colophon.common.domain.profile import Level
from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.catalogue import Hit, rule

MAX_PAGES = 100
EXPORT_AGAIN = (
    "Export the PDF once more from your source (pdflatex, or Word's “Save as PDF”) and upload that file."
)


@rule("PDF-001", "The file is a PDF", source="ISO 32000", remedy=EXPORT_AGAIN, always=True)
def is_pdf(case: Case) -> Iterator[Hit]:
    if case.facts.problem == "not-pdf":
        yield Hit("This is not a PDF: no PDF header stands within its first 1,024 bytes.")
    elif case.facts.header and case.facts.header not in (
        "1.0",
        "1.1",
        "1.2",
        "1.3",
        "1.4",
        "1.5",
        "1.6",
        "1.7",
        "2.0",
    ):
        yield Hit(
            f"The file says that it is PDF {case.facts.header}, a version that does not exist.",
            level="warning",
        )


@rule("PDF-002", "The file can be read without repair", source="own", remedy=EXPORT_AGAIN, always=True)
def parses(case: Case) -> Iterator[Hit]:
    facts = case.facts
    if facts.problem == "damaged":
        yield Hit("The file is damaged and cannot be read: it is probably incomplete.")
    elif facts.problem == "no-pages":
        yield Hit("The file has no page.")
    elif facts.problem == "missing":
        yield Hit(f"The stored file could not be read: {facts.detail}.")
    elif facts.readable and facts.repaired:
        level: Level = "error" if facts.after_eof is None or not facts.pages else "warning"
        yield Hit(
            "The file's table of contents is damaged; it could be read only after a repair.", level=level
        )


@rule(
    "PDF-003", "The file is complete", level="warning", source="ISO 32000", remedy=EXPORT_AGAIN, always=True
)
def complete(case: Case) -> Iterator[Hit]:
    facts = case.facts
    if facts.problem == "not-pdf":
        return
    if facts.after_eof is None:
        yield Hit("The file's end mark is missing: the file is probably cut off.")
    elif facts.after_eof > 1024:
        yield Hit(f"{facts.after_eof:,} bytes that are not part of the PDF follow its end.")


@rule(
    "PDF-004",
    "File size",
    source="SC26 Instructions for Workshop Authors: under 4 MB",
    remedy="Reduce bitmap figures to 300 dpi at their printed size, or save plots as vector graphics.",
    always=True,
)
def file_size(case: Case) -> Iterator[Hit]:
    limit = case.limits.max_bytes
    if limit is not None and case.facts.size > limit:
        yield Hit(f"The file has {case.facts.size / 1e6:.1f} MB; {limit / 1e6:g} MB are allowed.")


@rule(
    "PDF-005",
    "Not encrypted",
    source="IEEE Author PDF Guide V3.2",
    remedy="Save the PDF without any password, opening and permission passwords alike, and upload it again.",
    always=True,
)
def encrypted(case: Case) -> Iterator[Hit]:
    if case.facts.problem == "password":
        yield Hit("The file needs a password to be opened.")
    elif case.facts.encrypted:
        yield Hit(
            "The file is encrypted: it opens without a password, but restricts what may be done with it."
        )


@rule(
    "PDF-006",
    "PDF version",
    source="PaperCept PdfTestHelp",
    remedy="Export as PDF 1.4 to 1.7 (LaTeX: \\pdfminorversion=5).",
)
def version(case: Case) -> Iterator[Hit]:
    try:
        number = float(case.facts.version)
    except ValueError:
        return
    if number < 1.3:
        yield Hit(f"The file is PDF {number}, which publishers no longer take.")
    elif number < 1.4 or number >= 2.0:
        yield Hit(f"The file is PDF {number}; 1.4 to 1.7 are usual.", level="warning")


@rule(
    "PDF-007",
    "One document",
    source="IEEE conference author pages",
    remedy="Export the paper as an ordinary PDF, not as a portfolio.",
)
def portfolio(case: Case) -> Iterator[Hit]:
    if case.facts.portfolio:
        yield Hit("The file is a portfolio: a container of several documents.")


@rule(
    "PDF-022",
    "Limits on objects, memory and time",
    source="own",
    remedy="Export the PDF once more; flatten very complex figures into a bitmap of 300 dpi. If it stays, write to the "
    "organisers.",
    always=True,
)
def limits(case: Case) -> Iterator[Hit]:
    facts = case.facts
    if facts.problem == "unprocessable":
        yield Hit(f"The file could not be processed within the limits: {facts.detail or 'no answer'}.")
    elif facts.page_count > MAX_PAGES:
        yield Hit(f"The file has {facts.page_count} pages; no more than {MAX_PAGES} are looked at.")
    for page in facts.pages:
        if page.cut:
            yield Hit(f"Page {page.number} has too many objects to be read in full.", page.number)


@rule(
    "PDF-023",
    "File name",
    level="info",
    source="IEEE naming",
    remedy="Nothing to do: the file is renamed in the package.",
    always=True,
)
def file_name(case: Case) -> Iterator[Hit]:
    name = case.filename
    if name and not (name.isascii() and name.lower().endswith(".pdf") and len(name) <= 68):
        yield Hit("The file name has other characters than letters, digits, dot, hyphen and underscore.")


@rule(
    "PDF-026",
    "Certified by the publisher's checker",
    level="info",
    source="IEEE PDF eXpress",
    remedy="Run the paper through PDF eXpress (conference ID in the instructions) and upload the file it returns.",
)
def certified(case: Case) -> Iterator[Hit]:
    wanted = case.profile.policy.certified_by
    meta = case.facts.metadata
    if wanted and wanted.lower() not in f"{meta.creator} {meta.producer} {meta.subject}".lower():
        yield Hit("The file does not say that the publisher's checker has certified it.")


@rule("PDF-027", "No blank page", level="warning", source="own", remedy="Remove the empty page.")
def blank_pages(case: Case) -> Iterator[Hit]:
    for page in case.facts.pages:
        if page.blank:
            yield Hit(f"Page {page.number} is blank.", page.number)
