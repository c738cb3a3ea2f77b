"""What the demo plays: a venue's folder with its ``demo.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from colophon.common.domain.venue import Venue
from colophon.common.venuefile import BadFiles, Mistake, PaperRow, load_folder

_KEYS = {"paper", "what", "rules", "corrected", "title", "late"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A paper whose first upload must be held, and what mends it: another file, or a corrected title."""

    paper: str
    what: str
    rules: tuple[str, ...]
    """Every error must be of one of these rules, and at least one must be there."""
    corrected: Path | None = None
    title: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """The whole sample."""

    venue: Venue
    rows: list[PaperRow]
    faults: dict[str, Fault]
    """By paper's id."""


def read(folder: Path) -> Script:
    """The sample in ``folder``; raises BadFiles."""
    venue, rows = load_folder(folder)
    path = folder / "demo.toml"
    mistakes = [
        Mistake(folder / "papers.csv", row.line, f"{row.paper.id}: no file", "the demo uploads every paper")
        for row in rows
        if row.file is None
    ]
    ids = {row.paper.id for row in rows}
    faults = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("faulty", []):
        one = entry.get("paper", "?")
        corrected = folder / "papers" / entry["corrected"] if "corrected" in entry else None
        if unknown := entry.keys() - _KEYS:
            mistakes.append(Mistake(path, None, f"{one}: unknown {', '.join(sorted(unknown))}"))
        if one not in ids:
            mistakes.append(Mistake(path, None, f"{one}: no such paper in papers.csv"))
        if corrected is None and not entry.get("title"):
            mistakes.append(Mistake(path, None, f"{one}: neither corrected nor title", "say what mends it"))
        if corrected is not None and not corrected.is_file():
            mistakes.append(Mistake(path, None, f"{one}: no file {corrected}"))
        faults[one] = Fault(
            one,
            entry.get("what", ""),
            tuple(entry.get("rules", ())),
            corrected,
            entry.get("title", ""),
            entry.get("late", False),
        )
    if mistakes:
        raise BadFiles(mistakes)
    return Script(venue, rows, faults)
