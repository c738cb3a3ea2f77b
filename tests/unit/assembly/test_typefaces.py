"""Letters of every script find a font, pairs are kerned, ligatures read back as letters."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from colophon.assembly.render import fonts, hyphens, rtl
from colophon.assembly.render.kerning import KernedCanvas
from colophon.assembly.render.single import pdf_fonts

NAMES = (
    "Nguyễn Thị Ánh Tuyết", "Łukasz Šimůnek", "Αλέξανδρος Παπαδόπουλος", "Дмитро Шевчук", "王小明",
    "髙橋 さくら", "タナカ",
    "김민수", "陳大文", "محمد الخوارزمي", "שרה כהן", "Ğülşen Çağlayan", "Þórður Æsir", "Ỹ Ǫ Ș ẞ",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("font", [fonts.REGULAR, fonts.ITALIC, fonts.BOLD, fonts.CAPS])
def test_every_letter_of_a_name_has_a_shape(name: str, font: str) -> None:
    for used, piece in fonts.runs(name.replace(" ", "\u00a0") + " ", font):
        missing = [
            ch for ch in piece if not ch.isspace() and ord(ch) not in fonts.opened(used).face.charToGlyph
        ]
        assert missing == []


def draw(path: Path, text: str, font: str = fonts.REGULAR) -> None:
    fonts.register()
    canvas = KernedCanvas(str(path), invariant=1, pageCompression=0, initialFontName=font)
    line = canvas.beginText(72, 700)
    for used, piece in fonts.runs(text, font):
        line.setFont(used, 20)
        line.textOut(piece)
    canvas.drawText(line)
    canvas.showPage()
    canvas.save()


def test_a_pair_is_kerned_on_paper_by_what_its_width_says(tmp_path: Path) -> None:
    draw(tmp_path / "a.pdf", "AVATAR To")
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_textpage()
    left, right = page.get_charbox(0, loose=True)[0], page.get_charbox(8, loose=True)[2]
    assert right - left == pytest.approx(fonts.width("AVATAR To", fonts.REGULAR, 20), abs=0.3)
    apart = sum(fonts.width(ch, fonts.REGULAR, 20) for ch in "AVATAR To")
    assert fonts.width("AVATAR To", fonts.REGULAR, 20) < apart - 3


def test_ligatures_are_drawn_and_read_as_letters(tmp_path: Path) -> None:
    draw(tmp_path / "a.pdf", "an efficient office fly")
    with pikepdf.open(tmp_path / "a.pdf", allow_overwriting_input=True) as pdf:
        pdf_fonts(pdf)
        pdf.save(tmp_path / "b.pdf")
    text = pypdfium2.PdfDocument(tmp_path / "b.pdf")[0].get_textpage().get_text_range()
    assert text.strip() == "an efficient office fly"
    assert fonts.opened(fonts.REGULAR).joined("efficient fly") == "eﬃcient ﬂy"
    assert fonts.opened(fonts.CAPS).joined("efficient") == "efficient"


def test_arabic_is_joined_and_stands_from_right_to_left() -> None:
    assert rtl.visual("سلام") == "ﻡﻼﺳ"
    assert rtl.visual("A שלום B") == "A םולש B"
    assert rtl.visual("plain") == "plain"


def test_words_are_divided_in_the_language_of_the_volume() -> None:
    with hyphens.language("en"):
        assert ("infra", "structure") in hyphens.pairs("infrastructure")
        assert hyphens.pairs("Catlett") == []
    with hyphens.language("de"):
        assert ("zusammen", "hang") in hyphens.pairs("zusammenhang")
    with hyphens.language("tlh"):
        assert hyphens.pairs("infrastructure") == []


def test_what_no_font_prints_does_not_stop_a_line(tmp_path: Path) -> None:
    draw(tmp_path / "a.pdf", "tab\tbell\x07 emoji 😀 null\x00 bidi\u202e")
    assert pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_size()
