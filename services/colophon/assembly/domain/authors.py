"""The author index: every author once, with the first pages of their papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from colophon.assembly.domain import names
from colophon.assembly.domain.names import Order
from colophon.assembly.domain.plan import PagePlan
from colophon.common.domain.venue import IndexNote, Paper, Person


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """``Berg, Olu van der  17, 42``; ``see`` instead of pages for a reference to another entry."""

    text: str
    pages: tuple[tuple[int, str], ...] = ()
    """(printed page, paper id), rising."""
    see: str = ""
    see_also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Entries under one initial."""

    initial: str
    entries: tuple[IndexEntry, ...]


@dataclass(slots=True, eq=False)
class _Author:
    """One person, with every spelling met."""

    person: Person
    orcid: str
    spellings: dict[str, Person] = field(default_factory=dict)
    pages: set[tuple[int, str]] = field(default_factory=set)


def author_index(
    papers: Iterable[Paper], plan: PagePlan, order: Order, notes: Sequence[IndexNote] = ()
) -> tuple[IndexGroup, ...]:
    """All authors of all papers in the order of a language.

    Two people are one when their ORCIDs are equal, when an editor's note says so, or when their names are
    the same and no two different ORCIDs say otherwise. The form an editor's note names is taken, else the
    one that stands first in print; another family name gets a reference: ``Smith, Ada, see Jones, Ada``.
    So does a particle: ``van der Berg, see Berg``. Notes may add ``see also``.
    """
    chosen = {_spelling(other): note.name for note in notes for other in (note.name, *note.same)}
    known = _Known(chosen)
    for paper in papers:
        for person in paper.authors:
            author = known.of(person)
            author.pages.add((plan.of(paper.id).first, paper.id))
    rows = [row for author in known.authors for row in _rows(author, chosen, notes, order)]
    unique = {(entry, key): (heading, key, entry) for heading, key, entry in rows}
    ordered = sorted(unique.values(), key=lambda row: (row[0] == "#", row[1], row[2].pages))
    return tuple(
        IndexGroup(heading, tuple(entry for _, _, entry in group))
        for heading, group in groupby(ordered, key=lambda row: row[0])
    )


_Row = tuple[str, tuple[bytes, bytes, bytes, str], IndexEntry]


def _rows(author: _Author, chosen: Mapping[str, str], notes: Sequence[IndexNote], order: Order) -> list[_Row]:
    """An author's entry and the references to it."""
    wanted = next((chosen[spelt] for spelt in author.spellings if spelt in chosen), "")
    person = author.spellings.get(_spelling(wanted), Person(wanted) if wanted else author.person)
    name = names.split(person)
    also = tuple(
        names.split(Person(other)).inverted
        for note in notes
        if _spelling(note.name) == _spelling(person.name)
        for other in note.see_also
    )
    rows = [_row(name, IndexEntry(name.inverted, tuple(sorted(author.pages)), see_also=also), order)]
    if name.particle:
        whole = names.Name("", "", f"{name.particle} {name.family}")
        if names.initial(whole.family, order) != names.initial(name.family, order):
            rows.append(_row(whole, IndexEntry(whole.family, see=name.family), order))
    for other in author.spellings.values():
        spelt = names.split(other)
        if order.letters(spelt.family) != order.letters(name.family):
            rows.append(_row(spelt, IndexEntry(spelt.inverted, see=name.inverted), order))
    return rows


def _row(name: names.Name, entry: IndexEntry, order: Order) -> _Row:
    return names.initial(name.family, order), names.sort_key(name, order), entry


class _Known:
    """The people met so far."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = chosen
        self._by_orcid: dict[str, _Author] = {}
        self._by_name: dict[str, list[_Author]] = {}
        self.authors: list[_Author] = []

    def of(self, person: Person) -> _Author:
        """The same person among those already met, or a new one."""
        spelling = _spelling(person.name)
        names_of = {spelling, f"note {self._chosen.get(spelling, spelling)}"}
        author = self._by_orcid.get(person.orcid) if person.orcid else None
        if author is None:
            alike = [one for name in sorted(names_of) for one in self._by_name.get(name, ())]
            author = next((one for one in alike if not (person.orcid and one.orcid)), None)
        if author is None:
            author = _Author(person, person.orcid)
            self.authors.append(author)
        author.orcid = author.orcid or person.orcid
        if author.orcid:
            self._by_orcid.setdefault(author.orcid, author)
        author.spellings.setdefault(spelling, person)
        for name in names_of:
            same = self._by_name.setdefault(name, [])
            if author not in same:
                same.append(author)
        return author


def _spelling(name: str) -> str:
    return " ".join(name.split()).casefold()
