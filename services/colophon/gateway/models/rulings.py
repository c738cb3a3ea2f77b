"""Waivers, corrections and disputes; the catalogue of rules."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Body, Moment, Page
from colophon.gateway.models.revisions import CountsAs

Kind = Literal["waiver", "page", "mistaken", "dispute"]
Level = Literal["error", "warning", "info", "off"]


class NewRuling(Body):
    """What is decided or said of a version's newest check."""

    revision: int = Field(ge=1, le=2**31 - 1, description="Number of the version that was looked at")
    kind: Kind = Field(
        description="waiver: true, and allowed; page: what a page counts as; mistaken: the checker is wrong; "
        "dispute: an author's objection, which holds nothing up or down until it is answered"
    )
    rule: str = Field("", max_length=16, description="Of a waiver: all findings of this rule, to come too")
    finding: str = Field("", max_length=20, description="Id of one finding; a waiver's rule or this")
    page: int = Field(0, ge=0, le=10000, description="Of a page's correction")
    counts_as: CountsAs | None = Field(None, description="Of a page's correction")
    reason: str = Field(min_length=1, max_length=4000, description="Stays on record")
    evidence: str = Field("", max_length=4000, description="What shows that the checker is wrong")


class Withdrawal(Body):
    """Why a ruling is withdrawn."""

    reason: str = Field(min_length=1, max_length=4000)


class DisputeAnswer(Body):
    """An editor's answer to a dispute."""

    accepted: bool = Field(description="The author is right: the finding is marked mistaken")
    answer: str = Field(min_length=1, max_length=4000)


class Ruling(Answer):
    """Who decided or said what, why and when. Never changed: only withdrawn or answered."""

    name: str = Field(examples=["venues/tpc26/papers/p007/rulings/2"])
    kind: Kind | None
    revision: str
    rule: str
    finding: str
    message: str = Field(description="The finding's, as it was")
    page: int
    counts_as: CountsAs | None
    reason: str
    evidence: str
    actor: str
    made: Moment | None
    withdrawn: Moment | None
    withdrawn_by: str
    withdrawn_reason: str
    state: Literal["open", "accepted", "declined"] | None = Field(description="Of a dispute")
    answered: Moment | None
    answered_by: str
    answer: str


class Rulings(Page):
    """A part of the rulings, newest first."""

    rulings: list[Ruling]


class RuleLevel(Answer):
    """What a profile makes of a rule."""

    profile: str
    level: Level
    waivable_by: Literal["nobody", "chair", "editor"] | None


class Rule(Answer):
    """A rule of the catalogue."""

    id: str = Field(examples=["PGS-001"])
    title: str
    source: str
    remedy: str
    since: int = Field(description="The version of the rules that it came with")
    needs: str = Field(description="What it would need and is not held here: it never fires")
    levels: list[RuleLevel]


class ProfileSummary(Answer):
    """A publisher's profile in a line."""

    name: str
    title: str
    publisher: str
    content_pages: int | None
    max_bytes: int | None


class Rules(Answer):
    """The catalogue."""

    rules: list[Rule]
    profiles: list[ProfileSummary]
    version: int


class VerdictChange(Answer):
    """A paper whose verdict the newest rules would change."""

    revision: str
    now: Literal["pass", "hold"] | None
    then: Literal["pass", "hold"] | None
    rules: list[str]


class VenueRules(Answer):
    """By which version of the rules a venue is judged, and what the newest would change."""

    venue: str
    version: int
    since: Moment | None
    actor: str
    newest: int
    changes: list[VerdictChange]
    pending: int = Field(description="Versions that the newest rules have not judged yet")


class Adoption(Body):
    """The version of the rules that shall hold."""

    version: int = Field(ge=1, le=2**31 - 1)
