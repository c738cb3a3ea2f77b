"""What a volume will be, and what a change to its inputs would move."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colophon.assembly.collation import collator
from colophon.assembly.domain.outlook import Change, Counted, Outlook, changes, outlook
from colophon.assembly.domain.whatif import NoSuchChange, Replacement, WhatIf, applied
from colophon.common.domain.profile import Profile, Stamp
from colophon.common.domain.venue import Paper, Person, Session, Venue

PROFILE = Profile("p", "P", stamps=(Stamp("number", "{page}", (280, 30, 332, 48)),))
VENUE = Venue("v", "V", "Proceedings of V", isbn="979-8-3503-9126-8", sessions=(Session("s", "S"),))
PAPERS = tuple(
    Counted(Paper(f"p{n}", f"Title {n}", (Person(f"Ada Berg{n}"),), session="s", order=n), 4, f"sha{n}")
    for n in range(4)
)


def look(venue: Venue = VENUE, papers: tuple[Counted, ...] = PAPERS) -> Outlook:
    return outlook(venue, PROFILE, papers, collator("en"))


def moved(what: WhatIf, kind: str) -> list[tuple[str, str, str]]:
    found = changes(look(), look(*applied(what, VENUE, PAPERS)))
    return [(change.name, change.before, change.after) for change in found if change.kind == kind]


def test_without_a_paper_the_later_ones_move_up_and_it_is_gone_everywhere() -> None:
    what = WhatIf(without=("p1",))
    assert moved(what, "paper") == [("p2", "9–12", "5–8"), ("p3", "13–16", "9–12"), ("p1", "5–8", "")]
    assert ("Berg1, Ada", "5", "") in moved(what, "index")
    assert ("Berg2, Ada", "9", "5") in moved(what, "index")
    assert ("papers/p1.pdf", "there", "") in moved(what, "file")
    assert {name for name, *_ in moved(what, "file")} == {
        "papers/p1.pdf", "papers/p2.pdf", "papers/p3.pdf", "bibtex/p1.bib", "bibtex/p2.bib", "bibtex/p3.bib",
        "volume.bib", "volume.pdf",
    }  # fmt: skip
    assert any(before == "9--12" and after == "5--8" for _, before, after in moved(what, "citation"))


def test_two_papers_of_equal_length_swap_places_and_nothing_else_moves() -> None:
    assert moved(WhatIf(swap=(("p0", "p2"),)), "paper") == [("p2", "9–12", "1–4"), ("p0", "1–4", "9–12")]


def test_a_replacement_of_equal_length_changes_its_own_file_and_the_volume_alone() -> None:
    what = WhatIf(replace={"p1": Replacement(4, "other")})
    assert moved(what, "paper") == moved(what, "index") == moved(what, "citation") == []
    assert [name for name, *_ in moved(what, "file")] == ["papers/p1.pdf", "volume.pdf"]


def test_an_isbn_changes_every_citation_and_no_page() -> None:
    what = WhatIf(isbn="978-0-306-40615-7")
    assert moved(what, "paper") == []
    assert len(moved(what, "citation")) == len(PAPERS) + 1


@given(st.integers(1, 300))
def test_a_start_page_moves_every_paper_by_as_much(first: int) -> None:
    after = look(*applied(WhatIf(start_page=first), VENUE, PAPERS))
    assert [p.first for p in after.papers] == [first + 4 * n for n in range(4)]


def test_odd_pages_and_an_order_by_hand() -> None:
    odd = tuple(dataclasses.replace(row, pages=3) for row in PAPERS)
    after = look(*applied(WhatIf(recto=True, by_hand=("p3", "p1")), VENUE, odd))
    assert [(p.paper, p.first) for p in after.papers] == [("p3", 1), ("p1", 5), ("p0", 9), ("p2", 13)]


def test_a_session_that_moves_after_an_order_by_hand_moves_no_page() -> None:
    venue = dataclasses.replace(
        VENUE, sessions=(Session("s", "S"), Session("t", "T")), print_order="hand",
        print_by_hand=("p0", "p1", "p2", "p3"),
    )  # fmt: skip
    turned = dataclasses.replace(PAPERS[1].paper, session="t")
    other = (PAPERS[0], dataclasses.replace(PAPERS[1], paper=turned))
    assert look(venue, other + PAPERS[2:]).papers == look(venue).papers


@pytest.mark.parametrize(
    ("what", "word"),
    [
        (WhatIf(without=("p9",)), "p9"),
        (WhatIf(swap=(("p0", "px"),)), "px"),
        (WhatIf(start_page=0), "1 or more"),
        (WhatIf(order="luck"), "luck"),
        (WhatIf(replace={"p1": Replacement(0)}), "p1"),
    ],
)
def test_what_cannot_be_thought_of_is_said(what: WhatIf, word: str) -> None:
    with pytest.raises(NoSuchChange, match=word):
        applied(what, VENUE, PAPERS)


def test_nothing_moves_when_nothing_changes_and_an_outlook_survives_json() -> None:
    assert changes(look(), look(VENUE, PAPERS[::-1])) == ()
    assert changes(Outlook.of(look().plain()), look()) == ()
    longer = look(VENUE, (dataclasses.replace(PAPERS[0], pages=5), *PAPERS[1:]))
    assert Change("paper", "p3", "13–16", "14–17", "Title 3") in changes(Outlook.of(look().plain()), longer)
