"""One PDF file → report. Never raises on a bad PDF: what cannot be read is a finding."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path

from colophon.common import child
from colophon.common.domain.findings import Finding, Verdict
from colophon.common.domain.profile import Profile
from colophon.common.domain.venue import Paper, Venue
from colophon.validation.domain import codec
from colophon.validation.domain.facts import INSPECTOR_VERSION, Facts
from colophon.validation.domain.judge import Judgement, judge
from colophon.validation.inspector.inspect import inspect

PRELOAD = ("colophon.validation.inspector.inspect",)
"""What a forkserver imports so that a child need not."""

LIMITS = child.Limits(cpu=12, wall=14.0, memory=900 << 20, answer=48 << 20)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found of one file."""

    sha256: str
    facts_digest: str
    inspector_version: int
    findings: tuple[Finding, ...]
    verdict: Verdict
    seconds: float
    judgement: Judgement = field(repr=False)
    facts: Facts = field(repr=False)


def facts_of_file(path: Path, limits: child.Limits = LIMITS) -> Facts:
    """Facts of a file, read in a child. A child that dies or exceeds a limit is a fact too."""
    try:
        return codec.loads(Facts, child.run(inspect, str(path.resolve(strict=True)), limits))
    except child.ChildFailed as failed:
        detail = failed.reason
    except (ValueError, TypeError, KeyError, RecursionError):
        # The child is not trusted: an answer that is no facts is no answer.
        detail = "the answer was not understood"
    size, sha256 = _measure(path)
    return Facts(sha256=sha256, size=size, problem="unprocessable", detail=detail, after_eof=0)


def judge_file(
    path: Path,
    registered: Paper,
    venue: Venue,
    profile: Profile,
    limits: child.Limits = LIMITS,
    filename: str = "",
) -> Report:
    """Child → facts → findings → verdict. Raises OSError only when the file cannot be opened at all."""
    begun = time.monotonic()
    facts = facts_of_file(path, limits)
    judgement = judge(facts, registered, venue, profile, filename)
    digest = hashlib.sha256(codec.dumps(facts)).hexdigest()
    return Report(
        facts.sha256,
        digest,
        INSPECTOR_VERSION,
        judgement.findings,
        judgement.verdict,
        time.monotonic() - begun,
        judgement,
        facts,
    )


def _measure(path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
        return file.tell(), digest.hexdigest()
