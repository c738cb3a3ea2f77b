"""A build: from pinned inputs to the volume, its papers, citations and plan.

``assemble`` is a function of its inputs alone; the service and the command line call the same.
Authors' PDFs are only opened in children with limits.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import pikepdf

from colophon.assembly.domain import authors, citations, contents, stamps
from colophon.assembly.domain.inputs import (
    BuildInputs,
    LeftOut,
    PaperInput,
    Refused,
    pending,
    refuse_doubles,
    refuse_unready,
)
from colophon.assembly.domain.plan import PagePlan, PrintSession, flat, plan_pages, print_order
from colophon.assembly.render import bibtex, fonts, lines, pages, reading, single, verify, volume, wire
from colophon.assembly.render.matter import Matter, Rendered, render
from colophon.assembly.render.spelling import Spelling, font_file
from colophon.assembly.render.styles import Sheet
from colophon.common import child
from colophon.common.domain.venue import Paper

VERSION = 1
"""Of the steps below: part of the inputs' digest, raised when the same inputs give other bytes."""

STEPS = (
    ("read", "Read the papers"),
    ("plan", "Plan the pages"),
    ("matter", "Set front matter and index"),
    ("volume", "Merge and stamp the volume"),
    ("papers", "Stamp the separate papers"),
    ("citations", "Write BibTeX"),
    ("verify", "Verify the volume"),
)
"""(id, title) of every step, in order: known before a build begins."""

PRELOAD = ("colophon.assembly.render.reading", "colophon.assembly.render.volume")
"""What the children's server imports."""

_READ = child.Limits(cpu=20, wall=30.0, memory=1 << 30)
_STAMP = child.Limits(cpu=30, wall=45.0, memory=1 << 30, file_size=256 << 20)
_MERGE = child.Limits(cpu=900, wall=1200.0, memory=3 << 30, file_size=4 << 30)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StepEvent:
    """A step began, went on or ended. ``seconds`` since it began."""

    step: str
    state: Literal["running", "done", "failed"]
    done: int = 0
    total: int = 0
    seconds: float = 0.0


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
    problems: tuple[str, ...] = ()


class BuildFailed(Exception):
    """The build broke for a reason that is not one paper's."""


Progress = Callable[[StepEvent], None]
"""Called at each change; may raise to cancel the build."""


def inputs_digest(inputs: BuildInputs, left_out: Iterable[LeftOut], draft: bool) -> str:
    """sha256 of everything the volume is a function of, this program and its fonts included.

    Names that only say where something lives (the venue's and revisions' names, paths, versions) are
    no part of it: two venues with the same facts get the same bytes.
    """
    venue = dataclasses.asdict(inputs.venue)
    for name in ("id", "version", "profile", "soft_deadline", "page_limit"):
        del venue[name]
    rows = []
    for item in sorted(inputs.papers, key=lambda p: (p.paper.order, p.paper.id)):
        record = dataclasses.asdict(item.paper)
        for name in ("version", "order"):
            del record[name]
        rows.append([record, item.sha256])
    profile = dataclasses.asdict(inputs.profile)
    kept = {name: profile[name] for name in ("page", "stamps", "rights", "files")}
    everything = {
        "venue": venue,
        "papers": rows,
        "profile": kept,
        "recto": inputs.recto,
        "left_out": [dataclasses.asdict(item) for item in left_out],
        "draft": draft,
        "step_version": VERSION,
        "versions": {
            "pikepdf": pikepdf.__version__,
            "qpdf": pikepdf.__libqpdf_version__,
            "reportlab": importlib.metadata.version("reportlab"),
        },
        "fonts": fonts.digests(),
    }
    text = json.dumps(everything, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def assemble(
    inputs: BuildInputs,
    out_dir: Path,
    progress: Progress | None = None,
    draft: bool = False,
    left_out: Sequence[LeftOut] = (),
    facts_required: bool = True,
) -> BuildOutputs:
    """Make the volume in ``out_dir`` (which gets volume.pdf, volume.bib, plan.json, papers/, bibtex/).

    ``left_out``: accepted papers that are on hold or missing. A final build with any raises Refused
    before anything is written, as it does for pending facts (unless not ``facts_required``: then they
    are shown), doubled files and papers that cannot be read; a draft leaves such papers out, says so
    on a page and carries a mark. Raises BuildFailed when a step breaks. Nothing appears under
    ``out_dir`` before the volume has been verified.
    """
    if not draft:
        refuse_unready(inputs, left_out, facts_required)
    refuse_doubles(inputs.papers)
    return _Build(inputs, out_dir, progress or (lambda _: None), draft, tuple(left_out)).run()


class _Build:
    """The state of one build, step by step."""

    def __init__(
        self,
        inputs: BuildInputs,
        out_dir: Path,
        progress: Progress,
        draft: bool,
        left_out: tuple[LeftOut, ...],
    ) -> None:
        self.inputs, self.out_dir, self.progress, self.draft = inputs, out_dir.resolve(), progress, draft
        self.left_out = left_out
        self.sheet = Sheet.of(inputs.profile.page.width, inputs.profile.page.height)

    def run(self) -> BuildOutputs:
        self.out_dir.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".build-", dir=self.out_dir.parent) as scratch:
            self.work = Path(scratch)
            self.made = self.work / "made"
            (self.made / "papers").mkdir(parents=True)
            self._step("read", len(self.inputs.papers), self._read)
            self._step("plan", 1, self._plan)
            self._step("matter", 1, self._matter)
            self._step("volume", 1, self._volume)
            self._step("papers", len(self.papers), self._papers)
            self._step("citations", 1, self._citations)
            self._step("verify", 1, self._verify)
            return self._finish()

    # ------------------------------------------------------------------ steps

    def _read(self, tick: Callable[[], None]) -> None:
        """Facts of each PDF; an unreadable one is named (final) or left out (draft)."""
        patterns = [kind.pattern for kind in self.inputs.profile.rights.classes]
        wanted = any("{rights}" in stamp.text for stamp in self.inputs.profile.stamps)

        def one(item: PaperInput) -> dict[str, Any]:
            if not item.path.is_file():
                return {"error": "its file is missing"}
            job = {"path": str(item.path.resolve()), "rights": patterns if wanted else []}
            facts = _in_child(reading.read, job, _READ)
            tick()
            return facts

        found = list(zip(self.inputs.papers, _side_by_side(one, self.inputs.papers), strict=True))
        broken = tuple(
            LeftOut(item.paper.id, item.paper.title, facts["error"])
            for item, facts in found
            if "error" in facts
        )
        if broken and not self.draft:
            raise Refused("These papers' files cannot be used:", broken, "Upload a sound PDF of each.")
        self.left_out += broken
        self.facts = {item.paper.id: facts for item, facts in found if "error" not in facts}
        self.items = {item.paper.id: item for item in self.inputs.papers if item.paper.id in self.facts}

    def _plan(self, _: Callable[[], None]) -> None:
        venue = self.inputs.venue
        self.order: tuple[PrintSession, ...] = print_order(venue, [i.paper for i in self.items.values()])
        self.papers: tuple[Paper, ...] = flat(self.order)
        if not self.papers:
            raise Refused("There is no paper to print.", remedy="Upload papers first.")
        lengths = [(paper.id, len(self.facts[paper.id]["pages"])) for paper in self.papers]
        self.plan: PagePlan = plan_pages(lengths, venue.first_page, self.inputs.recto)
        self.digest = inputs_digest(self.inputs, self.left_out, self.draft)
        self.keys = citations.citation_keys(self.papers, venue.year)
        self.contents = contents.contents(self.order, self.plan)
        when = pages.dates(venue.starts, venue.ends)
        self.stamps = {
            p.id: stamps.stamps(
                self.inputs.profile,
                venue,
                p,
                self.plan.of(p.id),
                when,
                self.facts[p.id]["rights"],
                self.draft,
            )
            for p in self.papers
        }

    def _matter(self, _: Callable[[], None]) -> None:
        venue = self.inputs.venue
        matter = Matter(
            venue, self.contents, authors.author_index(self.papers, self.plan), self.plan.first_page,
            self.plan.next_page, self.digest, self.draft,
            pending(venue, self.inputs.profile), self.left_out, self.sheet,
        )  # fmt: skip
        texts = [text for paper in self.papers for text in self._texts(paper.id)]
        self.rendered: Rendered
        self.rendered, self.spelling = render(matter, self.work / "matter.pdf", texts)

    def _volume(self, _: Callable[[], None]) -> None:
        venue = self.inputs.venue
        job = {
            "matter": str(self.rendered.path),
            "front": self.rendered.front,
            "target": str(self.made / "volume.pdf"),
            "first": self.plan.first_page,
            "sheet": (self.sheet.width, self.sheet.height),
            "outline": self._outline(),
            "papers": [
                {
                    "id": p.id,
                    "path": str(self.items[p.id].path.resolve()),
                    "blank": self.plan.of(p.id).blank_before,
                    **self._forms(p.id, self.spelling),
                }
                for p in self.papers
            ],
            "info": {
                "title": venue.volume_title,
                "subject": " · ".join(part for part in (venue.title, venue.series) if part),
                "editors": [person.name for person in venue.editors],
                "publisher": venue.publisher,
                "topics": list(venue.topics),
                "isbn": venue.isbn,
                "rights": venue.rights.strip(),
                "language": venue.language,
                "date": venue.publication_date.isoformat() if venue.publication_date else "",
                "producer": f"Colophon with pikepdf {pikepdf.__version__}",
            },
        }
        limits = dataclasses.replace(_MERGE, open_files=64 + len(self.papers))
        answer = _in_child(volume.merge, job, limits)
        if "error" in answer:
            paper = self.items.get(answer.get("paper", ""))
            if paper:
                broken = LeftOut(paper.paper.id, paper.paper.title, answer["error"])
                raise Refused("A paper cannot be merged:", [broken], "Upload a sound PDF of it.")
            raise BuildFailed(f"the volume could not be merged: {answer['error']}")
        self.pages = answer["pages"]

    def _papers(self, tick: Callable[[], None]) -> None:
        def one(paper: Paper) -> None:
            letters = self.work / f"{paper.id}.fonts.pdf"
            spelling = font_file(self._texts(paper.id), letters)
            target = self.made / self._path(paper.id)
            target.parent.mkdir(parents=True, exist_ok=True)
            job = {
                "source": str(self.items[paper.id].path.resolve()),
                "fonts": str(letters),
                "target": str(target),
                "first": self.plan.of(paper.id).first,
                "sheet": (self.sheet.width, self.sheet.height),
                "title": paper.title,
                "authors": ", ".join(person.name for person in paper.authors),
                "language": self.inputs.venue.language,
                **self._forms(paper.id, spelling),
            }
            answer = _in_child(single.stamp_paper, job, _STAMP)
            if "error" in answer:
                broken = LeftOut(paper.id, paper.title, answer["error"])
                raise Refused("A paper cannot be stamped:", [broken], "Upload a sound PDF of it.")
            tick()

        _side_by_side(one, self.papers)

    def _citations(self, _: Callable[[], None]) -> None:
        venue = self.inputs.venue
        each = {p.id: citations.paper_citation(venue, p, self.keys[p.id], self.plan) for p in self.papers}
        whole = [citations.volume_citation(venue), *each.values()]
        (self.made / "volume.bib").write_text(bibtex.write(whole), encoding="utf-8")
        (self.made / "bibtex").mkdir()
        for pid, citation in each.items():
            (self.made / self._bib(pid)).write_text(bibtex.write([citation]), encoding="utf-8")

    def _verify(self, _: Callable[[], None]) -> None:
        marks = self.rendered.bookmarks
        start = next(mark.page for mark in marks if mark.title == "Contents")
        end = self.rendered.front
        job = {
            "path": str(self.made / "volume.pdf"),
            "pages": self.rendered.front + self.plan.leaves + self.rendered.back,
            "front": self.rendered.front,
            "first": self.plan.first_page,
            "contents_pages": (start, end),
            "contents": [(p.paper, p.page) for block in self.contents for p in block.papers],
        }
        problems = _in_child(verify.verify, job, _MERGE).get("problems", ["it could not be verified"])
        if problems:
            raise BuildFailed("the volume is not what its plan says: " + "; ".join(problems[:5]))

    def _finish(self) -> BuildOutputs:
        """Write the plan, then move everything into place."""
        rows = [self._paper_output(paper) for paper in self.papers]
        plan = {
            "inputs_digest": self.digest,
            "draft": self.draft,
            "first_page": self.plan.first_page,
            "next_page": self.plan.next_page,
            "front_pages": self.rendered.front,
            "back_pages": self.rendered.back,
            "papers": [dataclasses.asdict(row) for row in rows],
            "left_out": [dataclasses.asdict(item) for item in self.left_out],
        }
        (self.made / "plan.json").write_text(
            json.dumps(plan, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        files = []
        for path in sorted(p for p in self.made.rglob("*") if p.is_file()):
            name = path.relative_to(self.made).as_posix()
            files.append(Output(name, path.stat().st_size, _sha256(path), _media_type(name)))
        self.out_dir.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = self.out_dir / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.made / file.path).replace(target)
        return BuildOutputs(self.out_dir, tuple(files), tuple(rows), self.left_out, self.digest)

    # ------------------------------------------------------------------ pieces

    def _paper_output(self, paper: Paper) -> PaperOutput:
        placed, item = self.plan.of(paper.id), self.items[paper.id]
        return PaperOutput(
            paper.id, item.revision, item.sha256, placed.first, placed.last, self._path(paper.id),
            self._bib(paper.id), self.keys[paper.id],
        )  # fmt: skip

    def _path(self, paper: str) -> str:
        return f"papers/{paper}.pdf"

    def _bib(self, paper: str) -> str:
        return f"bibtex/{paper}.bib"

    def _texts(self, paper: str) -> list[tuple[str, str]]:
        return [(lines.fitted(stamp)[0], lines.FONT) for page in self.stamps[paper] for stamp in page]

    def _forms(self, paper: str, spelling: Spelling) -> dict[str, Any]:
        return {
            "pages": [
                wire.pack([lines.form(stamp, spelling) for stamp in page]) for page in self.stamps[paper]
            ],
            "unclosed": [int(page[2]) for page in self.facts[paper]["pages"]],
        }

    def _outline(self) -> list[dict[str, Any]]:
        """Front matter, sessions with their papers, index."""
        marks = self.rendered.bookmarks
        rows: list[dict[str, Any]] = [
            {"title": m.title, "matter": m.page} for m in marks if m.page < self.rendered.front
        ]
        for part in self.order:
            children = [{"title": p.title, "paper": p.id} for p in part.papers]
            if part.session and children:
                rows.append({"title": part.session.title, "children": children, "open": True})
            else:
                rows += children
        rows += [{"title": m.title, "matter": m.page} for m in marks if m.page >= self.rendered.front]
        return rows

    def _step(self, step: str, total: int, work: Callable[[Callable[[], None]], None]) -> None:
        """Run a step between its events."""
        begin = time.monotonic()
        done = 0
        lock = threading.Lock()

        def tick() -> None:
            nonlocal done
            with lock:
                done += 1
                self.progress(StepEvent(step, "running", done, total, time.monotonic() - begin))

        self.progress(StepEvent(step, "running", 0, total))
        try:
            work(tick)
        except BaseException:
            self.progress(StepEvent(step, "failed", done, total, time.monotonic() - begin))
            raise
        self.progress(StepEvent(step, "done", total, total, time.monotonic() - begin))


def _in_child(function: Callable[[Any], bytes], job: dict[str, Any], limits: child.Limits) -> dict[str, Any]:
    """The child's JSON answer; its death is an ``error`` like any other."""
    try:
        answer = json.loads(child.run(function, job, limits))
    except child.ChildFailed as failed:
        return {"error": f"it needs more than is allowed: {failed.reason}"}
    assert isinstance(answer, dict)
    return answer


def _side_by_side(work: Callable[[Any], T], items: Sequence[Any]) -> list[T]:
    """Run on the cores there are, answers in the items' order; the first error ends it."""
    with ThreadPoolExecutor(max_workers=min(8, os.cpu_count() or 1)) as pool:
        return list(pool.map(work, items))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _media_type(name: str) -> str:
    return {"pdf": "application/pdf", "bib": "application/x-bibtex", "json": "application/json"}.get(
        name.rsplit(".", 1)[-1], "application/octet-stream"
    )
