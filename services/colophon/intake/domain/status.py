"""Where a paper stands, from its revisions and their verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from colophon.common.domain.counting import NO_CHOICES, Choices, CountsWhy, Standing, counting
from colophon.common.domain.findings import Verdict


class State(StrEnum):
    """As editors see it."""

    EXPECTED = "expected"
    CHECKING = "checking"
    PASSED = "passed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Judged:
    """The newest check of a revision, as intake heard of it."""

    revision: int
    name: str
    verdict: Verdict
    errors: int
    warnings: int
    paper_version: int
    venue_version: int
    pages: int = 0
    rules: tuple[str, ...] = ()
    """Ids of the rules behind errors and warnings, sorted."""

    def holds_for(self, paper_version: int, venue_version: int) -> bool:
        """Whether this verdict is about the present record of paper and venue."""
        return self.paper_version >= paper_version and self.venue_version >= venue_version


@dataclass(frozen=True, slots=True)
class Status:
    """The outcome."""

    state: State
    counts: int | None
    judged: Judged | None
    why: CountsWhy | None = None


def status(
    revisions: Sequence[tuple[int, bool]],
    checks: Sequence[Judged],
    paper_version: int,
    venue_version: int,
    choices: Choices = NO_CHOICES,
) -> Status:
    """``revisions`` as (number, on time); ``checks`` the newest known of each revision."""
    valid = {c.revision: c for c in checks if c.holds_for(paper_version, venue_version)}
    counted = counting(
        [Standing(n, on_time, valid[n].verdict if n in valid else None) for n, on_time in revisions], choices
    )
    if counted is None:
        return Status(State.EXPECTED, None, None)
    judged = valid.get(counted.number)
    if judged is None:
        return Status(State.CHECKING, counted.number, None, counted.why)
    state = State.PASSED if judged.verdict is Verdict.PASS else State.HELD
    return Status(state, counted.number, judged, counted.why)
