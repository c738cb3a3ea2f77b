"""What is typography, and what are other words."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.common.tables import table

from colophon.common.domain.venue import Paper, Person
from colophon.intake.domain.typography import grounds, others, same_words

PAPER = Paper("p1", "Fault-Tolerant Meshes: A Study", (Person("Ana Muñoz"), Person("Bo Li"), Person("Cy Ng")))


@pytest.mark.parametrize(("before", "after", "what"), table("accepted-record.md", "it is"))
def test_every_row_of_the_table_in_the_docs_holds(before: str, after: str, what: str) -> None:
    assert same_words(before, after) is {"typography": True, "other words": False}[what]
    assert same_words(after, before) is same_words(before, after)


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
