"""AD-012 to AD-025, AD-027, AD-028: the block of each artifact, its parts, setup and times."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from colophon.validation.domain.artifacts import PARTS, SETUP, Block
from colophon.validation.domain.case import Case
from colophon.validation.domain.durations import NAMED, WORDED
from colophon.validation.domain.rules.appendix import AS_TEMPLATE, TEMPLATE
from colophon.validation.domain.rules.catalogue import Hit, rule
from colophon.validation.domain.words import squash


@rule("AD-012", "Artifact identification", source=TEMPLATE, remedy=AS_TEMPLATE)
def identification(case: Case) -> Iterator[Hit]:
    ad = case.ad
    if ad and not ad.has_identification:
        yield Hit("The section “Artifact Identification” is missing.", ad.page, ad.box)


@rule(
    "AD-013",
    "A block for each artifact",
    source=TEMPLATE,
    remedy="Describe every listed artifact under “Computational Artifact A1”, “… A2”, … with its six parts.",
)
def blocks(case: Case) -> Iterator[Hit]:
    ad = case.ad
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

    @rule(f"AD-{number:03d}", f"Part “{heading}”", source=TEMPLATE, remedy=AS_TEMPLATE)
    def part(case: Case) -> Iterator[Hit]:
        ad = case.ad
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
        ad = case.ad
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
    ad = case.ad
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
    ad = case.ad
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
    "AD-027",
    "Software with versions and addresses",
    level="info",
    source=TEMPLATE,
    remedy="Name each package with its version and web address.",
)
def software(case: Case) -> Iterator[Hit]:
    ad = case.ad
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
    ad = case.ad
    if ad is None:
        return
    for block in ad.blocks:
        part = block.parts.get("execution")
        if part and not part.empty and not re.search(r"→|⇒|->|\bT\s*\d", _plain(part.text)):
            yield Hit(f"The execution of artifact A{block.artifact} names no tasks.", part.page, part.box)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
