"""Importing again takes what the list changed and never reverts a decision."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.common.tables import table

from colophon.common.domain.venue import Paper, Person
from colophon.intake.domain.merging import FIELDS, changes, merged

words = st.sampled_from(["a", "b", "c"])
people = st.builds(Person, name=words, affiliation=words, email=words)
records = st.builds(
    Paper,
    id=st.just("p1"),
    title=words,
    authors=st.lists(people, min_size=1, max_size=3).map(tuple),
    session=words,
    doi=words,
    keywords=st.lists(words, max_size=2).map(tuple),
)


@given(records, records)
def test_the_same_list_again_changes_nothing(baseline: Paper, present: Paper) -> None:
    assert merged(baseline, present, baseline).paper == present


@given(records, records)
def test_where_nobody_decided_anything_the_list_is_taken(baseline: Paper, listed: Paper) -> None:
    done = merged(baseline, baseline, listed)
    assert (done.paper, done.kept) == (listed, ())


@given(records, records, records)
def test_a_field_that_was_decided_stays_and_is_told(baseline: Paper, present: Paper, listed: Paper) -> None:
    done = merged(baseline, present, listed)
    for name in FIELDS:
        base, ours, theirs = (getattr(each, name) for each in (baseline, present, listed))
        if name == "authors" and len(base) == len(ours) == len(theirs):
            continue
        if ours != base:
            assert getattr(done.paper, name) == ours
            assert (name in done.kept) == (theirs not in (base, ours))
        else:
            assert getattr(done.paper, name) == theirs


@given(records, records, records)
def test_importing_twice_is_importing_once(baseline: Paper, present: Paper, listed: Paper) -> None:
    once = merged(baseline, present, listed).paper
    assert merged(listed, once, listed).paper == once


@given(words, words, words)
def test_any_field_agrees_with_the_table_in_the_docs(base: str, ours: str, theirs: str) -> None:
    says = "the same as last time" if theirs == base else "something new"
    since = "unchanged" if ours == base else "changed by a decision"
    (after,) = [
        row[2] for row in table("accepted-record.md", "the record afterwards") if row[:2] == [says, since]
    ]
    done = merged(Paper("p1", base, ()), Paper("p1", ours, ()), Paper("p1", theirs, ()))
    assert done.paper.title == (theirs if after == "as the list says" else ours)
    assert bool(done.kept) == (after.endswith("names the decision") and theirs != ours)


def test_an_accent_stays_and_a_new_affiliation_comes() -> None:
    base = Paper("p1", "T", (Person("Ana Munoz", "Old"), Person("Bo Li")))
    ours = replace(base, authors=(Person("Ana Muñoz", "Old"), Person("Bo Li")))
    theirs = replace(base, authors=(Person("Ana Munoz", "New"), Person("Bo Lee")))
    done = merged(base, ours, theirs)
    assert done.paper.authors == (Person("Ana Muñoz", "New"), Person("Bo Lee"))
    assert done.kept == ()
    assert merged(base, ours, replace(base, authors=(Person("A. Munoz"), Person("Bo Li")))).kept == (
        "authors.1.name",
    )


def test_changes_are_told_as_text() -> None:
    before = Paper("p1", "T", (Person("Ana", "CINECA"),))
    after = replace(before, title="U", authors=(Person("Ana", "CINECA"), Person("Bo")), keywords=("x", "y"))
    assert changes(before, after) == [
        ("title", "T", "U"),
        ("authors", "Ana, CINECA", "Ana, CINECA\nBo"),
        ("keywords", "", "x; y"),
    ]
