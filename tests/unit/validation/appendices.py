"""Artifact appendices for tests: the template filled in, one line changed."""

from __future__ import annotations

from sheets import BOLD, Sheets

PARTS = (
    "Relation To Contributions: The artifact supports the first two claims.",
    "Expected Results: The kernel is faster than the baseline on all nodes.",
    "Expected Reproduction Time (in Minutes): Setup 15 min, Execution 120 min, Analysis 10 min.",
    "Artifact Setup (incl. Inputs)",
    "Hardware: One node with four accelerators is enough.",
    "Software: Python 3.11.7 (https://www.python.org) and GCC 13.2.",
    "Datasets / Inputs: The corpus of open texts is used.",
    "Installation and Deployment: The script compiles all there is.",
    "Artifact Execution: The workflow has three tasks, T1 → T2 → T3.",
    "Artifact Analysis (incl. Outputs): The script draws the figure of the paper.",
)
OVERVIEW = (
    "Overview of Contributions and Artifacts",
    "Paper’s Main Contributions",
    "C1 The kernel is fast.",
    "C2 The model is open.",
    "Computational Artifacts",
    "A1 https://doi.org/10.5281/zenodo.10000068",
    "A2 https://doi.org/10.5281/zenodo.10000075",
    "Artifact ID Contributions Supported Related Paper Elements",
    "A1 C1, C2 Figure 1",
    "A2 C2 Table 1",
    "Artifact Identification",
)
EVALUATION = (
    "Artifact Setup (incl. Inputs): Unpack the archive and load the modules.",
    "Artifact Execution: First T1 prepares, then T2 computes for a while, last T3 collects what it found.",
    "Artifact Analysis (incl. Outputs): Compare the figure drawn with the paper.",
)


def appendix(
    drop: str = "",
    swap: tuple[str, str] = ("", ""),
    extra: str = "",
    evaluation: bool = False,
    lettered: bool = True,
) -> Sheets:
    """A sound paper with the appendix; lines that begin with ``drop`` are left out."""
    sheets = Sheets().front().heading("I. Introduction").line("Fig. 1 shows the speed, Table I the size.")
    sheets.fill_to(3).heading("Acknowledgments").text(2).references().next_page()
    sheets.line("Artifact Description (AD)", 12.0, BOLD, centred=True)
    lines = list(OVERVIEW)
    for artifact in (1, 2):
        lines.append(f"Computational Artifact A{artifact}")
        lines += [f"{chr(97 + n)}) {p}" if lettered and n < 3 else p for n, p in enumerate(PARTS)]
    if extra:
        lines.append(extra)
    _write(sheets, lines, drop, swap)
    if evaluation:
        sheets.next_page().line("Artifact Evaluation (AE)", 12.0, BOLD, centred=True)
        more = [line for n in (1, 2) for line in (f"Computational Artifact A{n}", *EVALUATION)]
        _write(sheets, more, drop, swap)
    return sheets


def _write(sheets: Sheets, lines: list[str], drop: str, swap: tuple[str, str]) -> None:
    seen = False
    for line in lines:
        if (
            drop
            and not seen
            and line.removeprefix("a) ").removeprefix("b) ").removeprefix("c) ").startswith(drop)
        ):
            seen = True  # The first one only.
            continue
        text = line.replace(*swap) if swap[0] else line
        # Over the whole width, as the template is set.
        sheets.y -= 12.0
        if sheets.y < 80:
            sheets.next_page()
        sheets.put(text, (49.0, sheets.y - 2, min(563.0, 49 + 4.4 * len(text)), sheets.y + 7))
