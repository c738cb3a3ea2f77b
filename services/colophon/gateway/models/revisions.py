"""Uploads, receipts, checks and findings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Moment, Page


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


class Receipt(Answer):
    """What an author holds after an upload."""

    paper: str
    revision: str
    sha256: str
    size: int
    received: Moment
    received_aoe: str = Field(description="Anywhere on earth", examples=["2026-08-28 23:59:59 AoE"])
    on_time: bool


class Uploaded(Answer):
    """A revision and its receipt."""

    revision: Revision
    receipt: Receipt


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


class Checks(Page):
    """A part of a revision's checks, newest first."""

    checks: list[Check]
