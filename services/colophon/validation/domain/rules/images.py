"""IMG-*: bitmaps."""

from __future__ import annotations

from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.catalogue import Hit, rule

_LEAST, _POOR = 300.0, 100.0
_LEAST_MONO = 600.0


@rule(
    "IMG-001",
    "Resolution",
    level="error",
    source="IEEE Author PDF Guide V3.2: 300 dpi, 600 dpi for line art",
    remedy="Save plots as vector graphics (PDF), photographs with at least 300 dpi at their printed size.",
)
def resolution(case: Case) -> Iterator[Hit]:
    for page in case.facts.pages:
        for image in page.images:
            x0, y0, x1, y1 = image.box
            if (x1 - x0) < 36 or (y1 - y0) < 36 or image.width * image.height < 64:
                continue  # Icons and rules.
            dpi = image.dpi
            mono = image.bits == 1
            if dpi < _POOR or dpi < (_LEAST_MONO if mono else _LEAST) * 0.97:
                yield Hit(
                    f"A picture on page {page.number} has {dpi:.0f} dpi; {_LEAST_MONO if mono else _LEAST:.0f} are asked for.",
                    page.number,
                    image.box,
                    level="error" if dpi < _POOR and not mono else "warning",
                )


@rule(
    "IMG-002",
    "Pictures inside the file",
    source="IEEE Author PDF Guide V3.2: graphics inserted, not linked",
    remedy="Insert the pictures instead of linking them; export without OPI comments.",
)
def linked(case: Case) -> Iterator[Hit]:
    if case.facts.external_images:
        yield Hit(f"{case.facts.external_images} picture(s) are linked: they lie in other files.")


@rule(
    "IMG-003",
    "Compression of pictures",
    level="info",
    source="PDF/A-1",
    remedy="Nothing to do unless the publisher asks for PDF/A-1.",
)
def compression(case: Case) -> Iterator[Hit]:
    if case.facts.filters:
        yield Hit(f"Pictures are compressed with {', '.join(case.facts.filters)}.")


@rule(
    "IMG-004",
    "Colour spaces",
    level="info",
    source="own",
    remedy="Use RGB, grey or CMYK instead of spot colours.",
)
def spot_colours(case: Case) -> Iterator[Hit]:
    if case.facts.spot_colours:
        yield Hit("The file uses spot colours (Separation or DeviceN).")


@rule(
    "IMG-005",
    "Transparency",
    level="info",
    source="PDF/A-1",
    remedy="Nothing to do unless the publisher asks for PDF/A-1.",
)
def transparency(case: Case) -> Iterator[Hit]:
    if case.facts.transparency:
        yield Hit("Figures use transparency.")
