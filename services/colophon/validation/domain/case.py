"""What a rule is given: facts, what is registered, the venue and the profile — and what they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from colophon.common.domain.profile import Limits, Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.validation.domain.artifacts import Appendix, parse
from colophon.validation.domain.facts import Facts, Page
from colophon.validation.domain.frontpage import FrontPage, read
from colophon.validation.domain.layout import Layout, Placed, lay_out
from colophon.validation.domain.sections import Kind, Sections, corrected, divide


@dataclass(frozen=True)
class Case:
    """One paper before the rules. Empty title, authors or ISBN: not registered, rules wait."""

    facts: Facts
    paper: Paper
    venue: Venue
    profile: Profile
    filename: str = ""
    pages_as: Mapping[int, Kind] = field(default_factory=dict)
    """What an editor says that pages count as."""

    @cached_property
    def layout(self) -> Layout:
        return lay_out(self.facts)

    @cached_property
    def sections(self) -> Sections:
        return corrected(divide(self.facts, self.layout), self.layout, self.pages_as)

    @cached_property
    def front(self) -> FrontPage:
        return read(self.facts, self.layout)

    @cached_property
    def artifacts(self) -> Appendix | None:
        return parse(self.layout, self.sections)

    @cached_property
    def limits(self) -> Limits:
        """The venue's own page limit goes before the profile's, a category's own before both."""
        return self.profile.with_page_limit(self.venue.page_limit).limits

    @cached_property
    def first_text(self) -> str:
        """Text of page 1 as read, one line each."""
        return "\n".join(placed.text for placed in self.layout.page(1))

    @cached_property
    def body(self) -> list[Placed]:
        """Lines of the main text."""
        return self.sections.lines(self.layout, Kind.BODY)

    def page(self, number: int) -> Page | None:
        return next((page for page in self.facts.pages if page.number == number), None)
