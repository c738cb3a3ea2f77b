"""GEO-* and PDF-019: the sheet, its margins and what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from colophon.common.domain.findings import Box
from colophon.validation.domain.case import Case
from colophon.validation.domain.facts import Line, Mark, Page
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.sections import Kind

_PAPERS = {"A4": (595.3, 841.9), "US Letter": (612.0, 792.0), "A5": (419.5, 595.3), "Legal": (612.0, 1008.0)}


def _paper(width: float, height: float) -> str:
    for name, (w, h) in _PAPERS.items():
        if abs(width - w) < 3 and abs(height - h) < 3:
            return name
        if abs(width - h) < 3 and abs(height - w) < 3:
            return f"{name}, landscape"
    return f"{width / 72:.2f} × {height / 72:.2f} in"


def _right_size(case: Case, page: Page) -> bool:
    want = case.profile.page
    return abs(page.width - want.width) <= want.tolerance and abs(page.height - want.height) <= want.tolerance


@rule(
    "GEO-001",
    "Page size",
    source="IEEE conference author pages: US Letter",
    remedy="LaTeX: \\documentclass[letterpaper,…]{…} and no geometry package; Word: Layout, Size, Letter; print without scaling.",
)
def page_size(case: Case) -> Iterator[Hit]:
    wrong = [p for p in case.facts.pages if not _right_size(case, p) and not _cropped(p)]
    if wrong:
        want = case.profile.page
        pages = (
            "Every page"
            if len(wrong) == len(case.facts.pages)
            else f"Page {', '.join(str(p.number) for p in wrong[:10])}"
        )
        yield Hit(
            f"{pages} has the size {_paper(wrong[0].width, wrong[0].height)}; {_paper(want.width, want.height)} is asked for.",
            wrong[0].number,
        )


@rule(
    "GEO-002",
    "All pages alike and upright",
    source="PaperCept PdfTestHelp",
    remedy="Give every page the same size and turn none: rotate wide tables inside the page.",
)
def same_size(case: Case) -> Iterator[Hit]:
    pages = [p for p in case.facts.pages if p.width and not _cropped(p)]
    if not pages:
        return
    common = Counter((round(p.width), round(p.height)) for p in pages).most_common(1)[0][0]
    other = [p for p in pages if abs(p.width - common[0]) > 2 or abs(p.height - common[1]) > 2]
    if other:
        yield Hit(f"{_pages(other)} another size than the rest.", other[0].number)
    lying = [p for p in pages if p.width > p.height and not p.rotate and p not in other]
    if lying:
        yield Hit(f"{_pages(lying)} the form of a sheet on its side.", lying[0].number)


def _pages(pages: list[Page]) -> str:
    """“Pages 2, 3 and 2 more have”."""
    if len(pages) == 1:
        return f"Page {pages[0].number} has"
    more = f" and {len(pages) - 8} more" if len(pages) > 8 else ""
    return f"Pages {', '.join(str(p.number) for p in pages[:8])}{more} have"


def _cropped(page: Page) -> bool:
    return any(abs(a - b) > 1 for a, b in zip(page.media, page.crop, strict=True))


@rule(
    "PDF-019",
    "No crop marks, no turned pages",
    level="warning",
    source="IEEE Author PDF Guide V3.2",
    remedy="Export without crop marks, trim boxes and page rotation.",
)
def boxes(case: Case) -> Iterator[Hit]:
    for page in case.facts.pages:
        if _cropped(page):
            yield Hit(f"Page {page.number} is cropped: part of its sheet is hidden.", page.number)
        elif page.trim is not None and any(abs(a - b) > 1 for a, b in zip(page.trim, page.crop, strict=True)):
            yield Hit(f"Page {page.number} has a trim box smaller than its sheet.", page.number)
        if page.rotate:
            yield Hit(f"Page {page.number} is turned by {page.rotate}°.", page.number)
        if page.user_unit != 1.0:
            yield Hit(
                f"Page {page.number} is measured in a unit of its own ({page.user_unit:g}).", page.number
            )


@rule(
    "GEO-003", "Columns", level="warning", source="HotCRP", remedy="Use the publisher's two-column template."
)
def columns(case: Case) -> Iterator[Hit]:
    want = case.profile.page.columns
    body = {p.page for p in case.body}
    counted = {n: c for n, c in case.layout.columns.items() if n in body}
    if want and counted:
        wrong = [n for n, c in counted.items() if c != want]
        if len(wrong) > 0.75 * len(counted):
            yield Hit(f"The text stands in {counted[wrong[0]]} column(s); {want} are asked for.", wrong[0])


def _checked(case: Case) -> list[Page]:
    """Pages of the right size: on others every margin would be wrong, which is said once."""
    return [p for p in case.facts.pages if _right_size(case, p) and not _cropped(p) and not p.rotate]


@rule(
    "GEO-004",
    "Text block",
    level="warning",
    source="IEEEtran and acmart; HotCRP's tolerance of 9 pt",
    remedy="Do not change the template's margins (geometry, \\textwidth, \\columnsep).",
)
def text_block(case: Case) -> Iterator[Hit]:
    width, height = case.profile.page.text_width, case.profile.page.text_height
    if width is None or height is None:
        return
    for page in _checked(case):
        own = [p for p in case.layout.page(page.number) if p.line.size > 5]
        body = [p for p in own if abs(p.line.size - case.layout.body_size) < 1.6 and len(p.text) > 20]
        if len(body) < 20:
            continue
        lefts = sorted(p.line.box[0] for p in body)
        rights = sorted(p.line.box[2] for p in body)
        wide = rights[int(0.9 * len(rights))] - lefts[int(0.1 * len(lefts))]
        tall = max(p.line.box[3] for p in body) - min(p.line.box[1] for p in body)
        if wide > width + 9 or tall > height + 12:
            yield Hit(
                f"The text on page {page.number} takes {wide / 72:.2f} × {tall / 72:.2f} in; {width / 72:.2f} × {height / 72:.2f} in are allowed.",
                page.number,
            )


def _ink(page: Page, case: Case) -> Iterator[tuple[Box, Line | Mark]]:
    """Boxes of everything visible, with what it is. Page furniture that other rules name is left out."""
    furniture = {id(line) for number, line in case.layout.furniture if number == page.number}
    for line in page.lines:
        if not line.hidden and id(line) not in furniture:
            yield line.box, line
    for mark in page.marks:
        yield mark.box, mark


def _rights_line(case: Case, line: Line) -> bool:
    """The statement of rights at the first page's foot may stand below the text, as SC's own style sets it."""
    if line.box[1] > case.profile.page.foot_zone + 40:
        return False
    patterns = [one.pattern for one in case.profile.rights.classes]
    return "97" in line.text or any(re.search(p, line.text, re.IGNORECASE) for p in patterns)


def _named(what: Line | Mark) -> str:
    if isinstance(what, Line):
        return f"“{what.text[:40]}”"
    return {"path": "a line or shape", "image": "an image"}.get(what.kind, "a figure")


@rule(
    "GEO-005",
    "Nothing in the margins",
    level="error",
    source="aclpubcheck's method",
    remedy="Make the table, equation or figure fit its column (\\resizebox, tabularx, breakable URLs); look for “Overfull \\hbox” in the log.",
)
def margins(case: Case) -> Iterator[Hit]:
    sheet = case.profile.page
    for page in _checked(case):
        left, right = sheet.margin_side, page.width - sheet.margin_side
        foot, head = sheet.margin_bottom, page.height - sheet.margin_top
        worst: tuple[float, Box, Line | Mark] | None = None
        for box, what in _ink(page, case):
            far = max(left - box[0], box[2] - right, box[3] - head, foot - box[1])
            if far <= 1.0 or (worst is not None and far <= worst[0]):
                continue
            if isinstance(what, Line):
                if page.number == 1 and _rights_line(case, what):
                    continue
                if _LISTING_NUMBER.fullmatch(what.text):
                    far = min(far, sheet.margin_error)
            worst = (far, box, what)
        if worst:
            far, box, what = worst
            over = {
                "left": left - box[0],
                "right": box[2] - right,
                "top": box[3] - head,
                "bottom": foot - box[1],
            }
            side = max(over, key=lambda k: over[k])
            yield Hit(
                f"On page {page.number}, {_named(what)} runs {over[side]:.0f} pt into the {side} margin.",
                page.number,
                box,
                level="error" if far > sheet.margin_error else "warning",
            )


_LISTING_NUMBER = re.compile(r"\d{1,3}:?")
"""Numbers of a listing hang out of its column; every editor lets them."""


@rule(
    "GEO-006",
    "Room for running head and page number",
    level="warning",
    source="own: the volume is stamped there",
    remedy="Keep the top 0.5 in and the bottom 0.75 in of every page empty.",
)
def zones(case: Case) -> Iterator[Hit]:
    sheet = case.profile.page
    for page in _checked(case):
        for box, what in _ink(page, case):
            if box[3] > page.height - sheet.head_zone + 1 or box[1] < sheet.foot_zone - 1:
                if page.number == 1 and isinstance(what, Line) and _rights_line(case, what):
                    continue
                yield Hit(
                    f"On page {page.number}, {_named(what)} stands where the volume prints its head or page number.",
                    page.number,
                    box,
                )
                break


@rule(
    "GEO-007",
    "No page numbers",
    level="error",
    source="IEEE conference author pages",
    remedy="LaTeX: \\pagestyle{empty} and \\thispagestyle{empty}; Word: remove the page number field.",
)
def page_numbers(case: Case) -> Iterator[Hit]:
    found = case.layout.page_numbers
    if len(found) >= 2:
        yield Hit(f"{len(found)} pages carry page numbers of their own.", found[0][0], found[0][1])


@rule(
    "GEO-008",
    "No line numbers, draft marks, running heads",
    level="error",
    source="IEEE conference author pages; acmart's review option",
    remedy="acmart: remove the options review, anonymous and manuscript; others: remove \\linenumbers, draft marks and headers.",
)
def drafts(case: Case) -> Iterator[Hit]:
    if case.layout.line_numbers:
        pages = case.layout.line_numbers
        yield Hit(f"{len(pages)} page(s) carry line numbers.", pages[0])
    for page in case.facts.pages:
        whole = " ".join(" ".join([line.text for line in page.lines]).lower().split())
        if not any(word in whole for word in _DRAFT):
            continue
        for line in page.lines:
            flat = " ".join(line.text.lower().split())
            if (
                any(word in flat for word in _DRAFT)
                and (line.angle or len(flat) < 90)
                and not _running(case, line.text)
            ):
                yield Hit(
                    f"Page {page.number} carries a draft mark: “{line.text[:60]}”.", page.number, line.box
                )
                break
    if not case.profile.page.running_heads:
        heads = [
            (n, x)
            for n, x in case.layout.furniture
            if not x.text.strip().isdigit() and n not in case.layout.line_numbers and x.baseline > 700
        ]
        if len({n for n, _ in heads}) >= 2:
            yield Hit(
                f"Pages carry a running head: “{heads[0][1].text[:60]}”.",
                heads[0][0],
                heads[0][1].box,
                level="warning",
            )


_DRAFT = (
    "unpublished working draft", "not for distribution", "under review as", "submitted for review", "manuscript submitted to",
    "this is a preprint", "preprint submitted to", "draft version", "confidential draft", "do not distribute",
)  # fmt: skip


def _running(case: Case, text: str) -> bool:
    """A sentence of the body that happens to say it."""
    return any(p.text == text and abs(p.line.size - case.layout.body_size) < 0.3 for p in case.body)


@rule(
    "GEO-009",
    "Last page balanced",
    level="info",
    source="ProceedingsChairBuddy",
    remedy="Balance the columns of the last page (\\balance or flushend).",
)
def balanced(case: Case) -> Iterator[Hit]:
    if not case.facts.pages or case.layout.columns.get(len(case.facts.pages)) != 2:
        return
    own = [p for p in case.layout.page(len(case.facts.pages)) if p.column != 2]
    left = [p.line.box[1] for p in own if p.column == 0]
    right = [p.line.box[1] for p in own if p.column == 1]
    if left and right and abs(min(left) - min(right)) > 0.35 * case.profile.page.height:
        yield Hit("The columns of the last page differ much in height.", len(case.facts.pages))


@rule(
    "GEO-010",
    "Nothing in the column gap",
    level="warning",
    source="own",
    remedy="Look for “Overfull \\hbox” in the log; let long words, formulas and URLs break.",
)
def column_gap(case: Case) -> Iterator[Hit]:
    layout = case.layout
    if layout.left == layout.right:
        return
    edge, start = layout.left[1], layout.right[0]
    for page in _checked(case):
        if layout.columns.get(page.number) != 2:
            continue
        if case.sections.pages.get(page.number) not in (Kind.BODY, Kind.REFERENCES):
            continue  # Appendices may be set over the whole width.
        for placed in layout.page(page.number):
            x0, _, x1, _ = placed.line.box
            if page.number == 1 and placed.line.box[1] > case.front.low:
                continue  # Title and authors stand across both columns.
            if placed.column == 0 and x0 < edge - 60 and x1 > edge + 6 and (x1 > start - 2 or x1 > edge + 12):
                yield Hit(
                    f"On page {page.number}, “{placed.text[:40]}” runs out of its column.",
                    page.number,
                    placed.line.box,
                )
                break
