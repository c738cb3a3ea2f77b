"""What a rule is given: facts, what is registered, the venue and the profile — and what they make."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from colophon.common.domain.profile import Limits, Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.validation.domain.artifact_parser import parse
from colophon.validation.domain.artifacts import Appendix
from colophon.validation.domain.division import divide
from colophon.validation.domain.facts import Facts, Page
from colophon.validation.domain.frontpage import FrontPage, read
from colophon.validation.domain.layout import Layout, Placed, lay_out
from colophon.validation.domain.sections import Kind, Sections, corrected


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

    @property
    def ad(self) -> Appendix | None:
        """The appendix as far as rules ask for it: None where the profile has them off."""
        return self.artifacts if self.profile.policy.ad != "off" else None

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

    def holding(self, *words: str) -> list[int]:
        """Indices of the layout's lines that hold one of these words, which are in lower case.

        Rules look closer at these alone: their patterns are dear, and hardly a line has what they seek.
        """
        text, starts = self._lower
        found = set()
        for word in words:
            at = text.find(word)
            while at >= 0:
                found.add(bisect_right(starts, at) - 1)
                at = text.find(word, at + 1)
        return sorted(found)

    @cached_property
    def words(self) -> list[str]:
        """What stands between blanks, in lower case, of all lines."""
        return self._lower[0].split()

    @cached_property
    def _lower(self) -> tuple[str, list[int]]:
        """All lines in lower case, and where each begins."""
        texts = [placed.text.lower() for placed in self.layout.lines]
        return "\n".join(texts), list(accumulate((len(t) + 1 for t in texts), initial=0))[:-1]

    def page(self, number: int) -> Page | None:
        return next((page for page in self.facts.pages if page.number == number), None)
