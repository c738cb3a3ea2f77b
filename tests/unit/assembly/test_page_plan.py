"""Print order and page numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colophon.assembly.domain.plan import flat, plan_pages, print_order, roman
from colophon.common.domain.venue import Paper, Session, Venue

lengths = st.lists(st.integers(1, 30), max_size=40).map(lambda xs: [(f"p{i}", n) for i, n in enumerate(xs)])


@given(lengths, st.integers(1, 500))
def test_pages_run_on_without_gap_or_overlap(papers: list[tuple[str, int]], first: int) -> None:
    plan = plan_pages(papers, first)
    page = first
    for placed, (paper, pages) in zip(plan.papers, papers, strict=True):
        assert (placed.paper, placed.first, placed.pages) == (paper, page, pages)
        page += pages
    assert plan.next_page == page


@given(lengths, st.integers(1, 500))
def test_recto_starts_are_odd_and_cost_one_blank_page_at_most(
    papers: list[tuple[str, int]], first: int
) -> None:
    plan = plan_pages(papers, first, recto=True)
    before = first - 1
    for placed in plan.papers:
        assert placed.first % 2 == 1
        assert placed.first - before - 1 == placed.blank_before
        before = placed.last


@pytest.mark.parametrize("bad", [[("a", 0)], [("a", 1), ("a", 2)]])
def test_impossible_lengths_are_refused(bad: list[tuple[str, int]]) -> None:
    with pytest.raises(ValueError):
        plan_pages(bad)


def test_sessions_in_the_venues_order_and_loose_papers_last() -> None:
    venue = Venue("v", "V", "V", sessions=(Session("b", "B"), Session("a", "A")))
    papers = [
        Paper("1", "x", (), session="a", order=0),
        Paper("2", "x", (), session="gone", order=1),
        Paper("3", "x", (), session="b", order=3),
        Paper("4", "x", (), session="b", order=2),
    ]
    order = print_order(venue, papers)
    assert [p.id for p in flat(order)] == ["4", "3", "1", "2"]
    assert order[-1].session is None


@given(st.permutations(range(8)))
def test_order_of_arrival_does_not_matter(order: list[int]) -> None:
    venue = Venue("v", "V", "V", sessions=(Session("a", "A"),))
    papers = [Paper(str(i), "x", (), session="a" if i % 2 else "", order=i // 2) for i in range(8)]
    assert print_order(venue, [papers[i] for i in order]) == print_order(venue, papers)


def test_roman() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1999)] == ["i", "iv", "ix", "xiv", "xl", "mcmxcix"]
