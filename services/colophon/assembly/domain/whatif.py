"""What if: a plan's inputs with a change to them that nobody has decided yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from colophon.assembly.domain.outlook import Counted
from colophon.assembly.domain.plan import ORDERS
from colophon.common.domain.venue import Venue


class NoSuchChange(Exception):
    """A change that cannot be thought of: says why."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Another file for a paper."""

    pages: int
    sha256: str = ""
    rights: bool = False


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Changes to think of, all at once."""

    without: tuple[str, ...] = ()
    swap: tuple[tuple[str, str], ...] = ()
    replace: Mapping[str, Replacement] = field(default_factory=dict)
    isbn: str | None = None
    start_page: int | None = None
    recto: bool | None = None
    order: str | None = None
    by_hand: tuple[str, ...] = ()


def applied(what: WhatIf, venue: Venue, papers: Iterable[Counted]) -> tuple[Venue, tuple[Counted, ...]]:
    """Venue and papers as they would be; raises NoSuchChange."""
    rows = {row.paper.id: row for row in papers}
    named = [*what.without, *(pid for pair in what.swap for pid in pair), *what.replace, *what.by_hand]
    unknown = sorted({pid for pid in named if pid not in rows})
    if unknown:
        raise NoSuchChange(f"there is no paper {', '.join(unknown)} in the volume")
    for pid, new in what.replace.items():
        if new.pages < 1:
            raise NoSuchChange(f"a paper of {new.pages} pages cannot take the place of {pid}")
        rows[pid] = replace(rows[pid], pages=new.pages, sha256=new.sha256, rights=new.rights)
    hand = list(what.by_hand or venue.print_by_hand)
    for one, other in what.swap:
        rows[one], rows[other] = _swapped(rows[one], rows[other])
        hand = [{one: other, other: one}.get(pid, pid) for pid in hand]
    order = what.order or ("hand" if what.by_hand else venue.print_order) or ORDERS[0]
    if order not in ORDERS:
        raise NoSuchChange(f"the order of print is one of {', '.join(ORDERS)}, not {order!r}")
    if what.start_page is not None and what.start_page < 1:
        raise NoSuchChange(f"the first page is {what.start_page}; it must be 1 or more")
    venue = replace(
        venue,
        isbn=venue.isbn if what.isbn is None else what.isbn,
        first_page=venue.first_page if what.start_page is None else what.start_page,
        recto=venue.recto if what.recto is None else what.recto,
        print_order=order,
        print_by_hand=tuple(hand),
    )
    return venue, tuple(row for pid, row in rows.items() if pid not in what.without)


def _swapped(one: Counted, other: Counted) -> Sequence[Counted]:
    """Each in the other's place, session included."""
    a, b = one.paper, other.paper
    return (
        replace(one, paper=replace(a, order=b.order, session=b.session)),
        replace(other, paper=replace(b, order=a.order, session=a.session)),
    )
