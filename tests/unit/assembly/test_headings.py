"""A paper's sections read from its pages' code: all that are there, and nothing that is not sure."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from colophon.assembly.build import assemble
from colophon.assembly.domain.inputs import BuildInputs
from colophon.assembly.render.headings import sections

CORPUS = Path(__file__).parents[2] / "corpus"
IEEE = [
    "I. Introduction", "II. Background and Related Work", "III. Design", "IV. Method", "V. Evaluation",
    "VI. Discussion", "VII. Conclusion",
]  # fmt: skip
Shown = tuple[str, float, str]
WIDTH = 0.5
"""Of each letter in the made papers, as a part of the type's size."""
BODY: list[Shown] = [("Times-Roman", 10, f"The text of the paper goes on in line {n}.") for n in range(20)]


def titles(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [title for title, *_ in sections(pdf)]


def paper(path: Path, lines: list[list[Shown]]) -> Path:
    """A page of one column as TeX writes it: each line's pieces one after the other, with font and size."""
    out = ["BT"]
    back = 72.0
    down = 740.0
    for line in [*lines, *([piece] for piece in BODY)]:
        x, y = back, down
        down, back = -14.0, 0.0
        for font, size, words in line:
            out.append(f"/{font} {size} Tf {x:.3f} {y:.3f} Td [({words})]TJ")
            x, y = WIDTH * size * len(words), 0.0
            back -= x
        back += x
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    pdf.pages[0].obj.Contents = pdf.make_stream("\n".join([*out, "ET"]).encode())
    widths = Array([1000 * WIDTH] * 95)
    pdf.pages[0].obj.Resources = Dictionary(
        Font={
            f"/{name}": Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), FirstChar=32, LastChar=126,
                Widths=widths,
            )
            for name in ("Times-Roman", "Times-Bold")
        }
    )  # fmt: skip
    pdf.save(path)
    return path


def bold(words: str) -> list[Shown]:
    return [("Times-Bold", 12, words)]


@pytest.mark.parametrize(
    ("stem", "more"),
    [
        ("ieee-ok-5", ["References"]),
        ("ieee-lmodern", ["References"]),
        ("ieee-norefs", []),
        ("ieee-ok-appendix-before", ["Appendix", "References"]),
        ("ieee-ok-appendix", ["References", "Appendix"]),
    ],
)
def test_a_papers_sections_in_its_order(stem: str, more: list[str]) -> None:
    assert titles(CORPUS / f"{stem}.pdf") == IEEE + more


def test_each_leads_to_its_heading_in_its_column() -> None:
    path = CORPUS / "ieee-ok-5.pdf"
    with pikepdf.open(path) as pdf:
        found = sections(pdf)
    document = pypdfium2.PdfDocument(path)
    for title, page, left, top in found:
        seen = document[page].get_textpage().get_text_bounded(left, top - 14, left + 306, top)
        assert title in " ".join(seen.split())
    document.close()


def test_small_capitals_become_small_letters(tmp_path: Path) -> None:
    def small(*words: str) -> list[Shown]:
        return [("Times-Roman", 10 if number % 2 == 0 else 8, word) for number, word in enumerate(words)]

    made = paper(
        tmp_path / "a.pdf",
        [
            small("I. I", "NTRODUCTION"),
            small("II. GPU M", "ETHODS AND ", "M", "ODELS"),
            small("R", "EFERENCES"),
        ],
    )
    assert titles(made) == ["I. Introduction", "II. GPU Methods and Models", "References"]


@pytest.mark.parametrize(
    "lines",
    [
        [bold("2 Methods"), bold("3 Results")],
        [bold("1 Introduction")],
        [[("Times-Roman", 10, "1 Introduction")], [("Times-Roman", 10, "2 Methods")]],
        [bold("1 is the loneliest number"), bold("2 can be as bad as one")],
        [bold("1 Introduction."), bold("2 Methods.")],
        [bold("1 12 14 16 18"), bold("2 14 16 18 20")],
        [bold("References"), bold("Appendix")],
    ],
)
def test_what_is_not_sure_is_left(tmp_path: Path, lines: list[list[Shown]]) -> None:
    assert titles(paper(tmp_path / "a.pdf", lines)) == []


def test_numbers_in_the_way_do_not_break_the_row(tmp_path: Path) -> None:
    made = paper(
        tmp_path / "a.pdf",
        [bold("1 Introduction"), bold("3 Apples"), bold("2.1 Inner"), bold("2 Methods"), bold("References")],
    )
    assert titles(made) == ["1 Introduction", "2 Methods", "References"]


def test_a_paper_with_bookmarks_keeps_its_own() -> None:
    assert titles(CORPUS / "acm-ok-5.pdf") == []


def test_the_volumes_outline_has_them_below_the_paper(inputs: BuildInputs, tmp_path: Path) -> None:
    first = dataclasses.replace(inputs.papers[0], path=CORPUS / "ieee-ok-5.pdf", sha256="5" * 64)
    changed = dataclasses.replace(inputs, papers=(first, *inputs.papers[1:]))
    made = assemble(changed, tmp_path / "out", draft=True)
    start = next(row.first_page for row in made.papers if row.paper == first.paper.id)
    with pikepdf.open(made.folder / "volume.pdf") as pdf, pdf.open_outline() as outline:
        entries = [item for top in outline.root for item in (top, *top.children)]
        below = next(item for item in entries if item.title == first.paper.title).children
        assert [item.title for item in below] == [*IEEE, "References"]
        labels = {page.obj.objgen: page.label for page in pdf.pages}
        goes: list[Any] = [item.destination for item in below]
        assert [labels[where[0].objgen] for where in goes][:3] == [str(start), str(start), str(start + 1)]
