"""ANO-*: leftovers of the copy for double-blind review."""

from __future__ import annotations

import re
from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.facts import Line
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.sections import Kind
from colophon.validation.domain.words import squash

_ON_FRONT = re.compile(
    r"anonymous\s+(?:author|submission|institution|affiliation)|^\s*anonymous\s*$|author(?:s|\(s\))?\s+(?:names?\s+)?(?:withheld|omitted|hidden)"
    r"|(?:under|for)\s+double[-\s]?(?:blind|anonymous)\s+review|anonymi[sz]ed\s+(?:for|version)|paper\s+(?:id|#|number)\s*:?\s*#?\d+"
    r"|^\s*paper\s*#\s*\w+|submission\s*(?:id|#|number)\s*:?\s*#?\d+|affiliation withheld|names? removed for review",
    re.IGNORECASE,
)
_HINTS = ("anonym", "withheld", "omitted", "hidden", "blind", "paper", "submission", "removed")
_ANYWHERE = re.compile(
    r"anonymous\.4open\.science|\[(?:link|url|name|reference|citation|details?|omitted|removed|anonymi[sz]ed)[^\]]{0,40}(?:removed|omitted|withheld|anonymi[sz]ed|review)[^\]]{0,40}\]"
    r"|(?:omitted|removed|withheld|redacted|hidden|anonymi[sz]ed)\s+(?:for|to preserve|due to)\s+(?:the\s+)?(?:blind|double[-\s]blind|anonymous|anonymity|review|submission|double[-\s]anonymous)",
    re.IGNORECASE,
)


def leftover(case: Case) -> Line | None:
    """The first page's line that stands where the authors should."""
    authors = {id(p.line) for p in case.front.authors}
    for line in case.facts.pages[0].lines if case.facts.pages else ():
        low = line.text.lower()
        if not any(hint in low for hint in _HINTS):
            continue
        flat = " ".join(line.text.split())
        near_title = id(line) in authors or line.baseline > 0.6 * case.facts.pages[0].height
        if _ON_FRONT.search(flat) and (near_title or len(flat) < 60):
            return line
    return None


@rule(
    "ANO-001",
    "Not the anonymous version",
    source="acl-anthology #4704: anonymous versions published",
    remedy="Upload the final version with names and affiliations (acmart: remove the option anonymous).",
)
def anonymous(case: Case) -> Iterator[Hit]:
    if case.profile.policy.review_copy:
        return
    found = leftover(case)
    if found is not None:
        yield Hit(f"The paper is still anonymous: “{' '.join(found.text.split())[:60]}”.", 1, found.box)
        return
    heads = [(n, x) for n, x in case.layout.furniture if _ON_FRONT.search(x.text)]
    for number, line in heads[:1]:
        yield Hit(f"The running head is still anonymous: “{line.text[:60]}”.", number, line.box)
        return
    meta = case.facts.metadata
    if squash(meta.author).startswith("anonymous") or any(
        squash(a).startswith("anonymous") for a in meta.xmp_authors
    ):
        yield Hit("The file's own information still names the author as anonymous.", level="warning")


@rule(
    "ANO-002",
    "No text removed for review",
    level="warning",
    source="own",
    remedy="Put back the names and links that were removed for review.",
)
def removed(case: Case) -> Iterator[Hit]:
    if case.profile.policy.review_copy:
        return
    said = 0
    lines = case.layout.lines
    for place in case.holding(
        "4open", "omitted", "removed", "withheld", "redacted", "hidden", "anonymi", "review"
    ):
        placed = lines[place]
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        found = _ANYWHERE.search(placed.text) or (
            _ANYWHERE.search(f"{placed.text} {following}") if "review" in following[:40] else None
        )
        if found:
            yield Hit(
                f"Page {placed.page} still has text for review: “{found.group(0)[:60]}”.",
                placed.page,
                placed.line.box,
            )
            said += 1
            if said >= 5:
                return
    for annotation in case.facts.annotations:
        if "anonymous.4open.science" in annotation.uri:
            yield Hit(
                f"A link on page {annotation.page} leads to an anonymous repository.",
                annotation.page,
                annotation.box,
            )
            return


@rule(
    "ANO-003",
    "The review copy names nobody",
    source="ICS26",
    remedy="Remove names from text, metadata and links.",
)
def named(case: Case) -> Iterator[Hit]:
    if not case.profile.policy.review_copy:
        return
    meta = case.facts.metadata
    known = squash(f"{meta.author} {' '.join(meta.xmp_authors)}")
    for person in case.paper.authors:
        name = squash(person.name)
        for placed in case.layout.lines:
            if len(name) > 5 and name in squash(placed.text) and case.sections.kinds[0] is Kind.BODY:
                yield Hit("The review copy names an author.", placed.page, placed.line.box)
                break
        if len(name) > 5 and name in known:
            yield Hit("The review copy's own information names an author.")
