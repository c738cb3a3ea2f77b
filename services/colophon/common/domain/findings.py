"""What a check says: findings and a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points from the page's lower left corner."""


class Severity(StrEnum):
    """An error holds the paper; a warning is told; an info is noted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """Pass: may go to print. Hold: an error stands in the way."""

    PASS = "pass"
    HOLD = "hold"


class Standing(StrEnum):
    """Whether a finding still weighs on the verdict. It stays visible in any case."""

    COUNTS = "counts"
    WAIVED = "waived"
    """True, and allowed."""
    MISTAKEN = "mistaken"
    """An editor found that the checker is wrong."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule says of a paper: what is wrong, where, and what to change."""

    rule: str
    severity: Severity
    message: str
    remedy: str
    page: int | None = None
    """From 1."""
    box: Box | None = None
    id: str = ""
    """The same for the same finding of the same file: what rulings name."""
    standing: Standing = Standing.COUNTS
    decided_by: int = 0
    """Number of the paper's ruling that took its weight."""


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Hold as soon as one error counts."""
    counted = (f.severity for f in findings if f.standing is Standing.COUNTS)
    return Verdict.HOLD if Severity.ERROR in counted else Verdict.PASS
