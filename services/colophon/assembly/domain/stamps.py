"""What is stamped where: the profile's stamps filled with the venue's and the paper's facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Literal

from colophon.assembly.domain import names
from colophon.assembly.domain.plan import Placed
from colophon.common.domain.findings import Box
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue


@dataclass(frozen=True, slots=True)
class PageStamp:
    """A line of text in its zone, as the page is looked at (points from the lower left corner)."""

    text: str
    box: Box
    align: Literal["left", "center", "right"]
    size: float
    mark: bool = False
    """Printed in the accent colour: the mark of a draft."""
    picture: bytes = b""
    """A PDF of one page, printed instead of the text."""


def rights_class(profile: Profile, paper: Paper) -> str:
    """The class its authors chose (column ``rights``), else the profile's usual one."""
    return paper.extra.get("rights", "") or profile.rights.default


def rights_line(profile: Profile, venue: Venue, paper: Paper) -> str:
    """The paper's statement of rights; empty while a fact it needs is pending."""
    for kind in profile.rights.classes:
        if kind.name == rights_class(profile, paper):
            year = str(venue.year or "")
            facts = {"isbn": venue.isbn, "year": year, "yy": year[-2:], "doi": paper.doi}
            return fill(kind.line, facts)
    return ""


def first_author(paper: Paper) -> str:
    """``van der Berg et al.``"""
    if not paper.authors:
        return ""
    name = names.split(paper.authors[0])
    family = f"{name.particle} {name.family}".strip()
    return f"{family} et al." if len(paper.authors) > 1 else family


def unbalanced(pages: Sequence[Sequence[float]]) -> list[int]:
    """Pages, from 1, whose drawing is not closed as it was opened. ``pages``: width, height, what is open."""
    return [number for number, page in enumerate(pages, 1) if page[2]]


def fill(text: str, facts: Mapping[str, str]) -> str:
    """The text with its facts, or empty when one of those it names is missing."""
    named = {name for _, name, _, _ in Formatter().parse(text) if name}
    return text.format_map({**facts}) if all(facts.get(name) for name in named) else ""


def stamps(
    profile: Profile, venue: Venue, paper: Paper, placed: Placed, dates: str, has_rights: bool, draft: bool
) -> tuple[tuple[PageStamp, ...], ...]:
    """For each page of the paper its stamps. ``has_rights``: the authors' first page carries the line."""
    facts = {
        "volume_title": venue.volume_title,
        "acronym": venue.acronym,
        "series": venue.series,
        "year": str(venue.year or ""),
        "isbn": venue.isbn,
        "doi": paper.doi,
        "title": paper.title,
        "authors": ", ".join(person.name for person in paper.authors),
        "author": first_author(paper),
        "location": venue.location,
        "dates": dates,
        "rights": "" if has_rights else rights_line(profile, venue, paper),
    }
    pages = []
    for number in range(placed.first, placed.last + 1):
        first = number == placed.first
        here = []
        for stamp in profile.stamps:
            fits = {
                "all": True,
                "first": first,
                "later": not first,
                "odd": number % 2 == 1,
                "even": number % 2 == 0,
                "later odd": not first and number % 2 == 1,
                "later even": not first and number % 2 == 0,
            }[stamp.pages]
            if not fits or not rights_class(profile, paper).startswith(stamp.rights):
                continue
            text = fill(stamp.text, {**facts, "page": str(number)})
            if stamp.picture:
                here.append(PageStamp("", stamp.box, stamp.align, stamp.size, picture=stamp.picture))
            elif text:
                here.append(PageStamp(text, stamp.box, stamp.align, stamp.size))
        if draft:
            width, height = profile.page.width, profile.page.height
            box = (36.0, height - 14.0, width - 36.0, height - 2.0)
            here.append(PageStamp("Draft · not for distribution", box, "right", 8.0, mark=True))
        pages.append(tuple(here))
    return tuple(pages)
