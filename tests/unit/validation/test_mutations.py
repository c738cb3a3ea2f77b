"""Each rule disabled in turn is noticed: its case goes quiet, and nothing else speaks in its stead.

``test_rules.test_fires`` asserts that the case speaks, so a rule that stops working turns it red.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sheets import found
from test_rules import CASES

from colophon.validation.domain.rules import catalogue
from colophon.validation.domain.rules.catalogue import RULES


def _silent(_: Any) -> Iterator[Any]:
    return iter(())


@pytest.mark.parametrize("rule", sorted(RULES))
def test_disabled_rule_is_noticed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(CASES[rule](), rule)
    monkeypatch.setitem(catalogue.RULES, rule, replace(RULES[rule], check=_silent))
    assert not found(CASES[rule](), rule)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rule_that_fails_holds_the_paper(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a rule did not foresee is told, not passed, and the other rules still speak."""

    def broken(_: Any) -> Iterator[Any]:
        raise IndexError("unforeseen")
        yield

    monkeypatch.setitem(catalogue.RULES, rule, replace(RULES[rule], check=broken))
    told = found(CASES[rule](), "PDF-022")
    assert any(rule in finding.message for finding in told)
    assert "unforeseen" not in " ".join(finding.message for finding in told)
