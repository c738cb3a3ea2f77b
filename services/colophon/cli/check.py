"""``colophon check FILE…``: the checks of the service, offline, on files."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from colophon.cli import registered
from colophon.cli.checked import Checked, Exit, checked
from colophon.cli.show import show
from colophon.common import profiles, report
from colophon.validation.judge import Task, judge_many


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
        _print_json(report.SCHEMA)
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
        answers = _run(console, tasks, jobs, as_json=as_json, quiet=quiet)
    except (profiles.BadProfile, ValueError, OSError) as error:
        Console(stderr=True, highlight=False).print(
            Text(f"colophon check: {error}", style="red"), soft_wrap=True
        )
        raise typer.Exit(Exit.USAGE) from error
    if as_json:
        _print_json({"files": [each.entry for each in answers]})
    elif len(answers) > 1:
        console.print(_summary(answers))
    raise typer.Exit(max((each.code for each in answers), default=Exit.PASS))


def _run(console: Console, tasks: list[Task], jobs: int, *, as_json: bool, quiet: bool) -> list[Checked]:
    """Every file judged, shown as it comes."""
    workers = min(jobs or _processors(), len(tasks))
    answers = []
    bar = Progress(
        TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True) if as_json else console,
        transient=True,
        disable=len(tasks) < 3 or not (sys.stderr.isatty() if as_json else console.is_terminal),
    )  # fmt: skip
    with bar:
        for answer in bar.track(judge_many(tasks, workers, checked), total=len(tasks)):
            answers.append(answer)
            if not as_json:
                show(console, answer.entry, quiet=quiet)
    return answers


def _processors() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _summary(answers: Iterable[Checked]) -> Text:
    codes = [each.code for each in answers]
    told = Text(f"{len(codes)} files: ")
    told.append(f"{codes.count(Exit.PASS)} pass", style="green")
    told.append(f", {codes.count(Exit.FINDINGS)} on hold", style="red")
    unreadable = codes.count(Exit.UNREADABLE)
    return told.append(f", {unreadable} unreadable", style="red") if unreadable else told


def _print_json(document: Any) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    # Whatever the terminal's encoding, and whatever bytes a file's name is made of.
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


__all__ = ["Exit", "check", "checked"]
