"""``colophon cite OUT``: references to a volume's papers as IEEE or ACM print them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from colophon.assembly.render.references import STYLES, formatted
from colophon.cli.folder import Exit


def cite_command(
    out: Annotated[Path, typer.Argument(help="the folder of an assembled volume", show_default=False)],
    style: Annotated[str, typer.Option(help=f"one of {', '.join(STYLES)}")] = "ieee",
) -> None:
    """Print a reference to each paper, one a line. Exit code 3: no volume there, or no such style."""
    console = Console(stderr=True, highlight=False)
    if style not in STYLES:
        console.print(Text(f"colophon cite: no style {style!r}; there are {', '.join(STYLES)}", style="red"))
        raise typer.Exit(Exit.USAGE)
    try:
        items = json.loads((out / "citations/volume.csl.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        words = f"colophon cite: no volume in {out}; make one with colophon assemble FOLDER -o {out}"
        console.print(Text(words, style="red"), soft_wrap=True)
        raise typer.Exit(Exit.USAGE) from error
    for line in formatted(items, style):
        print(line)
