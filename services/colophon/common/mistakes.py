"""Mistakes in files that people write: each with its place and its remedy, all told at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with a file, and what to do about it."""

    file: Path
    line: int | None
    """From 1; None where it is about the file as a whole."""
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{where}: {self.message}" + (f" → {self.remedy}" if self.remedy else "")


class BadFiles(ValueError):
    """Files with mistakes: all that were found, in the order of the files and lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__("\n".join(str(one) for one in self.mistakes))


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` is probably a slip of."""
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.75)
    return found[0] if found else None
