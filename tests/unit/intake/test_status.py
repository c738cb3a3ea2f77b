"""Where a paper stands."""

from colophon.common.domain.findings import Verdict
from colophon.intake.domain.status import Judged, State, status


def judged(revision: int, verdict: Verdict, paper: int = 1, venue: int = 1) -> Judged:
    return Judged(revision, f"…/revisions/{revision}/checks/1", verdict, 0, 0, paper, venue)


def test_expected_until_something_is_uploaded() -> None:
    assert status([], [], 1, 1).state is State.EXPECTED


def test_checking_until_a_verdict_is_there() -> None:
    now = status([(1, True)], [], 1, 1)
    assert (now.state, now.counts) == (State.CHECKING, 1)


def test_passed_and_held() -> None:
    assert status([(1, True)], [judged(1, Verdict.PASS)], 1, 1).state is State.PASSED
    assert status([(1, True)], [judged(1, Verdict.HOLD)], 1, 1).state is State.HELD


def test_a_verdict_about_an_older_record_does_not_count() -> None:
    old = [judged(1, Verdict.PASS, paper=1)]
    assert status([(1, True)], old, 2, 1).state is State.CHECKING
    assert status([(1, True)], old, 1, 2).state is State.CHECKING


def test_the_state_is_that_of_the_revision_that_counts() -> None:
    now = status([(1, True), (2, True)], [judged(1, Verdict.PASS), judged(2, Verdict.HOLD)], 1, 1)
    assert (now.state, now.counts) == (State.PASSED, 1)
