"""PDF-008 … PDF-021: active and foreign content."""

from __future__ import annotations

from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.facts import Action
from colophon.validation.domain.rules.catalogue import Hit, rule

_REVIEW = {
    "Text", "Highlight", "Ink", "Popup", "Stamp", "FreeText", "StrikeOut", "Underline", "Squiggly", "Caret",
    "Redact", "Line", "Square", "Circle", "Polygon", "PolyLine",
}  # fmt: skip
_MULTIMEDIA = {"Movie", "Sound", "Screen", "RichMedia", "3D"}
_PLAYS = {"Rendition", "Movie", "Sound", "RichMediaExecute", "GoTo3DView"}
_LEADS_OUT = {"Launch", "SubmitForm", "ImportData", "ResetForm", "GoToR", "GoToE"}
_PRINT_AGAIN = "Print or export the paper to a new PDF without interactive content."


def _where(action: Action) -> str:
    place = {
        "catalogue": "when the file is opened",
        "names": "in the file's list of scripts",
        "page": "on a page",
        "annotation": "behind a link or annotation",
        "outline": "behind a bookmark",
        "field": "behind a form field",
    }.get(action.where, action.where)
    return place if action.page is None else f"{place}, page {action.page}"


@rule("PDF-008", "No JavaScript", source="HotCRP: dangerous content", remedy=_PRINT_AGAIN)
def javascript(case: Case) -> Iterator[Hit]:
    for action in case.facts.actions[:50]:
        if action.kind == "JavaScript":
            yield Hit(f"The file holds JavaScript ({_where(action)}).", action.page, action.box)


@rule("PDF-009", "No automatic actions", source="HotCRP: dangerous content", remedy=_PRINT_AGAIN)
def automatic(case: Case) -> Iterator[Hit]:
    for action in case.facts.actions[:50]:
        if action.kind in ("OpenAction", "AdditionalActions"):
            yield Hit(f"Something is done by itself ({_where(action)}).", action.page, action.box)


@rule(
    "PDF-010",
    "Nothing starts programs or opens other files",
    source="HotCRP: dangerous content",
    remedy=_PRINT_AGAIN,
)
def leads_out(case: Case) -> Iterator[Hit]:
    for action in case.facts.actions[:50]:
        if action.kind in _LEADS_OUT:
            what = {"Launch": "starts a program or opens a file", "SubmitForm": "sends a form"}.get(
                action.kind, f"is a {action.kind} action"
            )
            yield Hit(f"Something {what} ({_where(action)}).", action.page, action.box)


@rule(
    "PDF-011",
    "No multimedia",
    level="warning",
    source="HotCRP: multimedia",
    remedy="Remove films, sounds and 3D models; give a link instead.",
)
def multimedia(case: Case) -> Iterator[Hit]:
    for annotation in case.facts.annotations:
        if annotation.kind in _MULTIMEDIA:
            yield Hit(
                f"Page {annotation.page} holds multimedia ({annotation.kind}).",
                annotation.page,
                annotation.box,
            )
    for action in case.facts.actions[:50]:
        if action.kind in _PLAYS:
            yield Hit(f"Something plays multimedia ({_where(action)}).", action.page, action.box)


@rule(
    "PDF-012",
    "No attached files",
    level="warning",
    source="PDF/A-1",
    remedy="Remove the attachments; archive data and code and cite their DOI.",
)
def attachments(case: Case) -> Iterator[Hit]:
    names = case.facts.attachments
    if names:
        yield Hit(
            f"{len(names)} file(s) are attached inside the PDF: {', '.join(n[:60] for n in names[:5])}."
        )


@rule(
    "PDF-013",
    "No form fields",
    source="IEEE conference author pages",
    remedy="Flatten the form (print to PDF) so that no field is left.",
)
def forms(case: Case) -> Iterator[Hit]:
    widgets = [a for a in case.facts.annotations if a.kind == "Widget"]
    if case.facts.xfa:
        yield Hit("The file holds an XFA form.")
    elif case.facts.form_fields > case.facts.signatures or (widgets and not case.facts.signatures):
        first = widgets[0] if widgets else None
        yield Hit("The file holds form fields.", first.page if first else None, first.box if first else None)


@rule(
    "PDF-014",
    "No digital signatures",
    level="warning",
    source="own: stamping breaks them",
    remedy="Upload the file without a signature.",
)
def signatures(case: Case) -> Iterator[Hit]:
    if case.facts.signatures:
        yield Hit("The file is digitally signed; page numbers and stamps would break the signature.")


@rule(
    "PDF-015",
    "No review annotations",
    source="PaperCept PdfTestHelp",
    remedy="Delete all comments and marks (in Acrobat: Comments, select all, delete) and export again.",
)
def review_marks(case: Case) -> Iterator[Hit]:
    found = [a for a in case.facts.annotations if a.kind in _REVIEW]
    for one in found[:20]:
        yield Hit(f"Page {one.page} carries a comment or mark ({one.kind}).", one.page, one.box)


@rule(
    "PDF-016",
    "Links",
    level="error",
    source="IEEE conference author pages",
    remedy="Load hyperref with option draft, or not at all.",
)
def links(case: Case) -> Iterator[Hit]:
    policy = case.profile.policy.links
    found = [a for a in case.facts.annotations if a.kind == "Link"]
    if policy != "off" and found:
        yield Hit(f"The file holds {len(found)} links.", found[0].page, found[0].box, level=policy)


@rule(
    "PDF-017",
    "Bookmarks",
    level="error",
    source="IEEE conference author pages",
    remedy="Load hyperref with option bookmarks=false.",
)
def bookmarks(case: Case) -> Iterator[Hit]:
    policy = case.profile.policy.bookmarks
    if policy != "off" and case.facts.outlines:
        yield Hit(f"The file holds {case.facts.outlines} bookmarks.", level=policy)


@rule(
    "PDF-018",
    "No hidden layers",
    level="warning",
    source="own",
    remedy="Export figures without switched-off layers.",
)
def layers(case: Case) -> Iterator[Hit]:
    if case.facts.hidden_layers:
        yield Hit(
            f"{case.facts.hidden_layers} layer(s) are switched off: readers may see other content than you."
        )


@rule(
    "PDF-020",
    "No content outside the file",
    source="ISO 19005-1",
    remedy="Embed figures instead of linking them.",
)
def external(case: Case) -> Iterator[Hit]:
    if case.facts.external_streams:
        yield Hit("Part of the file's content lies in other files.")


@rule(
    "PDF-021",
    "No PostScript",
    source="ISO 19005-1",
    remedy="Convert PostScript figures to PDF before including them.",
)
def postscript(case: Case) -> Iterator[Hit]:
    if case.facts.postscript:
        yield Hit("The file holds PostScript code.")
