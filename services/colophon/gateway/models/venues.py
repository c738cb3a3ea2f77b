"""Venues: one workshop's volume each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from colophon.gateway.models.base import Answer, Body, Day, Moment, Page


class Person(Body):
    """An author, organiser or committee member."""

    name: str = Field(min_length=1, max_length=300, description="As printed", examples=["Ada Lovelace"])
    affiliation: str = Field("", max_length=1000)
    country: str = Field("", max_length=100)
    email: str = Field("", max_length=320)
    orcid: str = Field("", max_length=40, examples=["0000-0002-1825-0097"])
    given: str = Field("", max_length=200)
    family: str = Field("", max_length=200)
    role: str = Field("", max_length=200, examples=["Organiser"])


class InvitedTalk(Body):
    """A talk without a paper: in programme and contents, never in BibTeX or deposits."""

    title: str = Field(max_length=1000)
    speaker: str = Field(max_length=300)
    affiliation: str = Field("", max_length=1000)
    abstract: str = Field("", max_length=20000)
    biography: str = Field("", max_length=20000)


class IndexNote(Body):
    """An editor's word on the author index."""

    name: str = Field(min_length=1, max_length=300, description="As it is to be printed")
    same: list[str] = Field([], max_length=20, description="Other spellings of the same person")
    see_also: list[str] = Field([], max_length=20, description="Other people to refer to")


class Session(Body):
    """One session of the programme, in the order given."""

    id: str = Field(min_length=1, max_length=63, examples=["s1"])
    title: str = Field(max_length=1000)
    chair: str = Field("", max_length=300)
    invited: list[InvitedTalk] = Field([], max_length=50)
    time: str = Field("", max_length=200, description="As printed", examples=["15 November, 9:00–10:30"])
    room: str = Field("", max_length=200)


class Letter(Body):
    """A letter before the contents: a welcome, a foreword."""

    title: str = Field(min_length=1, max_length=300)
    text: str = Field("", max_length=400000, description="Markdown; pictures as data: addresses")


class _Facts(Body):
    output_only = frozenset({"name", "version"})

    acronym: str = Field("", max_length=100, examples=["TPC26"])
    series: str = Field("", max_length=1000)
    publisher: str = Field("", max_length=300)
    location: str = Field("", max_length=300, examples=["Chicago, IL, USA"])
    starts: Day = ""
    ends: Day = ""
    publication_date: Day = Field("", description="The only date in the volume's bytes")
    isbn: str = Field("", max_length=30, description="Empty: pending; a final build waits for it")
    doi_prefix: str = Field("", max_length=100, description="Empty: pending", examples=["10.1109"])
    rights: str = Field("", max_length=20000, description="The copyright page's statement")
    url: str = Field("", max_length=2000)
    profile: str = Field(
        "",
        pattern=r"^([a-z0-9][a-z0-9-]{0,62})?$",
        description="The publisher's rules",
        examples=["ieee-sc26"],
    )
    language: str = Field("", max_length=35, examples=["en"])
    editors: list[Person] = Field([], max_length=200)
    committee: list[Person] = Field([], max_length=2000)
    sponsors: list[str] = Field([], max_length=200)
    topics: list[str] = Field([], max_length=200)
    sessions: list[Session] = Field([], max_length=200)
    preface: str = Field("", max_length=200000, description="Markdown")
    letters: list[Letter] = Field([], max_length=20, description="Printed before the preface")
    opens: Moment | None = Field(None, description="Earlier uploads are refused")
    soft_deadline: Moment | None = Field(None, description="Later uploads are taken and marked late")
    hard_deadline: Moment | None = Field(None, description="Uploads opened later are refused")
    grace_minutes: int | None = Field(
        None,
        ge=0,
        le=10080,
        description="How long an upload that was opened in time, with its size declared, may take beyond a "
        "deadline; null: 30",
    )
    repair_until: Moment | None = Field(
        None, description="Until then an on-time paper whose findings are being mended stays on time"
    )
    freeze: Moment | None = Field(None, description="From then on a withdrawal is one after freeze")
    page_limit: int | None = Field(None, ge=1, le=1000, description="Content pages; null: the profile's own")
    first_page: int = Field(0, ge=0, le=1_000_000, description="Printed number of the body's first page")
    recto: bool = Field(False, description="Each paper starts on an odd page; else they run on")
    print_order: Literal["", "session", "programme", "hand"] = Field(
        "", description="session: session by session; programme: as the list has them; hand: print_by_hand"
    )
    print_by_hand: list[str] = Field([], max_length=5000, description="Papers' ids in the order of print")
    index: list[IndexNote] = Field([], max_length=1000, description="The editor's words on the author index")


class NewVenue(_Facts):
    """A venue to make."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", examples=["tpc26"])
    title: str = Field(min_length=1, max_length=1000, description="Of the workshop")
    volume_title: str = Field(
        min_length=1, max_length=1000, description="Of the proceedings, as cited (BibTeX booktitle)"
    )


class VenuePatch(_Facts):
    """A merge patch (RFC 7396): the fields to change; null empties one."""

    title: str = Field("", max_length=1000)
    volume_title: str = Field("", max_length=1000)


class Venue(Answer):
    """A venue as it is."""

    name: str = Field(examples=["venues/tpc26"])
    id: str = Field(examples=["tpc26"])
    title: str
    volume_title: str
    acronym: str
    series: str
    publisher: str
    location: str
    starts: str
    ends: str
    publication_date: str
    isbn: str
    doi_prefix: str
    rights: str
    url: str
    profile: str
    language: str
    editors: list[Person]
    committee: list[Person]
    sponsors: list[str]
    topics: list[str]
    sessions: list[Session]
    preface: str
    letters: list[Letter]
    opens: Moment | None
    soft_deadline: Moment | None
    hard_deadline: Moment | None
    grace_minutes: int | None
    repair_until: Moment | None
    freeze: Moment | None
    page_limit: int | None
    first_page: int
    recto: bool
    print_order: str
    print_by_hand: list[str]
    index: list[IndexNote]
    version: int = Field(description="Also its ETag; send it back as If-Match")


class Venues(Page):
    """A part of the list of venues."""

    venues: list[Venue]
