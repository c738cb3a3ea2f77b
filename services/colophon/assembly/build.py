"""A build: from pinned inputs to the volume, its papers, citations and plan.

``assemble`` is a function of its inputs alone; the service and the command line call the same.
Authors' PDFs are only opened in children with limits. From the page plan on the steps run side by side, each
kept in a cache under the hash of what it read: a build that was killed goes on where it was, and the next one
does only what changed.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from colophon.assembly import children, delivery, editions, papers
from colophon.assembly.cache import Cache, key, sha256_of
from colophon.assembly.collation import collator
from colophon.assembly.digest import described, inputs_digest, program
from colophon.assembly.domain import authors, citations, contents, listed, mixups, stamps
from colophon.assembly.domain.inputs import (
    BuildInputs,
    LeftOut,
    Refused,
    Warned,
    pending,
    refuse_pending,
    refuse_unready,
)
from colophon.assembly.domain.outlook import Outlook, of_parts
from colophon.assembly.domain.plan import PagePlan, PrintSession, flat, plan_pages, print_order
from colophon.assembly.domain.stamps import PageStamp
from colophon.assembly.render import (
    citing,
    fonts,
    lines,
    matter,
    pages,
    prover,
    single,
    spelling,
    verify,
    volume,
    wire,
)
from colophon.assembly.render.styles import Sheet
from colophon.assembly.steps import STEPS, Counter, Progress, StepEvent, Steps
from colophon.common import child
from colophon.common.domain.venue import Paper

__all__ = ["PRELOAD", "STEPS", "BuildFailed", "BuildOutputs", "Output", "StepEvent", "assemble", "start"]

PRELOAD = (
    "colophon.assembly.render.reading",
    "colophon.assembly.render.volume",
    "colophon.assembly.render.prover",
    "colophon.assembly.render.citing",
)
"""What the children's server imports."""

_STAMP = child.Limits(cpu=30, wall=45.0, memory=1 << 30, file_size=256 << 20)
_MERGE = child.Limits(cpu=900, wall=1200.0, memory=3 << 30, file_size=4 << 30)
_CITE = child.Limits(cpu=300, wall=600.0, memory=2 << 30)
_PROVE = child.Limits(cpu=120, wall=180.0, memory=2 << 30)


_KINDS = {
    "changed": "the stamped page differs from the author's outside the stamps' zones",
    "size": "the stamped page has another size than the author's",
    "unstamped": "a stamp is missing",
    "error": "it could not be rendered and compared",
}


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


class BuildFailed(Exception):
    """The build broke for a reason that is not one paper's."""


def start() -> None:
    """Make ready: the children's server and the fonts. Call it before threads and channels exist."""
    child.start(PRELOAD)
    fonts.register()


def assemble(
    inputs: BuildInputs,
    out_dir: Path,
    progress: Progress | None = None,
    draft: bool = False,
    left_out: Sequence[LeftOut] = (),
    facts_required: bool = True,
    *,
    cache: Path | None = None,
    prove: bool = False,
    compare_texts: bool = False,
) -> BuildOutputs:
    """Make the volume in ``out_dir`` (which gets volume.pdf, volume.bib, plan.json, papers/, bibtex/).

    ``left_out``: accepted papers that are on hold or missing. A final build with any raises Refused
    before anything is written, as it does for pending facts (unless not ``facts_required``: then they
    are shown), doubled files and papers that cannot be read; a draft leaves such papers out, says so
    on a page and carries a mark. Raises BuildFailed when a step breaks. Nothing appears under
    ``out_dir`` before the volume has been verified, and proved where ``prove`` asks for it.
    ``cache``: a folder in which steps are kept for other builds. ``compare_texts``: papers with another's
    words or title on the first page are refused too.
    """
    if not draft and facts_required:
        refuse_pending(inputs)
    build = _Build(inputs, out_dir, Steps(progress or (lambda _: None)), draft, tuple(left_out), Cache(cache))
    build.compare_texts = compare_texts
    return build.run(prove)


class _Build:
    """The state of one build, step by step."""

    def __init__(
        self,
        inputs: BuildInputs,
        out_dir: Path,
        steps: Steps,
        draft: bool,
        left_out: tuple[LeftOut, ...],
        cache: Cache,
    ) -> None:
        self.inputs, self.out_dir, self.steps, self.draft = inputs, out_dir.resolve(), steps, draft
        self.left_out, self.cache = left_out, cache
        self.sheet = Sheet.of(inputs.profile.page.width, inputs.profile.page.height)
        self.compare_texts = False
        self.warnings: list[Warned] = []
        self.stamping_seconds = 0.0
        self.set = threading.Event()
        """When front and back matter are."""

    def run(self, prove: bool) -> BuildOutputs:
        """All steps, then everything into place."""
        self.proving = prove
        self.out_dir.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".build-", dir=self.out_dir.parent) as scratch:
            self.work = Path(scratch)
            self.made = self.work / "made"
            (self.made / "papers").mkdir(parents=True)
            step = self.steps.run
            step("read", len(self.inputs.papers), self._read)
            step("plan", 1, self._plan)

            def bind() -> None:
                step("matter", 1, self._matter)
                self.set.set()
                step("volume", 1, self._volume)
                step("verify", 1, self._verify)

            def stamp() -> None:
                try:
                    step("papers", len(self.papers), self._papers)
                except BaseException:
                    self._stop_file().touch()
                    raise
                step("editions", 3, self._editions)
                if prove:
                    step("prove", len(self.papers), self._prove)

            self.steps.side_by_side(bind, stamp, lambda: step("citations", 1, self._citations))
            return self._finish()

    # ------------------------------------------------------------------ steps

    def _read(self, counter: Counter) -> None:
        """Facts of each PDF; a final build is refused for every paper that cannot go to print, at once."""
        papers_in = self.inputs.papers

        def told(count: int, cached: bool) -> None:
            counter.add(count, cached)

        self.facts, broken = papers.read(
            papers_in, self.inputs.profile, self.cache, told, text=self.compare_texts
        )
        wrong = mixups.same_file(item for item in papers_in if item.paper.id in self.facts)
        if self.compare_texts:
            wrong += mixups.mixed_up(papers_in, {pid: facts["text"] for pid, facts in self.facts.items()})
        if not self.draft:
            refuse_unready((*self.left_out, *broken, *wrong))
        self.left_out += broken
        self.warnings += [Warned(item.paper, item.reason, item.remedy) for item in wrong]
        self.items = {item.paper.id: item for item in papers_in if item.paper.id in self.facts}

    def _plan(self, _: Counter) -> None:
        venue = self.inputs.venue
        self.order: tuple[PrintSession, ...] = print_order(venue, [i.paper for i in self.items.values()])
        self.papers: tuple[Paper, ...] = flat(self.order)
        if not self.papers:
            raise Refused("There is no paper to print.", remedy="Upload papers first.")
        lengths = [(paper.id, len(self.facts[paper.id]["pages"])) for paper in self.papers]
        self.plan: PagePlan = plan_pages(lengths, venue.first_page, self.inputs.recto or venue.recto)
        self.digest = inputs_digest(self.inputs, self.left_out, self.draft)
        self.keys = citations.citation_keys(self.papers, venue.year)
        self.contents = contents.contents(self.order, self.plan)
        self.index = authors.author_index(self.papers, self.plan, collator(venue.language), venue.index)
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
        everywhere = [stamp for pages in self.stamps.values() for page in pages for stamp in page]
        everywhere.append(self._digest_line(0, 0))
        texts = [text for stamp in everywhere for text in lines.texts(stamp)]
        self.repertoire = spelling.repertoire(texts)
        self.letters = self.work / "letters.pdf"
        self.spelling = spelling.font_file(texts, self.letters)
        for paper in self.papers:
            left = [n for n, page in enumerate(self.facts[paper.id]["pages"], 1) if page[2]]
            if left:
                self.warnings.append(
                    Warned(
                        paper.id,
                        f"page {', '.join(map(str, left))}: the page's own code leaves a graphics state open",
                        "It is closed before the stamps; nothing needs to be done.",
                    )
                )

    def _matter(self, counter: Counter) -> None:
        venue = self.inputs.venue
        what = matter.Matter(
            venue, self.contents,
            self.index,
            self.plan.first_page,
            self.plan.next_page, self.draft, pending(venue, self.inputs.profile), self.left_out, self.sheet,
            listed.programme(venue, self.papers, self.plan), listed.artifacts(self.papers, self.plan),
            listed.keyword_index(self.papers, self.plan),
        )  # fmt: skip
        path = self.work / "matter.pdf"
        plain = {**dataclasses.asdict(what), "venue": described(venue)}
        self.matter_key = key("matter", program(), plain, self.repertoire)
        kept = self.cache.get(self.matter_key, path)
        if kept is not None:
            self.rendered = matter.Rendered.of(path, kept)
            counter.add(cached=True)
            return
        self.rendered = matter.render(what, path, self.repertoire)
        self.cache.put(self.matter_key, self.rendered.plain(), path)

    def _volume(self, counter: Counter) -> None:
        info = self._info()
        blanks = [self.plan.of(p.id).blank_before for p in self.papers]
        row = self._outline()
        target = self.made / "volume.pdf"
        stamped = [self._paper_key(p) for p in self.papers]
        kept_as = key(
            "volume",
            program(),
            self.matter_key,
            stamped,
            self.digest,
            info,
            row,
            blanks,
            self.inputs.profile.linearized,
        )
        answer = self.cache.get(kept_as, target)
        if answer is not None:
            counter.add(cached=True)
            return
        job = {
            "matter": str(self.rendered.path),
            "front": self.rendered.front,
            "target": str(target),
            "first": self.plan.first_page,
            "sheet": (self.sheet.width, self.sheet.height),
            "outline": row,
            "papers": [
                {"id": p.id, "path": str(self.made / self._path(p.id)), "blank": blank}
                for p, blank in zip(self.papers, blanks, strict=True)
            ],
            "info": info,
            "digest": self._printed_digest(),
            "stop": str(self._stop_file()),
            "linearize": self.inputs.profile.linearized,
        }
        limits = dataclasses.replace(_MERGE, open_files=64 + len(self.papers))
        answer = children.one(volume.merge, job, limits)
        self.steps.check()
        if "error" in answer:
            paper = self.items.get(answer.get("paper", ""))
            if paper:
                broken = LeftOut(paper.paper.id, paper.paper.title, answer["error"])
                raise Refused("A paper cannot be merged:", [broken], "Upload a sound PDF of it.")
            raise BuildFailed(f"the volume could not be merged: {answer['error']}")
        self.cache.put(kept_as, answer, target)

    def _papers(self, counter: Counter) -> None:
        todo = []
        for paper in self.papers:
            kept = self.cache.get(self._paper_key(paper), self.made / self._path(paper.id))
            if kept is None:
                todo.append(paper)
            else:
                counter.add(cached=True)

        def told(numbers: list[int], answers: list[dict[str, Any]]) -> None:
            for number, answer in zip(numbers, answers, strict=True):
                paper = todo[number]
                if "error" in answer:
                    broken = LeftOut(paper.id, paper.title, answer["error"])
                    raise Refused("A paper cannot be stamped:", [broken], "Upload a sound PDF of it.")
                self.stamping_seconds += answer["seconds"]
                self.cache.put(self._paper_key(paper), answer, self.made / self._path(paper.id))
            counter.add(len(numbers))

        jobs = [
            {
                "source": str(self.items[paper.id].path.resolve()),
                "fonts": str(self.letters),
                "target": str(self.made / self._path(paper.id)),
                "first": self.plan.of(paper.id).first,
                "sheet": (self.sheet.width, self.sheet.height),
                "info": self._paper_info(paper),
                "pages": [
                    wire.pack([lines.form(stamp, self.spelling) for stamp in page])
                    for page in self.stamps[paper.id]
                ],
                "unclosed": [int(page[2]) for page in self.facts[paper.id]["pages"]],
            }
            for paper in todo
        ]
        children.each(single.stamp_paper, jobs, _STAMP, told)

    def _editions(self, counter: Counter) -> None:
        while not self.set.wait(0.05):
            self.steps.check()
        papers = [
            editions.FirstPage(
                p.id, self.made / self._path(p.id), p.title, self.plan.of(p.id).first,
                f"https://doi.org/{p.doi}" if p.doi else self._path(p.id), self._paper_key(p),
            )
            for p in self.papers
        ]  # fmt: skip
        try:
            kept = editions.make(
                self.made, self.inputs.venue, self.rendered, self.sheet, papers, self._info(),
                self._printed_digest(), self.matter_key, self.draft, self.cache,
            )  # fmt: skip
        except editions.Broken as error:
            raise BuildFailed(f"an edition could not be made: {error}") from error
        counter.add(kept, cached=True)
        counter.add(3 - kept)

    def _citations(self, counter: Counter) -> None:
        venue = self.inputs.venue
        rows = [(p, self.keys[p.id], self.plan.of(p.id).first, self.plan.of(p.id).last) for p in self.papers]
        kept_as = key("citations", program(), [described(venue), repr(rows)])
        texts = self.cache.get(kept_as)
        if texts is None:
            texts = children.one(citing.cite, {"venue": venue, "rows": rows, "plan": self.plan}, _CITE)
            if "error" in texts:
                raise BuildFailed(f"the citations could not be written: {texts['error']}")
            self.cache.put(kept_as, texts)
        else:
            counter.add(cached=True)
        for folder in ("bibtex", "citations"):
            (self.made / folder).mkdir()
        for path, text in texts.items():
            with (self.made / path).open("w", encoding="utf-8", newline="") as stream:
                stream.write(text)

    def _verify(self, counter: Counter) -> None:
        marks = self.rendered.bookmarks
        start = next(mark.page for mark in marks if mark.title == "Contents")
        later = [mark.page for mark in marks if mark.page > start]
        end = min([self.rendered.front, *later])
        job = {
            "path": str(self.made / "volume.pdf"),
            "pages": self.rendered.front + self.plan.leaves + self.rendered.back,
            "front": self.rendered.front,
            "first": self.plan.first_page,
            "leaves": self.plan.leaves,
            "contents_pages": (start, end),
            "contents": [(p.paper, p.page) for block in self.contents for p in block.papers],
            "syntax": not self.draft and self.proving,
        }
        kept_as = key("verify", program(), sha256_of(self.made / "volume.pdf"), {**job, "path": ""})
        if self.cache.get(kept_as) is not None:
            counter.add(cached=True)
            return
        problems = children.one(verify.verify, job, _MERGE).get("problems", ["it could not be verified"])
        if problems:
            raise BuildFailed("the volume is not what its plan says: " + "; ".join(problems[:5]))
        self.cache.put(kept_as, {})

    def _prove(self, counter: Counter) -> None:
        """Every stamped page beside its source: nothing may differ outside the stamps' zones."""
        sheet = (self.sheet.width, self.sheet.height)
        jobs, keys, todo = [], [], []
        inked: dict[str, set[int]] = {}
        problems: list[LeftOut] = []

        def judge(paper: Paper, answer: dict[str, Any]) -> None:
            for problem in answer["problems"]:
                reason = f"page {problem['page']}: {_KINDS[problem['kind']]}"
                problems.append(LeftOut(paper.id, paper.title, reason))
            for spot in answer["inked"]:
                inked.setdefault(paper.id, set()).add(spot["page"])

        for paper in self.papers:
            sizes = [(page[0], page[1]) for page in self.facts[paper.id]["pages"]]
            zones = [
                prover.zones([stamp.box for stamp in page], sheet, size)
                for page, size in zip(self.stamps[paper.id], sizes, strict=True)
            ]
            path = self.made / self._path(paper.id)
            source = self.items[paper.id]
            kept_as = key("prove", prover.key(source.sha256, sha256_of(path), zones))
            kept = self.cache.get(kept_as)
            if kept is not None:
                judge(paper, kept)
                counter.add(cached=True)
                continue
            todo.append(paper)
            keys.append(kept_as)
            jobs.append({"source": str(source.path.resolve()), "stamped": str(path), "pages": zones})

        def told(numbers: list[int], answers: list[dict[str, Any]]) -> None:
            for number, answer in zip(numbers, answers, strict=True):
                if "error" in answer:
                    answer = {"problems": [{"page": 1, "kind": "error"}], "inked": []}
                else:
                    self.cache.put(keys[number], answer)
                judge(todo[number], answer)
            counter.add(len(numbers))

        children.each(prover.prove, jobs, _PROVE, told)
        for pid, found in sorted(inked.items()):
            where = f"page{'s' if len(found) > 1 else ''} {', '.join(map(str, sorted(found)))}"
            told_so = f"{where}: the author's own page has ink where a stamp goes"
            self.warnings.append(Warned(pid, told_so, "Ask for a page that keeps this zone blank."))
        if problems:
            rows = "; ".join(f"{p.paper} “{p.title}”, {p.reason}" for p in problems[:20])
            raise BuildFailed(f"stamping changed more than the stamps' zones: {rows}")

    def _finish(self) -> BuildOutputs:
        """Write the plan, then move everything into place."""
        self.warnings += delivery.deliver(
            self.inputs.profile, self.made,
            [(p.id, self._path(p.id), self.items[p.id].path) for p in self.papers],
        )  # fmt: skip
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
            "outlook": self._outlook().plain(),
        }
        (self.made / "plan.json").write_text(
            json.dumps(plan, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        files = []
        for path in sorted(p for p in self.made.rglob("*") if p.is_file()):
            name = path.relative_to(self.made).as_posix()
            files.append(Output(name, path.stat().st_size, sha256_of(path), _media_type(name)))
        self.out_dir.mkdir(parents=True, exist_ok=True)
        _clear(self.out_dir, {file.path for file in files})
        for file in files:
            target = self.out_dir / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.made / file.path).replace(target)
        return BuildOutputs(
            self.out_dir, tuple(files), tuple(rows), self.left_out, self.digest, tuple(self.warnings),
            self.stamping_seconds,
        )  # fmt: skip

    # ------------------------------------------------------------------ pieces

    def _stop_file(self) -> Path:
        """There when papers will not come that the merge may be waiting for."""
        return self.work / "stop"

    def _paper_key(self, paper: Paper) -> str:
        """Of a stamped paper: all it is made from."""
        return key(
            "paper", program(), self.items[paper.id].sha256, self.repertoire, repr(self.stamps[paper.id]),
            [self.plan.of(paper.id).first, self.sheet.width, self.sheet.height],
            self._paper_info(paper),
        )  # fmt: skip

    def _info(self) -> dict[str, Any]:
        """What the volume says of itself."""
        venue = self.inputs.venue
        return {
            "title": venue.volume_title,
            "subject": " · ".join(part for part in (venue.title, venue.series) if part),
            "creators": [person.name for person in venue.editors],
            "publisher": venue.publisher,
            "keywords": list(venue.topics),
            "identifier": f"urn:isbn:{venue.isbn}" if venue.isbn else "",
            "rights": venue.rights.strip(),
            "language": venue.language,
            "date": venue.publication_date.isoformat() if venue.publication_date else "",
            "producer": f"Colophon with pikepdf {pikepdf.__version__}",
        }

    def _paper_info(self, paper: Paper) -> dict[str, Any]:
        """What a stamped paper says of itself, where its authors' file does not."""
        venue = self.inputs.venue
        return {
            "title": paper.title,
            "creators": [person.name for person in paper.authors],
            "publisher": venue.publisher,
            "keywords": list(paper.keywords),
            "identifier": f"https://doi.org/{paper.doi}" if paper.doi else "",
            "rights": stamps.rights_line(self.inputs.profile, venue, paper),
            "source": venue.volume_title,
            "language": venue.language,
            "date": venue.publication_date.isoformat() if venue.publication_date else "",
        }

    def _printed_digest(self) -> list[Any]:
        """Page and form of the inputs' digest."""
        page, x, y = self.rendered.digest
        return [page, wire.pack([lines.form(self._digest_line(x, y), self.spelling)])]

    def _digest_line(self, x: float, y: float) -> PageStamp:
        """The inputs' digest on the copyright page, its line's left end at (x, y)."""
        groups = " ".join(self.digest[start : start + 16] for start in range(0, 64, 16))
        box = (x, y, x + self.sheet.measure, y + matter.DIGEST_LINE)
        return PageStamp(f"sha256 {groups}", box, "left", 8.5)

    def _outlook(self) -> Outlook:
        """What the next build is compared with."""
        venue = self.inputs.venue
        cited = [citations.volume_citation(venue)]
        cited += [citations.paper_citation(venue, p, self.keys[p.id], self.plan) for p in self.papers]
        return of_parts(self.papers, self.plan, self.index, cited)

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
