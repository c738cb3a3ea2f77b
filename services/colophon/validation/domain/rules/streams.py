"""PDF-028: pages whose code does not close what it opens."""

from __future__ import annotations

from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.catalogue import Hit, rule


@rule(
    "PDF-028",
    "Pages close what they open",
    level="warning",
    source="ISO 32000-2, 8.4.2 and 9.4.1: q and Q, BT and ET stand in pairs",
    remedy="Make the file once more with the usual tool (pdflatex, Word), without editing it afterwards.",
)
def closed(case: Case) -> Iterator[Hit]:
    for page in case.facts.unclosed_pages[:5]:
        yield Hit(
            f"The code of page {page} does not close what it opens; what is printed over it may suffer.", page
        )
