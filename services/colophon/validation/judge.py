"""One file against one record: child → facts → findings → verdict. Never raises on a bad PDF."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from colophon.common import child, profiles
from colophon.common.domain.findings import Finding, Severity, Verdict, verdict
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.validation.domain import codec
from colophon.validation.domain.facts import Facts
from colophon.validation.inspector.inspect import inspect

INSPECTOR_VERSION = "1"
"""Raised with every change that makes other facts of the same file."""
RULES_VERSION = "1"
"""Raised with every change that makes other findings of the same facts."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """Facts as JSON, or the reason why there are none (a child that died or passed a limit)."""

    facts: bytes | None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one judgement."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    inputs_digest: str
    pages: int


def inspect_file(path: Path, limits: child.Limits | None = None) -> Inspected:
    """The file's facts, found out in a child process with limits."""
    try:
        return Inspected(child.run(inspect, str(path), limits))
    except child.ChildFailed as failed:
        return Inspected(None, failed.reason)


def judge(inspected: Inspected, paper: Paper, venue: Venue) -> Report:
    """Findings and verdict for one record; ``inputs_digest`` is of all they rest on."""
    profile = profiles.load(venue.profile)
    facts = codec.loads(Facts, inspected.facts) if inspected.facts is not None else None
    found = findings(facts, inspected.failure, paper, venue, profile)
    return Report(
        found, verdict(found), _digest(inspected, paper, venue, profile), len(facts.pages) if facts else 0
    )


def findings(
    facts: Facts | None, failure: str, paper: Paper, venue: Venue, profile: Profile
) -> tuple[Finding, ...]:
    """Every rule of the profile on the facts."""
    if facts is None:
        return (
            Finding(
                "PDF-022",
                Severity.ERROR,
                f"The PDF could not be looked at: {failure}.",
                "Make the PDF anew from its source and upload it again.",
            ),
        )
    return ()


def _digest(inspected: Inspected, paper: Paper, venue: Venue, profile: Profile) -> str:
    inputs = [
        INSPECTOR_VERSION,
        RULES_VERSION,
        hashlib.sha256(inspected.facts or inspected.failure.encode()).hexdigest(),
        [paper.title, [author.name for author in paper.authors], paper.doi],
        [venue.title, venue.volume_title, venue.isbn, venue.doi_prefix, venue.page_limit, venue.year],
        profile.digest,
    ]
    return hashlib.sha256(json.dumps(inputs, ensure_ascii=False).encode()).hexdigest()
