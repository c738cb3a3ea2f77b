"""TXT-*: what the PDF says against what is registered, and leftovers of drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from colophon.validation.domain.case import Case
from colophon.validation.domain.facts import Line
from colophon.validation.domain.layout import Placed
from colophon.validation.domain.names import Match, match_authors
from colophon.validation.domain.rules import anonymity
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.sections import Kind
from colophon.validation.domain.words import likeness, squash, untex, words

_COMMON = {"the", "of", "and", "to", "in", "that", "is", "a", "for", "we", "with"}


@rule(
    "TXT-001",
    "The text is text",
    source="PaperCept: searchability",
    remedy="Export from the source; do not scan or print to an image.",
)
def searchable(case: Case) -> Iterator[Hit]:
    found = case.words
    pictures = [
        p for p in case.facts.pages if not [x for x in p.lines if not x.hidden] and (p.images or p.marks)
    ]
    if len(pictures) > len(case.facts.pages) / 2:
        yield Hit("The pages are pictures: no text can be read from them.", pictures[0].number)
    elif len(found) < 50 * max(1, len(case.facts.pages)) and len(found) < 400:
        yield Hit(f"Only {len(found)} words could be read from {len(case.facts.pages)} page(s).")
    elif len(set(found) & _COMMON) < 3:
        yield Hit("The text that can be read from the file is not words.")


@rule(
    "TXT-002",
    "Title as registered",
    source="aclpub's and LASER's experience: PDFs under the wrong paper",
    remedy="Make the title in the PDF the registered one, or ask the organisers to correct the record.",
)
def title(case: Case) -> Iterator[Hit]:
    if not case.paper.title:
        return
    front = case.front
    wanted = squash(untex(case.paper.title))
    if wanted and wanted in squash(" ".join(p.text for p in case.layout.page(1)[:40]).replace("- ", "")):
        return
    if not front.title:
        yield Hit(f"The registered title, “{case.paper.title[:120]}”, was not found on the first page.", 1)
        return
    # A footnote mark or number behind the title is not part of it.
    found = front.title.rstrip("*∗†‡§¹²³1 ")
    same = max(likeness(found, case.paper.title), likeness(front.title, case.paper.title))
    if same >= 0.97:
        if same < 1.0:
            yield Hit(
                f"The title in the PDF, “{front.title[:120]}”, differs a little from the registered “{case.paper.title[:120]}”.",
                1,
                front.title_box,
                level="warning",
            )
        return
    yield Hit(
        f"The title in the PDF is “{front.title[:120]}”; registered is “{case.paper.title[:120]}”.",
        1,
        front.title_box,
        level="error" if same < 0.9 else "warning",
    )


@rule(
    "TXT-003",
    "Authors as registered",
    source="ProceedingsChairBuddy",
    remedy="Name exactly the registered authors, in their order, or ask the organisers to correct the record.",
)
def authors(case: Case) -> Iterator[Hit]:
    names = [person.name for person in case.paper.authors if person.name.strip()]
    if not names or anonymous_block(case):
        return
    found: Match = match_authors(names, case.front.authors, [p.text for p in case.layout.page(1)])
    box = case.front.authors[0].line.box if case.front.authors else None
    if found.missing:
        yield Hit(
            f"Registered author(s) not found on the first page: {', '.join(found.missing[:10])}.", 1, box
        )
    if found.extra:
        yield Hit(
            f"The PDF names authors who are not registered: {', '.join(found.extra[:10])}.",
            1,
            box,
            level=found.extra_level,
        )
    if found.near:
        yield Hit(
            f"Names are written otherwise than registered: {', '.join(found.near[:10])}.",
            1,
            box,
            level="warning",
        )
    if found.order:
        yield Hit("The authors stand in another order than registered.", 1, box, level="warning")


def anonymous_block(case: Case) -> bool:
    """Whether the block of authors is that of a review copy: then ANO-001 says it all."""
    return anonymity.leftover(case) is not None


@rule(
    "TXT-004",
    "Affiliations as registered",
    level="info",
    source="ProceedingsChairBuddy",
    remedy="Check affiliations and e-mail addresses in the PDF and in the record.",
)
def affiliations(case: Case) -> Iterator[Hit]:
    if not any(person.affiliation for person in case.paper.authors) or anonymous_block(case):
        return
    text = squash(" ".join(p.text for p in case.layout.page(1)))
    for person in case.paper.authors:
        if (
            person.affiliation
            and squash(person.affiliation) not in text
            and likeness(person.affiliation, "") < 1
        ):
            wanted = [w for w in words(person.affiliation) if len(w) > 3]
            if wanted and sum(w in text for w in wanted) < len(wanted) / 2:
                yield Hit(f"The affiliation “{person.affiliation[:80]}” was not found on the first page.", 1)


@rule(
    "TXT-005",
    "Abstract and keywords",
    level="warning",
    source="IEEEtran and acmart templates",
    remedy="Use \\begin{abstract} and, for keywords, \\begin{IEEEkeywords} or \\keywords{…}.",
)
def abstract(case: Case) -> Iterator[Hit]:
    front = case.front
    policy = case.profile.policy
    if policy.abstract and not front.has_abstract:
        yield Hit("No abstract was found on the first page.", 1)
    elif policy.abstract and front.abstract:
        least, most = case.limits.abstract_words
        count = len(front.abstract.split())
        if count < least or count > most:
            yield Hit(
                f"The abstract has about {count} words; {least} to {most} are usual.",
                1,
                front.abstract_box,
                level="info",
            )
    if policy.keywords and not front.has_keywords:
        yield Hit("No keywords (“Index Terms”, “Keywords”) were found on the first page.", 1)


@rule(
    "TXT-006",
    "Title case",
    level="info",
    source="SC'15 proceedings rules",
    remedy="Write the title in title case, without a full stop.",
)
def title_case(case: Case) -> Iterator[Hit]:
    text = case.front.title
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 12 and all(c.isupper() for c in letters):
        yield Hit("The title is written in capitals.", 1, case.front.title_box)
    elif text.endswith(".") and not text.endswith("..."):
        yield Hit("The title ends with a full stop.", 1, case.front.title_box)


@rule(
    "TXT-007",
    "Document information",
    level="info",
    source="ISO 19005",
    remedy="LaTeX: \\hypersetup{pdftitle={…}, pdfauthor={…}}; Word: File, Info, Title.",
)
def information(case: Case) -> Iterator[Hit]:
    meta = case.facts.metadata
    if re.search(r"^untitled|\.dvi$|^microsoft word|\.docx?$|\.tex$", meta.title.strip(), re.IGNORECASE):
        yield Hit(f"The file's own title is “{meta.title[:80]}”.")
    elif not meta.title.strip():
        yield Hit("The file's own title is empty; the volume sets it.")


@rule(
    "TXT-008",
    "Information agrees",
    level="info",
    source="ISO 19005",
    remedy="Let one tool write the file's metadata.",
)
def agreement(case: Case) -> Iterator[Hit]:
    meta = case.facts.metadata
    if meta.title and meta.xmp_title and squash(meta.title) != squash(meta.xmp_title):
        yield Hit("The title differs between document information and XMP.")


_LEFTOVERS = (
    (r"lorem ipsum", re.IGNORECASE, "text of a template"),
    (
        r"(?<![“\"‘'’/])\b(?:TODO|FIXME|TBD)\b(?![”\"’'/]| (?:comments?|list|tags?|notes)\b)",
        0,
        "a note to yourself",
    ),
    (r"\bXXX+\b", 0, "a placeholder"),
    (r"(?<![?\w])\?\?(?![?\w])|\[\?\s*(?:,\s*\?\s*)*\]|\(\?\)", 0, "an undefined reference"),
    (r"identify applicable funding agency here", re.IGNORECASE, "text of a template"),
    (r"given name surname", re.IGNORECASE, "text of a template"),
    (r"dept\. name of organi[sz]ation", re.IGNORECASE, "text of a template"),
    (r"name of organi[sz]ation \(of aff\.\)", re.IGNORECASE, "text of a template"),
    (r"email address or ORCID", re.IGNORECASE, "text of a template"),
    (r"Conference acronym ['’‘]?XX", re.IGNORECASE, "text of a template"),
    (r"Make sure to enter the correct conference title", re.IGNORECASE, "text of a template"),
    (
        r"10\.1145/n{3,}|10\.1145/X{3,}|10\.1145/1122445\.1122456",
        re.IGNORECASE,
        "a DOI that was not filled in",
    ),
    (r"97[89]-[xX]-[xX]{2,}|978-1-4503-XXXX|979-8-4007-XXXX|97[89]-X+", 0, "an ISBN that was not filled in"),
    (r"XXX-X-XXXX-XXXX-X|/\d\d/\$31\.00\s*©?\s*20XX", 0, "a rights line that was not filled in"),
    (r"June 0[35][–-]05, 2018, Woodstock, NY", 0, "text of a template"),
    (r"insert your (?:text|title|abstract) here", re.IGNORECASE, "text of a template"),
)
_PATTERNS = [(re.compile(p, f), what) for p, f, what in _LEFTOVERS]
_HINTS = (
    "lorem ipsum", "todo", "fixme", "tbd", "xxx", "??", "[?", "(?)", "identify applicable", "given name surname", "of organi",
    "email address or", "conference acronym", "make sure to enter", "10.1145/", "97", "xxx-x", "31.00", "woodstock", "insert your",
)  # fmt: skip
"""What a line must hold for any of the patterns to be there."""


@rule(
    "TXT-009",
    "No leftovers of template or draft",
    source="templates of IEEE and ACM",
    remedy="Fill in or remove the marked text. “??” and “[?]”: run LaTeX (and BibTeX) again until no reference is undefined.",
)
def leftovers(case: Case) -> Iterator[Hit]:
    said = 0
    kinds = case.sections.kinds
    for place in case.holding(*_HINTS):
        placed = case.layout.lines[place]
        if kinds[place] in (Kind.AD, Kind.AE) or _code(case, placed):
            continue
        for pattern, what in _PATTERNS:
            found = pattern.search(placed.text)
            # Without a list of references every citation is undefined: PGS-005 says it once.
            if found and not (found.group(0).startswith("[?") and case.sections.references is None):
                said += 1
                yield Hit(
                    f"Page {placed.page} has {what}: “{found.group(0)[:60]}”.", placed.page, placed.line.box
                )
                break
        if said >= 10:
            return


_MONOSPACED = re.compile(
    r"mono|nimbusmon|courier|inconsolata|zi4|cursor|consol|typewriter|cmtt|sftt|ectt|txtt|code", re.IGNORECASE
)


def _code(case: Case, placed: Placed) -> bool:
    """A line of a listing: “??” and TODO are part of programs."""
    faces = case.facts.typefaces
    return placed.line.font < len(faces) and bool(_MONOSPACED.search(faces[placed.line.font].name))


@rule(
    "TXT-010",
    "No text twice",
    level="info",
    source="own",
    remedy="Remove the doubled section or text layer (a scan's OCR over its own text), and export again.",
)
def doubled(case: Case) -> Iterator[Hit]:
    seen: dict[str, int] = {}
    for placed in case.body:
        text = placed.text
        if len(text) < 80 and (placed.gap_above > 1.2 and _SECTION.match(text)):
            flat = squash(text)
            if flat in seen and len(flat) > 8:
                yield Hit(
                    f"“{text[:60]}” stands twice, on pages {seen[flat]} and {placed.page}.",
                    placed.page,
                    placed.line.box,
                )
                return
            seen.setdefault(flat, placed.page)
    for page in case.facts.pages:
        over = _overprinted(page.lines)
        if len(over) >= 5:
            yield Hit(f"On page {page.number} lines of text lie on one another.", page.number, over[0].box)
            return


_SECTION = re.compile(r"^(?:[IVX]{1,5}\.|\d{1,2}\.?)\s+[A-Z]")


def _overprinted(lines: Sequence[Line]) -> list[Line]:
    """Lines on whose very place another stands that says something else."""
    places: dict[tuple[int, int], str] = {}
    out = []
    for line in lines:
        if line.angle or len(line.text) < 12:
            continue
        key = (round(line.box[0] / 4), round(line.baseline / 3))
        other = places.setdefault(key, line.text)
        if other != line.text:
            out.append(line)
    return out


@rule(
    "TXT-011",
    "Use of AI disclosed",
    level="warning",
    source="SC26 Instructions for Workshop Authors; IEEE submission policies",
    remedy="Name the tool and the sections it was used for in the acknowledgements.",
)
def disclosed(case: Case) -> Iterator[Hit]:
    if case.paper.extra.get("ai_use", "").strip().lower() in ("", "no", "none", "false"):
        return
    if not any(_AI.search(case.layout.lines[place].text) for place in case.holding(*_AI_WORDS)):
        yield Hit("The authors declared that AI was used; the paper does not say so.")


_AI_WORDS = (
    "gpt",
    "generative",
    "language model",
    "copilot",
    "claude",
    "gemini",
    "ai-",
    "ai tool",
    "ai assist",
    "llm",
    " ai ",
)
_AI = re.compile(
    r"\b(?:chat)?gpt\b|generative|language models? (?:was|were)|copilot|claude|gemini|\bAI[- ](?:tools?|assist\w*|generated|use)|\bLLMs? (?:was|were)"
    r"|\b(?:use|help|assistance) of (?:an? )?AI\b",
    re.IGNORECASE,
)


@rule(
    "TXT-012",
    "Acknowledgement",
    level="info",
    source="funders' rules",
    remedy="Thank funders with their grant numbers, if any.",
)
def acknowledgement(case: Case) -> Iterator[Hit]:
    if case.profile.policy.review_copy:
        return
    if not any(
        re.match(
            r"(?:\d{1,2}|[ivx]{1,5})?(acknowledge?ments?|funding)", squash(case.layout.lines[place].text)
        )
        for place in case.holding("cknowl", "unding")
    ):
        yield Hit("No acknowledgement of funding was found.")


@rule("TXT-013", "English", level="warning", source="call for papers", remedy="Submit the paper in English.")
def english(case: Case) -> Iterator[Hit]:
    if case.venue.language not in ("", "en") and not case.venue.language.startswith("en-"):
        return
    found = " ".join([p.text for p in case.body[:600]]).lower().split()
    if len(found) > 400 and sum(w in _COMMON for w in found) < 0.06 * len(found):
        yield Hit("The text does not seem to be English.")


@rule(
    "TXT-014",
    "Healthy characters",
    level="warning",
    source="own",
    remedy="Check accents and special characters in the source's encoding (UTF-8).",
)
def characters(case: Case) -> Iterator[Hit]:
    for placed in case.layout.lines:
        if placed.page == 1 and re.search(r"Ã[\u0080-\u00bf©¤¶¼]|â€[™œ“”]|\ufffd", placed.text):
            yield Hit(f"Characters are garbled: “{placed.text[:60]}”.", placed.page, placed.line.box)
            return
