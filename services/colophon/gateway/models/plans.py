"""What if: a page plan with a change that nobody has decided yet."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Body
from colophon.gateway.models.builds import LeftOut, PlanChange


class SwappedPapers(Body):
    """Two papers in each other's place."""

    one: str
    other: str


class ReplacedPaper(Body):
    """A paper with another file."""

    paper: str
    pages: int = Field(ge=1, le=100000, description="Of the file that would be its own")


class WhatIf(Body):
    """Changes to think of, all at once; papers by their ids. Empty: the plan as it is."""

    without: list[str] = Field([], max_length=5000)
    swap: list[SwappedPapers] = Field([], max_length=5000)
    replace: list[ReplacedPaper] = Field([], max_length=5000)
    isbn: str | None = Field(None, max_length=30)
    start_page: int | None = Field(None, ge=1, le=1_000_000)
    recto: bool | None = Field(None, description="Each paper starts on an odd page")
    order: Literal["session", "programme", "hand"] | None = None
    by_hand: list[str] = Field([], max_length=5000, description="Papers' ids in the order of print")


class PlannedPaper(Answer):
    """A paper with its printed pages."""

    paper: str
    title: str
    first_page: int
    last_page: int


class Plan(Answer):
    """The plan as it would be, and everything that would be another than now."""

    papers: list[PlannedPaper]
    changes: list[PlanChange]
    left_out: list[LeftOut]
