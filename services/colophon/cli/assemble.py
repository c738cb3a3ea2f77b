"""``colophon assemble FOLDER -o OUT``: the volume from a venue's folder, offline, by the service's code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from colophon.assembly.build import BuildFailed, BuildOutputs, StepEvent, assemble, start
from colophon.assembly.cache import Cache
from colophon.assembly.domain.inputs import Refused, pending
from colophon.assembly.domain.outlook import Change, Outlook, changes
from colophon.assembly.steps import steps_of
from colophon.cli.folder import Exit, cache_folder, inputs_of, opened

_SHOWN = 12
"""Changes that are listed one by one."""


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
    prove: Annotated[
        bool, typer.Option("--prove", help="compare every stamped page with its source, pixel by pixel")
    ] = False,
    cache: Annotated[
        Path | None,
        typer.Option(help="folder in which steps are kept for the next build", show_default=False),
    ] = None,
) -> None:
    """Make volume.pdf, volume.bib, plan.json and the stamped papers. Judges no paper: any template is taken.

    Exit code 0: made; 1: a file is missing, unreadable, encrypted or there twice; 3: the folder is wrong.
    """
    console = Console(stderr=True, highlight=False)
    venue, rows, used = opened(folder, profile, console)
    inputs, missing = inputs_of(folder, venue, rows, used, recto)
    before = _outlook(out)
    kept = cache_folder(cache)
    start()
    try:
        with _bars(console) as bars:
            steps = _Steps(bars, prove)
            made = assemble(
                inputs, out, steps.told, draft, missing, facts_required=False, cache=kept, prove=prove
            )
    except (Refused, BuildFailed) as error:
        console.print(Text(f"colophon assemble: {error}", style="red"), soft_wrap=True)
        raise typer.Exit(Exit.REFUSED) from error
    Cache(kept).prune()
    _say(console, made, pending(venue, used))
    after = _outlook(out)
    if before is not None and after is not None:
        _moved(console, changes(before, after))


def _outlook(out: Path) -> Outlook | None:
    """Of the build whose files stand in a folder."""
    try:
        return Outlook.of(json.loads((out / "plan.json").read_text(encoding="utf-8"))["outlook"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:40}"),
        BarColumn(24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )


class _Steps:
    """A bar a step, all of them there from the beginning."""

    def __init__(self, bars: Progress, prove: bool) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {
            step: bars.add_task(title, total=None, start=False) for step, title in steps_of(prove)
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
    pages = sum(paper.last_page - paper.first_page + 1 for paper in made.papers)
    console.print(
        f"{made.folder / 'volume.pdf'}: {len(made.papers)} papers on {pages} pages, "
        f"{volume.size / 1e6:.1f} MB, sha256 {volume.sha256[:16]}…",
        soft_wrap=True,
    )
    for item in made.left_out:
        console.print(
            Text(f"left out: {item.paper} “{item.title}”: {item.reason}", style="yellow"), soft_wrap=True
        )
    for warned in made.warnings:
        console.print(Text(f"{warned.paper}: {warned.message}", style="yellow"), soft_wrap=True)
    if facts:
        console.print(Text(f"pending: {', '.join(facts)}", style="yellow"))


def _moved(console: Console, found: tuple[Change, ...]) -> None:
    """What is another since the last build in the same folder."""
    if not found:
        return
    console.print(f"Since the last build {len(found)} things moved:")
    for change in found[:_SHOWN]:
        console.print(Text(f"  {told(change)}"), soft_wrap=True)
    if len(found) > _SHOWN:
        console.print(f"  … and {len(found) - _SHOWN} more")


def told(change: Change) -> str:
    """A change as a line."""
    what = {
        "paper": f"{change.name} “{change.about}”: pages",
        "index": f"index: {change.name}:",
        "citation": f"citation {change.name}{f', {change.about}' * bool(change.about)}:",
        "file": f"{change.name}:",
    }[change.kind]
    if change.kind == "file":
        return f"{what} {'added' if not change.before else change.after or 'removed'}"
    return f"{what} {change.before or '(none)'} → {change.after or '(none)'}"


__all__ = ["Exit", "assemble_command"]
