"""A report for people in a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
SHORT = {"body": "body", "references": "refs", "appendix": "app", "ad": "AD", "ae": "AE", "blank": "blank"}


def show(console: Console, entry: dict[str, Any], *, quiet: bool = False) -> None:
    """One file of the report's document."""
    held = entry["verdict"] == "hold"
    line = Text(entry["path"], style="bold")
    line.append("  hold" if held else "  pass", style="bold red" if held else "bold green")
    line.append(f"  {entry['profile']}, {_plural(entry['page_count'], 'page')}", style="dim")
    if entry["content_pages"] is not None:
        line.append(f", {entry['content_pages']} of main text", style="dim")
        if entry["content_limit"] is not None:
            line.append(f" (at most {entry['content_limit']})", style="dim")
    console.print(line, soft_wrap=True)
    if entry["pages"] and not quiet:
        console.print(Text("  " + pages(entry["pages"]), style="dim"), soft_wrap=True)
    for finding in entry["findings"]:
        if quiet and finding["severity"] == "info":
            continue
        text = Text("  ")
        text.append(f"{finding['severity']:8}", style=STYLES[finding["severity"]])
        text.append(f"{finding['rule']:9}", style="cyan")
        text.append(f"p. {finding['page']}: " if finding["page"] else "")
        text.append(finding["message"])
        console.print(text, soft_wrap=True)
        if finding["severity"] != "info" and finding["remedy"]:
            console.print(Text(f"                   → {finding['remedy']}", style="dim"), soft_wrap=True)


def pages(found: list[dict[str, Any]]) -> str:
    """``1–5 body · 6 refs · 7–8 AD``."""
    out = []
    for kind, run in groupby(found, key=lambda page: page["counts_as"]):
        numbers = [page["page"] for page in run]
        span = f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
        out.append(f"{span} {SHORT[kind]}")
    return " · ".join(out)


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
