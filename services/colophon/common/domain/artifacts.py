"""What a paper's authors made public besides it: as its artifact description says, or the accepted list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from colophon.common.domain.venue import Paper

_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Artifact:
    """One artifact."""

    id: str = ""
    """``A1``, as the artifact description numbers it; empty where only the list names it."""
    urls: tuple[str, ...] = ()
    """DOIs or addresses, as written."""
    minutes: float | None = None
    """To reproduce it; None where that is not said in numbers."""
    contributions: tuple[str, ...] = ()
    """Of the paper, that it supports: ``C1``."""
    elements: tuple[str, ...] = ()
    """Figures and tables that it reproduces."""

    @property
    def dois(self) -> tuple[str, ...]:
        """Bare: ``10.5281/zenodo.10000078``."""
        return tuple(dict.fromkeys(doi for url in self.urls if (doi := doi_of(url))))


def doi_of(text: str) -> str:
    """The DOI in an address; empty where there is none."""
    found = _DOI.search(text)
    return found.group(0).rstrip(".,;)") if found else ""


def artifacts_of(paper: Paper, described: Sequence[Artifact]) -> tuple[Artifact, ...]:
    """A paper's artifacts: those of the list's column ``artifact`` where it has any, else those described.

    One that both name keeps what the description says of it.
    """
    places = split(paper.extra.get("artifact", ""))
    if not places:
        return tuple(described)
    known = {_key(url): one for one in described for url in one.urls}
    return tuple(
        replace(known[_key(place)], urls=(place,)) if _key(place) in known else Artifact("", (place,))
        for place in places
    )


def badges_of(paper: Paper) -> tuple[str, ...]:
    """The badges that the list says a paper got."""
    return split(paper.extra.get("badges", ""))


def split(cell: str) -> tuple[str, ...]:
    """What stands between semicolons."""
    return tuple(part for one in cell.split(";") if (part := one.strip()))


def _key(url: str) -> str:
    return doi_of(url).casefold() or url.casefold().rstrip("/")
