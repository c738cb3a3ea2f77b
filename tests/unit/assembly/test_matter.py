"""Front and back matter: every part there is, and venues that try the typesetter."""

from __future__ import annotations

import base64
import dataclasses
import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.platypus import Flowable

from colophon.assembly.collation import collator
from colophon.assembly.domain.authors import author_index
from colophon.assembly.domain.contents import contents
from colophon.assembly.domain.listed import artifacts, keyword_index, programme
from colophon.assembly.domain.plan import flat, plan_pages, print_order, roman
from colophon.assembly.render import markdown, styles
from colophon.assembly.render.flowables import paragraph, two_columns
from colophon.assembly.render.matter import Matter, Rendered, render
from colophon.common.domain.artifacts import Artifact
from colophon.common.domain.venue import InvitedTalk, Letter, Paper, Person, Session, Venue

DESCRIBED = {
    "p1": (Artifact("A1", ("https://doi.org/10.5281/zenodo.7", "https://example.org/seven"), 144.5),),
    "p2": (Artifact("A9", ("https://doi.org/10.5281/ZENODO.1",), 20.0), Artifact("A2", ("gone",))),
}
LONG = " ".join(["An Extraordinarily Long Title of Uncommonly Verbose Research into Scheduling"] * 4)[:300]


def paper(number: int, title: str = "", people: int = 2, **more: object) -> Paper:
    authors = tuple(Person(f"Author{n} Family{number}") for n in range(people))
    return Paper(f"p{number}", title or f"Paper {number}", authors, order=number, **more)  # type: ignore[arg-type]


def made(venue: Venue, papers: list[Paper], path: Path) -> tuple[Rendered, str]:
    """The document and all its words."""
    order = print_order(venue, papers)
    plan = plan_pages([(p.id, 3) for p in flat(order)])
    matter = Matter(
        venue, contents(order, plan), author_index(papers, plan, collator("en")), 1, plan.next_page,
        programme=programme(venue, papers, plan), artifacts=artifacts(papers, plan, DESCRIBED),
        keywords=keyword_index(papers, plan),
    )  # fmt: skip
    rendered = render(matter, path)
    document = pypdfium2.PdfDocument(path)
    return rendered, "\n".join(page.get_textpage().get_text_range() for page in document)


def titles(rendered: Rendered) -> list[str]:
    return [mark.title for mark in rendered.bookmarks]


def test_every_part_stands_in_its_place(venue: Venue, tmp_path: Path) -> None:
    talk = InvitedTalk("Ideas", "Ada Example", "Somewhere", "An *abstract*.", "A biography.")
    full = dataclasses.replace(
        venue,
        letters=(Letter("Welcome from the Chairs", "Dear reader."),),
        committee=(Person("Grace Sample", "A Lab", "France", role="Program Committee"),),
        sponsors=("A Generous Firm",),
        sessions=(Session("s1", "Open Models", "Jo Chair", (talk,), "15 November, 9:00", "Room 12"),),
    )
    more = {"artifact": "10.5281/zenodo.1; https://example.org/x", "badges": "Artifacts Available"}
    papers = [
        paper(1, session="s1", keywords=("GPU", "Solvers")),
        paper(2, extra=more, keywords=("gpu", "GPU")),
    ]
    rendered, words = made(full, papers, tmp_path / "m.pdf")
    assert titles(rendered) == [
        "Title page", "Copyright", "Welcome from the Chairs", "Message from the Organisers", "Organisation",
        "Programme", "Contents", "Artifacts and Badges", "Author Index", "Keyword Index",
    ]  # fmt: skip
    for said in ("Room 12", "Jo Chair", "A biography.", "A Generous Firm", "10.5281/zenodo.1", "GPU, 1, 4"):
        assert said in words
    assert "gone" not in words, "the list of papers goes before the artifact description"
    assert rendered.front % 2 == 0
    with pikepdf.open(tmp_path / "m.pdf") as pdf:
        page = next(mark.page for mark in rendered.bookmarks if mark.title == "Artifacts and Badges")
        links = [str(a.A.URI) for a in pdf.pages[page].obj.Annots if "/A" in a]
    assert {"https://doi.org/10.5281/zenodo.1", "https://doi.org/10.5281/zenodo.7"} <= set(links)
    listed = pypdfium2.PdfDocument(tmp_path / "m.pdf")[page].get_textpage().get_text_range()
    lines = [" ".join(line.split()) for line in listed.splitlines()]
    assert "A1 https://doi.org/10.5281/zenodo.7 (145 min to reproduce)" in lines
    assert "A9 10.5281/zenodo.1 (20 min to reproduce)" in lines
    before = pypdfium2.PdfDocument(tmp_path / "m.pdf")[page - 1].get_textpage().get_text_range()
    assert re.search(rf"Artifacts and Badges\W+{roman(page + 1)}\b", before)


@pytest.mark.parametrize("count", [1, 100])
@pytest.mark.parametrize("sessions", [True, False])
def test_volumes_of_any_size_are_set(venue: Venue, tmp_path: Path, count: int, sessions: bool) -> None:
    here = venue if sessions else dataclasses.replace(venue, sessions=(), preface="", editors=())
    rendered, words = made(here, [paper(n) for n in range(count)], tmp_path / "m.pdf")
    assert "Contents" in titles(rendered)
    assert all(f"Paper {n}" in words for n in range(count))


def test_long_titles_and_forty_authors_keep_clear_of_the_numbers(venue: Venue, tmp_path: Path) -> None:
    papers = [paper(1, LONG, people=40), paper(2, "标题" * 100), paper(3, "W" * 200)]
    rendered, _ = made(dataclasses.replace(venue, sessions=()), papers, tmp_path / "m.pdf")
    page = next(mark.page for mark in rendered.bookmarks if mark.title == "Contents")
    document = pypdfium2.PdfDocument(tmp_path / "m.pdf")
    for number in range(page, rendered.front):
        words = document[number].get_textpage()
        for index in range(words.count_rects()):
            assert words.get_rect(index)[2] <= 612 - (612 - 388) / 2 + 0.5


@pytest.mark.parametrize("title", [LONG, "题目" * 120, "X" * 400])
def test_the_title_page_is_one_page_whatever_it_holds(venue: Venue, tmp_path: Path, title: str) -> None:
    many = tuple(Person(f"Editor Number{n}", "A University of some Length", "Spain") for n in range(30))
    rendered, _ = made(dataclasses.replace(venue, volume_title=title, title=title, editors=many), [paper(1)],
                       tmp_path / "m.pdf")  # fmt: skip
    pages = {mark.title: mark.page for mark in rendered.bookmarks}
    assert (pages["Title page"], pages["Copyright"]) == (2, 3)


def test_names_of_many_scripts_read_back(venue: Venue, tmp_path: Path) -> None:
    names = ("Nguyễn Thị Ánh", "Дмитро Шевчук", "王小明", "김민수", "Łukasz Šimůnek")
    one = Paper("p1", "A Title", tuple(Person(name) for name in names))
    _, words = made(venue, [one], tmp_path / "m.pdf")
    for name in ("Nguyễn", "Шевчук", "王小明", "김민수", "Šimůnek"):
        assert name in words


def test_a_large_committee_stands_in_columns(venue: Venue, tmp_path: Path) -> None:
    committee = tuple(Person(f"Member Family{n:03}", "A Lab", role="Program Committee") for n in range(150))
    _, words = made(dataclasses.replace(venue, committee=committee), [paper(1)], tmp_path / "m.pdf")
    assert all(f"Family{n:03}" in words for n in range(150))


def test_a_letter_has_headings_lists_links_and_pictures(venue: Venue, tmp_path: Path) -> None:
    raw = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(raw, "PNG")
    picture = f"data:image/png;base64,{base64.b64encode(raw.getvalue()).decode()}"
    text = (
        f"# Welcome\n\nWords with [a link](https://example.org).\n\n- one\n  - deeper\n- two\n\n1. first\n\n"
        f"> quoted\n\n![a blue field]({picture})\n\n![gone](https://example.org/x.png)\n\n"
        "![broken](data:image/png;base64,AAAA)\n\n*Signed, Somebody*"
    )
    _, words = made(dataclasses.replace(venue, letters=(Letter("A Letter", text),)), [paper(1)],
                    tmp_path / "m.pdf")  # fmt: skip
    for said in (
        "Welcome",
        "a link",
        "deeper",
        "first",
        "quoted",
        "a blue field",
        "gone",
        "broken",
        "Signed",
    ):
        assert said in words
    assert "base64" not in words
    with pikepdf.open(tmp_path / "m.pdf") as pdf:
        assert sum(len(page.get_images()) for page in pdf.pages) == 1


def test_markdown_does_not_run_what_it_holds() -> None:
    assert markdown.flowables(
        "<script>x</script>\n\n[a](javascript:alert)\n\n& < > <b>\n\n```\ncode <para>\n```"
    )


def test_keywords_are_joined_whatever_their_case() -> None:
    papers = [
        paper(1, keywords=("GPU", "Élan")),
        paper(2, keywords=("gpu", "3D printing")),
        paper(3, keywords=("GPU",)),
    ]
    groups = keyword_index(papers, plan_pages([("p1", 2), ("p2", 2), ("p3", 2)]))
    rows = [(g.initial, e.text, [page for page, _ in e.pages]) for g in groups for e in g.entries]
    assert rows == [("E", "Élan", [1]), ("G", "GPU", [1, 3, 5]), ("#", "3D printing", [3])]


@pytest.mark.parametrize("entries", range(1, 40))
def test_an_initial_of_the_index_never_ends_a_column(entries: int) -> None:
    flow: list[Flowable] = []
    for number in range(entries):
        flow += [paragraph("ABC"[number % 3], styles.INITIAL), paragraph(f"Name {number}, 1", styles.INDEX)]
    for piece in two_columns(flow, 360, 300, 400):
        for stack in piece.columns:  # type: ignore[attr-defined]
            assert not stack.flow or stack.flow[-1].style is styles.INDEX
