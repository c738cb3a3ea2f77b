"""Waivers and corrections weigh findings; nothing is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from colophon.common import profiles
from colophon.common.domain.findings import Finding, Severity, Standing, Verdict, verdict
from colophon.common.domain.problems import Problem
from colophon.common.domain.venue import Paper, Venue
from colophon.validation.domain.judge import inputs_digest
from colophon.validation.domain.rulings import (
    Ruling,
    RulingKind,
    identify,
    is_chair,
    may_waive,
    pages_of,
    weigh,
)
from colophon.validation.domain.sections import Kind

IEEE = profiles.load("ieee-sc26")


def error(rule: str, message: str = "wrong", page: int | None = 1) -> Finding:
    return Finding(rule, Severity.ERROR, message, "mend it", page)


def test_ids_are_of_what_is_found_and_never_twice_the_same() -> None:
    findings = [error("FNT-001"), error("FNT-001"), error("FNT-001", page=2), error("FNT-002")]
    made = [f.id for f in identify(findings)]
    assert len(set(made)) == 4
    assert made[1] == f"{made[0]}-2"
    assert identify(findings[1:2])[0].id == made[0]
    assert identify([replace(findings[0], severity=Severity.INFO)])[0].id == made[0]


def test_a_waiver_takes_one_finding_or_all_of_a_rule() -> None:
    findings = identify([error("FNT-001"), error("FNT-001", page=2), error("GEO-001")])
    one = Ruling(1, RulingKind.WAIVER, "FNT-001", findings[0].id)
    weighed = weigh(findings, [one], IEEE)
    assert [f.standing for f in weighed] == [Standing.WAIVED, Standing.COUNTS, Standing.COUNTS]
    assert [f.decided_by for f in weighed] == [1, 0, 0]
    both = [Ruling(1, RulingKind.WAIVER, "FNT-001"), Ruling(2, RulingKind.MISTAKEN, "GEO-001")]
    weighed = weigh(findings, both, IEEE)
    assert [f.standing for f in weighed] == [Standing.WAIVED] * 2 + [Standing.MISTAKEN]
    assert verdict(weighed) is Verdict.PASS
    assert len(weighed) == 3, "what is waived stays visible"


def test_what_nobody_may_waive_is_not_waived_by_an_old_waiver() -> None:
    findings = identify([error("PGS-001")])
    assert weigh(findings, [Ruling(1, RulingKind.WAIVER, "PGS-001")], IEEE)[0].standing is Standing.COUNTS
    mistaken = Ruling(1, RulingKind.MISTAKEN, "PGS-001", findings[0].id)
    assert weigh(findings, [mistaken], IEEE)[0].standing is Standing.MISTAKEN


def test_who_may_waive_is_in_the_profile() -> None:
    chairs = replace(IEEE, waivers={"default": "chair", "IMG-001": "editor"})
    may_waive("IMG-001", chairs, "venues/x/editors/2")
    may_waive("FNT-001", chairs, "editors/bootstrap")
    may_waive("FNT-001", chairs, "venues/x/chairs/1")
    for rule, profile, actor in (
        ("FNT-001", chairs, "venues/x/editors/2"),
        ("PGS-001", IEEE, "editors/bootstrap"),
    ):
        with pytest.raises(Problem) as refused:
            may_waive(rule, profile, actor)
        assert refused.value.reason.name == "NOT_WAIVABLE"
    assert not is_chair("venues/x/papers/p/people/1")


def test_of_several_words_on_a_page_the_newest_holds() -> None:
    said = [
        Ruling(3, RulingKind.PAGE, page=6, counts_as=Kind.BODY),
        Ruling(1, RulingKind.PAGE, page=6, counts_as=Kind.APPENDIX),
        Ruling(2, RulingKind.PAGE, page=7, counts_as=Kind.AD),
    ]
    assert pages_of(said) == {6: Kind.BODY, 7: Kind.AD}


def test_the_digest_is_of_everything_a_verdict_rests_on() -> None:
    paper, venue = Paper("p", "T", ()), Venue("v", "V", "V", isbn="1")
    base = inputs_digest("0" * 64, paper, venue, IEEE)
    waived = (Ruling(1, RulingKind.WAIVER, "FNT-001"),)
    others = [
        inputs_digest("1" * 64, paper, venue, IEEE),
        inputs_digest("0" * 64, replace(paper, title="U"), venue, IEEE),
        inputs_digest("0" * 64, replace(paper, category="short"), venue, IEEE),
        inputs_digest("0" * 64, paper, replace(venue, isbn="2"), IEEE),
        inputs_digest("0" * 64, paper, venue, replace(IEEE, digest="x")),
        inputs_digest("0" * 64, paper, venue, IEEE, rulings=waived),
        inputs_digest("0" * 64, paper, venue, IEEE, version=0),
    ]
    assert len({base, *others}) == len(others) + 1
    assert base == inputs_digest("0" * 64, replace(paper, session="s2"), replace(venue, preface="x"), IEEE)
