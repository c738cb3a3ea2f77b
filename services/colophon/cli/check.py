"""``colophon check FILE…``: the checks of the service, offline, on files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from colophon.cli import registered
from colophon.cli.checked import Checked, Exit, checked
from colophon.cli.output import print_json, processors
from colophon.cli.show import show
from colophon.common import profiles, report
from colophon.validation.judge import PRELOAD, Task, judge_many

if TYPE_CHECKING:
    from colophon.cli.html import Html


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="PDF files, or folders of them", show_default=False)
    ] = None,
    profile: Annotated[
        str, typer.Option(help=f"the publisher's profile; {registered.DEFAULT} where none is named")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on standard output")] = False,
    title: Annotated[str, typer.Option(help="the registered title")] = "",
    authors: Annotated[str, typer.Option(help="the registered authors, “; ” between")] = "",
    isbn: Annotated[str, typer.Option(help="the volume's ISBN")] = "",
    year: Annotated[int, typer.Option(help="the volume's year", min=0, max=9999)] = 0,
    category: Annotated[str, typer.Option(help="the kind of paper, where the profile has kinds")] = "",
    metadata: Annotated[
        Path | None,
        typer.Option(help="JSON: file name without .pdf → {profile, title, authors, isbn, year, …}"),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="write pages with pictures of each paper's pages into this folder")
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", help="files checked side by side; 0: one for each processor", min=0)
    ] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="errors and warnings only")] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="print the JSON Schema of --json's document, and end")
    ] = False,
) -> None:
    """Check PDFs as the service does. Exit code 0: all pass, 1: findings hold one, 2: one is unreadable,
    3: it was asked for wrongly."""
    if schema:
        print_json(report.SCHEMA)
        raise typer.Exit(Exit.PASS)
    console = Console(stderr=as_json, highlight=False)
    try:
        if not files:
            raise ValueError("name the PDF files to check, or folders of them")
        options = {"title": title, "authors": authors, "isbn": isbn, "year": year, "category": category}
        known = registered.Registered(
            profile,
            {name: value for name, value in options.items() if value},
            registered.read(metadata) if metadata else {},
        )
        tasks = [known.task(path) for path in registered.files(files)]
        out = _html(html) if html else None
        answers = _run(console, tasks, jobs, out, as_json=as_json, quiet=quiet)
    except (profiles.BadProfile, ValueError, OSError) as error:
        Console(stderr=True, highlight=False).print(
            Text(f"colophon check: {error}", style="red"), soft_wrap=True
        )
        raise typer.Exit(Exit.USAGE) from error
    if as_json:
        print_json({"files": [each.entry for each in answers]})
    elif len(answers) > 1:
        console.print(_summary(answers))
    if out is not None:
        console.print(Text(f"report: {out.index()}"), soft_wrap=True)
    raise typer.Exit(max((each.code for each in answers), default=Exit.PASS))


def _html(folder: Path) -> Html:
    """The web's templates are loaded only where they are wanted."""
    from colophon.cli.html import Html

    return Html(folder)


def _run(
    console: Console, tasks: list[Task], jobs: int, out: Html | None, *, as_json: bool, quiet: bool
) -> list[Checked]:
    """Every file judged, shown as it comes."""
    workers = min(jobs or processors(), len(tasks))
    answers = []
    bar = Progress(
        TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True) if as_json else console,
        transient=True,
        disable=len(tasks) < 3 or not (sys.stderr.isatty() if as_json else console.is_terminal),
    )  # fmt: skip
    judged = judge_many(tasks, workers, out.then if out else checked, out.preload if out else PRELOAD)
    with bar:
        for answer in bar.track(judged, total=len(tasks)):
            answers.append(answer)
            if out is not None:
                out.add(answer.entry)
            if not as_json:
                show(console, answer.entry, quiet=quiet)
    return answers


def _summary(answers: Iterable[Checked]) -> Text:
    codes = [each.code for each in answers]
    told = Text(f"{len(codes)} files: ")
    told.append(f"{codes.count(Exit.PASS)} pass", style="green")
    told.append(f", {codes.count(Exit.FINDINGS)} on hold", style="red")
    unreadable = codes.count(Exit.UNREADABLE)
    return told.append(f", {unreadable} unreadable", style="red") if unreadable else told


__all__ = ["Exit", "check", "checked"]
