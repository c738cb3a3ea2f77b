"""Decisions, changes of the accepted record, the accepted list."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Body, Moment, Page
from colophon.gateway.models.venues import Person

Disposition = Literal[
    "expected",
    "published",
    "deferred",
    "excluded_no_upload",
    "withdrawn_before_freeze",
    "withdrawn_after_freeze",
    "withdrawn_after_release",
    "not_presented",
]
CountsWhy = Literal["newest_fit", "newest", "chosen_by_author", "chosen_by_editor"]


class FieldChange(Answer):
    """A field of the record before and after, as text; authors one a line."""

    field: str
    before: str
    after: str


class Decision(Answer):
    """What somebody decided about a paper. It stands until it is lifted; the newest of a kind holds."""

    name: str = Field(examples=["venues/tpc26/papers/p007/decisions/2"])
    paper: str
    number: int
    kind: Literal["disposition", "counts", "extension", "record"] | None
    decided: Literal["deferred", "excluded_no_upload", "withdrawn", "not_presented"] | None = Field(
        description="Of a disposition"
    )
    revision: int = Field(description="Of the choice of a revision; 0 otherwise")
    until: Moment | None = Field(description="Of an extension")
    changes: list[FieldChange] = Field(description="Of an editor's change of the record")
    reason: str
    actor: str
    actor_name: str = Field(description="As printed at that time; empty for an editor")
    at: Moment | None
    lifted_by: str = Field(description="Empty while it stands")
    lifted_by_name: str
    lifted_reason: str
    lifted: Moment | None


class Decisions(Page):
    """A part of a paper's decisions, oldest first, lifted ones too."""

    decisions: list[Decision]
    decisions_version: int = Field(description="Also the ETag: send it back as If-Match")


class NewDecision(Body):
    """Exactly one of disposition, revision and until."""

    disposition: Literal["deferred", "excluded_no_upload", "withdrawn", "not_presented"] | None = None
    revision: int | None = Field(None, ge=1, description="The revision that is to count")
    until: Moment | None = Field(None, description="The paper's deadlines are not before this")
    reason: str = Field("", max_length=5000, description="Needed of an editor; kept on record")


class Reason(Body):
    """Why."""

    reason: str = Field("", max_length=5000)


class Change(Answer):
    """What an author wants changed in the accepted record."""

    name: str = Field(examples=["venues/tpc26/papers/p007/changes/1"])
    paper: str
    number: int
    state: Literal["open", "applied", "approved", "rejected"] | None = Field(
        description="open: waits for the chair; applied: typographic, done at once"
    )
    changes: list[FieldChange]
    grounds: list[str] = Field(description="Why it is more than typography")
    reason: str
    actor: str
    actor_name: str
    at: Moment | None
    told: list[str] = Field(description="Every author of before and after: all are told")
    decided_by: str
    decided_reason: str
    decided: Moment | None


class Changes(Page):
    """A part of a paper's changes, oldest first."""

    changes: list[Change]


class NewChange(Body):
    """The fields to change, and why."""

    title: str | None = Field(None, max_length=2000)
    authors: list[Person] | None = Field(None, max_length=5000, description="The whole list, in print order")
    abstract: str | None = Field(None, max_length=50000)
    keywords: list[str] | None = Field(None, max_length=100)
    reason: str = Field("", max_length=5000, description="Needed for more than typography")


class Deadlines(Answer):
    """What a paper's uploads are judged by: the venue's calendar with the paper's own extension."""

    opens: Moment | None
    soft: Moment | None
    hard: Moment | None
    repair_until: Moment | None
    grace_minutes: int
    extension: str = Field(description="The decision that extended them, or empty")


class BaselineRecord(Answer):
    """The record as it was accepted."""

    title: str
    authors: list[Person]
    session: str
    abstract: str
    keywords: list[str]
    doi: str


class Baseline(Answer):
    """The accepted record, and what differs today."""

    baseline: BaselineRecord
    changes: list[FieldChange]


class ListedPaper(Answer):
    """What an import does with one paper of the list."""

    line: int = Field(description="Where it starts in the file, from 1")
    id: str
    action: Literal["created", "updated", "unchanged"] | None
    changes: list[FieldChange]
    kept: list[str] = Field(description="Differences left as they are, and whose decision that is")


class ListMistake(Answer):
    """Something wrong with the list: nothing is stored while there is one."""

    line: int
    message: str
    remedy: str


class ImportedList(Answer):
    """What an import did, or with dry_run would do."""

    papers: list[ListedPaper]
    mistakes: list[ListMistake]
    not_listed: list[str] = Field(description="Papers of the venue that the list does not have: they stay")
    charset: str = Field(description="How the file was read")
    remarks: list[str] = Field(description="What to look at")
    stored: bool
