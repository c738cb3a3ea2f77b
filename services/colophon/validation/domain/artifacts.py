"""The artifact description and evaluation (AD/AE) appendix as data, after the templates of SC24 to SC26."""

from __future__ import annotations

from dataclasses import dataclass

from colophon.common.domain.findings import Box
from colophon.validation.domain.durations import minutes
from colophon.validation.domain.layout import Placed
from colophon.validation.domain.words import squash

PARTS = {
    "relation": ("Relation To Contributions", ("relationtocontributions", "relationtothecontributions")),
    "results": ("Expected Results", ("expectedresults", "expectedresult")),
    "time": ("Expected Reproduction Time (in Minutes)", ("expectedreproductiontime",)),
    "setup": ("Artifact Setup (incl. Inputs)", ("artifactsetup",)),
    "execution": ("Artifact Execution", ("artifactexecution",)),
    "analysis": ("Artifact Analysis (incl. Outputs)", ("artifactanalysis",)),
}
SETUP = {
    "hardware": ("Hardware", ("hardware",)),
    "software": ("Software", ("software",)),
    "datasets": ("Datasets / Inputs", ("datasetsinputs", "datasetinputs", "datasetsandinputs", "datasets")),
    "installation": ("Installation and Deployment", ("installationanddeployment", "installationdeployment")),
}
AE_PARTS = ("setup", "execution", "analysis")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an artifact's block."""

    name: str
    text: str
    page: int
    box: Box

    @property
    def empty(self) -> bool:
        """Fewer than three words, unless it says that it does not apply."""
        flat = squash(self.text)
        return len(self.text.split()) < 3 and flat not in ("na", "none", "notapplicable", "nainputs")


@dataclass(frozen=True, slots=True)
class Block:
    """What is said of one artifact."""

    artifact: int
    page: int
    box: Box
    parts: dict[str, Part]
    setup: dict[str, Part]
    order: tuple[str, ...]

    @property
    def minutes(self) -> float | None:
        """To reproduce it; None where that is not said in numbers."""
        return minutes(self.parts["time"].text) if "time" in self.parts else None


@dataclass(frozen=True, slots=True)
class Artifact:
    """An item of the list A1, A2 …"""

    number: int
    text: str
    urls: tuple[str, ...]
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the coverage table."""

    artifact: int
    contributions: tuple[int, ...]
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """AD, and AE where there is one."""

    page: int
    box: Box
    has_overview: bool
    has_contributions: bool
    contributions: dict[int, str]
    has_list: bool
    artifacts: tuple[Artifact, ...]
    table_columns: tuple[str, ...]
    rows: tuple[Row, ...]
    has_identification: bool
    blocks: tuple[Block, ...]
    ae: bool
    ae_page: int | None
    ae_blocks: tuple[Block, ...]
    lines: tuple[Placed, ...]
    ae_lines: tuple[Placed, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of the artifacts listed, or described where the list is missing."""
        return tuple(dict.fromkeys([a.number for a in self.artifacts] or [b.artifact for b in self.blocks]))
