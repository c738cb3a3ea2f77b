"""FNT-*: fonts and type sizes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.facts import Font
from colophon.validation.domain.rules.catalogue import Hit, rule

_EMBED = (
    "Embed all fonts: with LaTeX use Type 1 or OpenType fonts and include figures as PDFs with embedded fonts; in Word "
    "save as PDF/A, or tick “embed fonts” in the export options."
)
_COMPUTER_MODERN = ("CMR", "LMRoman", "SFRM", "CMB", "CMU", "ecrm", "LMSans", "SFR")
_CJK = ("Adobe-Japan1", "Adobe-GB1", "Adobe-CNS1", "Adobe-Korea1", "Adobe-KR")


def _names(fonts: list[Font]) -> str:
    unique = list(dict.fromkeys(_bare(f.name) for f in fonts))
    more = f" and {len(unique) - 5} more" if len(unique) > 5 else ""
    return ", ".join(unique[:5]) + more


def _bare(name: str) -> str:
    return name[7:] if len(name) > 7 and name[6] == "+" else name


@rule("FNT-001", "All fonts embedded", source="IEEE Author PDF Guide V3.2", remedy=_EMBED)
def embedded(case: Case) -> Iterator[Hit]:
    missing = [f for f in case.facts.fonts if not f.embedded and f.kind != "Type3" and not _cjk(f)]
    if missing:
        pages = [p for f in missing for p in f.pages]
        yield Hit(f"Fonts are not embedded: {_names(missing)}.", min(pages) if pages else None)


@rule(
    "FNT-002",
    "Fonts subset",
    level="info",
    source="IEEE Author PDF Guide V3.2",
    remedy="Let the exporter embed only the characters used (subset).",
)
def subset(case: Case) -> Iterator[Hit]:
    whole = [f for f in case.facts.fonts if f.embedded and not f.subset]
    if whole:
        yield Hit(f"Fonts are embedded whole, not as subsets: {_names(whole)}.")


@rule(
    "FNT-003",
    "No Type 3 fonts",
    source="IEEE conference author pages; PaperCept",
    remedy="matplotlib: rcParams['pdf.fonttype'] = 42 (and ps.fonttype); LaTeX: load a scalable font "
    "(cm-super or lmodern for T1), then export the figures and the paper again.",
)
def type3(case: Case) -> Iterator[Hit]:
    found = [f for f in case.facts.fonts if f.kind == "Type3"]
    if found:
        pages = [p for f in found for p in f.pages]
        yield Hit(
            f"The file holds {len(found)} Type 3 font(s): {_names(found)}.", min(pages) if pages else None
        )


@rule(
    "FNT-004",
    "Text can be extracted",
    level="warning",
    source="own",
    remedy="LaTeX: \\usepackage{cmap} or \\input{glyphtounicode} with \\pdfgentounicode=1; then export again.",
)
def extractable(case: Case) -> Iterator[Hit]:
    total = sum(t.chars for t in case.facts.typefaces)
    lost = sum(t.unmapped for t in case.facts.typefaces)
    if total > 200 and lost > 0.02 * total:
        yield Hit(f"{100 * lost / total:.0f} % of the characters cannot be read as text.")


def _main(case: Case) -> tuple[str, float] | None:
    """The family that most running text is set in, and its share."""
    shares: Counter[str] = Counter()
    for face in case.facts.typefaces:
        shares[_family(face.name)] += face.chars
    total = sum(shares.values())
    if total < 500:
        return None
    name, chars = shares.most_common(1)[0]
    return name, chars / total


def _family(name: str) -> str:
    return name.split("-")[0].split(",")[0]


def _belongs(name: str, families: tuple[str, ...]) -> bool:
    flat = "".join(c for c in name if c.isalnum()).lower()
    return any(flat.startswith(family.lower()) for family in families)


@rule(
    "FNT-005",
    "Main font of the template",
    level="warning",
    source="aclpubcheck's idea; IEEEtran and acmart",
    remedy="Use the publisher's template without changing its fonts (do not load lmodern, times or mathptmx over it).",
)
def main_font(case: Case) -> Iterator[Hit]:
    families = case.profile.type.families
    main = _main(case)
    if not families or main is None:
        return
    share = sum(t.chars for t in case.facts.typefaces if _belongs(t.name, families)) / sum(
        t.chars for t in case.facts.typefaces
    )
    if share < 0.35:
        yield Hit(f"Most text is set in {main[0]}, which is not the template's font.", 1)


@rule(
    "FNT-006",
    "Not Computer Modern",
    level="warning",
    source="SC26 workshop authors: do not substitute lmodern",
    remedy="Remove \\usepackage{lmodern} and other font packages; IEEEtran sets Times by itself.",
)
def computer_modern(case: Case) -> Iterator[Hit]:
    main = _main(case)
    if case.profile.type.families and main is not None and main[0].startswith(_COMPUTER_MODERN):
        yield Hit(f"The text is set in {main[0]} (Computer or Latin Modern).", 1)


def _cjk(font: Font) -> bool:
    return font.collection.startswith(_CJK)


@rule("FNT-007", "East Asian fonts embedded", source="PaperCept PdfTestHelp", remedy=_EMBED)
def cjk(case: Case) -> Iterator[Hit]:
    missing = [f for f in case.facts.fonts if not f.embedded and _cjk(f)]
    if missing:
        yield Hit(
            f"East Asian fonts are not embedded: {_names(missing)}.", min(missing[0].pages, default=None)
        )


@rule(
    "FNT-008",
    "Type size of the text",
    source="HotCRP's tolerance of 3 %",
    remedy="Use the template's own type size; do not shrink it (\\small, 9pt option, geometry or scaled printing).",
)
def body_size(case: Case) -> Iterator[Hit]:
    least = case.profile.type.body_min
    if least is None:
        return
    small = []
    for page in case.facts.pages:
        sizes: Counter[float] = Counter()
        for placed in case.body:
            if placed.page == page.number:
                sizes[round(placed.line.size, 1)] += len(placed.text)
        if sum(sizes.values()) > 1500:
            size = sizes.most_common(1)[0][0]
            if size < least * 0.97:
                small.append((page.number, size))
    if small:
        pages = ", ".join(str(p) for p, _ in small[:10])
        yield Hit(
            f"Running text on page {pages} is {small[0][1]:g} pt; {case.profile.type.body_size or least:g} pt is asked for.",
            small[0][0],
            level="error" if len(small) >= 3 else "warning",
        )


@rule(
    "FNT-009",
    "Line spacing",
    level="warning",
    source="HotCRP",
    remedy="Do not change \\baselinestretch or the paragraph's line spacing.",
)
def line_height(case: Case) -> Iterator[Hit]:
    least = case.profile.type.line_height_min
    leading = case.layout.leading
    if least is not None and len(case.body) > 60 and 0 < leading < 0.97 * least:
        yield Hit(f"Lines stand {leading:.1f} pt apart; at least {least:g} pt is asked for.")


@rule(
    "FNT-010",
    "Smallest type",
    level="warning",
    source="IEEE: labels of at least 4 pt",
    remedy="Make labels in figures larger: draw figures at their printed size.",
)
def smallest(case: Case) -> Iterator[Hit]:
    least = case.profile.type.smallest_text
    for page in case.facts.pages:
        tiny = [
            x
            for x in page.lines
            if 0 < x.size < least - 0.05 and len(x.text) >= 3 and not x.hidden and x.text.strip()
        ]
        if len(tiny) >= 3:
            yield Hit(
                f"Page {page.number} has text of {min(x.size for x in tiny):.1f} pt; {least:g} pt is the least.",
                page.number,
                tiny[0].box,
            )


_RESTRICTED = 0x0002


@rule(
    "FNT-011",
    "Fonts may be embedded",
    level="info",
    source="OpenType OS/2 fsType",
    remedy="Use a font whose licence lets it be embedded.",
)
def licence(case: Case) -> Iterator[Hit]:
    kept = [f for f in case.facts.fonts if f.licence is not None and f.licence & 0x000F == _RESTRICTED]
    if kept:
        yield Hit(f"The licence of a font forbids that it is embedded: {_names(kept)}.")
