"""What a build made: its files, their plan, and how they come into place."""

from __future__ import annotations

import dataclasses
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from colophon.assembly import children, delivery
from colophon.assembly.cache import sha256_of
from colophon.assembly.domain import citations
from colophon.assembly.domain.inputs import LeftOut, Warned
from colophon.assembly.domain.outlook import Outlook, of_parts
from colophon.assembly.state import State
from colophon.common.domain.venue import Paper


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the build: path below its folder, with size in bytes and sha256 in hexadecimal."""

    path: str
    size: int
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class PaperOutput:
    """A paper in the volume, with the names of its own files."""

    paper: str
    revision: str
    sha256: str
    first_page: int
    last_page: int
    path: str
    bibtex: str
    citation_key: str


@dataclass(frozen=True, slots=True)
class BuildOutputs:
    """What a build made."""

    folder: Path
    files: tuple[Output, ...]
    papers: tuple[PaperOutput, ...]
    left_out: tuple[LeftOut, ...]
    inputs_digest: str
    warnings: tuple[Warned, ...] = ()
    stamping_seconds: float = 0.0
    """What the stamping alone took, on one core."""


def finish(build: State) -> BuildOutputs:
    """Write the plan, then move everything into place."""
    build.warnings += delivery.deliver(
        build.inputs.profile, build.made,
        [(p.id, build.path(p.id), build.items[p.id].path) for p in build.papers],
    )  # fmt: skip
    rows = [_paper_output(build, paper) for paper in build.papers]
    plan = {
        "inputs_digest": build.digest,
        "draft": build.draft,
        "first_page": build.plan.first_page,
        "next_page": build.plan.next_page,
        "front_pages": build.rendered.front,
        "back_pages": build.rendered.back,
        "papers": [dataclasses.asdict(row) for row in rows],
        "left_out": [dataclasses.asdict(item) for item in build.left_out],
        "outlook": _outlook(build).plain(),
    }
    (build.made / "plan.json").write_text(
        json.dumps(plan, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    paths = sorted(p for p in build.made.rglob("*") if p.is_file())
    with ThreadPoolExecutor(max_workers=children.cores()) as pool:
        sums = list(pool.map(sha256_of, paths))
    files = []
    for path, digest in zip(paths, sums, strict=True):
        name = path.relative_to(build.made).as_posix()
        files.append(Output(name, path.stat().st_size, digest, _media_type(name)))
    build.out_dir.mkdir(parents=True, exist_ok=True)
    _clear(build.out_dir, {file.path for file in files})
    for file in files:
        target = build.out_dir / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        (build.made / file.path).replace(target)
    return BuildOutputs(
        build.out_dir, tuple(files), tuple(rows), build.left_out, build.digest, tuple(build.warnings),
        build.stamping_seconds,
    )  # fmt: skip


def _outlook(build: State) -> Outlook:
    """What the next build is compared with."""
    venue = build.inputs.venue
    cited = [citations.volume_citation(venue)]
    cited += [citations.paper_citation(venue, p, build.keys[p.id], build.plan) for p in build.papers]
    return of_parts(build.papers, build.plan, build.index, cited)


def _paper_output(build: State, paper: Paper) -> PaperOutput:
    placed, item = build.plan.of(paper.id), build.items[paper.id]
    return PaperOutput(
        paper.id, item.revision, item.sha256, placed.first, placed.last, build.path(paper.id),
        build.bib(paper.id), build.keys[paper.id],
    )  # fmt: skip


def _clear(folder: Path, kept: set[str]) -> None:
    """Remove what an earlier build left here and this one does not make."""
    try:
        earlier = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["papers"]
        paths = [row[name] for row in earlier for name in ("path", "bibtex")]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for path in paths:
        place = (folder / str(path)).resolve()
        if path not in kept and place.parent.parent == folder:
            place.unlink(missing_ok=True)


def _media_type(name: str) -> str:
    return {
        "pdf": "application/pdf",
        "bib": "application/x-bibtex",
        "json": "application/json",
        "ris": "application/x-research-info-systems",
        "enw": "application/x-endnote-refer",
    }.get(name.rsplit(".", 1)[-1], "application/octet-stream")
