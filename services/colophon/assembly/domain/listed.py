"""What front and back matter list besides contents and authors: programme, artifacts, keywords."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from colophon.assembly.domain import names
from colophon.assembly.domain.authors import IndexEntry, IndexGroup
from colophon.assembly.domain.plan import PagePlan
from colophon.common.domain.artifacts import Artifact, artifacts_of, badges_of
from colophon.common.domain.venue import Paper, Session, Venue


@dataclass(frozen=True, slots=True)
class ProgrammePaper:
    """One talk with a paper."""

    paper: str
    title: str
    authors: str
    page: int


@dataclass(frozen=True, slots=True)
class ProgrammeSession:
    """A session as it takes place: its invited talks, then its papers."""

    session: Session
    papers: tuple[ProgrammePaper, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an artifact is."""

    label: str
    """``A1`` in front of an artifact's first place, where it is numbered."""
    address: str
    """A DOI or an address."""
    minutes: int = 0
    """To reproduce it, told once; 0: not known."""


@dataclass(frozen=True, slots=True)
class ArtifactEntry:
    """What a paper's authors made public besides it, and what was found of it."""

    paper: str
    title: str
    page: int
    places: tuple[Place, ...]
    badges: tuple[str, ...]


def programme(venue: Venue, papers: Iterable[Paper], plan: PagePlan) -> tuple[ProgrammeSession, ...]:
    """The sessions in the venue's own order, whatever the order of print; empty ones are left out."""
    everyone = sorted(papers, key=lambda p: (p.order, p.id))
    out = []
    for session in venue.sessions:
        here = tuple(
            ProgrammePaper(p.id, p.title, ", ".join(a.name for a in p.authors), plan.of(p.id).first)
            for p in everyone
            if p.session == session.id
        )
        if here or session.invited:
            out.append(ProgrammeSession(session, here))
    return tuple(out)


def artifacts(
    papers: Iterable[Paper], plan: PagePlan, described: Mapping[str, Sequence[Artifact]]
) -> tuple[ArtifactEntry, ...]:
    """Papers with an artifact that has an address, or with a badge, in print order.

    ``described``: by paper's id, what its own artifact description says. The columns ``artifact`` and
    ``badges`` of the list of papers, ``; `` between two, go before it.
    """
    out = []
    for paper in papers:
        found = artifacts_of(paper, described.get(paper.id, ()))
        places = tuple(
            Place(one.id, url, math.ceil(one.minutes or 0)) if first else Place("", url)
            for one in found
            for first, url in zip((True, *[False] * len(one.urls)), one.urls, strict=False)
        )
        badges = badges_of(paper)
        if places or badges:
            out.append(ArtifactEntry(paper.id, paper.title, plan.of(paper.id).first, places, badges))
    return tuple(sorted(out, key=lambda one: one.page))


def keyword_index(papers: Iterable[Paper], plan: PagePlan) -> tuple[IndexGroup, ...]:
    """Every keyword once, spellings that differ in case joined, with its papers' first pages.

    The spelling that is used most is printed; among equals the one with fewest capitals.
    """
    found: dict[str, list[tuple[str, int, str]]] = {}
    for paper in papers:
        for word in paper.keywords:
            spelt = " ".join(word.split()).strip(" .,;")
            if spelt:
                found.setdefault(spelt.casefold(), []).append((spelt, plan.of(paper.id).first, paper.id))
    entries = [
        IndexEntry(_usual([spelt for spelt, _, _ in places]), tuple(sorted({(p, i) for _, p, i in places})))
        for places in found.values()
    ]
    entries.sort(key=lambda entry: (_initial(entry.text) == "#", _letters(entry.text), entry.text))
    groups: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        groups.setdefault(_initial(entry.text), []).append(entry)
    return tuple(IndexGroup(letter, tuple(rows)) for letter, rows in groups.items())


def _usual(spellings: Sequence[str]) -> str:
    return min(set(spellings), key=lambda one: (-spellings.count(one), sum(c.isupper() for c in one), one))


def _initial(text: str) -> str:
    first = names.ascii_letters(text)[:1].upper()
    return first if first.isalpha() else "#"


def _letters(text: str) -> str:
    return names.ascii_letters(text).casefold()
