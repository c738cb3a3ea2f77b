"""AD-*: the artifact description and evaluation appendix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from colophon.validation.domain.artifacts import AE_PARTS, PARTS, SETUP, Appendix, Block
from colophon.validation.domain.case import Case
from colophon.validation.domain.durations import NAMED, WORDED
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.sections import Kind
from colophon.validation.domain.words import squash

TEMPLATE = "Official AD/AE template of SC24 to SC26"
_AS_TEMPLATE = "Take the part over from the AD/AE template with its exact heading, and fill it."
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)10\.\d{4,9}/\S+", re.IGNORECASE)
_ARCHIVES = (
    "10.5281",
    "10.6084",
    "10.5061",
    "10.7910",
    "10.17605",
    "10.4231",
    "10.57967",
    "10.17632",
    "10.11588",
    "10.5967",
    "10.11578",
    "10.18126",
    "10.48550",
)


def _ad(case: Case) -> Appendix | None:
    return case.artifacts if case.profile.policy.ad != "off" else None


@rule(
    "AD-001",
    "Artifact description present",
    level="warning",
    source=TEMPLATE,
    remedy="Append the artifact description, or say why there is none.",
)
def present(case: Case) -> Iterator[Hit]:
    if case.profile.policy.ad == "required" and case.artifacts is None:
        yield Hit("No artifact description (AD) appendix was found.")


@rule(
    "AD-002",
    "AD on a new page after the references",
    level="warning",
    source="SC26 workshop authors",
    remedy="Begin the AD appendix with \\clearpage behind the bibliography.",
)
def place(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    references = case.sections.references
    first = next(h for h in case.sections.headings if h.kind in (Kind.AD, Kind.AE))
    if references is not None and first.place < references.place:
        yield Hit("The artifact description stands in front of the references.", ad.page, ad.box)
        return
    on_page = [k for p, k in zip(case.layout.lines, case.sections.kinds, strict=True) if p.page == ad.page]
    if Kind.REFERENCES in on_page or Kind.BODY in on_page:
        yield Hit("The artifact description does not begin on a page of its own.", ad.page, ad.box)


@rule("AD-003", "Overview of contributions and artifacts", source=TEMPLATE, remedy=_AS_TEMPLATE)
def overview(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad and not ad.has_overview:
        yield Hit("The section “Overview of Contributions and Artifacts” is missing.", ad.page, ad.box)


def _gaps(numbers: list[int]) -> bool:
    return bool(numbers) and sorted(set(numbers)) != list(range(1, len(set(numbers)) + 1))


@rule(
    "AD-004",
    "Main contributions C1, C2 …",
    source=TEMPLATE,
    remedy="List the contributions as C1, C2, … under “Paper's Main Contributions”.",
)
def contributions(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    if not ad.has_contributions:
        yield Hit("The list “Paper's Main Contributions” is missing.", ad.page, ad.box)
    elif not ad.contributions:
        yield Hit("“Paper's Main Contributions” lists no contribution C1, C2, ….", ad.page, ad.box)
    elif _gaps(list(ad.contributions)):
        yield Hit(
            "The contributions are not numbered C1, C2, … without gaps.", ad.page, ad.box, level="warning"
        )


@rule(
    "AD-005",
    "Computational artifacts A1, A2 …",
    source=TEMPLATE,
    remedy="List the artifacts as A1, A2, … with their DOIs under “Computational Artifacts”.",
)
def artifacts(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    if not ad.has_list:
        yield Hit("The list “Computational Artifacts” is missing.", ad.page, ad.box)
    elif not ad.artifacts:
        yield Hit("“Computational Artifacts” lists no artifact A1, A2, ….", ad.page, ad.box)
    elif _gaps([a.number for a in ad.artifacts]):
        yield Hit("The artifacts are not numbered A1, A2, … without gaps.", ad.page, ad.box, level="warning")


@rule(
    "AD-006",
    "A DOI for each artifact",
    level="warning",
    source=TEMPLATE,
    remedy="Archive the artifact (Zenodo makes a DOI from a GitHub release) and give https://doi.org/…, or “N/A”.",
)
def dois(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for artifact in ad.artifacts:
        flat = squash(re.sub(r"^\W*a\s*\d+", "", artifact.text.lower()))
        if "yyyyyzenodo" in flat or flat.startswith(("na", "notapplicable", "proprietary")):
            continue
        if not _DOI.search(artifact.text) and not any("doi.org/10." in u for u in artifact.urls):
            yield Hit(f"Artifact A{artifact.number} has no DOI.", artifact.page, artifact.box)


@rule(
    "AD-007",
    "DOI of an archive",
    level="info",
    source="sysartifacts: artifacts available",
    remedy="Use an archive that keeps artifacts for good (Zenodo, figshare, OSF, Dryad, Dataverse).",
)
def archives(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for artifact in ad.artifacts:
        found = _DOI.search(artifact.text)
        if (
            found
            and "YYYY" not in found.group(0)
            and not any(prefix in found.group(0) for prefix in _ARCHIVES)
        ):
            yield Hit(
                f"The DOI of artifact A{artifact.number} is not of a known archive.",
                artifact.page,
                artifact.box,
            )


@rule(
    "AD-008",
    "Pinned versions",
    level="info",
    source="own",
    remedy="Link a tag or commit, and the DOI of the version.",
)
def pinned(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for artifact in ad.artifacts:
        for url in artifact.urls:
            if re.search(r"git(?:hub|lab)\.com/[^/]+/[^/]+/?$", url):
                yield Hit(
                    f"Artifact A{artifact.number} links a repository without a version.",
                    artifact.page,
                    artifact.box,
                )
                break


@rule(
    "AD-009",
    "Table of artifacts",
    level="warning",
    source=TEMPLATE,
    remedy="Give the table with “Artifact ID”, “Contributions Supported”, “Related Paper Elements”.",
)
def table(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    if not ad.table_columns:
        yield Hit("The table of artifacts, contributions and paper elements is missing.", ad.page, ad.box)
    elif len(ad.table_columns) < 3:
        yield Hit(
            f"The table of artifacts has only the columns {', '.join(ad.table_columns)}.", ad.page, ad.box
        )


@rule(
    "AD-010",
    "Every contribution supported",
    level="warning",
    source=TEMPLATE,
    remedy="Name in the table, for each artifact, the contributions it supports and the figures or tables it produces.",
)
def coverage(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None or not ad.rows:
        return
    supported = {c for row in ad.rows for c in row.contributions}
    for number in sorted(set(ad.contributions) - supported):
        yield Hit(f"No artifact supports contribution C{number}.", ad.page, ad.box)
    rows = {row.artifact: row for row in ad.rows}
    for number in ad.numbers:
        row = rows.get(number)
        if row is None:
            yield Hit(f"The table does not name artifact A{number}.", ad.page, ad.box)
        elif not row.contributions:
            yield Hit(f"Artifact A{number} supports no contribution.", ad.page, ad.box)
        elif not row.elements:
            yield Hit(
                f"Artifact A{number} names no figure, table or section of the paper.",
                ad.page,
                ad.box,
                level="info",
            )


@rule(
    "AD-011",
    "Related elements exist",
    level="info",
    source="own",
    remedy="Correct the number of the figure or table.",
)
def elements(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    text = " ".join(p.text for p in case.body)
    for row in ad.rows:
        for element in row.elements:
            found = re.match(r"(fig|tab)\w*\.?\s*~?(\d{1,2})$", element, re.IGNORECASE)
            if not found:
                continue
            kind, number = found.group(1).lower(), int(found.group(2))
            forms = (str(number), _roman(number))
            word = r"(?:fig(?:ure)?s?\.?)" if kind == "fig" else r"(?:tables?)"
            if not any(re.search(rf"\b{word}\s*{form}\b", text, re.IGNORECASE) for form in forms):
                yield Hit(
                    f"{element} (artifact A{row.artifact}) was not found in the paper.", ad.page, ad.box
                )


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out


@rule("AD-012", "Artifact identification", source=TEMPLATE, remedy=_AS_TEMPLATE)
def identification(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad and not ad.has_identification:
        yield Hit("The section “Artifact Identification” is missing.", ad.page, ad.box)


@rule(
    "AD-013",
    "A block for each artifact",
    source=TEMPLATE,
    remedy="Describe every listed artifact under “Computational Artifact A1”, “… A2”, … with its six parts.",
)
def blocks(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    listed = {a.number for a in ad.artifacts} | {r.artifact for r in ad.rows}
    described = {b.artifact for b in ad.blocks}
    for number in sorted(listed - described):
        yield Hit(
            f"Artifact A{number} is listed but not described (“Computational Artifact A{number}” is missing).",
            ad.page,
            ad.box,
        )
    for block in ad.blocks:
        if listed and block.artifact not in listed:
            yield Hit(f"Artifact A{block.artifact} is described but not listed.", block.page, block.box)


def _part_rule(number: int, key: str) -> None:
    heading = PARTS[key][0]

    @rule(f"AD-{number:03d}", f"Part “{heading}”", source=TEMPLATE, remedy=_AS_TEMPLATE)
    def part(case: Case) -> Iterator[Hit]:
        ad = _ad(case)
        if ad is None:
            return
        for block in ad.blocks:
            if key not in block.parts:
                yield Hit(f"Artifact A{block.artifact} lacks the part “{heading}”.", block.page, block.box)
            elif _out_of_order(block, key):
                yield Hit(
                    f"The part “{heading}” of artifact A{block.artifact} is out of order.",
                    block.page,
                    block.parts[key].box,
                    level="warning",
                )


def _out_of_order(block: Block, key: str) -> bool:
    wanted = [k for k in PARTS if k in block.order]
    place = block.order.index(key)
    return wanted.index(key) < place and list(block.order) != wanted


for _number, _key in enumerate(PARTS, 14):
    _part_rule(_number, _key)


def _setup_rule(number: int, key: str) -> None:
    heading = SETUP[key][0]

    @rule(
        f"AD-{number:03d}",
        f"Setup names “{heading}”",
        level="warning",
        source=TEMPLATE,
        remedy=f"Add “{heading}” to Artifact Setup; “N/A” is allowed.",
    )
    def part(case: Case) -> Iterator[Hit]:
        ad = _ad(case)
        if ad is None:
            return
        for block in ad.blocks:
            if "setup" in block.parts and key not in block.setup:
                setup = block.parts["setup"]
                yield Hit(
                    f"The setup of artifact A{block.artifact} lacks “{heading}”.", setup.page, setup.box
                )


for _number, _key in enumerate(SETUP, 20):
    _setup_rule(_number, _key)


@rule(
    "AD-024", "No part is empty", level="warning", source="own", remedy="Write at least a sentence, or “N/A”."
)
def empty(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for block in (*ad.blocks, *ad.ae_blocks):
        for part in (*block.parts.values(), *block.setup.values()):
            if part.empty:
                heading = (PARTS.get(part.name) or SETUP[part.name])[0]
                yield Hit(f"“{heading}” of artifact A{block.artifact} is empty.", part.page, part.box)


@rule(
    "AD-025",
    "Reproduction time in numbers",
    level="warning",
    source=TEMPLATE,
    remedy="Say how many minutes Artifact Setup, Artifact Execution and Artifact Analysis take.",
)
def times(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for block in ad.blocks:
        part = block.parts.get("time")
        if part is None or (part.empty and not re.search(r"\d", part.text)):
            continue
        flat = squash(part.text)
        bare = re.search(r"\d", part.text) and len(part.text.split()) <= 12
        if (
            not NAMED.search(part.text)
            and not WORDED.search(part.text)
            and not bare
            and flat not in ("na", "notapplicable")
        ):
            yield Hit(
                f"The reproduction time of artifact A{block.artifact} is not given in minutes.",
                part.page,
                part.box,
            )


@rule(
    "AD-026",
    "Evaluation within eight hours",
    level="warning",
    source="SC26 reproducibility initiative",
    remedy="Offer a smaller experiment that reviewers can run within eight hours.",
)
def eight_hours(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None or not ad.ae:
        return
    total = sum(b.minutes or 0 for b in ad.blocks)
    if total > 480:
        yield Hit(f"The stated times add up to {total / 60:.1f} hours.", ad.page, ad.box)


@rule(
    "AD-027",
    "Software with versions and addresses",
    level="info",
    source=TEMPLATE,
    remedy="Name each package with its version and web address.",
)
def software(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for block in ad.blocks:
        part = block.setup.get("software")
        if part and not part.empty and squash(part.text) not in ("na", "none"):
            if not re.search(r"\bv?\d+\.\d+|\b\d{2,}\b", part.text):
                yield Hit(
                    f"The software of artifact A{block.artifact} is named without versions.",
                    part.page,
                    part.box,
                )
            if not re.search(r"https?:|www\.|\.(?:org|com|io|gov|edu)\b", part.text):
                yield Hit(
                    f"The software of artifact A{block.artifact} is named without addresses.",
                    part.page,
                    part.box,
                )


@rule(
    "AD-028",
    "Tasks and dependencies",
    level="info",
    source=TEMPLATE,
    remedy="Describe the workflow as tasks T1 → T2 → T3.",
)
def tasks(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for block in ad.blocks:
        part = block.parts.get("execution")
        if part and not part.empty and not re.search(r"→|⇒|->|\bT\s*\d", _plain(part.text)):
            yield Hit(f"The execution of artifact A{block.artifact} names no tasks.", part.page, part.box)


def _plain(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text)


_TEMPLATE_TEXTS = (
    "Provide a list of all main contributions of the paper",
    "List the computational artifacts related to this paper along with their respective DOIs",
    "Provide a table with the relevant computational artifacts",
    "Provide the following six subsections for each computational artifact",
    "Briefly explain the relationship between the artifact and contributions",
    "Provide a higher level description of what outcome to expect",
    "Estimate the time required to reproduce the artifact",
    "Specify the hardware requirements and dependencies",
    "Introduce all required software packages",
    "Describe the datasets required by the artifact",
    "Detail the requirements for compiling, deploying, and executing",
    "Provide an abstract description of the experiment workflow",
    "This is the 1st contribution",
    "This is the 2nd contribution",
    "doi.org/YY.YYYY/zenodo.0XXXXX",
    "Algorithm A should be faster than Algorithms C and B in all GPU scenarios",
    "The expected computational time of this artifact on GPU X is 20 min",
    "Provide instructions for installing and compiling libraries and code",
)
_FLAT_TEXTS = [(squash(text), text) for text in _TEMPLATE_TEXTS]


@rule(
    "AD-029",
    "No text of the template",
    source=TEMPLATE,
    remedy="Remove the template's instructions and examples.",
)
def template_text(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    lines = (*ad.lines, *ad.ae_lines)
    flats = [squash(p.text) for p in lines]
    whole = "".join(flats)
    for flat, text in _FLAT_TEXTS:
        at = whole.find(flat)
        if at < 0:
            continue
        passed = 0
        for placed, own in zip(lines, flats, strict=True):
            passed += len(own)
            if passed > at:
                yield Hit(f"Text of the template is left: “{text[:60]}…”.", placed.page, placed.line.box)
                break


@rule(
    "AD-030",
    "AD text is black",
    level="warning",
    source=TEMPLATE,
    remedy="Remove the template's blue explanations and grey samples (their colours are left).",
)
def black(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for placed in (*ad.lines, *ad.ae_lines):
        for span in placed.line.spans:
            if _near(span.color, 0x6699CC) or _near(span.color, 0x737373):
                yield Hit(
                    f"Text in the template's colour is left: “{placed.text[:50]}”.",
                    placed.page,
                    placed.line.box,
                )
                return


def _near(color: int, other: int) -> bool:
    return all(abs((color >> s & 255) - (other >> s & 255)) <= 6 for s in (16, 8, 0))


@rule(
    "AD-031",
    "Heading as in the template",
    level="warning",
    source=TEMPLATE,
    remedy="Remove names, affiliations and e-mail addresses from the appendix' heading.",
)
def no_authors(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    head = []
    for placed in ad.lines[:15]:
        if "overview" in squash(placed.text) or "maincontributions" in squash(placed.text):
            break
        head.append(placed)
    else:
        return
    names = [squash(a.name) for a in case.paper.authors if len(squash(a.name)) > 5]
    for placed in head:
        if "@" in placed.text or any(n in squash(placed.text) for n in names):
            yield Hit("The appendix' heading names authors.", placed.page, placed.line.box)
            return


@rule(
    "AD-032",
    "Nothing but artifacts",
    level="warning",
    source=TEMPLATE,
    remedy="Move proofs and further results into an ordinary appendix.",
)
def proofs(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for placed in (*ad.lines, *ad.ae_lines):
        if (
            re.match(r"^\s*(?:Theorem|Lemma|Proof|Corollary|Proposition)\b\s*(?:\d|[.:(])", placed.text)
            or "∎" in placed.text
        ):
            yield Hit(f"The appendix holds a proof: “{placed.text[:50]}”.", placed.page, placed.line.box)
            return


@rule(
    "AD-033",
    "The paper does not lean on the AD",
    level="info",
    source=TEMPLATE,
    remedy="Show in the paper itself what the paper needs.",
)
def leaning(case: Case) -> Iterator[Hit]:
    if _ad(case) is None:
        return
    for placed in case.body:
        if re.search(
            r"(?:Figure|Fig\.|Table)\s+\w+\s+(?:of|in)\s+(?:the\s+)?(?:AD|AE|Artifact)", placed.text
        ):
            yield Hit(
                f"The paper refers to the appendix: “{placed.text[:60]}”.", placed.page, placed.line.box
            )
            return


@rule(
    "AD-034",
    "AE after AD on a new page",
    level="warning",
    source=TEMPLATE,
    remedy="Begin the evaluation (AE) with \\newpage behind the description (AD).",
)
def ae_place(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None or not ad.ae or ad.ae_page is None:
        return
    if not ad.lines:
        yield Hit("There is an artifact evaluation but no artifact description.", ad.ae_page)
    elif any(p.page == ad.ae_page for p in ad.lines):
        yield Hit("The artifact evaluation does not begin on a new page.", ad.ae_page)


@rule(
    "AD-035",
    "AE describes every artifact",
    source=TEMPLATE,
    remedy="Give Artifact Setup, Execution and Analysis for every artifact in the evaluation.",
)
def ae_parts(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None or not ad.ae:
        return
    described = {b.artifact: b for b in ad.ae_blocks}
    page = ad.ae_page or ad.page
    for number in ad.numbers:
        block = described.get(number)
        if block is None:
            yield Hit(f"The evaluation lacks artifact A{number}.", page)
            continue
        for key in AE_PARTS:
            if key not in block.parts:
                yield Hit(
                    f"The evaluation of artifact A{number} lacks “{PARTS[key][0]}”.", block.page, block.box
                )


@rule(
    "AD-036",
    "More than one step",
    level="info",
    source=TEMPLATE,
    remedy="Describe the single steps of the evaluation.",
)
def ae_steps(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for block in ad.ae_blocks:
        part = block.parts.get("execution")
        if part and 0 < len(part.text.split()) < 12:
            yield Hit(
                f"The evaluation of artifact A{block.artifact} hardly says more than what to start.",
                part.page,
                part.box,
            )


_PRIVATE = re.compile(
    r"drive\.google\.com|dropbox\.com|anonymous\.4open\.science|\bbit\.ly/|tinyurl\.com|\bgoo\.gl/|1drv\.ms|sharepoint\.com",
    re.IGNORECASE,
)


@rule("AD-038", "No private links", level="warning", source="sysartifacts", remedy="Link an archive instead.")
def private_links(case: Case) -> Iterator[Hit]:
    ad = _ad(case)
    if ad is None:
        return
    for placed in (*ad.lines, *ad.ae_lines):
        found = _PRIVATE.search(placed.text)
        if found:
            yield Hit(
                f"A link leads to a private or short-lived place: {found.group(0)}.",
                placed.page,
                placed.line.box,
            )


_BADGES = {
    "available": "artifacts available",
    "functional": "artifacts evaluated – functional",
    "reusable": "artifacts evaluated – reusable",
    "reproduced": "results reproduced",
    "replicated": "results replicated",
}


@rule(
    "AD-037",
    "Badges asked for",
    level="warning",
    source="SC26 reproducibility initiative",
    remedy="Name in the appendix the badges that were asked for at submission, and no others.",
)
def badges(case: Case) -> Iterator[Hit]:
    asked = case.paper.extra.get("badges", "").lower()
    ad = _ad(case)
    if not asked or ad is None:
        return
    said = squash(" ".join(p.text for p in (*ad.lines, *ad.ae_lines)))
    for key, name in _BADGES.items():
        if key in asked and squash(name) not in said and squash(name.replace("evaluated – ", "")) not in said:
            yield Hit(
                f"The badge “{name}” was asked for, but the appendix does not name it.", ad.page, ad.box
            )
