"""A venue's folder: ``venue.toml``, ``preface.md``, ``papers.csv`` and ``papers/``, read strictly.

Everything that is wrong is told at once (BadFiles), each mistake with its file, line and remedy; a folder
with a mistake gives nothing.
"""

from __future__ import annotations

from pathlib import Path

from colophon.common.domain.venue import Venue
from colophon.common.mistakes import BadFiles, Mistake
from colophon.common.papersfile import PaperRow, read_papers
from colophon.common.venuetoml import read_venue

__all__ = ["BadFiles", "Mistake", "PaperRow", "load_folder"]


def load_folder(folder: Path) -> tuple[Venue, list[PaperRow]]:
    """The venue and its accepted papers in the order of ``papers.csv``; raises BadFiles.

    ``papers.csv`` may be missing (a venue before its papers); ``venue.toml`` may not.
    """
    if not folder.is_dir():
        raise BadFiles([Mistake(folder, None, "no such folder", "name the folder that holds venue.toml")])
    mistakes: list[Mistake] = []
    venue = read_venue(folder / "venue.toml", mistakes)
    rows: list[PaperRow] = []
    if (folder / "papers.csv").exists():
        sessions = None if venue is None else {session.id for session in venue.sessions}
        rows = read_papers(folder / "papers.csv", folder / "papers", sessions, mistakes)
    if mistakes or venue is None:
        raise BadFiles(mistakes)
    return venue, rows
