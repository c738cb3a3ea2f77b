"""``colophon plan FOLDER``: every page number before a volume is made, and what a change would move."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from colophon.assembly import papers
from colophon.assembly.build import start
from colophon.assembly.cache import Cache
from colophon.assembly.collation import collator
from colophon.assembly.domain.inputs import LeftOut, PaperInput
from colophon.assembly.domain.outlook import Change, Counted, Outlook, changes, outlook
from colophon.assembly.domain.whatif import NoSuchChange, Replacement, WhatIf, applied
from colophon.assembly.render.pages import dates
from colophon.cli.assemble import told
from colophon.cli.folder import Exit, cache_folder, inputs_of, opened, sha256_of
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue


def _option(words: str) -> Any:
    return typer.Option(help=words, show_default=False)


def plan_command(
    folder: Annotated[Path, typer.Argument(help="the venue's folder", show_default=False)],
    without: Annotated[list[str] | None, _option("what if this paper were withdrawn")] = None,
    swap: Annotated[tuple[str, str] | None, _option("what if these two papers changed places")] = None,
    replace: Annotated[list[str] | None, _option("what if a paper had this file: p007=new.pdf")] = None,
    isbn: Annotated[str | None, _option("what if this were the ISBN")] = None,
    start_page: Annotated[int | None, _option("what if the body began on this page")] = None,
    recto: Annotated[
        bool | None, typer.Option("--recto/--run-on", help="what if papers started on odd pages")
    ] = None,
    order: Annotated[str | None, _option("what if print went by session, programme, or ids: a,b,c")] = None,
    profile: Annotated[str, typer.Option(help="the publisher's profile, instead of the venue's")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="as JSON on standard output")] = False,
    cache: Annotated[Path | None, _option("folder in which steps are kept")] = None,
) -> None:
    """Say on which pages every paper will stand; with a what-if, everything that it would change.

    Nothing is made or decided. Exit code 0: said; 1: no paper can be read; 3: the folder or the what-if is
    wrong.
    """
    console = Console(stderr=True, highlight=False)
    venue, rows, used = opened(folder, profile, console)
    inputs, missing = inputs_of(folder, venue, rows, used)
    start()
    reader = _Reader(used, Cache(cache_folder(cache)), console)
    counted = reader.counted(inputs.papers, missing)
    now = _look(venue, used, counted)
    hand = tuple(order.split(",")) if order and order not in ("session", "programme", "hand") else ()
    try:
        what = WhatIf(
            tuple(without or ()), (swap,) if swap else (),
            reader.replacements(replace or []), isbn,
            start_page, recto, None if hand else order, hand,
        )  # fmt: skip
        then = None if what == WhatIf() else _look(*_applied(what, venue, used, counted))
    except NoSuchChange as error:
        console.print(Text(f"colophon plan: {error}", style="red"), soft_wrap=True)
        raise typer.Exit(Exit.USAGE) from error
    moved = changes(now, then) if then else ()
    if as_json:
        print(json.dumps(_plain(now, then, moved), ensure_ascii=False))
    elif then is None:
        _table(now)
    else:
        _told(moved)


def _applied(
    what: WhatIf, venue: Venue, profile: Profile, counted: list[Counted]
) -> tuple[Venue, Profile, tuple[Counted, ...]]:
    new_venue, new_papers = applied(what, venue, counted)
    return new_venue, profile, new_papers


def _look(venue: Venue, profile: Profile, counted: list[Counted] | tuple[Counted, ...]) -> Outlook:
    when = dates(venue.starts, venue.ends)
    return outlook(venue, profile, counted, collator(venue.language), dates=when)


class _Reader:
    """Counts the pages of papers."""

    def __init__(self, profile: Profile, cache: Cache, console: Console) -> None:
        self.profile, self.cache, self.console = profile, cache, console

    def counted(self, items: tuple[PaperInput, ...], missing: tuple[LeftOut, ...]) -> list[Counted]:
        """The papers that can be read; the others are said and not planned."""
        facts, broken = papers.read(items, self.profile, self.cache)
        for item in (*missing, *broken):
            words = f"not planned: {item.paper} “{item.title}”: {item.reason}. {item.remedy}"
            self.console.print(Text(words, style="yellow"), soft_wrap=True)
        out = [
            Counted(
                item.paper, len(facts[item.paper.id]["pages"]), item.sha256, facts[item.paper.id]["rights"]
            )
            for item in items
            if item.paper.id in facts
        ]
        if not out:
            self.console.print(Text("colophon plan: no paper can be read", style="red"))
            raise typer.Exit(Exit.REFUSED)
        return out

    def replacements(self, asked: list[str]) -> dict[str, Replacement]:
        """Paper → the file that would be its own; raises NoSuchChange."""
        out = {}
        for text in asked:
            pid, _, name = text.partition("=")
            path = Path(name)
            if not path.is_file():
                raise NoSuchChange(f"{text!r} names no paper and file such as p007=new.pdf")
            probe = PaperInput(Paper(pid, name, ()), path, sha256_of(path))
            facts, broken = papers.read([probe], self.profile, self.cache)
            if broken:
                raise NoSuchChange(f"{name}: {broken[0].reason}")
            found = facts[probe.paper.id]
            out[pid] = Replacement(len(found["pages"]), probe.sha256, found["rights"])
        return out


def _plain(now: Outlook, then: Outlook | None, moved: tuple[Change, ...]) -> dict[str, Any]:
    shown = then or now
    return {
        "papers": [dataclasses.asdict(paper) for paper in shown.papers],
        "changes": [dataclasses.asdict(change) for change in moved],
    }


def _table(now: Outlook) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("pages", "paper", "title"):
        table.add_column(heading, no_wrap=heading != "title")
    for paper in now.papers:
        table.add_row(paper.range, paper.paper, Text(paper.title))
    Console(highlight=False).print(table)


def _told(moved: tuple[Change, ...]) -> None:
    console = Console(highlight=False)
    if not moved:
        console.print("Nothing would change.")
    headings = (
        ("paper", "Papers that would move"), ("index", "Index entries"), ("citation", "Citations"),
        ("file", "Files"),
    )  # fmt: skip
    for kind, heading in headings:
        lines = [told(change) for change in moved if change.kind == kind]
        if lines:
            console.print(f"{heading} ({len(lines)})", style="bold")
            for line in lines:
                console.print(Text(f"  {line}"), soft_wrap=True)
