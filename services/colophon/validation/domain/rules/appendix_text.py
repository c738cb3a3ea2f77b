"""AD-029 to AD-033: what the appendix says that it should not, and where the paper leans on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.appendix import TEMPLATE
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.words import squash

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
    ad = case.ad
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
    ad = case.ad
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
    ad = case.ad
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
    ad = case.ad
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
    if case.ad is None:
        return
    for placed in case.body:
        if re.search(
            r"(?:Figure|Fig\.|Table)\s+\w+\s+(?:of|in)\s+(?:the\s+)?(?:AD|AE|Artifact)", placed.text
        ):
            yield Hit(
                f"The paper refers to the appendix: “{placed.text[:60]}”.", placed.page, placed.line.box
            )
            return
