"""The proof that stamping changes nothing: damage outside the zones is seen and its page named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from colophon.assembly.domain.stamps import PageStamp
from colophon.assembly.render import fonts, lines, prover, reading
from colophon.assembly.render.single import pdf_fonts
from colophon.assembly.render.spelling import font_file
from colophon.assembly.render.stamping import Stamper

MakePdf = Callable[..., Path]
SHEET = (612.0, 792.0)
HEAD = PageStamp("A running head", (72, 760, 540, 776), "center", 8.0)
FOOT = PageStamp("17", (280, 30, 332, 48), "right", 9.0)


def stamped(source: Path, folder: Path) -> Path:
    """Every page with a head and a number."""
    fonts.register()
    texts = [(stamp.text, lines.FONT) for stamp in (HEAD, FOOT)]
    spelling = font_file(texts, folder / "letters.pdf")
    facts = json.loads(reading.read({"path": str(source), "rights": []}))
    target = folder / "stamped.pdf"
    with pikepdf.open(folder / "letters.pdf") as letters, pikepdf.open(source) as pdf:
        stamper = Stamper(pdf, pdf.copy_foreign(pdf_fonts(letters)), SHEET)
        for page, (_, _, unclosed) in zip(pdf.pages, facts["pages"], strict=True):
            stamper.stamp(page, [lines.form(HEAD, spelling), lines.form(FOOT, spelling)], int(unclosed))
        pdf.save(target)
    return target


def proof(source: Path, target: Path, first: int = 0) -> dict[str, Any]:
    facts = json.loads(reading.read({"path": str(source), "rights": []}))
    pages = [prover.zones([HEAD.box, FOOT.box], SHEET, (w, h)) for w, h, _ in facts["pages"]]
    job = {"source": str(source), "stamped": str(target), "first": first, "pages": pages}
    return dict(json.loads(prover.prove(job)))


def damage(target: Path, page: int, code: bytes) -> None:
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        pdf.pages[page].contents_add(code)
        pdf.save(target)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("unclosed", [0, 2])
def test_stamps_change_nothing_but_their_zones(
    make_pdf: MakePdf, tmp_path: Path, rotate: int, unclosed: int
) -> None:
    source = make_pdf("a", 2, rotate=rotate, unclosed=unclosed)
    assert proof(source, stamped(source, tmp_path)) == {"pages": 2, "problems": [], "inked": []}


@pytest.mark.parametrize(
    ("media", "crop", "unit"),
    [((0, 0, 612, 792), (20, 30, 560, 760), 1), ((-100, -50, 512, 742), None, 1), ((0, 0, 306, 396), None, 2),
     ((0, 0, 842, 595), None, 1)],
)  # fmt: skip
def test_odd_boxes_are_stamped_in_their_zones(
    make_pdf: MakePdf, tmp_path: Path, media: tuple[int, ...], crop: tuple[int, ...] | None, unit: int
) -> None:
    source = make_pdf("a", 1)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        page.MediaBox = Array(list(media))
        if crop:
            page.CropBox = Array(list(crop))
        page.UserUnit = unit
        page.Contents = pdf.make_stream(b"0.5 g 150 150 40 40 re f")
        pdf.save(source)
    assert proof(source, stamped(source, tmp_path)) == {"pages": 1, "problems": [], "inked": []}


@pytest.mark.parametrize(
    "code",
    [b"1 g 72 695 40 15 re f", b"0.97 g 300 300 3 3 re f", b"BT /F1 12 Tf 72 680 Td (x) Tj ET 0 0 5 5 re f"],
)
def test_damage_is_found_on_its_page(make_pdf: MakePdf, tmp_path: Path, code: bytes) -> None:
    source = make_pdf("a", 3)
    target = stamped(source, tmp_path)
    damage(target, 1, code)
    problems = proof(source, target)["problems"]
    assert [(p["page"], p["kind"]) for p in problems] == [(2, "changed")]


def test_another_papers_page_is_found(make_pdf: MakePdf, tmp_path: Path) -> None:
    target = stamped(make_pdf("a", 3), tmp_path)
    problems = proof(make_pdf("b", 3), target)["problems"]
    assert [p["page"] for p in problems] == [1, 2, 3]


def test_a_lost_page_and_a_missing_stamp_are_found(make_pdf: MakePdf, tmp_path: Path) -> None:
    source = make_pdf("a", 2)
    target = stamped(source, tmp_path)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        del pdf.pages[1]
        pdf.pages[0].obj.Resources[Name.XObject] = Dictionary()
        pdf.save(target)
    kinds = [(p["page"], p["kind"]) for p in proof(source, target)["problems"]]
    assert kinds == [(1, "unstamped"), (1, "unstamped"), (2, "size")]


def test_ink_in_a_zone_is_told(make_pdf: MakePdf, tmp_path: Path) -> None:
    source = make_pdf("a", 2)
    damage(source, 1, b"BT /F1 9 Tf 290 35 Td (3) Tj ET 0 g 300 40 2 2 re f")
    answer = proof(source, stamped(source, tmp_path))
    assert answer["problems"] == []
    assert [row["page"] for row in answer["inked"]] == [2]


def test_the_key_is_of_all_that_the_answer_depends_on() -> None:
    pages = [[[0.1, 0.1, 0.2, 0.2]]]
    keys = {
        prover.key("a", "b", pages),
        prover.key("b", "a", pages),
        prover.key("a", "b", pages, 3),
        prover.key("a", "b", [[[0.1, 0.1, 0.2, 0.3]]]),
        prover.key("a", "b", pages * 2),
    }
    assert len(keys) == 5
    assert prover.key("a", "b", pages) in keys
