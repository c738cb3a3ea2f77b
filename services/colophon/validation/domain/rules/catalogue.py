"""The one list of rules, and the decorator that puts a rule on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from colophon.common.domain.findings import Box, Finding, Severity
from colophon.common.domain.profile import Level, Profile
from colophon.validation.domain.case import Case

RULES_VERSION = 1
"""Raise it whenever the same facts would give other findings, and keep what it replaces (``until``):
a venue stays with its version until an editor adopts another."""

_ORDER: tuple[Level, ...] = ("off", "info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found. ``level`` softens this one hit; ``remedy`` replaces the rule's own."""

    message: str
    page: int | None = None
    box: Box | None = None
    level: Level | None = None
    remedy: str = ""


Check = Callable[[Case], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue."""

    id: str
    title: str
    level: Level
    """Where the profile names none."""
    source: str
    remedy: str
    check: Check
    always: bool = False
    """Runs even where the file could not be read."""
    since: int = 1
    """The version of the rules that it came with."""
    until: int | None = None
    """The first version without it: what replaced it has the same id and is since then."""

    def holds_in(self, version: int) -> bool:
        """Whether it is one of the rules of this version."""
        return self.since <= version and (self.until is None or version < self.until)


RULES: dict[str, Rule] = {}
"""The newest."""
FORMER: list[Rule] = []
"""Those that only venues on an older version are judged by."""

HOOKS: dict[str, str] = {
    "PDF-024": "the same file under two papers: judged where all papers are known",
    "PDF-025": "antivirus: no scanner is bundled",
    "RGT-003": "rights class against the publisher's form: no form is held",
    "RGT-005": "the signed form on file: no form is held",
    "AD-039": "reason for having no artifact description: not registered",
    "AD-040": "artifact deadline: not registered",
}
"""Rules of the catalogue that need something not held here, and what that is; they never fire."""


def rule(
    rule_id: str,
    title: str,
    *,
    level: Level = "error",
    source: str,
    remedy: str,
    always: bool = False,
    since: int = 1,
    until: int | None = None,
) -> Callable[[Check], Check]:
    """Put a rule on the list. ``source``: where it comes from; ``remedy``: what an author changes."""

    def add(check: Check) -> Check:
        made = Rule(rule_id, title, level, source, remedy, check, always, since, until)
        if until is not None:
            FORMER.append(made)
        elif rule_id in RULES:
            raise ValueError(f"rule {rule_id} is there twice")
        else:
            RULES[rule_id] = made
        return check

    return add


def level_of(one: Rule, profile: Profile) -> Level:
    """What a rule's findings count as under a profile."""
    return profile.severity.get(one.id, one.level)


def _findings(one: Rule, level: Level, case: Case) -> Iterator[Finding]:
    for hit in one.check(case):
        found = level if hit.level is None else min(level, hit.level, key=_ORDER.index)
        if found != "off":
            yield Finding(one.id, Severity(found), hit.message, hit.remedy or one.remedy, hit.page, hit.box)


def run(case: Case, version: int = RULES_VERSION) -> list[Finding]:
    """Every rule of a version that the profile has on; errors first, then by rule and page."""
    out: list[Finding] = []
    broken: list[str] = []
    for one in (*RULES.values(), *FORMER):
        if not one.holds_in(version):
            continue
        level = level_of(one, case.profile)
        if level == "off" or not (one.always or case.facts.readable):
            continue
        try:
            out += _findings(one, level, case)
        except Exception as error:
            # A file that a rule did not foresee is held and told; it stops neither the others nor the batch.
            broken.append(f"{one.id} {type(error).__name__}")
    if broken:
        message = f"Not every rule could be judged: {', '.join(broken[:5])}."
        out.append(Finding("PDF-022", Severity.ERROR, message, RULES["PDF-022"].remedy))
    rank = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    return sorted(out, key=lambda f: (rank.index(f.severity), f.rule, f.page or 0))
