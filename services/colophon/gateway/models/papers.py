"""Papers: the accepted records and where each stands."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Body, Moment, Page
from colophon.gateway.models.decisions import Change, CountsWhy, Deadlines, Decision, Disposition
from colophon.gateway.models.uploads import Attachment
from colophon.gateway.models.venues import Person


class _Record(Body):
    output_only = frozenset(
        [
            "name",
            "version",
            "status_version",
            "state",
            "counts",
            "newest",
            "revisions",
            "verdict",
            "errors",
            "warnings",
            "check",
            "late",
            "disposition",
            "disposition_decision",
            "counts_why",
            "open_changes",
            "deadlines",
            "released_in",
            "decisions_version",
            "attachments",
        ]
    )

    session: str = Field("", max_length=63, description="A session's id, or empty")
    abstract: str = Field("", max_length=50000)
    keywords: list[str] = Field([], max_length=100)
    doi: str = Field("", max_length=300)
    category: str = Field("", max_length=63, description="Its kind, where the profile has limits for kinds")
    extra: dict[str, str] = Field({}, description="ai_use, artifact, badges, rights: what lists say more")


class NewPaper(_Record):
    """An accepted paper."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$", examples=["p007"])
    title: str = Field(min_length=1, max_length=2000)
    authors: list[Person] = Field(min_length=1, max_length=5000, description="In the printed order")
    order: int | None = Field(None, ge=0, description="Place in print; without it, the place in this list")


class Papers(Body):
    """Accepted papers to import: new ones are made, those already there updated where they differ."""

    papers: list[NewPaper] = Field(max_length=5000)


class PaperPatch(_Record):
    """A merge patch (RFC 7396) of a paper's record; null empties a field."""

    title: str = Field("", max_length=2000)
    authors: list[Person] = Field([], max_length=5000)
    order: int = Field(0, ge=0)


class Imported(Answer):
    """What an import did with one paper."""

    name: str = Field(examples=["venues/tpc26/papers/p007"])
    id: str
    version: int
    action: Literal["created", "updated", "unchanged"]


class ImportedPapers(Answer):
    """What an import did, in the order sent."""

    papers: list[Imported]


State = Literal["expected", "checking", "passed", "held"]


class PaperStatus(Answer):
    """A paper's record and where it stands."""

    name: str = Field(examples=["venues/tpc26/papers/p007"])
    id: str
    title: str
    authors: list[Person]
    session: str
    abstract: str
    keywords: list[str]
    doi: str
    category: str = ""
    extra: dict[str, str] = Field({}, description="ai_use, artifact, badges, rights, where they are said")
    order: int
    version: int = Field(description="Of the record; also its ETag, send it back as If-Match")
    status_version: int = Field(description="Grows with every change; what a build names")
    state: State | None = Field(
        description="expected: nothing uploaded; checking: no verdict yet; held: an error stands in the way"
    )
    counts: int | None = Field(description="Number of the revision that goes to print")
    newest: int | None = Field(description="Number of the newest revision")
    revisions: int = Field(description="How many there are")
    verdict: Literal["pass", "hold"] | None
    errors: int
    warnings: int
    check: str | None = Field(description="Name of the check that the verdict is from")
    late: bool | None = Field(description="Whether the revision that counts came after the deadline")
    counts_why: CountsWhy | None = Field(
        description="newest_fit: the newest on-time one that passes; newest: none on time passes"
    )
    disposition: Disposition | None = Field(description="What becomes of it in builds and releases")
    disposition_decision: Decision | None = Field(description="Who decided that, and why")
    open_changes: list[Change] = Field(description="Asked for by authors, not decided yet")
    deadlines: Deadlines | None
    released_in: list[str] = Field(examples=[["venues/tpc26/releases/1"]])
    decisions_version: int = Field(description="Grows with every decision and change")
    attachments: list[Attachment] = Field(description="What lies beside the paper: the newest of each kind")


class PaperList(Page):
    """A part of a venue's papers, in print order."""

    papers: list[PaperStatus]


class NewLink(Body):
    """A link for one author."""

    place: int = Field(1, ge=1, le=5000, description="Place in the author list, from 1")
    expires_in_hours: int = Field(0, ge=0, le=8784, description="0: the installation's own length")


class Link(Answer):
    """An author's way in: whoever has it may upload for this paper until it expires or is revoked."""

    name: str = Field(description="The person", examples=["venues/tpc26/papers/p007/people/1"])
    url: str = Field(description="The author's page")
    token: str = Field(description="For API calls: Authorization: Bearer …")
    expires: Moment | None


class Revoked(Answer):
    """How many authors' links stopped working."""

    revoked: int
