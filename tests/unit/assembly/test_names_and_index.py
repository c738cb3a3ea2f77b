"""Names taken apart and put in order; the author index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colophon.assembly.collation import collator
from colophon.assembly.domain import names
from colophon.assembly.domain.authors import author_index
from colophon.assembly.domain.citations import bibtex_name
from colophon.assembly.domain.plan import plan_pages
from colophon.common.domain.venue import IndexNote, Paper, Person

ENGLISH = collator("en")


@pytest.mark.parametrize(
    ("printed", "inverted", "bibtex"),
    [
        ("Olu van der Berg", "Berg, Olu van der", "van der Berg, Olu"),
        ("Núria de la Cruz", "Cruz, Núria de la", "de la Cruz, Núria"),
        ("Ana García López", "López, Ana García", "López, Ana García"),
        ("Javier Aula-Blasco", "Aula-Blasco, Javier", "Aula-Blasco, Javier"),
        ("Martin King Jr.", "King, Martin Jr.", "King, Jr., Martin"),
        ("Plato", "Plato", "Plato"),
        ("王小明", "王小明", "王小明"),
        ("Berg, Olu", "Berg, Olu", "Berg, Olu"),
    ],
)
def test_names_are_taken_apart(printed: str, inverted: str, bibtex: str) -> None:
    assert names.split(Person(printed)).inverted == inverted
    assert bibtex_name(Person(printed)) == bibtex


def test_registered_parts_win_over_guessing() -> None:
    name = names.split(Person("Ana García López", given="Ana", family="García López"))
    assert name.inverted == "García López, Ana"


@given(st.text(max_size=60))
def test_no_name_breaks_the_rules(text: str) -> None:
    name = names.split(Person(text))
    assert (
        "".join(sorted(text.replace(",", "").split()))
        == "".join(sorted(f"{name.given} {name.particle} {name.family} {name.suffix}".split()))
        or "," in text
    )
    names.sort_key(name, ENGLISH)
    names.initial(name.family, ENGLISH)


def test_accents_do_not_move_a_name() -> None:
    people = [
        "Zoë Zhang",
        "Ida Ångström",
        "Bo Berg",
        "Ada Łopez",
        "Jan Lund",
        "Ada Lopez",
        "Öm Ørsted",
        "A Oz",
    ]
    keys = sorted(people, key=lambda n: names.sort_key(names.split(Person(n)), ENGLISH))
    assert keys == [
        "Ida Ångström", "Bo Berg", "Ada Lopez", "Ada Łopez", "Jan Lund", "Öm Ørsted", "A Oz", "Zoë Zhang",
    ]  # fmt: skip


def test_index_holds_every_author_once_with_all_first_pages() -> None:
    papers = [
        Paper("a", "A", (Person("Núria Ångström"), Person("Olu van der Berg"))),
        Paper("b", "B", (Person("Núria  Ångström"), Person("Bo Éa"))),
    ]
    groups = author_index(papers, plan_pages([("a", 5), ("b", 4)], 11), ENGLISH)
    rows = {e.text: [p for p, _ in e.pages] or e.see for g in groups for e in g.entries}
    assert rows == {
        "Ångström, Núria": [11, 16],
        "Berg, Olu van der": [11],
        "Éa, Bo": [16],
        "van der Berg": "Berg",
    }
    assert [g.initial for g in groups] == ["A", "B", "E", "V"]


def test_same_name_is_two_people_when_their_orcids_differ_and_one_when_they_agree() -> None:
    one, other = "0000-0002-1825-0097", "0000-0001-5109-3700"
    papers = [
        Paper("a", "A", (Person("Wei Zhang", orcid=one),)),
        Paper("b", "B", (Person("Wei Zhang", orcid=other), Person("W. Zhang", orcid=one))),
    ]
    groups = author_index(papers, plan_pages([("a", 1), ("b", 1)]), ENGLISH)
    assert [(e.text, [p for p, _ in e.pages]) for g in groups for e in g.entries] == [
        ("Zhang, Wei", [1, 2]),
        ("Zhang, Wei", [2]),
    ]


def rows(people: list[list[Person]], language: str = "en", notes: tuple[IndexNote, ...] = ()) -> list[str]:
    """The index of papers of one page each, one after the other, as lines."""
    papers = [Paper(f"p{n}", "A", tuple(row)) for n, row in enumerate(people)]
    plan = plan_pages([(paper.id, 1) for paper in papers])
    out = []
    for group in author_index(papers, plan, collator(language), notes):
        for e in group.entries:
            pages = f"see {e.see}" if e.see else " ".join(str(page) for page, _ in e.pages)
            also = f" see also {'; '.join(e.see_also)}" if e.see_also else ""
            out.append(f"{group.initial}: {e.text} {pages}{also}")
    return out


def test_the_order_is_the_languages_own() -> None:
    people = [[Person(n) for n in ("Ida Ångström", "Zoë Zhang", "Bo Ørsted", "Олег Иванов", "王小明")]]
    assert rows(people)[0] == "A: Ångström, Ida 1"
    assert rows(people, "sv")[:2] == ["Z: Zhang, Zoë 1", "Å: Ångström, Ida 1"]
    assert rows(people)[-2:] == ["И: Иванов, Олег 1", "王: 王小明 1"]


def test_hyphens_and_blanks_do_not_part_a_name_from_its_neighbours() -> None:
    people = [[Person(n) for n in ("A Delabar", "A De-Lacruz", "A Delazed")]]
    assert [line.split(",")[0] for line in rows(people)] == ["D: Delabar", "D: De-Lacruz", "D: Delazed"]


def test_spellings_are_one_person_by_orcid_or_an_editors_word_and_never_by_likeness() -> None:
    orcid = "0000-0002-1825-0097"
    papers = [[Person("Wei Zhang")], [Person("W. Zhang")]]
    assert rows(papers) == ["Z: Zhang, W. 2", "Z: Zhang, Wei 1"]
    same = [[Person("Wei Zhang", orcid=orcid)], [Person("W. Zhang", orcid=orcid)]]
    assert rows(same) == ["Z: Zhang, Wei 1 2"]
    word = (IndexNote("Wei Zhang", same=("W. Zhang",)),)
    assert rows(papers[::-1], notes=word) == ["Z: Zhang, Wei 1 2"]


def test_another_family_name_of_the_same_person_refers_to_the_entry() -> None:
    orcid = "0000-0002-1825-0097"
    papers = [[Person("Ada Jones", orcid=orcid)], [Person("Ada Smith", orcid=orcid)]]
    assert rows(papers) == ["J: Jones, Ada 1 2", "S: Smith, Ada see Jones, Ada"]
    noted = (IndexNote("Ada Smith", same=("Ada Jones",), see_also=("Bo Éa",)),)
    assert rows(papers, notes=noted) == ["J: Jones, Ada see Smith, Ada", "S: Smith, Ada 1 2 see also Éa, Bo"]
