"""What a volume will be, before any byte is made: pages, index, citations, files; and what a change moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from colophon.assembly.domain import authors, citations, stamps
from colophon.assembly.domain.authors import IndexGroup
from colophon.assembly.domain.citations import Citation
from colophon.assembly.domain.names import Order
from colophon.assembly.domain.plan import PagePlan, flat, plan_pages, print_order
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue


@dataclass(frozen=True, slots=True)
class Counted:
    """A paper with what the plan needs to know of its file."""

    paper: Paper
    pages: int
    sha256: str = ""
    rights: bool = False
    """Its first page carries the statement of rights."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A paper's printed pages, ends included."""

    paper: str
    title: str
    first: int
    last: int

    @property
    def range(self) -> str:
        """``17–22``, or ``17``."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Outlook:
    """A volume as its inputs make it."""

    papers: tuple[Planned, ...]
    index: Mapping[str, str]
    """Author as printed → page numbers, or the entry to see."""
    citations: Mapping[str, Mapping[str, str]]
    """Citation key → field → value."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path → a text that differs where the file would."""

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it, without the files."""
        rows = [[p.paper, p.title, p.first, p.last] for p in self.papers]
        return {"pages": rows, "index": dict(self.index), "citations": dict(self.citations)}

    @staticmethod
    def of(plain: Mapping[str, Any]) -> Outlook:
        """From ``plain``."""
        papers = tuple(Planned(*row) for row in plain["pages"])
        return Outlook(papers, plain["index"], plain["citations"])


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is another before and after; empty where it was or will not be there."""

    kind: Literal["paper", "index", "citation", "file"]
    name: str
    """A paper's id, an entry of the index, a citation key, a path."""
    before: str
    after: str
    about: str = ""
    """The paper's title; the citation's field."""


def of_parts(
    papers: Iterable[Paper], plan: PagePlan, index: Iterable[IndexGroup], cited: Iterable[Citation]
) -> Outlook:
    """From what a build has already worked out; without files."""
    return Outlook(
        tuple(Planned(p.id, p.title, plan.of(p.id).first, plan.of(p.id).last) for p in papers),
        {
            entry.text: f"see {entry.see}" if entry.see else ", ".join(str(page) for page, _ in entry.pages)
            for group in index
            for entry in group.entries
        },
        {citation.key: citation.plain() for citation in cited},
    )


def outlook(
    venue: Venue,
    profile: Profile,
    papers: Iterable[Counted],
    order: Order,
    *,
    dates: str = "",
    recto: bool = False,
    draft: bool = False,
) -> Outlook:
    """The volume of these papers. Raises ValueError for a paper without pages."""
    counted = {row.paper.id: row for row in papers}
    printed = flat(print_order(venue, [row.paper for row in counted.values()]))
    lengths = [(paper.id, counted[paper.id].pages) for paper in printed]
    plan = plan_pages(lengths, venue.first_page, recto or venue.recto)
    keys = citations.citation_keys(printed, venue.year)
    index = authors.author_index(printed, plan, order, venue.index)
    cited = [citations.volume_citation(venue)]
    cited += [citations.paper_citation(venue, p, keys[p.id], plan) for p in printed]
    files = {}
    for paper, citation in zip(printed, cited[1:], strict=True):
        row = counted[paper.id]
        shown = stamps.stamps(profile, venue, paper, plan.of(paper.id), dates, row.rights, draft)
        files[f"papers/{paper.id}.pdf"] = repr((row.sha256, row.pages, paper.title, paper.authors, shown))
        files[f"bibtex/{paper.id}.bib"] = repr(citation)
    files["volume.bib"] = repr(cited)
    files["volume.pdf"] = repr((venue, profile.stamps, recto, sorted(files.items())))
    return replace(of_parts(printed, plan, index, cited), files=files)


def changes(before: Outlook, after: Outlook) -> tuple[Change, ...]:
    """Every page range, index entry, field of a citation and file that is another."""
    out: list[Change] = []
    old = {paper.paper: paper for paper in before.papers}
    new = {paper.paper: paper for paper in after.papers}
    for pid in _keys([p.paper for p in after.papers], [p.paper for p in before.papers]):
        was, will = old.get(pid), new.get(pid)
        shown = will or was
        assert shown is not None
        ranges = (was.range if was else "", will.range if will else "")
        if ranges[0] != ranges[1]:
            out.append(Change("paper", pid, *ranges, shown.title))
    out += _changed("index", before.index, after.index)
    for key in _keys(list(after.citations), list(before.citations)):
        fields, now = before.citations.get(key, {}), after.citations.get(key, {})
        if not fields or not now:
            out.append(Change("citation", key, "there" if fields else "", "there" if now else ""))
            continue
        for name in _keys(list(now), list(fields)):
            if fields.get(name, "") != now.get(name, ""):
                out.append(Change("citation", key, fields.get(name, ""), now.get(name, ""), name))
    if before.files and after.files:
        for path in _keys(list(after.files), list(before.files)):
            was_there, is_there = path in before.files, path in after.files
            if before.files.get(path) != after.files.get(path):
                words = ("there" if was_there else "", ("changed" if was_there else "there") * is_there)
                out.append(Change("file", path, *words))
    return tuple(out)


def _changed(kind: Literal["index"], before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    return [
        Change(kind, name, before.get(name, ""), after.get(name, ""))
        for name in _keys(list(after), list(before))
        if before.get(name) != after.get(name)
    ]


def _keys(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Each once, the first list's order first."""
    return list(dict.fromkeys([*first, *second]))
