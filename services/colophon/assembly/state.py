"""The state of one build: what its steps know and hand on."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pikepdf

from colophon.assembly.cache import Cache, key
from colophon.assembly.digest import program
from colophon.assembly.domain import stamps
from colophon.assembly.domain.authors import IndexGroup
from colophon.assembly.domain.contents import ContentsSession
from colophon.assembly.domain.inputs import BuildInputs, LeftOut, PaperInput, Warned
from colophon.assembly.domain.plan import PagePlan, PrintSession
from colophon.assembly.domain.stamps import PageStamp
from colophon.assembly.render import lines, matter, spelling, wire
from colophon.assembly.render.styles import Sheet
from colophon.assembly.steps import Steps
from colophon.common.domain.venue import Paper


class BuildFailed(Exception):
    """The build broke for a reason that is not one paper's."""


class State:
    """Of one build; a step finds here what earlier ones have put."""

    work: Path
    """Scratch folder beside the target."""
    made: Path
    """Where files are made before they go into place."""
    proving: bool
    # Read:
    facts: dict[str, Any]
    items: dict[str, PaperInput]
    # Planned:
    order: tuple[PrintSession, ...]
    papers: tuple[Paper, ...]
    plan: PagePlan
    digest: str
    keys: dict[str, str]
    contents: tuple[ContentsSession, ...]
    index: tuple[IndexGroup, ...]
    stamps: dict[str, tuple[tuple[PageStamp, ...], ...]]
    repertoire: spelling.Repertoire
    spelling: spelling.Spelling
    letters: Path
    # Set:
    rendered: matter.Rendered
    matter_key: str

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

    def path(self, paper: str) -> str:
        """Of a stamped paper, below the build's folder."""
        return f"papers/{paper}.pdf"

    def bib(self, paper: str) -> str:
        """Of a paper's own citation."""
        return f"bibtex/{paper}.bib"

    def stop_file(self) -> Path:
        """There when papers will not come that the merge may be waiting for."""
        return self.work / "stop"

    def paper_key(self, paper: Paper) -> str:
        """Of a stamped paper: all it is made from."""
        return key(
            "paper", program(), self.items[paper.id].sha256, self.repertoire, repr(self.stamps[paper.id]),
            [self.plan.of(paper.id).first, self.sheet.width, self.sheet.height],
            self.paper_info(paper),
        )  # fmt: skip

    def info(self) -> dict[str, Any]:
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

    def paper_info(self, paper: Paper) -> dict[str, Any]:
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

    def printed_digest(self) -> list[Any]:
        """Page and form of the inputs' digest."""
        page, x, y = self.rendered.digest
        return [page, wire.pack([lines.form(self.digest_line(x, y), self.spelling)])]

    def digest_line(self, x: float, y: float) -> PageStamp:
        """The inputs' digest on the copyright page, its line's left end at (x, y)."""
        groups = " ".join(self.digest[start : start + 16] for start in range(0, 64, 16))
        box = (x, y, x + self.sheet.measure, y + matter.DIGEST_LINE)
        return PageStamp(f"sha256 {groups}", box, "left", 8.5)
