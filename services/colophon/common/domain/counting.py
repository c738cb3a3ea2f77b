"""Which revision goes to print: evaluated in intake, announced with each change of a paper.

docs/deadlines.md says the same as a table, which the tests read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from colophon.common.domain.findings import Verdict


class CountsWhy(StrEnum):
    """The rule that made the revision count."""

    NEWEST_FIT = "newest_fit"
    """The newest on-time one that passes."""
    NEWEST = "newest"
    """None on time passes: the newest of all."""
    CHOSEN_BY_AUTHOR = "chosen_by_author"
    CHOSEN_BY_EDITOR = "chosen_by_editor"


@dataclass(frozen=True, slots=True)
class Standing:
    """A revision as far as counting is concerned."""

    number: int
    on_time: bool
    verdict: Verdict | None
    """Of the newest check that holds for the present record; None while there is none."""

    @property
    def fit(self) -> bool:
        """Nothing stands between it and print."""
        return self.on_time and self.verdict is Verdict.PASS


@dataclass(frozen=True, slots=True)
class Choices:
    """Revisions chosen by people, where such a decision stands."""

    author: int | None = None
    editor: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The revision that counts, and why."""

    number: int
    why: CountsWhy


NO_CHOICES = Choices()


def counting(revisions: Sequence[Standing], choices: Choices = NO_CHOICES) -> Counted | None:
    """The revision that counts; None without any.

    An editor's choice; an author's while it is fit; the newest on-time revision that passes; the newest.
    So a held or late upload never displaces one that is fit for print.
    """
    known = {r.number for r in revisions}
    fit = {r.number for r in revisions if r.fit}
    if choices.editor in known and choices.editor is not None:
        return Counted(choices.editor, CountsWhy.CHOSEN_BY_EDITOR)
    if choices.author in fit and choices.author is not None:
        return Counted(choices.author, CountsWhy.CHOSEN_BY_AUTHOR)
    if fit:
        return Counted(max(fit), CountsWhy.NEWEST_FIT)
    return Counted(max(known), CountsWhy.NEWEST) if known else None
