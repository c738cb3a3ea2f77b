"""Facts to findings and a verdict: pure, and the digest of everything a verdict rests on."""

from __future__ import annotations

import hashlib
import json
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
    container,
    content,
    counting,
    fonts,
    geometry,
    images,
    rights,
    wording,
)
from colophon.validation.domain.rules.catalogue import RULES_VERSION, run
from colophon.validation.domain.sections import Kind


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one paper."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    content_pages: int | None = None
    pages: tuple[tuple[int, Kind], ...] = ()
    artifacts: Appendix | None = None


def judge(facts: Facts, paper: Paper, venue: Venue, profile: Profile, filename: str = "") -> Judgement:
    """Run every rule."""
    case = Case(facts, paper, venue, profile, filename)
    findings = tuple(run(case))
    if not facts.readable:
        return Judgement(findings, verdict(findings))
    return Judgement(
        findings,
        verdict(findings),
        case.sections.content_pages,
        tuple(sorted(case.sections.pages.items())),
        case.artifacts,
    )


def inputs_digest(
    sha256: str, paper: Paper, venue: Venue, profile: Profile, filename: str = "", problem: str = ""
) -> str:
    """sha256 of all that a judgement depends on. Versions of records are not part of it: another
    session or preface judges nothing anew."""
    inputs = {
        "inspector": INSPECTOR_VERSION,
        "rules": RULES_VERSION,
        "file": sha256,
        "filename": filename,
        "problem": problem,
        "profile": [profile.name, profile.digest],
        "paper": {
            "title": paper.title,
            "authors": [asdict(person) for person in paper.authors],
            "doi": paper.doi,
            "category": paper.extra.get("category", ""),
        },
        "venue": {
            "isbn": venue.isbn,
            "year": venue.year,
            "language": venue.language,
            "page_limit": venue.page_limit,
        },
    }
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
