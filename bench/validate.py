"""How fast papers are judged, beside the bare reading and drawing of the same pages in the same run.

``python bench/validate.py --papers 100 [--json]``: the corpus' sound papers, as often as needed, each copy
with bytes of its own. The bare pass is pypdfium2's text of each page and its rendering at 72 dpi, nothing
else; judging is the whole way: child process, facts, every rule. Without ``--papers``: 20, 100 and 300.
With ``--json`` the last line is one JSON object of the largest run: ``ratio`` (one worker to the bare pass of
one process), ``two_workers`` (how much faster two are than one), ``memory_growth`` (of the parent, MB).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from colophon.common import profiles
from colophon.common.domain.venue import Paper, Person, Venue
from colophon.validation.judge import Report, Task, judge_many

CORPUS = Path(__file__).resolve().parents[1] / "tests/corpus"
SOUND = (
    "ieee-ok-3", "ieee-ok-5", "ieee-ok-accents", "ieee-ok-appendix", "ieee-ad-complete",
    "ieee-ok-refs-newpage", "ieee-ok-trap", "ieee-ok-usgov", "ieee-ok-brim", "acm-ok-3", "acm-ok-5",
)  # fmt: skip


def tasks(count: int, folder: Path) -> list[Task]:
    """``count`` papers with what is registered; equal ones differ in a comment at the end."""
    registered = json.loads((CORPUS / "metadata.json").read_text())
    known = {name: profiles.load(name) for name in {entry["profile"] for entry in registered.values()}}
    out = []
    for number in range(count):
        stem = SOUND[number % len(SOUND)]
        entry = registered[stem]
        path = folder / f"p{number:03}.pdf"
        path.write_bytes((CORPUS / f"{stem}.pdf").read_bytes() + b"%% copy %d\n" % number)
        paper = Paper(f"p{number:03}", entry["title"], tuple(Person(name) for name in entry["authors"]))
        venue = Venue("b", "b", "b", isbn=entry["isbn"], publication_date=date(entry["year"], 11, 15))
        out.append(Task(path, paper, venue, known[entry["profile"]]))
    return out


def bare(path: Path) -> int:
    """Text and a picture of 72 dpi of every page; the number of pages."""
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    for index in range(count):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        page.render(scale=1).close()
        text.close()
        page.close()
    document.close()
    return count


def verdict(_: Task, report: Report) -> str:
    return report.verdict.value


def _judged(work: list[Task], workers: int) -> float:
    """Seconds a paper. Counted from the first answer: what a worker takes to start is no part of a rate."""
    answers, begun = [], 0.0
    for answer in judge_many(work, workers, verdict):
        begun = begun or time.perf_counter()
        answers.append(answer)
    assert answers == ["pass"] * len(work), answers
    return (time.perf_counter() - begun) / (len(work) - 1)


def _bare(work: list[Task], pool: ProcessPoolExecutor) -> tuple[float, int]:
    begun = time.perf_counter()
    pages = sum(pool.map(bare, [task.path for task in work], chunksize=len(work)))
    return time.perf_counter() - begun, pages


def measure(count: int) -> dict[str, Any]:
    """One size: bare and judged turn about, so that what else the machine does meets both."""
    with tempfile.TemporaryDirectory() as name:
        work = tasks(count, Path(name))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ratios, speedups, spent = [], [], []
        rounds = max(1, min(5, 200 // count))
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            _bare(work[:2], pool)
            for _ in range(rounds):
                first, pages = _bare(work, pool)
                one = _judged(work, 1)
                second, _ = _bare(work, pool)
                two = _judged(work, 2)
                ratios.append(2 * one * count / (first + second))
                speedups.append(one / two)
                spent.append(one)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    one = statistics.median(spent)
    return {
        "papers": count,
        "pages": pages,
        "papers_per_s": round(1 / one, 1),
        "pages_per_s": round(pages / count / one, 1),
        "ratio": round(statistics.median(ratios), 2),
        "two_workers": round(statistics.median(speedups), 2),
        "memory_growth": round(grown / 1024, 1),
    }


_ROW = "{:>7} {:>6} {:>9} {:>8} {:>8} {:>10} {:>8}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, action="append", help="how many, at least 10; may be repeated")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found: dict[str, Any] = {}
    print(_ROW.format("papers", "pages", "papers/s", "pages/s", "to bare", "2 workers", "MB more"))
    for count in given.papers or [20, 100, 300]:
        found = measure(max(10, count))
        print(_ROW.format(*found.values()), flush=True)
    if given.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
