"""Dispositions: what each means is what docs/dispositions.md says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.common.tables import table

from colophon.common.domain.dispositions import MEANINGS, Decided, Disposition, Meaning, disposition, meaning

ZERO = datetime(2026, 9, 1, tzinfo=UTC)
moments = st.integers(-5, 5).map(lambda d: ZERO + timedelta(days=d))


def test_every_row_of_the_table_in_the_docs_holds() -> None:
    rows = table("dispositions.md", "uploads")
    assert [row[0] for row in rows] == [each.value for each in Disposition]
    for name, final, draft, releasing, released, uploads in rows:
        assert MEANINGS[Disposition(name)] == Meaning(
            needed={"needs it": True, "leaves it out": False}[final],
            releasable={"made": True, "refused": False}[releasing],
            told={"says so": True, "says nothing": False}[released],
            uploads={"taken": True, "refused": False}[uploads],
        ), name
        assert draft == ("takes it when it passes" if final == "needs it" else "leaves it out")


def test_of_a_word_nobody_knows_the_paper_is_needed() -> None:
    assert meaning("") == meaning("soon") == MEANINGS[Disposition.EXPECTED]


@given(moments, st.none() | moments, st.none() | moments)
def test_the_kind_of_a_withdrawal_is_when_it_was_decided(
    at: datetime, freeze: datetime | None, released: datetime | None
) -> None:
    kind = disposition(Decided.WITHDRAWN, at, freeze, released)
    if released is not None and released <= at:
        assert kind is Disposition.WITHDRAWN_AFTER_RELEASE
    elif freeze is not None and freeze <= at:
        assert kind is Disposition.WITHDRAWN_AFTER_FREEZE
    else:
        assert kind is Disposition.WITHDRAWN_BEFORE_FREEZE
    assert not MEANINGS[kind].needed


@given(st.none() | moments)
def test_nothing_decided_is_expected_until_it_is_released(released: datetime | None) -> None:
    assert disposition(None, None, None, released) is (
        Disposition.PUBLISHED if released else Disposition.EXPECTED
    )
