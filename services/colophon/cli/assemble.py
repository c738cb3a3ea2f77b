"""``colophon assemble FOLDER -o OUT``: the volume from a venue's folder, offline, by the service's code."""

from __future__ import annotations

import hashlib
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from colophon.assembly.build import PRELOAD, STEPS, BuildFailed, BuildOutputs, StepEvent, assemble
from colophon.assembly.domain.inputs import BuildInputs, LeftOut, PaperInput, Refused, pending
from colophon.common import child, profiles
from colophon.common.venuefile import BadFiles, PaperRow, load_folder


class Exit(IntEnum):
    """Exit codes."""

    DONE = 0
    REFUSED = 1
    USAGE = 3


def assemble_command(
    folder: Annotated[
        Path, typer.Argument(help="the venue's folder: venue.toml, papers.csv, papers/", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="folder for the volume and its parts")] = Path(
        "out"
    ),
    profile: Annotated[str, typer.Option(help="the publisher's profile, instead of the venue's")] = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="leave out what cannot be used, and mark every page")
    ] = False,
    recto: Annotated[bool, typer.Option("--recto", help="each paper starts on an odd page")] = False,
) -> None:
    """Make volume.pdf, volume.bib, plan.json and the stamped papers. Judges no paper: any template is taken.

    Exit code 0: made; 1: a file is missing, unreadable, encrypted or there twice; 3: the folder is wrong.
    """
    console = Console(stderr=True, highlight=False)
    try:
        venue, rows = load_folder(folder)
        used = profiles.load(profile or venue.profile)
    except (BadFiles, profiles.BadProfile) as error:
        console.print(Text(f"colophon assemble: {error}", style="red"), soft_wrap=True)
        raise typer.Exit(Exit.USAGE) from error
    papers = tuple(_paper(row, row.file) for row in rows if row.file is not None)
    fileless = tuple(
        LeftOut(row.paper.id, row.paper.title, "papers.csv names no file") for row in rows if row.file is None
    )
    child.start(PRELOAD)
    try:
        with _bars(console) as bars:
            steps = _Steps(bars)
            made = assemble(
                BuildInputs(venue, papers, used, recto),
                out,
                steps.told,
                draft,
                fileless,
                facts_required=False,
            )
    except (Refused, BuildFailed) as error:
        console.print(Text(f"colophon assemble: {error}", style="red"), soft_wrap=True)
        raise typer.Exit(Exit.REFUSED) from error
    _say(console, made, pending(venue, used))


def _paper(row: PaperRow, path: Path) -> PaperInput:
    with path.open("rb") as stream:
        return PaperInput(row.paper, path, hashlib.file_digest(stream, "sha256").hexdigest())


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:32}"),
        BarColumn(24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )


class _Steps:
    """A bar a step, all of them there from the beginning."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {
            step: bars.add_task(title, total=None, start=False) for step, title in STEPS
        }

    def told(self, event: StepEvent) -> None:
        """A step began, went on or ended."""
        task = self._tasks[event.step]
        if event.state == "running" and event.done == 0:
            self._bars.start_task(task)
        self._bars.update(task, completed=event.done, total=event.total)
        if event.state != "running":
            self._bars.stop_task(task)


def _say(console: Console, made: BuildOutputs, facts: tuple[str, ...]) -> None:
    volume = next(file for file in made.files if file.path == "volume.pdf")
    pages = made.papers[-1].last_page - made.papers[0].first_page + 1
    console.print(
        f"{made.folder / 'volume.pdf'}: {len(made.papers)} papers on {pages} pages, "
        f"{volume.size / 1e6:.1f} MB, sha256 {volume.sha256[:16]}…",
        soft_wrap=True,
    )
    for item in made.left_out:
        console.print(
            Text(f"left out: {item.paper} “{item.title}”: {item.reason}", style="yellow"), soft_wrap=True
        )
    if facts:
        console.print(Text(f"pending: {', '.join(facts)}", style="yellow"))


__all__ = ["Exit", "assemble_command"]
