"""Tables of the docs, as tests read them."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def table(document: str, last: str) -> list[list[str]]:
    """The rows of the one table whose last column is headed ``last``."""
    lines = (DOCS / document).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("|") and line.endswith(f"| {last} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows
