"""AD-026, AD-034 to AD-037: the artifact evaluation (AE), and the badges asked for."""

from __future__ import annotations

from collections.abc import Iterator

from colophon.validation.domain.artifacts import AE_PARTS, PARTS
from colophon.validation.domain.case import Case
from colophon.validation.domain.rules.appendix import TEMPLATE
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.words import squash


@rule(
    "AD-026",
    "Evaluation within eight hours",
    level="warning",
    source="SC26 reproducibility initiative",
    remedy="Offer a smaller experiment that reviewers can run within eight hours.",
)
def eight_hours(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad is None or not ad.ae:
        return
    total = sum(b.minutes or 0 for b in ad.blocks)
    if total > 480:
        yield Hit(f"The stated times add up to {total / 60:.1f} hours.", ad.page, ad.box)


@rule(
    "AD-034",
    "AE after AD on a new page",
    level="warning",
    source=TEMPLATE,
    remedy="Begin the evaluation (AE) with \\newpage behind the description (AD).",
)
def ae_place(case: Case) -> Iterator[Hit]:
    ad = case.ad
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
    ad = case.ad
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
    ad = case.ad
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
    ad = case.ad
    if not asked or ad is None:
        return
    said = squash(" ".join(p.text for p in (*ad.lines, *ad.ae_lines)))
    for key, name in _BADGES.items():
        if key in asked and squash(name) not in said and squash(name.replace("evaluated – ", "")) not in said:
            yield Hit(
                f"The badge “{name}” was asked for, but the appendix does not name it.", ad.page, ad.box
            )
