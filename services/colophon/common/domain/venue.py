"""A venue and its papers, as every service knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Person:
    """An author or editor. ``family`` and ``given`` are empty when only the printed name is known."""

    name: str
    """As printed: ``Javier Aula-Blasco``."""
    affiliation: str = ""
    country: str = ""
    email: str = ""
    orcid: str = ""
    given: str = ""
    family: str = ""
    role: str = ""
    """Of an organiser: ``Organiser``, ``Program Committee``."""


@dataclass(frozen=True, slots=True)
class InvitedTalk:
    """A talk without a paper: in the programme and contents, never in BibTeX or deposits."""

    title: str
    speaker: str
    affiliation: str = ""
    abstract: str = ""
    biography: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One session of the programme, in the venue's order."""

    id: str
    title: str
    chair: str = ""
    invited: tuple[InvitedTalk, ...] = ()
    time: str = ""
    """As the programme prints it: ``Sunday, 15 November, 9:00–10:30``."""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before the contents: a welcome, a foreword."""

    title: str
    text: str = ""
    """Markdown; pictures stand in it as ``data:`` addresses."""


@dataclass(frozen=True, slots=True)
class IndexNote:
    """An editor's word on the author index."""

    name: str
    """As it is to be printed."""
    same: tuple[str, ...] = ()
    """Other spellings of the same person."""
    see_also: tuple[str, ...] = ()
    """Other people to refer to."""


@dataclass(frozen=True, slots=True)
class Venue:
    """One workshop's volume: facts that front matter, stamps, checks and exports read.

    Empty ``isbn`` or ``doi_prefix`` means *pending*: rules that need them wait, a final
    build says so.
    """

    id: str
    """Without the collection: ``tpc26``."""
    title: str
    """Of the workshop."""
    volume_title: str
    """Of the proceedings, as cited (BibTeX ``booktitle``)."""
    acronym: str = ""
    series: str = ""
    publisher: str = ""
    location: str = ""
    starts: date | None = None
    ends: date | None = None
    publication_date: date | None = None
    """The only date in the volume's bytes."""
    isbn: str = ""
    doi_prefix: str = ""
    rights: str = ""
    """Copyright page's statement; the rights line of the profile stamps first pages."""
    url: str = ""
    profile: str = "generic"
    language: str = "en"
    editors: tuple[Person, ...] = ()
    committee: tuple[Person, ...] = ()
    sponsors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sessions: tuple[Session, ...] = ()
    index: tuple[IndexNote, ...] = ()
    preface: str = ""
    """Markdown."""
    letters: tuple[Letter, ...] = ()
    """Printed before the preface, in this order."""
    opens: datetime | None = None
    """Earlier uploads are refused."""
    soft_deadline: datetime | None = None
    """Later uploads are taken and marked late."""
    hard_deadline: datetime | None = None
    """Uploads opened later are refused."""
    grace_minutes: int = 30
    """How long an upload opened in time, with its size declared, may take beyond a deadline."""
    repair_until: datetime | None = None
    """Until then an on-time paper stays on time while its findings are mended."""
    freeze: datetime | None = None
    """From then on pages are settled: a withdrawal is one after freeze."""
    page_limit: int | None = None
    """Content pages; the profile's own when None."""
    first_page: int = 1
    recto: bool = False
    """Each paper starts on an odd page; else they run on."""
    print_order: str = "session"
    """``session``: session by session; ``programme``: as the list of papers has them; ``hand``: as
    ``print_by_hand`` says. Apart from the programme's own order."""
    print_by_hand: tuple[str, ...] = ()
    """Papers' ids; those it does not name come after, session by session."""
    version: int = 0

    @property
    def year(self) -> int | None:
        """The publication year (rights line, BibTeX)."""
        day = self.publication_date or self.starts
        return day.year if day else None


@dataclass(frozen=True, slots=True)
class Paper:
    """The accepted record of one paper."""

    id: str
    title: str
    authors: tuple[Person, ...]
    session: str = ""
    """A session's id, or empty."""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    doi: str = ""
    order: int = 0
    """Place in the imported list, from 0."""
    version: int = 0
    category: str = ""
    """What kind of paper it is, where the profile has other limits for kinds."""
    extra: dict[str, str] = field(default_factory=dict)
    """What the list says more, by column; of meaning are those in ``DECLARED``."""


DECLARED = ("ai_use", "artifact", "badges", "rights")
"""Of ``Paper.extra``: what rules, stamps and lists read; the rest stays where the list was imported."""
