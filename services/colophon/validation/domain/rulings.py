"""Waivers and corrections: what takes a finding's weight, who may decide so, and on what it rests.

A waiver says "true, and allowed". A correction says "the checker is wrong": of what a page counts as,
or of one finding. Both leave the finding where it is. An author's dispute takes no weight at all.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from colophon.common.domain.findings import Finding, Standing
from colophon.common.domain.problems import Problem, Reason
from colophon.common.domain.profile import Profile
from colophon.validation.domain.sections import Kind

OWNER = "editors/bootstrap"
"""Whoever holds the installation's own token is the chair."""


class RulingKind(StrEnum):
    """What is said."""

    WAIVER = "waiver"
    PAGE = "page"
    MISTAKEN = "mistaken"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class Ruling:
    """One that holds for the file at hand: not withdrawn, and about this file where it is about one."""

    number: int
    kind: RulingKind
    rule: str = ""
    finding: str = ""
    page: int = 0
    counts_as: Kind | None = None


def pages_of(rulings: Iterable[Ruling]) -> dict[int, Kind]:
    """What editors say that pages count as; of several about one page the newest holds."""
    found = sorted((d for d in rulings if d.kind is RulingKind.PAGE), key=lambda d: d.number)
    return {d.page: d.counts_as for d in found if d.counts_as is not None}


def identify(findings: Sequence[Finding]) -> list[Finding]:
    """Each with its id: of rule, page and message, and a running number where these are the same."""
    seen: Counter[str] = Counter()
    out = []
    for finding in findings:
        text = f"{finding.rule}\0{finding.page or 0}\0{finding.message}"
        made = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
        seen[made] += 1
        out.append(replace(finding, id=made if seen[made] == 1 else f"{made}-{seen[made]}"))
    return out


def weigh(findings: Iterable[Finding], rulings: Sequence[Ruling], profile: Profile) -> list[Finding]:
    """Findings with their standing. A waiver of a rule that nobody may waive any more has no effect."""
    out = []
    for finding in findings:
        mistaken = _decided(rulings, RulingKind.MISTAKEN, finding)
        waived = _decided(rulings, RulingKind.WAIVER, finding)
        if mistaken is not None:
            finding = replace(finding, standing=Standing.MISTAKEN, decided_by=mistaken.number)
        elif waived is not None and profile.waivable_by(finding.rule) != "nobody":
            finding = replace(finding, standing=Standing.WAIVED, decided_by=waived.number)
        out.append(finding)
    return out


def _decided(rulings: Sequence[Ruling], kind: RulingKind, finding: Finding) -> Ruling | None:
    for one in rulings:
        if one.kind is kind and one.rule == finding.rule and one.finding in ("", finding.id):
            return one
    return None


def weight(rulings: Iterable[Ruling]) -> list[list[Any]]:
    """What of rulings a judgement depends on, in one order."""
    return sorted(
        [d.number, d.kind.value, d.rule, d.finding, d.page, d.counts_as.value if d.counts_as else ""]
        for d in rulings
        if d.kind is not RulingKind.DISPUTE
    )


def may_waive(rule: str, profile: Profile, actor: str) -> None:
    """Raises Problem NOT_WAIVABLE: by nobody, or by the chair alone."""
    who = profile.waivable_by(rule)
    if who == "nobody":
        raise Problem(
            Reason.NOT_WAIVABLE,
            f"{rule} can be waived by nobody: profile {profile.name} allows no exception",
            "Ask the author for a corrected version; where the checker is wrong, correct it instead.",
            rule=rule,
            waivable_by=who,
        )
    if who == "chair" and not is_chair(actor):
        raise Problem(
            Reason.NOT_WAIVABLE, f"{rule} can be waived by the chair alone", "Ask the chair.", rule=rule,
            waivable_by=who,
        )  # fmt: skip


def is_chair(actor: str) -> bool:
    """The installation's own token, or a token given to a chair (``venues/x/chairs/…``)."""
    return actor == OWNER or "/chairs/" in actor


def is_editor(actor: str) -> bool:
    """Any editor, the chair included."""
    return is_chair(actor) or actor.startswith("editors/") or "/editors/" in actor


def is_author(actor: str, paper: str) -> bool:
    """One of this paper's authors."""
    return actor.startswith(f"{paper}/people/")
