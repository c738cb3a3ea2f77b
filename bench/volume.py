"""How fast a volume is made, beside the bare merge of the same papers in the same run.

``python bench/volume.py --papers 100 [--json]``: the corpus' sound papers, as often as needed, each copy with
bytes of its own. With ``--json`` the last line is one JSON object: ``volume_ratio`` (merge, stamp, outline,
links, save to the bare ``add_pages_from`` and save), ``cold_ratio`` (the whole build to the same),
``warm_ratio`` (a build after one paper changed to the cold one), ``bytes_ratio`` (volume to its papers),
``prover_ratio`` (the proof to the bare renders it needs).
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from colophon.assembly.build import BuildOutputs, StepEvent, assemble, start
from colophon.assembly.domain.inputs import BuildInputs, PaperInput
from colophon.assembly.render import prover
from colophon.common import profiles
from colophon.common.domain.venue import Paper, Person
from colophon.common.venuefile import load_folder

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests/corpus"
SOUND = (
    "ieee-ok-3", "ieee-ok-5", "ieee-ok-accents", "ieee-ok-appendix", "ieee-ad-complete",
    "ieee-ok-refs-newpage", "ieee-ok-trap", "ieee-ok-usgov", "ieee-ok-brim", "acm-ok-3", "acm-ok-5",
)  # fmt: skip


def papers(count: int, folder: Path) -> list[PaperInput]:
    """``count`` papers of the corpus under ids of their own; equal ones differ in a comment at the end."""
    registered = json.loads((CORPUS / "metadata.json").read_text())
    out = []
    for number in range(count):
        stem = SOUND[number % len(SOUND)]
        entry = registered[stem]
        path = folder / f"p{number:03}.pdf"
        path.write_bytes((CORPUS / f"{stem}.pdf").read_bytes() + b"%% copy %d\n" % number)
        paper = Paper(
            f"p{number:03}",
            f"{entry['title']}, Part {number + 1}",
            tuple(Person(name) for name in entry["authors"]),
            order=number,
            doi=f"10.5555/bench.{number:03}",
        )
        out.append(PaperInput(paper, path, hashlib.sha256(path.read_bytes()).hexdigest()))
    return out


def timed(work: Callable[[], Any]) -> float:
    """Seconds."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def bare_merge(items: list[PaperInput], target: Path) -> int:
    """What any merger does with pikepdf; returns the number of pages."""
    with pikepdf.new() as out:
        sources = [pikepdf.open(item.path) for item in items]
        for source in sources:
            out.add_pages_from(source)
        out.save(target)
        return len(out.pages)


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--papers", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start()
    with tempfile.TemporaryDirectory(prefix="colophon-bench-") as scratch:
        print_result(measure(options.papers, Path(scratch)), options.json)


def measure(count: int, folder: Path) -> dict[str, Any]:
    """All numbers of one run."""
    items = papers(count, folder)
    venue, _ = load_folder(ROOT / "venues/tpc26")
    venue = dataclasses.replace(venue, sessions=())
    inputs = BuildInputs(venue, tuple(items), profiles.load("ieee-sc26"))
    pages = bare_merge(items, folder / "bare.pdf")
    bare = min(timed(lambda: bare_merge(items, folder / "bare.pdf")) for _ in range(3))
    result: dict[str, Any] = {"papers": count, "pages": pages, "bare_seconds": round(bare, 3)}
    if shutil.which("qpdf"):
        command = ["qpdf", "--empty", "--pages", *(str(i.path) for i in items), "--", str(folder / "q.pdf")]
        result["qpdf_seconds"] = round(timed(lambda: subprocess.run(command, check=False)), 3)
    steps: dict[str, float] = {}

    def told(event: StepEvent) -> None:
        if event.state == "done":
            steps[event.step] = round(event.seconds, 3)

    made: list[BuildOutputs] = []
    cold = timed(lambda: made.append(assemble(inputs, folder / "cold", told, cache=folder / "cache")))
    result |= {"steps": dict(steps), "cold_seconds": round(cold, 3)}
    warm = timed(lambda: assemble(changed(inputs), folder / "warm", told, cache=folder / "cache"))
    result |= {"warm_steps": dict(steps), "warm_seconds": round(warm, 3)}
    volume = (folder / "cold/volume.pdf").stat().st_size
    # In the cold build the merge waits for papers that are being stamped: here it runs alone, and the
    # stamping that it would else do itself is added.
    volume_seconds = steps["volume"] + made[0].stamping_seconds
    result |= proving(items[:20], folder / "cold/papers")
    return result | {
        "volume_seconds": round(volume_seconds, 3),
        "volume_ratio": round(volume_seconds / bare, 2),
        "cold_ratio": round(cold / bare, 2),
        "warm_ratio": round(warm / cold, 2),
        "bytes_ratio": round(volume / sum(item.path.stat().st_size for item in items), 3),
        "peak_child_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }


def proving(items: list[PaperInput], stamped: Path) -> dict[str, Any]:
    """The prover beside the bare renders of the pages it compares, both on one core."""
    pairs = [(item.path, stamped / f"{item.paper.id}.pdf") for item in items]

    def bare() -> None:
        for path in (path for pair in pairs for path in pair):
            document = pypdfium2.PdfDocument(path)
            for page in document:
                page.render(scale=prover.SCALE, grayscale=True)
            document.close()

    def prove() -> None:
        for source, target in pairs:
            zones = [[[0.4, 0.93, 0.6, 0.97]]] * len(pypdfium2.PdfDocument(source))
            prover.prove({"source": str(source), "stamped": str(target), "pages": zones})

    renders = min(timed(bare) for _ in range(2))
    proof = min(timed(prove) for _ in range(2))
    return {"renders_seconds": round(renders, 3), "prover_ratio": round(proof / renders, 2)}


def changed(inputs: BuildInputs) -> BuildInputs:
    """The same with other bytes of equal length in the middle paper."""
    items = list(inputs.papers)
    item = items[len(items) // 2]
    path = item.path.with_suffix(".new.pdf")
    path.write_bytes(item.path.read_bytes().replace(b"% copy", b"% Copy"))
    items[len(items) // 2] = PaperInput(item.paper, path, hashlib.sha256(path.read_bytes()).hexdigest())
    return dataclasses.replace(inputs, papers=tuple(items))


def print_result(result: dict[str, Any], as_json: bool) -> None:
    """For people, or as one line."""
    if as_json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:16} {value}")


if __name__ == "__main__":
    main()
