"""Print order and page plan: who starts on which page, before any byte is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from colophon.common.domain.venue import Paper, Session, Venue


@dataclass(frozen=True, slots=True)
class PrintSession:
    """A session's papers in print order; ``session`` is None for papers that belong to none."""

    session: Session | None
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a paper stands. Printed page numbers, ends included."""

    paper: str
    first: int
    last: int
    leaf: int
    """Of its first page in the volume's body, from 0 (blank pages counted)."""
    blank_before: bool = False

    @property
    def pages(self) -> int:
        """How many pages the paper has."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class PagePlan:
    """The body: arabic numbers from ``first_page``; front matter is counted apart, in roman."""

    first_page: int
    papers: tuple[Placed, ...]

    @cached_property
    def places(self) -> dict[str, Placed]:
        """Paper → its place."""
        return {placed.paper: placed for placed in self.papers}

    @property
    def next_page(self) -> int:
        """The printed number after the last paper's last page."""
        return self.papers[-1].last + 1 if self.papers else self.first_page

    @property
    def leaves(self) -> int:
        """Pages of the body, blank ones included."""
        return self.next_page - self.first_page

    def of(self, paper: str) -> Placed:
        """A paper's place; raises KeyError when it is not in the plan."""
        return self.places[paper]


ORDERS = ("session", "programme", "hand")
"""Of print: session by session; as the list of papers has them; as an editor says."""


def print_order(venue: Venue, papers: Iterable[Paper]) -> tuple[PrintSession, ...]:
    """The papers as they are printed, under their sessions' headings.

    By session: sessions in the venue's order, their papers by place in the imported list, then by id.
    By programme: the imported list. By hand: the ids the venue names, then the others by session. In the
    last two a session's heading stands wherever its papers begin anew, its invited talks the first time.
    Papers whose session the venue does not know come last (or where the order puts them), under no
    heading. Sessions without papers stay (they may hold an invited talk).
    """
    by_session = _by_session(venue, papers)
    if venue.print_order not in ORDERS[1:]:
        return by_session
    usual = flat(by_session)
    if venue.print_order == "programme":
        return _runs(venue, sorted(usual, key=lambda p: (p.order, p.id)))
    place = {pid: number for number, pid in enumerate(venue.print_by_hand)}
    return _runs(venue, sorted(usual, key=lambda p: place.get(p.id, len(place))))


def _runs(venue: Venue, papers: Iterable[Paper]) -> tuple[PrintSession, ...]:
    """Papers in this order, under a heading wherever the session changes."""
    sessions = {session.id: session for session in venue.sessions}
    out: list[PrintSession] = []
    met: set[str] = set()
    for known, run in groupby(papers, key=lambda p: p.session if p.session in sessions else ""):
        session = sessions.get(known)
        if session and known in met:
            session = replace(session, invited=())
        met.add(known)
        out.append(PrintSession(session, tuple(run)))
    out += [PrintSession(session, ()) for session in venue.sessions if session.id not in met]
    return tuple(out)


def _by_session(venue: Venue, papers: Iterable[Paper]) -> tuple[PrintSession, ...]:
    by_session: dict[str, list[Paper]] = {session.id: [] for session in venue.sessions}
    loose: list[Paper] = []
    for paper in sorted(papers, key=lambda p: (p.order, p.id)):
        by_session.get(paper.session, loose).append(paper)
    order = [PrintSession(session, tuple(by_session[session.id])) for session in venue.sessions]
    if loose:
        order.append(PrintSession(None, tuple(loose)))
    return tuple(order)


def flat(order: Iterable[PrintSession]) -> tuple[Paper, ...]:
    """The papers of all sessions, in print order."""
    return tuple(paper for part in order for paper in part.papers)


def plan_pages(lengths: Sequence[tuple[str, int]], first_page: int = 1, recto: bool = False) -> PagePlan:
    """Number the papers' pages without gap or overlap.

    ``lengths`` is (paper id, pages) in print order. With ``recto`` a paper that would start on an
    even page gets a blank page before it. Raises ValueError for a paper without pages, a paper
    named twice, or a first page below 1.
    """
    if first_page < 1:
        raise ValueError(f"first page {first_page} is below 1")
    if len({paper for paper, _ in lengths}) != len(lengths):
        raise ValueError("a paper stands twice in the print order")
    placed: list[Placed] = []
    page = first_page
    for paper, pages in lengths:
        if pages < 1:
            raise ValueError(f"paper {paper} has no pages")
        blank = recto and page % 2 == 0
        page += blank
        placed.append(Placed(paper, page, page + pages - 1, page - first_page, blank))
        page += pages
    return PagePlan(first_page, tuple(placed))


def roman(number: int) -> str:
    """Lower-case roman numeral; raises ValueError below 1 or above 3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} has no roman numeral")
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    letters = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    out = ""
    for value, letter in zip(values, letters, strict=True):
        count, number = divmod(number, value)
        out += letter * count
    return out
