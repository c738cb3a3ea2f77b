"""``colophon check FILE…``: the checks of the service, offline, on files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from colophon.common import child, profiles
from colophon.common.domain.findings import Severity, Verdict
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Person, Venue
from colophon.validation.judge import PRELOAD, Report, judge_file

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


class Exit(IntEnum):
    """Exit codes: the worst of all files."""

    PASS = 0
    FINDINGS = 1
    UNREADABLE = 2
    USAGE = 3


def check(
    files: Annotated[list[Path], typer.Argument(help="PDF files, or folders of them", show_default=False)],
    profile: Annotated[str, typer.Option(help="the publisher's profile")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on standard output")] = False,
    title: Annotated[str, typer.Option(help="the registered title")] = "",
    authors: Annotated[str, typer.Option(help="the registered authors, “; ” between")] = "",
    isbn: Annotated[str, typer.Option(help="the volume's ISBN")] = "",
    year: Annotated[int, typer.Option(help="the volume's year")] = 0,
    metadata: Annotated[
        Path | None,
        typer.Option(
            help="JSON: file name without .pdf → profile, title, authors, isbn, year",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="errors and warnings only")] = False,
) -> None:
    """Check PDFs as the service does. Exit code 0: all pass, 1: findings hold one, 2: one is unreadable."""
    console = Console(stderr=as_json, highlight=False)
    try:
        known = _metadata(metadata)
        paths = list(_files(files))
        child.start(PRELOAD)
        answers, worst = [], Exit.PASS
        with Progress(
            console=console, transient=True, disable=len(paths) < 3 or not console.is_terminal
        ) as bar:
            for path in bar.track(paths, description="checking"):
                entry = known.get(path.stem, {})
                used = profiles.load(str(entry.get("profile") or profile or "ieee-sc26"))
                report = judge_file(
                    path, *_registered(path, entry, title, authors, isbn, year), used, filename=path.name
                )
                worst = max(worst, _code(report))
                if as_json:
                    answers.append(document(path, used, report))
                else:
                    _show(console, path, used, report, quiet)
    except (profiles.BadProfile, ValueError, OSError) as error:
        Console(stderr=True, highlight=False).print(Text(f"colophon check: {error}", style="red"))
        raise typer.Exit(Exit.USAGE) from error
    if as_json:
        json.dump({"files": answers}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    raise typer.Exit(worst)


def document(path: Path, profile: Profile, report: Report) -> dict[str, Any]:
    """One file of the JSON document."""
    judgement = report.judgement
    return {
        "path": str(path),
        "sha256": report.sha256,
        "profile": profile.name,
        "verdict": report.verdict.value,
        "content_pages": judgement.content_pages,
        "pages": [{"page": number, "counts_as": kind.value} for number, kind in judgement.pages],
        "findings": [
            {
                "rule": f.rule,
                "severity": f.severity.value,
                "page": f.page,
                "box": [round(v, 1) for v in f.box] if f.box else None,
                "message": f.message,
                "remedy": f.remedy,
            }
            for f in report.findings
        ],
        "artifacts": artifacts(report),
        "seconds": round(report.seconds, 3),
    }


def artifacts(report: Report) -> dict[str, Any] | None:
    """The artifact appendix as data; None without one."""
    found = report.judgement.artifacts
    if found is None:
        return None

    def blocks(many: Any) -> list[dict[str, Any]]:
        return [
            {
                "artifact": f"A{b.artifact}",
                "page": b.page,
                "parts": {key: part.text for key, part in b.parts.items()},
                "setup": {key: part.text for key, part in b.setup.items()},
            }
            for b in many
        ]

    return {
        "page": found.page,
        "contributions": [{"id": f"C{n}", "text": text} for n, text in sorted(found.contributions.items())],
        "artifacts": [{"id": f"A{a.number}", "urls": list(a.urls)} for a in found.artifacts],
        "table": [
            {
                "artifact": f"A{row.artifact}",
                "contributions": [f"C{n}" for n in row.contributions],
                "elements": list(row.elements),
            }
            for row in found.rows
        ],
        "blocks": blocks(found.blocks),
        "evaluation": blocks(found.ae_blocks) if found.ae else None,
    }


def _files(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(path.glob("*.pdf"))
        elif path.is_file():
            yield path
        else:
            raise ValueError(f"there is no file {path}")


def _metadata(path: Path | None) -> dict[str, dict[str, Any]]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: not JSON: {error}") from error
    if not isinstance(found, dict) or not all(isinstance(v, dict) for v in found.values()):
        raise ValueError(f"{path}: must be an object: file name without .pdf → what is registered")
    return found


def _registered(
    path: Path, entry: dict[str, Any], title: str, authors: str, isbn: str, year: int
) -> tuple[Paper, Venue]:
    """The registered paper and venue, as far as they are given."""
    names = entry.get("authors") or [a for a in (one.strip() for one in authors.split(";")) if a]
    people = tuple(
        Person(str(n.get("name", "")), str(n.get("affiliation", "")))
        if isinstance(n, dict)
        else Person(str(n))
        for n in names
    )
    paper = Paper(path.stem, str(entry.get("title") or title), people, doi=str(entry.get("doi", "")))
    if entry.get("category"):
        paper = replace(paper, extra={"category": str(entry["category"])})
    chosen = int(entry.get("year") or year or 0)
    venue = Venue(
        "offline",
        "offline",
        "offline",
        isbn=str(entry.get("isbn") or isbn),
        publication_date=date(chosen, 1, 1) if chosen else None,
        page_limit=entry.get("page_limit"),
    )
    return paper, venue


def _code(report: Report) -> Exit:
    if not report.facts.readable:
        return Exit.UNREADABLE
    return Exit.PASS if report.verdict is Verdict.PASS else Exit.FINDINGS


def _show(console: Console, path: Path, profile: Profile, report: Report, quiet: bool) -> None:
    """One file for people to read."""
    held = report.verdict is Verdict.HOLD
    pages = report.judgement.content_pages
    line = Text(str(path), style="bold")
    line.append("  hold" if held else "  pass", style="bold red" if held else "bold green")
    line.append(f"  {profile.name}, {report.facts.page_count} pages", style="dim")
    if pages is not None:
        line.append(f", {pages} of main text", style="dim")
    console.print(line)
    for finding in report.findings:
        if quiet and finding.severity is Severity.INFO:
            continue
        text = Text("  ")
        text.append(f"{finding.severity.value:8}", style=_STYLES[finding.severity])
        text.append(f"{finding.rule:9}", style="cyan")
        text.append(f"p. {finding.page}: " if finding.page else "")
        text.append(finding.message)
        console.print(text, soft_wrap=True)
        if finding.severity is not Severity.INFO:
            console.print(Text(f"                   → {finding.remedy}", style="dim"), soft_wrap=True)


__all__ = ["Exit", "artifacts", "check", "document"]
