"""Uploads, receipts, checks and findings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Moment, Page
from colophon.gateway.models.decisions import CountsWhy

Timing = Literal["on_time", "repair", "late"]


class Revision(Answer):
    """One upload of a paper's PDF. Immutable."""

    name: str = Field(examples=["venues/tpc26/papers/p007/revisions/3"])
    paper: str
    number: int
    sha256: str = Field(description="Hexadecimal")
    size: int = Field(description="Bytes")
    filename: str = Field(description="The author's own name of the file")
    received: Moment
    on_time: bool = Field(description="Before the deadline's end")
    actor: str = Field(description="Who uploaded")
    opened: Moment | None = Field(description="When the upload began: what deadlines are judged by")
    timing: Timing | None = Field(
        description="repair: on time because the paper was, and its findings are being mended"
    )
    actor_name: str = Field(description="The author's name as printed then; empty for an editor")
    based_on: int = Field(description="Number of the revision that the uploader knew; 0: not said")


FileKind = Literal["paper", "source", "auxiliary", "appendix"]


class Receipt(Answer):
    """What an author holds after an upload."""

    paper: str
    revision: str = Field(description="Empty for a file beside the paper")
    attachment: str = Field(description="Of a file beside the paper, its name")
    kind: FileKind | None
    filename: str = Field(description="The author's own name of the file")
    sha256: str
    size: int
    received: Moment
    received_aoe: str = Field(description="Anywhere on earth", examples=["2026-08-28 23:59:59 AoE"])
    on_time: bool
    timing: Timing | None
    deadline: Moment | None = Field(description="What it was judged by; null: there was none")
    judged: str = Field(description="How it was judged, in words")
    opened: Moment | None = Field(description="When the upload began: what deadlines are judged by")
    actor: str = Field(description="Who uploaded")
    signed: str = Field(description="All of this as a JSON Web Signature (RFC 7515, Ed25519)")


class Difference(Answer):
    """What differs between a revision and the one it is compared with."""

    revision: Revision
    same_bytes: bool
    size_change: int = Field(description="Bytes")
    pages_before: int = Field(description="0: not checked yet")
    pages_after: int
    findings_gone: list[str] = Field(description="Rule ids of errors and warnings")
    findings_new: list[str]
    words: str = Field(description="All of it in a sentence")


class Differences(Answer):
    """The revisions after one, oldest first, each compared with it."""

    differences: list[Difference]


class Uploaded(Answer):
    """A revision and its receipt."""

    revision: Revision
    receipt: Receipt
    meanwhile: list[Difference] = Field(
        [], description="What came after the one this is based on; all is kept"
    )
    counts: int = Field(0, description="The revision that counted when this was answered; 0 of a single one")
    counts_why: CountsWhy | None = None


class Revisions(Page):
    """A part of a paper's revisions, oldest first."""

    revisions: list[Revision]


class Box(Answer):
    """A place on a page, in PDF points from the lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


class Finding(Answer):
    """One thing a rule says of a paper."""

    rule: str = Field(examples=["FNT-001"])
    severity: Literal["error", "warning", "info"] | None
    message: str
    remedy: str = Field(description="What to change")
    page: int | None = Field(description="From 1")
    box: Box | None
    id: str = Field("", description="The same for the same finding of the same file; what rulings name")
    standing: Literal["counts", "waived", "mistaken"] | None = Field(
        None, description="Only what counts can hold a paper"
    )
    ruling: str = Field("", description="The waiver or correction that took its weight")
    waivable_by: Literal["nobody", "chair", "editor"] | None = None


CountsAs = Literal["body", "references", "appendix", "ad", "ae", "blank"]


class CheckedPage(Answer):
    """One page as it was judged."""

    page: int = Field(description="From 1")
    counts_as: CountsAs | None = Field(description="ad, ae: artifact description and evaluation")
    width: float = Field(description="Points, before the page is turned")
    height: float
    rotate: int = Field(description="Degrees clockwise by which it is shown turned")
    corrected: bool = Field(description="An editor said what it counts as")


class ArtifactContribution(Answer):
    """A contribution of the paper, as its artifact appendix lists it."""

    id: str = Field(examples=["C1"])
    text: str


class Artifact(Answer):
    """An artifact, as the appendix lists it."""

    id: str = Field(examples=["A1"])
    urls: list[str]


class ArtifactCoverage(Answer):
    """Which artifact supports what."""

    artifact: str
    contributions: list[str]
    elements: list[str] = Field(description="Figures and tables of the paper")


class ArtifactPart(Answer):
    """A part of what is said of an artifact."""

    name: str = Field(examples=["setup"])
    text: str


class ArtifactBlock(Answer):
    """What is said of one artifact."""

    artifact: str
    page: int
    parts: list[ArtifactPart]
    setup: list[ArtifactPart]
    minutes: float | None = Field(None, description="To reproduce it; null: not said in numbers")


class ArtifactAppendix(Answer):
    """The artifact description and evaluation appendix, read."""

    page: int
    contributions: list[ArtifactContribution]
    artifacts: list[Artifact]
    table: list[ArtifactCoverage]
    blocks: list[ArtifactBlock]
    evaluated: bool = Field(description="There is an artifact evaluation")
    evaluation: list[ArtifactBlock]


class Check(Answer):
    """What one revision was found to be, judged against named versions. Immutable."""

    name: str = Field(examples=["venues/tpc26/papers/p007/revisions/3/checks/2"])
    revision: str
    number: int
    verdict: Literal["pass", "hold"] | None
    findings: list[Finding]
    inputs_digest: str = Field(description="Of everything the verdict rests on")
    paper_version: int
    venue_version: int
    profile: str
    inspector_version: str
    finished: Moment | None
    seconds: float
    pages: int
    page_list: list[CheckedPage] = Field([], description="All of them, in order")
    content_pages: int | None = Field(None, description="Pages of main text; null: cannot be told")
    content_limit: int | None = Field(None, description="How many are allowed; null: no limit")
    artifacts: ArtifactAppendix | None = None
    sha256: str = ""
    rules_version: int = 0
    sequence: int = Field(0, description="Of a revision's checks the one with the largest holds")


class Checks(Page):
    """A part of a revision's checks, newest first."""

    checks: list[Check]
