"""A venue's folder as a command opens it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from colophon.assembly.domain.inputs import BuildInputs, LeftOut, PaperInput
from colophon.common import profiles
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Venue
from colophon.common.venuefile import BadFiles, PaperRow, load_folder


class Exit(IntEnum):
    """Exit codes."""

    DONE = 0
    REFUSED = 1
    USAGE = 3


def opened(folder: Path, profile: str, console: Console) -> tuple[Venue, Sequence[PaperRow], Profile]:
    """The venue, its rows and its profile; says what is wrong and ends with 3."""
    try:
        venue, rows = load_folder(folder)
        return venue, rows, profiles.load(profile or venue.profile)
    except (BadFiles, profiles.BadProfile) as error:
        console.print(Text(f"colophon: {error}", style="red"), soft_wrap=True)
        raise typer.Exit(Exit.USAGE) from error


def inputs_of(
    folder: Path, venue: Venue, rows: Sequence[PaperRow], profile: Profile, recto: bool = False
) -> tuple[BuildInputs, tuple[LeftOut, ...]]:
    """What is built, and the papers without a file."""
    papers, missing = [], []
    for row in rows:
        if row.file is not None and row.file.is_file():
            papers.append(PaperInput(row.paper, row.file, sha256_of(row.file)))
            continue
        reason = f"there is no {row.file}" if row.file else "papers.csv names no file"
        remedy = f"Put it into {folder / 'papers'}." if row.file else "Name its PDF in the column file."
        missing.append(LeftOut(row.paper.id, row.paper.title, reason, remedy))
    return BuildInputs(venue, tuple(papers), profile, recto), tuple(missing)


def sha256_of(path: Path) -> str:
    """Of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def cache_folder(asked: Path | None) -> Path:
    """Where steps are kept: the folder asked for, or the user's own cache."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return asked or (Path(home) if home else Path.home() / ".cache") / "colophon"
