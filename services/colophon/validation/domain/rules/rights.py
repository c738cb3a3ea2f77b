"""RGT-*: the first page's statement of rights."""

from __future__ import annotations

import re
from collections.abc import Iterator

from colophon.common.domain.findings import Box
from colophon.common.domain.profile import RightsClass
from colophon.validation.domain.case import Case
from colophon.validation.domain.layout import Placed
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.sections import Kind

_ISBN = re.compile(r"97[89](?:[-–‐−\s]?\d){10}")
_IEEE_LINE = re.compile(
    r"(97[89][-–‐−\d]{10,16})\s*/\s*(\d\d)\s*/\s*\$\s*\d+\.\d\d\s*(?:©|\(c\)|c)?\s*((?:19|20)\d\d)?",
    re.IGNORECASE,
)


def _zone(case: Case) -> list[Placed]:
    """Lines of the first page's foot, page furniture included."""
    page = case.facts.pages[0] if case.facts.pages else None
    if page is None:
        return []
    # On a taller sheet than the template's the foot of the text stands higher.
    zone = case.profile.rights.zone + max(0.0, page.height - case.profile.page.height)
    lines = [Placed(x, 1, 2, 1.0) for x in page.lines if x.box[1] < zone and not x.hidden and not x.angle]
    return sorted(lines, key=lambda p: (p.line.box[0] > page.width / 2, -p.line.baseline))


def _text(lines: list[Placed]) -> str:
    out = ""
    for placed in lines:
        out = (
            out[:-1] + placed.text
            if out.endswith("-") and placed.text[:1].islower()
            else f"{out} {placed.text}"
        )
    return " ".join(out.split())


def _found(case: Case) -> RightsClass | None:
    text = _text(_zone(case))
    return next((c for c in case.profile.rights.classes if re.search(c.pattern, text, re.IGNORECASE)), None)


def _box(case: Case, pattern: str) -> Box | None:
    return next((p.line.box for p in _zone(case) if re.search(pattern, p.text, re.IGNORECASE)), None)


def _bare(isbn: str) -> str:
    return "".join(c for c in isbn if c.isdigit() or c in "xX")


def _line_for(case: Case) -> str:
    classes = {c.name: c for c in case.profile.rights.classes}
    one = classes.get(case.profile.rights.default)
    if one is None:
        return ""
    year = case.venue.year
    return one.line.format(
        isbn=case.venue.isbn or "<ISBN>",
        year=year or "<year>",
        yy=f"{year % 100:02d}" if year else "<yy>",
        doi=case.paper.doi or "<DOI>",
    )


@rule(
    "RGT-001",
    "Statement of rights on the first page",
    source="IEEE conference author pages",
    remedy="Print the statement at the foot of the first page, exactly as the publisher gives it.",
)
def statement(case: Case) -> Iterator[Hit]:
    if not case.profile.rights.required or _found(case) is not None:
        return
    text = _text(_zone(case))
    if re.search(r"97[89]-?[xX]|20XX|XXXX", text):
        return  # A line that was not filled in: TXT-009 says so.
    line = _line_for(case)
    yield Hit(
        "The first page lacks the publisher's statement of rights.",
        1,
        remedy=f"IEEEtran: \\IEEEoverridecommandlockouts\\IEEEpubid{{{line}}}"
        if case.profile.rights.isbn_in_line and "31.00" in line
        else "",
    )


@rule(
    "RGT-002",
    "ISBN and year of this volume",
    source="acl-anthology: last year's ISBN on every stamp",
    remedy="Use the line that the organisers sent for this year's volume.",
)
def isbn(case: Case) -> Iterator[Hit]:
    text = _text(_zone(case))
    if not case.profile.rights.required:
        return
    found = _IEEE_LINE.search(text)
    numbers = [m.group(0) for m in _ISBN.finditer(text)]
    wanted = case.venue.isbn
    for number in numbers[:1]:
        if not _good(_bare(number)):
            yield Hit(
                f"The ISBN {number} on the first page is no ISBN: its check digit is wrong.",
                1,
                _box(case, "97[89]"),
            )
        elif wanted and _bare(number) != _bare(wanted):
            yield Hit(
                f"The ISBN on the first page is {number}; this volume's is {wanted}.", 1, _box(case, "97[89]")
            )
    year = case.venue.year
    if found and year:
        if int(found.group(2)) != year % 100 or (found.group(3) and int(found.group(3)) != year):
            yield Hit(f"The statement of rights names another year than {year}.", 1, _box(case, "97[89]"))
    elif (
        year
        and (stated := re.search(r"(?:©|\(c\)|copyright)\s*((?:19|20)\d\d)\b", text, re.IGNORECASE))
        and int(stated.group(1)) != year
    ):
        yield Hit(
            f"The copyright notice names {stated.group(1)}, not {year}.",
            1,
            _box(case, "©|copyright"),
            level="warning",
        )


def _good(digits: str) -> bool:
    if len(digits) != 13 or not digits.isdigit():
        return False
    total = sum(int(d) * (1 if i % 2 == 0 else 3) for i, d in enumerate(digits[:12]))
    return (10 - total % 10) % 10 == int(digits[12])


@rule(
    "RGT-004",
    "No other publisher's notice",
    source="own",
    remedy="Remove the other notice: use this publisher's template and no arXiv stamp.",
)
def foreign(case: Case) -> Iterator[Hit]:
    page = case.facts.pages[0] if case.facts.pages else None
    if page is None:
        return
    kinds = {id(p.line): k for p, k in zip(case.layout.lines, case.sections.kinds, strict=True)}
    for pattern in case.profile.rights.foreign:
        for line in page.lines:
            listed = kinds.get(id(line)) is Kind.REFERENCES
            stamped = line.angle or line.box[1] < case.profile.rights.zone
            if not listed and stamped and re.search(pattern, line.text, re.IGNORECASE):
                yield Hit(
                    f"The first page carries another publisher's notice: “{line.text[:80]}”.", 1, line.box
                )
                break


@rule(
    "RGT-006",
    "ACM's blocks on the first page",
    level="warning",
    source="acmart",
    remedy="Fill in \\acmConference, \\acmDOI and \\acmISBN as the rights form gave them; do not switch off \\settopmatter{printacmref}.",
)
def acm_blocks(case: Case) -> Iterator[Hit]:
    if not case.profile.policy.acm_reference_format:
        return
    text = case.first_text.lower()
    if "acm reference format" not in text:
        yield Hit("The block “ACM Reference Format” is missing on the first page.", 1)
    if "doi.org/" not in text and "10." not in text:
        yield Hit("The first page names no DOI.", 1, level="info")


@rule(
    "RGT-007",
    "One class of rights",
    source="IEEE conference author pages",
    remedy="Papers whose authors are all US government employees carry the government's line alone.",
)
def one_class(case: Case) -> Iterator[Hit]:
    text = _text(_zone(case))
    if re.search(r"Government work not protected", text, re.IGNORECASE) and re.search(
        r"\$31\.00\s*(?:©|\(c\))?\s*20\d\d\s+IEEE", text
    ):
        yield Hit(
            "The first page carries both the government's line and IEEE's.", 1, _box(case, "Government")
        )
