"""What a build is made of, and what it is refused for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from colophon.common.domain.artifacts import Artifact
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paper that a draft leaves out, or that a final build is refused for."""

    paper: str
    """The paper's id."""
    title: str
    reason: str
    remedy: str = ""
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something about a paper (or, without one, the volume) that an editor should know."""

    paper: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class PaperInput:
    """A paper with the bytes of the revision that counts."""

    paper: Paper
    path: Path
    sha256: str
    """Hexadecimal, of the file at ``path``."""
    revision: str = ""
    """Resource name, for the plan; never in the volume's bytes."""
    artifacts: tuple[Artifact, ...] = ()
    """As the paper's own artifact description says; empty where nobody read it."""


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """Everything the volume is a function of, besides this program and its fonts."""

    venue: Venue
    papers: tuple[PaperInput, ...]
    profile: Profile
    recto: bool = False
    """Each paper starts on an odd page; a blank page goes before it where needed."""
    extra: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """A build that must not be made: says why, paper by paper, and what to do."""

    def __init__(self, message: str, papers: Iterable[LeftOut] = (), remedy: str = "") -> None:
        self.message = message
        self.papers = tuple(papers)
        self.remedy = remedy
        rows = (f"  {p.paper} “{p.title}”: {p.reason}{f'. {p.remedy}' * bool(p.remedy)}" for p in self.papers)
        lines = [message, *rows]
        super().__init__("\n".join([*lines, remedy] if remedy else lines))


def pending(venue: Venue, profile: Profile) -> tuple[str, ...]:
    """Facts that a final volume needs and the venue does not have yet, in words."""
    facts = []
    if not venue.isbn and (profile.rights.isbn_in_line or "isbn" in profile.required_metadata):
        facts.append("ISBN")
    if not venue.doi_prefix and "doi" in profile.required_metadata:
        facts.append("DOI prefix")
    if venue.year is None:
        facts.append("publication date")
    return tuple(facts)


def refuse_pending(inputs: BuildInputs) -> None:
    """Raise Refused when a final build would leave a fact out."""
    facts = pending(inputs.venue, inputs.profile)
    if facts:
        raise Refused(
            f"The venue's {', '.join(facts)} {'is' if len(facts) == 1 else 'are'} pending.",
            remedy="Enter what the publisher gave, or make a draft.",
        )


def refuse_unready(left_out: Iterable[LeftOut]) -> None:
    """Raise Refused when a final build would leave a paper out, or print a wrong one: all of them by name."""
    missing = tuple(left_out)
    if missing:
        raise Refused(
            f"{len(missing)} accepted paper{'s' if len(missing) > 1 else ''} cannot go to print:",
            missing,
            "Mend these, or make a draft.",
        )
