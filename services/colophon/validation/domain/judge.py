"""Facts to findings and a verdict: pure, and the digest of everything a verdict rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from colophon.common.domain.findings import Finding, Verdict, verdict
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.validation.domain.artifacts import Appendix
from colophon.validation.domain.case import Case
from colophon.validation.domain.facts import INSPECTOR_VERSION, Facts
from colophon.validation.domain.rules import (  # noqa: F401 - each import registers its rules
    access,
    anonymity,
    appendix,
    appendix_text,
    artifact_blocks,
    artifact_links,
    container,
    content,
    counting,
    evaluation,
    fonts,
    geometry,
    images,
    rights,
    streams,
    wording,
)
from colophon.validation.domain.rules.catalogue import RULES_VERSION, run
from colophon.validation.domain.rulings import Ruling, identify, pages_of, weigh, weight
from colophon.validation.domain.sections import Kind


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one paper."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    content_pages: int | None = None
    content_limit: int | None = None
    pages: tuple[tuple[int, Kind], ...] = ()
    corrected: frozenset[int] = frozenset()
    """Pages that count as an editor said."""
    artifacts: Appendix | None = None


def judge(
    facts: Facts,
    paper: Paper,
    venue: Venue,
    profile: Profile,
    filename: str = "",
    rulings: Sequence[Ruling] = (),
    version: int = RULES_VERSION,
) -> Judgement:
    """Run every rule of this version of the catalogue, then weigh what it found by the rulings."""
    profile = profile.for_category(paper.category)
    case = Case(facts, paper, venue, profile, filename, pages_of(rulings))
    # Nothing of a file that cannot be read could go to print, whatever is ruled of it.
    findings = tuple(weigh(identify(run(case, version)), rulings if facts.readable else (), profile))
    if not facts.readable:
        return Judgement(findings, verdict(findings))
    try:
        sections, artifacts, limit = case.sections, case.artifacts, case.limits.content_pages
    except Exception:
        # PDF-022 has said which rules could not be judged, and why.
        return Judgement(findings, verdict(findings))
    return Judgement(
        findings,
        verdict(findings),
        sections.content_pages,
        limit,
        tuple(sorted(sections.pages.items())),
        frozenset(case.pages_as) & frozenset(sections.pages),
        artifacts,
    )


DECLARED = ("ai_use", "badges")
"""What a paper's record may hold beside its title and authors that rules read."""


def inputs_digest(
    sha256: str,
    paper: Paper,
    venue: Venue,
    profile: Profile,
    filename: str = "",
    problem: str = "",
    rulings: Sequence[Ruling] = (),
    version: int = RULES_VERSION,
) -> str:
    """sha256 of all that a judgement depends on. Versions of records are not part of it: another
    session or preface judges nothing anew."""
    inputs = {
        "inspector": INSPECTOR_VERSION,
        "rules": version,
        "file": sha256,
        "filename": filename,
        "problem": problem,
        "profile": [profile.name, profile.digest],
        "paper": {
            "title": paper.title,
            "authors": [asdict(person) for person in paper.authors],
            "doi": paper.doi,
            "category": paper.category,
            "declared": {key: paper.extra[key] for key in DECLARED if paper.extra.get(key)},
        },
        "venue": {
            "isbn": venue.isbn,
            "year": venue.year,
            "language": venue.language,
            "page_limit": venue.page_limit,
        },
        "rulings": weight(rulings),
    }
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
