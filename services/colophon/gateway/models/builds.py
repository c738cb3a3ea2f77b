"""Builds of a volume."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Body, Moment, Page


class SeenPaper(Body):
    """A paper as the editor saw it."""

    name: str = Field(examples=["venues/tpc26/papers/p007"])
    status_version: int = Field(ge=0)


class NewBuild(Body):
    """A build to start."""

    kind: Literal["draft", "final"] = Field(
        description="draft: papers on hold are left out and named; final: refused while papers are on hold"
    )
    venue_version: int | None = Field(None, ge=0, description="What the editor saw; without it, the present")
    papers: list[SeenPaper] | None = Field(
        None, max_length=10000, description="What the editor saw; without it, the present"
    )


class Step(Answer):
    """One step of a build; all are listed from the start."""

    id: str
    title: str
    state: Literal["waiting", "running", "done", "failed"] | None
    done: int
    total: int
    seconds: float
    cached: int = Field(description="How many of those done were kept from an earlier build")


class BuildWarning(Answer):
    """What an editor should know; it stops nothing."""

    paper: str
    message: str
    remedy: str


class PlanChange(Answer):
    """Something that is another than before; empty where it was or is not there."""

    kind: Literal["paper", "index", "citation", "file"] | None
    name: str
    before: str
    after: str
    about: str = Field(description="The paper's title; the citation's field")


class LeftOut(Answer):
    """A paper that a build leaves out because of a decision, or a draft because it cannot be printed yet."""

    paper: str
    title: str
    reason: str
    disposition: str = Field(
        description="What was decided about it; empty: on hold or missing", examples=["deferred"]
    )


class Output(Answer):
    """A file that a build made."""

    path: str = Field(examples=["volume.pdf"])
    size: int
    sha256: str
    media_type: str


class PlacedPaper(Answer):
    """A paper in the page plan."""

    paper: str
    revision: str
    sha256: str
    first_page: int
    last_page: int
    path: str
    citation_key: str


class ListedArtifact(Answer):
    """One artifact of a paper, as the volume lists it."""

    id: str = Field(examples=["A1"])
    urls: list[str]
    minutes: float | None = Field(None, description="To reproduce it; null: not said in numbers")
    contributions: list[str] = Field(examples=[["C1"]])
    elements: list[str] = Field(examples=[["Figure 3"]])


class PaperArtifacts(Answer):
    """What a paper's artifact description says, in short."""

    paper: str = Field(examples=["venues/tpc26/papers/p007"])
    artifacts: list[ListedArtifact]
    evaluated: bool = Field(description="There is an artifact evaluation")


class Build(Answer):
    """A build: its steps while it runs, its outputs when it is done."""

    name: str = Field(examples=["venues/tpc26/builds/12"])
    number: int
    kind: Literal["draft", "final"] | None
    state: Literal["queued", "running", "done", "failed", "cancelled"] | None
    steps: list[Step]
    left_out: list[LeftOut]
    outputs: list[Output]
    problems: list[str]
    papers: list[PlacedPaper]
    started: Moment | None
    finished: Moment | None
    actor: str
    inputs_digest: str
    version: int
    warnings: list[BuildWarning]
    changes: list[PlanChange] = Field(description="What moved since the build that it is compared with")
    compared_with: str
    remaining_seconds: float | None = Field(description="Until the end, as the last build's steps say")
    artifacts: list[PaperArtifacts] = Field(description="As artifact descriptions said when it was started")


class Builds(Page):
    """A part of a venue's builds, newest first."""

    builds: list[Build]
