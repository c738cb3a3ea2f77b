"""The author index: every author once, with the first pages of their papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from colophon.assembly.domain import names
from colophon.assembly.domain.plan import PagePlan
from colophon.common.domain.venue import Paper, Person


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """``Berg, Olu van der  17, 42``; ``see`` instead of pages for a reference to another entry."""

    text: str
    pages: tuple[tuple[int, str], ...] = ()
    """(printed page, paper id), rising."""
    see: str = ""


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Entries under one initial."""

    initial: str
    entries: tuple[IndexEntry, ...]


def author_index(papers: Iterable[Paper], plan: PagePlan) -> tuple[IndexGroup, ...]:
    """All authors of all papers in order.

    Two people are one when their ORCIDs are equal, or when their names are the same and no two
    different ORCIDs say otherwise. The form of the name that stands first in print is taken.
    A name with a particle gets a reference from the particle: ``van der Berg, see Berg``.
    """
    people: dict[str, tuple[Person, list[tuple[int, str]]]] = {}
    for paper in papers:
        for person in paper.authors:
            key = _identity(person, people)
            _, pages = people.setdefault(key, (person, []))
            place = (plan.of(paper.id).first, paper.id)
            if place not in pages:
                pages.append(place)
    rows: list[tuple[tuple[str, ...], str, IndexEntry]] = []
    for person, pages in people.values():
        name = names.split(person)
        entry = IndexEntry(name.inverted, tuple(sorted(pages)))
        rows.append((names.sort_key(name), names.initial(name), entry))
        if name.particle:
            whole = names.Name("", "", f"{name.particle} {name.family}")
            see = (names.sort_key(whole), names.initial(whole), IndexEntry(whole.family, see=name.family))
            if names.initial(whole) != names.initial(name) and see not in rows:
                rows.append(see)
    rows.sort(key=lambda row: (row[1] == "#", row[1], row[0], row[2].pages))
    groups: dict[str, list[IndexEntry]] = {}
    for _, letter, entry in rows:
        groups.setdefault(letter, []).append(entry)
    return tuple(IndexGroup(letter, tuple(entries)) for letter, entries in groups.items())


def _identity(person: Person, known: dict[str, tuple[Person, list[tuple[int, str]]]]) -> str:
    """The key a person is kept under among those already met."""
    spelling = " ".join(person.name.split()).casefold()
    if person.orcid:
        for key, (other, _) in known.items():
            same_name = " ".join(other.name.split()).casefold() == spelling
            if other.orcid == person.orcid or (not other.orcid and same_name):
                return key
        return f"{spelling} {person.orcid}"
    for key, (other, _) in known.items():
        if " ".join(other.name.split()).casefold() == spelling:
            return key
    return spelling
