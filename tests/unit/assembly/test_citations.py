"""Citation keys and BibTeX that reads back."""

from __future__ import annotations

from datetime import date

import bibtexparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colophon.assembly.domain.citations import citation_keys, paper_citation, volume_citation
from colophon.assembly.domain.plan import plan_pages
from colophon.assembly.render import bibtex
from colophon.common.domain.venue import Paper, Person, Venue

VENUE = Venue(
    "v", "V", "Proceedings of V & W", acronym="V26", publication_date=date(2026, 11, 1),
    isbn="979-8-3503-9126-8", editors=(Person("Kyoungsook Kim"), Person("Gabrielle Scipione")),
)  # fmt: skip
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=50)


def test_keys_are_unique_whatever_the_order() -> None:
    papers = [Paper(i, "The Tests of X", (Person("Łukasz Nowak"),)) for i in ("p1", "p2")]
    papers.append(Paper("p3", "On Other Things", (Person("Ana de la Cruz"),)))
    keys = citation_keys(papers, 2026)
    assert keys == {"p1": "nowak2026tests-p1", "p2": "nowak2026tests-p2", "p3": "cruz2026other"}
    assert citation_keys(reversed(papers), 2026) == keys


@given(st.lists(st.tuples(words, words), min_size=1, max_size=8))
def test_keys_are_ascii_and_unique_ignoring_case(rows: list[tuple[str, str]]) -> None:
    keys = citation_keys([Paper(f"p{i}", t, (Person(n),)) for i, (t, n) in enumerate(rows)], 2026)
    assert len({key.lower() for key in keys.values()}) == len(rows)
    assert all(key.isascii() and key.replace("-", "").isalnum() for key in keys.values())


def test_an_entry_reads_back() -> None:
    paper = Paper(
        "p1", "A 100% Study of GPU–Aware γ-Rays & O(n_2) {x} in mRNA",
        (Person("Łukasz Šimůnek"), Person("Bo Éa")), doi="10.5555/a_b%c", keywords=("R&D", "x_y"),
    )  # fmt: skip
    plan = plan_pages([("p1", 6)], 17)
    text = bibtex.write([volume_citation(VENUE), paper_citation(VENUE, paper, "simunek2026study", plan)])
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    entry = library.entries_dict["simunek2026study"]
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert fields["author"] == r"{\v{S}}im{\r{u}}nek, {\L}ukasz and {\'E}a, Bo"
    assert (fields["pages"], fields["year"]) == ("17--22", "2026")
    assert fields["doi"] == "10.5555/a_b%c"
    assert fields["title"].startswith(r"A 100{\%} Study of {GPU{--}Aware}")
    assert "month = nov" in text
    assert entry.entry_type == "inproceedings"


@settings(max_examples=60, deadline=None)
@given(words)
def test_any_title_and_name_make_bibtex_that_reads_back(title: str) -> None:
    paper = Paper("p1", title, (Person(title), Person("A and B")))
    bibtex.write([paper_citation(VENUE, paper, "key", plan_pages([("p1", 1)]))])


def test_damage_is_noticed() -> None:
    citation = volume_citation(VENUE)
    text = bibtex.write([citation])
    with pytest.raises(bibtex.BrokenBibtex):
        bibtex.check(text.replace("979-8", "978-8"), [citation])
    with pytest.raises(bibtex.BrokenBibtex):
        bibtex.check(text.rstrip("}\n"), [citation])
    with pytest.raises(bibtex.BrokenBibtex):
        bibtex.write([citation, citation])
