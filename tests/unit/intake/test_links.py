"""Signed links: only what was signed opens, and only until it expires."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colophon.common.domain.problems import Problem, Reason
from colophon.intake.domain.links import Link, read, sign

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
LINK = Link("venues/tpc26/papers/p007", 2, 0, NOW + timedelta(days=1))
SECRET = b"0123456789abcdef"


def test_a_signed_link_reads_back() -> None:
    assert read(sign(LINK, SECRET), SECRET, NOW) == LINK
    assert LINK.person == "venues/tpc26/papers/p007/people/2"


def test_an_expired_link_says_so() -> None:
    with pytest.raises(Problem) as caught:
        read(sign(LINK, SECRET), SECRET, LINK.expires)
    assert caught.value.reason is Reason.LINK_EXPIRED
    assert "new one" in caught.value.remedy


def test_another_secret_does_not_open_it() -> None:
    with pytest.raises(Problem) as caught:
        read(sign(LINK, b"another secret 00"), SECRET, NOW)
    assert caught.value.reason is Reason.UNAUTHENTICATED


@given(st.data())
def test_no_changed_character_is_accepted(data: st.DataObject) -> None:
    token = sign(LINK, SECRET)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda c: c != token[place]))
    with pytest.raises(Problem):
        read(token[:place] + other + token[place + 1 :], SECRET, NOW)


@given(st.text())
def test_any_text_is_refused_as_a_problem(text: str) -> None:
    with pytest.raises(Problem):
        read(text, SECRET, NOW)
