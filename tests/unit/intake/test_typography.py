"""What is typography, and what are other words."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colophon.common.domain.venue import Paper, Person
from colophon.intake.domain.typography import grounds, others, same_words

PAPER = Paper("p1", "Fault-Tolerant Meshes: A Study", (Person("Ana Muñoz"), Person("Bo Li"), Person("Cy Ng")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Fault Tolerant Meshes", "Fault-Tolerant Meshes"),
        ("a study of meshes", "A Study of Meshes"),
        ("Łukasz Muller", "Lukasz Müller"),
        ("Joerg Mueller", "Jörg Müller"),
        ("J. Garcia-Lopez", "J García‐López"),
        ("Søren Ångström", "Soren Angstrom"),
        ("What's “new”? LLMs", "What’s new: LLMs"),
        ("data set", "dataset"),
        ("The ﬁrst", "The first"),
    ],
)
def test_typography(before: str, after: str) -> None:
    assert same_words(before, after)
    assert same_words(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Calibraton of Models", "Calibration of Models"),
        ("Compilers for C", "Compilers for C++"),
        ("Version 3.5", "Version 35"),
        ("At 1 0 nodes", "At 10 nodes"),
        ("10 % less", "10 less"),
        ("J. Smith", "Jon Smith"),
        ("Иван", "Йван"),
        ("हिंदी", "हद"),
        ("王伟", "王韦"),
        ("…", "!"),
    ],
)
def test_other_words(before: str, after: str) -> None:
    assert not same_words(before, after)
    assert not same_words(after, before)


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1, max_size=40))
def test_the_same_in_another_normal_form_or_spacing_is_typography(text: str) -> None:
    assert same_words(text, text)
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text))
    assert same_words(unicodedata.normalize("NFC", text), decomposed) or not text.strip()


@given(st.text("abcdefghij ", min_size=3, max_size=20), st.data())
def test_another_letter_is_another_word(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("klmnop"))
    assert not same_words(text, text[:at] + other + text[at + 1 :])


def test_an_accent_is_applied_and_an_author_is_asked_for() -> None:
    ana, bo, cy = PAPER.authors
    assert (
        grounds(PAPER, replace(PAPER, title="Fault Tolerant Meshes – a study", authors=(ana, bo, cy))) == []
    )
    assert grounds(PAPER, replace(PAPER, authors=(Person("Ana Munoz", "CINECA"), bo, cy))) == []
    assert grounds(PAPER, replace(PAPER, title="Fault-Tolerant Grids: A Study")) == [
        "the title has other words"
    ]
    added = replace(PAPER, authors=(*PAPER.authors, Person("Di Wu")))
    assert grounds(PAPER, added) == ["authors added: Di Wu"]
    assert grounds(PAPER, replace(PAPER, authors=(ana, cy))) == ["authors removed: Bo Li"]
    assert grounds(PAPER, replace(PAPER, authors=(bo, ana, cy))) == ["authors in another order"]
    assert grounds(PAPER, replace(PAPER, authors=(cy, ana, Person("Di Wu")))) == [
        "authors added: Di Wu",
        "authors removed: Bo Li",
        "authors in another order",
    ]


def test_who_somebody_is_is_no_typography() -> None:
    before = replace(PAPER, authors=(Person("Ana", email="a@x.org", orcid="1"),))
    after = replace(PAPER, authors=(Person("Ana", email="b@x.org", orcid="2"),))
    assert grounds(before, after) == ["another e-mail address for Ana", "another ORCID for Ana"]


def test_links_end_where_somebody_else_stands() -> None:
    ana, bo, cy = PAPER.authors
    assert others(PAPER.authors, (Person("Ana Munoz"), bo, cy, Person("Di Wu"))) == []
    assert others(PAPER.authors, (bo, ana, cy)) == [1, 2]
    assert others(PAPER.authors, (ana,)) == [2, 3]
    assert others((Person("A. B.", email="x@y.org"),), (Person("Ann Bee", email="x@y.org"),)) == []
