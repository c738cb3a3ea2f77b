"""A publisher's profile: every number, text and switch that checks, stamps and packages read.

A profile is data (``profiles/<name>/profile.toml``); this module is its shape. Lengths are PDF
points, sizes bytes, boxes ``(x0, y0, x1, y1)`` from the page's lower left corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from colophon.common.domain.findings import Box

Level = Literal["error", "warning", "info", "off"]
"""What a rule's finding counts as under a profile; ``off``: the rule is not run."""

WhoWaives = Literal["nobody", "chair", "editor"]
"""Who may let a true finding pass: nobody, the chair only, or any editor."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a paper may be. ``None``: no limit."""

    content_pages: int | None = None
    """Pages of main text; references and appendices are free."""
    min_pages: int | None = 2
    total_pages: int | None = None
    max_bytes: int | None = None
    partial_page_counts: bool = True
    """A page on which the main text ends above the references counts."""
    acknowledgements_count: bool = True
    abstract_words: tuple[int, int] = (40, 350)


@dataclass(frozen=True, slots=True)
class Page:
    """The paper's sheet and what must stay blank on it."""

    width: float = 612.0
    height: float = 792.0
    tolerance: float = 2.0
    columns: int | None = None
    text_width: float | None = None
    text_height: float | None = None
    margin_top: float = 36.0
    margin_side: float = 36.0
    margin_bottom: float = 36.0
    margin_error: float = 9.0
    """Ink further than this into a margin is an error, less a warning."""
    head_zone: float = 36.0
    foot_zone: float = 54.0
    running_heads: bool = False
    """The template itself prints heads (acmart does)."""


@dataclass(frozen=True, slots=True)
class Type:
    """Fonts and sizes."""

    families: tuple[str, ...] = ()
    """Beginnings of font names, without subset prefix, that may carry the main text; empty: any."""
    body_size: float | None = None
    body_min: float | None = None
    line_height_min: float | None = None
    smallest_text: float = 4.0


@dataclass(frozen=True, slots=True)
class Stamp:
    """A text the volume prints on a paper's pages, inside its own box.

    ``text`` takes ``{page} {volume_title} {acronym} {series} {year} {isbn} {doi} {title} {authors} {author}
    {location} {dates} {rights}``; a stamp whose text comes out empty is not printed. A text too long for one
    line takes as many as the box is high enough for. ``author`` is the first one's family name, with "et al."
    where there are more.
    """

    name: str
    text: str
    box: Box
    pages: Literal["all", "first", "later", "odd", "even", "later odd", "later even"] = "all"
    align: Literal["left", "center", "right"] = "center"
    size: float = 8.0
    image: str = ""
    """A PDF beside the profile whose first page is printed instead of a text, as large as fits the box."""
    rights: str = ""
    """Only on papers whose class of rights begins so."""
    picture: bytes = field(default=b"", repr=False)
    """The file's content; never in a profile's own text."""


@dataclass(frozen=True, slots=True)
class RightsClass:
    """One kind of authorship and the first page's statement it needs."""

    name: str
    line: str
    """What is printed: takes ``{isbn} {yy} {year} {doi}``."""
    pattern: str
    """A regular expression that finds the statement in extracted text."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What the first page says of copyright."""

    required: bool = False
    """The authors' PDF must carry it (else the stamp does)."""
    default: str = ""
    """The class of a paper whose authors chose none."""
    classes: tuple[RightsClass, ...] = ()
    isbn_in_line: bool = False
    zone: float = 90.0
    """Height above the page's foot in which the line must stand."""
    foreign: tuple[str, ...] = ()
    """Regular expressions for notices of other publishers that must not be there."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Switches for what templates differ in."""

    links: Level = "off"
    bookmarks: Level = "off"
    certified_by: str = ""
    """What the publisher's own checker writes into the document information."""
    ad: Literal["off", "optional", "required"] = "optional"
    keywords: bool = True
    abstract: bool = True
    acm_reference_format: bool = False
    review_copy: bool = False
    """The anonymous copy for review is checked, not the final one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the packing list: heading and the paper's field it holds."""

    heading: str
    value: str
    """``sequence paper_id filename title authors affiliations first_page last_page pages abstract keywords
    doi isbn rights sha256 session presenter`` — of the released paper."""


@dataclass(frozen=True, slots=True)
class Files:
    """Names in a package: take ``{venue} {paper_id} {sequence} {release} {year}``."""

    paper: str = "papers/{paper_id}.pdf"
    volume: str = "volume.pdf"
    bibtex: str = "volume.bib"
    paper_bibtex: str = "bibtex/{paper_id}.bib"
    metadata: str = "metadata.json"
    packing_list: str = "packing_list.csv"
    package: str = "{venue}-release-{release}.zip"
    auxiliary: str = ""
    """The zip with artifact, data, code that lies beside a paper; empty: it is not published."""
    appendix: str = ""
    """The artifact description as a PDF of its own; empty: it is not published. Sources never are."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A publisher as data."""

    name: str
    title: str
    publisher: str = ""
    limits: Limits = field(default_factory=Limits)
    categories: Mapping[str, Profile] = field(default_factory=dict)
    """This profile with what differs for a category of papers: ``[categories.short.limits]`` and so on."""
    category: str = ""
    """Of which category this is; empty in the profile itself."""
    own_page_limit: bool = False
    """The category names its own limit of content pages: a venue's does not go before it."""
    page: Page = field(default_factory=Page)
    type: Type = field(default_factory=Type)
    policy: Policy = field(default_factory=Policy)
    severity: Mapping[str, Level] = field(default_factory=dict)
    """Rule id → level, where it differs from the rule's own."""
    waivers: Mapping[str, WhoWaives] = field(default_factory=dict)
    """Rule id → who may waive; ``default`` for the rest."""
    stamps: tuple[Stamp, ...] = ()
    delivery: Literal["stamped", "certified", "both"] = "stamped"
    """Which file of a paper is delivered: with its stamps, the author's byte for byte (as the publisher's own
    checker passed it), or both."""
    linearized: bool = False
    """The volume's first page shows before the rest has come over the net."""
    rights: Rights = field(default_factory=Rights)
    required_metadata: tuple[str, ...] = ("title", "authors")
    """Fields of a registered paper that a release needs."""
    files: Files = field(default_factory=Files)
    package: tuple[str, ...] = ("paper", "volume", "bibtex", "paper_bibtex", "metadata", "packing_list")
    """Which of the files a package holds, in this order."""
    packing_list: tuple[Column, ...] = ()
    digest: str = ""
    """sha256 of the profile's merged content: two profiles with the same digest judge the same."""

    def for_category(self, category: str) -> Profile:
        """The profile for a category of papers, whatever its case; itself when it names none so."""
        wanted = category.strip().casefold()
        return next((kind for name, kind in self.categories.items() if name.casefold() == wanted), self)

    def with_page_limit(self, pages: int | None) -> Profile:
        """This profile with a venue's own limit of content pages; itself when the venue has none."""
        if pages is None or self.own_page_limit:
            return self
        return replace(self, limits=replace(self.limits, content_pages=pages))

    def waivable_by(self, rule: str) -> WhoWaives:
        """Who may waive a finding of this rule."""
        return self.waivers.get(rule, self.waivers.get("default", "editor"))
