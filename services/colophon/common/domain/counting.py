"""Which revision goes to print: evaluated in intake, announced with each change of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from colophon.common.domain.findings import Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """A revision as far as counting is concerned."""

    number: int
    on_time: bool
    verdict: Verdict | None
    """Of the newest check that holds for the present record; None while there is none."""


def counting(revisions: Sequence[Standing]) -> int | None:
    """Number of the newest on-time revision that passes, else of the newest; None without any.

    So a held or late upload never displaces one that is fit for print.
    """
    fit = [r.number for r in revisions if r.on_time and r.verdict is Verdict.PASS]
    return max(fit or (r.number for r in revisions), default=None)
