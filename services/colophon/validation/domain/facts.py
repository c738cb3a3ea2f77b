"""What the inspector saw in a PDF: the only thing rules know of the file.

Boxes are ``(x0, y0, x1, y1)`` in points from the lower left corner of the page's visible area
(its CropBox), before /Rotate; sizes are points; pages count from 1. Colours are 0xRRGGBB.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from colophon.common.domain.findings import Box

INSPECTOR_VERSION = 3
"""Raise it whenever the same bytes would give other facts: cached facts are kept by it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line in one font: from character ``start`` of the line's text."""

    start: int
    font: int
    """Index into ``Facts.typefaces``."""
    size: float
    color: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one baseline, not across a column gap."""

    text: str
    box: Box
    size: float
    """Of most of its characters."""
    font: int
    baseline: float
    spans: tuple[Span, ...] = ()
    angle: int = 0
    """Degrees, a multiple of 90, else 1."""
    hidden: bool = False
    """Invisible or white."""


@dataclass(frozen=True, slots=True)
class Image:
    """A bitmap as placed."""

    box: Box
    width: int
    height: int
    """Samples."""
    bits: int = 8
    """Per sample; 1: black and white."""

    @property
    def dpi(self) -> float:
        """The lower of both directions' resolutions; 0 for an image without area."""
        x0, y0, x1, y1 = self.box
        if x1 - x0 <= 0 or y1 - y0 <= 0:
            return 0.0
        straight = min(self.width / (x1 - x0), self.height / (y1 - y0))
        turned = min(self.height / (x1 - x0), self.width / (y1 - y0))
        return 72.0 * max(straight, turned)


@dataclass(frozen=True, slots=True)
class Mark:
    """Drawing other than text: ``path``, ``image``, ``form`` or ``shading``. The box is its ink."""

    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    number: int
    width: float
    height: float
    """Of the visible area in points (user unit applied)."""
    media: Box
    crop: Box
    trim: Box | None = None
    rotate: int = 0
    user_unit: float = 1.0
    lines: tuple[Line, ...] = ()
    """As the file draws them; ``layout`` orders them for reading."""
    images: tuple[Image, ...] = ()
    marks: tuple[Mark, ...] = ()
    blank: bool = False
    tabs: str = ""
    cut: bool = False
    """A limit ended the reading of this page."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font as text uses it."""

    name: str
    chars: int = 0
    unmapped: int = 0
    """Characters that no text can be read from."""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Font:
    """A font dictionary found in the file's resources."""

    name: str
    kind: str
    """``Type1 TrueType Type3 CIDFontType0 CIDFontType2 MMType1`` or ``?``."""
    embedded: bool
    subset: bool
    to_unicode: bool = False
    pages: tuple[int, ...] = ()
    collection: str = ""
    """Of a CID font: ``Adobe-Japan1``."""
    licence: int | None = None
    """``fsType`` of a TrueType or OpenType font; None where there is none."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that acts: ``JavaScript``, ``Launch``, ``OpenAction`` …"""

    kind: str
    where: str
    """``catalogue names page annotation outline field``."""
    page: int | None = None
    box: Box | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A page's annotation."""

    kind: str
    page: int
    box: Box | None = None
    uri: str = ""
    contents: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """Document information and XMP; empty where absent."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    creator: str = ""
    producer: str = ""
    xmp: bool = False
    xmp_title: str = ""
    xmp_authors: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    """``PDF/A-2b``, ``PDF/UA-1`` as claimed."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All of one file."""

    sha256: str = ""
    size: int = 0
    problem: str = ""
    """Why nothing more is known: ``not-pdf password damaged no-pages unprocessable``; empty when read."""
    detail: str = ""
    header: str = ""
    """``1.5``; empty without one in the first 1024 bytes."""
    header_at: int = 0
    after_eof: int | None = None
    """Bytes behind the last ``%%EOF``; None without one near the end."""
    repaired: bool = False
    broken: int = 0
    """Things the parser complained of."""
    version: str = ""
    encrypted: bool = False
    page_count: int = 0
    objects: int = 0
    pages: tuple[Page, ...] = ()
    typefaces: tuple[Typeface, ...] = ()
    fonts: tuple[Font, ...] = ()
    actions: tuple[Action, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    attachments: tuple[str, ...] = ()
    portfolio: bool = False
    form_fields: int = 0
    xfa: bool = False
    signatures: int = 0
    outlines: int = 0
    hidden_layers: int = 0
    external_streams: int = 0
    external_images: int = 0
    postscript: int = 0
    filters: tuple[str, ...] = ()
    """Image filters worth telling: ``JPXDecode``, ``JBIG2Decode``."""
    spot_colours: int = 0
    transparency: bool = False
    metadata: Metadata = field(default_factory=Metadata)
    language: str = ""
    tagged: bool = False
    display_title: bool = False
    figures: int = 0
    figures_with_alt: int = 0
    heading_levels: tuple[int, ...] = ()
    """Levels of tagged headings in order, at most 500."""
    unclosed_pages: tuple[int, ...] = ()
    """Pages, from 1, whose code does not close what it opens."""

    @property
    def readable(self) -> bool:
        """Whether there are pages to judge."""
        return not self.problem
