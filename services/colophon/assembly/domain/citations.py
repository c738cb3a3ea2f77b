"""Citations: keys and BibTeX fields as Unicode text; spelling for LaTeX is the writer's affair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from colophon.assembly.domain import names
from colophon.assembly.domain.plan import PagePlan
from colophon.common.domain.venue import Paper, Person, Venue

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
STOP_WORDS = frozenset(
    [
        "a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "toward",
        "towards", "with",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """One BibTeX entry: text fields in Unicode, names as lists of people, macros by name."""

    kind: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """In the order they are printed."""
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    """``author`` or ``editor``, printed before the fields."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """``month`` → ``nov``: printed bare, after the fields."""
    verbatim: frozenset[str] = frozenset(("doi", "url", "isbn", "pages", "year", "crossref"))
    """Fields that no LaTeX spelling may touch."""

    def plain(self) -> dict[str, str]:
        """Field → value as text, names with " and " between them."""
        people = {role: " and ".join(map(bibtex_name, named)) for role, named in self.people.items()}
        return {"kind": self.kind, **people, **self.fields, **self.macros}


def citation_keys(papers: Iterable[Paper], year: int | None) -> dict[str, str]:
    """Paper id → citation key: first author's family name, year, the title's first telling word.

    Where two papers come out alike all of them get their id behind a hyphen. Keys are ASCII, unique
    ignoring case, and do not depend on the order of the papers.
    """
    everyone = sorted(papers, key=lambda p: p.id)
    bases = {paper.id: _base(paper, year) for paper in everyone}
    count = Counter(bases.values())
    return {pid: base if count[base] == 1 else f"{base}-{pid}" for pid, base in bases.items()}


def proceedings_key(venue: Venue) -> str:
    """Of the volume: acronym and year, ``tpc26-proceedings-2026``."""
    return f"{_alnum(venue.acronym) or 'volume'}-proceedings-{venue.year or 'pending'}"


def volume_citation(venue: Venue) -> Citation:
    """The ``@proceedings`` entry."""
    fields = {
        "title": venue.volume_title,
        "booktitle": venue.volume_title,
        "series": venue.series,
        "year": str(venue.year or ""),
        "publisher": venue.publisher,
        "address": venue.location,
        "isbn": venue.isbn,
        "url": venue.url,
    }
    return Citation(
        "proceedings",
        proceedings_key(venue),
        _filled(fields),
        _people("editor", venue.editors),
        _month(venue),
    )


def paper_citation(
    venue: Venue, paper: Paper, key: str, plan: PagePlan, *, crossref: bool = False
) -> Citation:
    """The ``@inproceedings`` entry of one paper, complete in itself; with ``crossref`` it also names the
    volume's, for a file that holds both."""
    placed = plan.of(paper.id)
    pages = str(placed.first) if placed.pages == 1 else f"{placed.first}--{placed.last}"
    fields = {
        "title": paper.title,
        "booktitle": venue.volume_title,
        "series": venue.series,
        "year": str(venue.year or ""),
        "pages": pages,
        "publisher": venue.publisher,
        "address": venue.location,
        "isbn": venue.isbn,
        "doi": paper.doi,
        "url": f"https://doi.org/{paper.doi}" if paper.doi else "",
        "keywords": ", ".join(paper.keywords),
        "crossref": proceedings_key(venue) if crossref else "",
    }
    people = {**_people("author", paper.authors), **_people("editor", venue.editors)}
    return Citation("inproceedings", key, _filled(fields), people, _month(venue))


def bibtex_name(person: Person) -> str:
    """``van der Berg, Jr, Olu``, the form that BibTeX takes apart without guessing."""
    name = names.split(person)
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(part for part in (family, name.suffix, name.given) if part)


def _base(paper: Paper, year: int | None) -> str:
    family = _alnum(names.split(paper.authors[0]).family) if paper.authors else ""
    words = [_alnum(word) for word in paper.title.replace("-", " ").split()]
    word = next((w for w in words if w and w not in STOP_WORDS), "")
    return f"{family or 'anon'}{year or ''}{word}"


def _alnum(text: str) -> str:
    plain = names.ascii_letters(text).casefold()
    return "".join(ch for ch in plain if ch.isascii() and ch.isalnum())


def _month(venue: Venue) -> dict[str, str]:
    day = venue.publication_date or venue.starts
    return {"month": MONTHS[day.month - 1]} if day else {}


def _people(role: str, people: tuple[Person, ...]) -> dict[str, tuple[Person, ...]]:
    return {role: people} if people else {}


def _filled(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, value in fields.items() if (text := " ".join(value.split()))}
