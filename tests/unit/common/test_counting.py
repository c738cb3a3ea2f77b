"""Which revision goes to print."""

from hypothesis import given
from hypothesis import strategies as st

from colophon.common.domain.counting import Standing, counting
from colophon.common.domain.findings import Verdict

PASS, HOLD = Verdict.PASS, Verdict.HOLD


def standing(*rows: tuple[bool, Verdict | None]) -> list[Standing]:
    return [Standing(number, on_time, verdict) for number, (on_time, verdict) in enumerate(rows, 1)]


def test_nothing_uploaded_counts_nothing() -> None:
    assert counting([]) is None


def test_the_newest_on_time_passing_one_counts() -> None:
    assert counting(standing((True, PASS), (True, PASS), (True, HOLD))) == 2


def test_a_late_one_does_not_displace_a_passing_one() -> None:
    assert counting(standing((True, PASS), (False, PASS))) == 1


def test_a_late_one_counts_where_nothing_on_time_passes() -> None:
    assert counting(standing((True, HOLD), (False, PASS))) == 2


def test_an_unchecked_one_does_not_displace_a_passing_one() -> None:
    assert counting(standing((True, PASS), (True, None))) == 1


rows = st.lists(st.tuples(st.booleans(), st.sampled_from([PASS, HOLD, None])), min_size=1)


@given(rows, st.randoms())
def test_the_order_in_which_news_arrives_does_not_matter(
    drawn: list[tuple[bool, Verdict | None]], random: object
) -> None:
    revisions = standing(*drawn)
    shuffled = list(revisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counting(shuffled) == counting(revisions)


@given(rows)
def test_a_held_or_late_upload_never_changes_what_counts_when_one_is_fit(
    drawn: list[tuple[bool, Verdict | None]],
) -> None:
    before = counting(standing(*drawn))
    fit = any(on_time and verdict is PASS for on_time, verdict in drawn)
    for late_or_held in ((False, PASS), (True, HOLD), (True, None)):
        after = counting(standing(*drawn, late_or_held))
        assert after == (before if fit else len(drawn) + 1)
