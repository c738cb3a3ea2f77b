"""Which revision goes to print."""

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.common.tables import table

from colophon.common.domain.counting import NO_CHOICES, Choices, Standing, counting
from colophon.common.domain.findings import Verdict

PASS, HOLD = Verdict.PASS, Verdict.HOLD


def standing(*rows: tuple[bool, Verdict | None]) -> list[Standing]:
    return [Standing(number, on_time, verdict) for number, (on_time, verdict) in enumerate(rows, 1)]


def number(revisions: list[Standing], choices: Choices = NO_CHOICES) -> int | None:
    counted = counting(revisions, choices)
    return counted.number if counted else None


def test_nothing_uploaded_counts_nothing() -> None:
    assert counting([], Choices(1, 1)) is None


def test_the_newest_on_time_passing_one_counts() -> None:
    assert number(standing((True, PASS), (True, PASS), (True, HOLD))) == 2


def test_a_late_one_does_not_displace_a_passing_one() -> None:
    assert number(standing((True, PASS), (False, PASS))) == 1


def test_a_late_one_counts_where_nothing_on_time_passes() -> None:
    assert number(standing((True, HOLD), (False, PASS))) == 2


def test_an_unchecked_one_does_not_displace_a_passing_one() -> None:
    assert number(standing((True, PASS), (True, None))) == 1


def test_an_author_s_choice_gives_way_while_it_is_late_or_on_hold() -> None:
    three = standing((True, PASS), (True, PASS), (True, HOLD), (False, PASS))
    assert [number(three, Choices(author=n)) for n in (1, 2, 3, 4, 9)] == [1, 2, 2, 2, 2]


def test_an_editor_may_choose_any() -> None:
    three = standing((True, PASS), (True, HOLD), (False, PASS))
    assert [number(three, Choices(author=1, editor=n)) for n in (1, 2, 3, 9)] == [1, 2, 3, 1]


rows = st.lists(st.tuples(st.booleans(), st.sampled_from([PASS, HOLD, None])), min_size=1, max_size=8)
picks = st.none() | st.integers(1, 9)
choices = st.builds(Choices, author=picks, editor=picks)


@given(rows, choices, st.randoms())
def test_the_order_in_which_news_arrives_does_not_matter(
    drawn: list[tuple[bool, Verdict | None]], chosen: Choices, random: object
) -> None:
    revisions = standing(*drawn)
    shuffled = list(revisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counting(shuffled, chosen) == counting(revisions, chosen)


@given(rows, picks)
def test_a_held_or_late_upload_never_changes_what_counts_when_one_is_fit(
    drawn: list[tuple[bool, Verdict | None]], author: int | None
) -> None:
    author = author if author is None or author <= len(drawn) else None
    before = number(standing(*drawn), Choices(author))
    fit = any(on_time and verdict is PASS for on_time, verdict in drawn)
    for late_or_held in ((False, PASS), (True, HOLD), (True, None)):
        after = number(standing(*drawn, late_or_held), Choices(author))
        assert after == (before if fit else len(drawn) + 1)


@given(rows, choices)
def test_any_revisions_and_choices_agree_with_the_table_in_the_docs(
    drawn: list[tuple[bool, Verdict | None]], chosen: Choices
) -> None:
    revisions = standing(*drawn)
    fit = [r.number for r in revisions if r.on_time and r.verdict is PASS]
    means = {
        "an editor's choice": [chosen.editor] if chosen.editor and chosen.editor <= len(drawn) else [],
        "an author's choice that is on time and passes": [chosen.author] if chosen.author in fit else [],
        "an on-time revision that passes": fit,
        "any revision": [r.number for r in revisions],
    }
    for there_is, _, why in table("deadlines.md", "`counts_why`"):
        if means[there_is]:
            counted = counting(revisions, chosen)
            assert counted is not None
            assert (counted.number, counted.why.value) == (max(n for n in means[there_is] if n), why)
            return
    raise AssertionError("no row of the table fits")
