"""What is stamped on which page, and how it fits its zone."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from colophon.assembly.domain.plan import Placed
from colophon.assembly.domain.stamps import PageStamp, stamps
from colophon.assembly.render import fonts, lines, prover, reading
from colophon.assembly.render.single import pdf_fonts
from colophon.assembly.render.spelling import font_file
from colophon.assembly.render.stamping import Stamper
from colophon.common import profiles
from colophon.common.domain.venue import Paper, Person, Venue

MakePdf = Callable[..., Path]
SHEET = (612.0, 792.0)
PAPER = Paper("p1", "On Scheduling", (Person("Olu van der Berg"), Person("Ada Example")), doi="10.5555/p1")


def texts(profile: str, venue: Venue, paper: Paper = PAPER, has_rights: bool = False) -> list[list[str]]:
    pages = stamps(profiles.load(profile), venue, paper, Placed("p1", 1, 4, 0), "", has_rights, False)
    return [["picture" if stamp.picture else stamp.text for stamp in page] for page in pages]


def test_heads_alternate_and_numbers_go_on(venue: Venue) -> None:
    first, second, third, fourth = texts("generic", venue)
    assert first[0] == second[0] == fourth[0] == venue.volume_title
    assert third[0] == "van der Berg et al.: On Scheduling"
    assert [page[1] for page in (first, second, third, fourth)] == ["1", "2", "3", "4"]
    assert "https://doi.org/10.5555/p1" in first
    assert len(second) == 2


def test_the_rights_line_is_added_where_the_paper_lacks_it(venue: Venue) -> None:
    line = "979-8-3503-9126-8/26/$31.00 ©2026 IEEE"
    assert line in texts("ieee-sc26", venue)[0]
    assert line not in texts("ieee-sc26", venue, has_rights=True)[0]
    assert all(line not in page for page in texts("ieee-sc26", venue)[1:])
    pending = dataclasses.replace(venue, isbn="")
    assert not any("IEEE" in text for page in texts("ieee-sc26", pending) for text in page)


def test_only_papers_under_a_free_licence_show_its_badge(venue: Venue) -> None:
    free = dataclasses.replace(PAPER, extra={"rights": "cc"})
    assert "picture" in texts("generic", venue, free)[0]
    assert not any("picture" in page for page in texts("generic", venue))
    assert not any("picture" in page for page in texts("generic", venue, free)[1:])


def test_a_long_line_is_wrapped_then_shrunk_then_cut() -> None:
    words = (
        "Copyright held by the owner. Publication rights licensed to somebody. https://doi.org/10.5555/1 " * 2
    )
    low, high = PageStamp(words, (0, 0, 220, 12), "left", 8.0), PageStamp(words, (0, 0, 220, 60), "left", 8.0)
    cut, size = lines.fitted(low)
    assert len(cut) == 1
    assert cut[0].endswith("…")
    assert size == pytest.approx(8 * lines.LEAST)
    whole, size = lines.fitted(high)
    assert " ".join(whole) == words.strip()
    assert size == 8.0
    for line in whole:
        assert fonts.width(line, lines.FONT, size) <= 220


@pytest.mark.parametrize(
    "code",
    [b"q 2 0 0 2 0 0 cm Q Q", b"Q Q q", b"BT /F1 9 Tf (open", b"q q BT", b"2 0 0 2 -9 -9 cm q", b"<</a [1 2"],
)
def test_streams_that_are_not_closed_keep_their_looks_and_get_their_stamps(
    make_pdf: MakePdf, tmp_path: Path, code: bytes
) -> None:
    source = make_pdf("a", 1)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents, pdf.make_stream(code)])
        pdf.save(source)
    stamp = PageStamp("A running head", (72, 760, 540, 776), "center", 8.0)
    spelling = font_file(lines.texts(stamp), tmp_path / "letters.pdf")
    facts = json.loads(reading.read({"path": str(source), "rights": []}))["pages"]
    with pikepdf.open(tmp_path / "letters.pdf") as letters, pikepdf.open(source) as pdf:
        before = [stream.read_bytes() for stream in pdf.pages[0].obj.Contents]
        stamper = Stamper(pdf, pdf.copy_foreign(pdf_fonts(letters)), SHEET)
        stamper.stamp(pdf.pages[0], [lines.form(stamp, spelling)], int(facts[0][2]))
        after = [stream.read_bytes() for stream in pdf.pages[0].obj.Contents]
        pdf.save(tmp_path / "stamped.pdf")
    assert b"".join(before) in b"".join(after)
    pages = [prover.zones([stamp.box], SHEET, (612, 792))]
    job = {"source": str(source), "stamped": str(tmp_path / "stamped.pdf"), "pages": pages}
    assert json.loads(prover.prove(job))["problems"] == []


def test_a_picture_is_printed_in_its_zone(make_pdf: MakePdf, tmp_path: Path) -> None:
    badge = profiles.load("generic").stamps[-1]
    assert badge.picture
    stamp = PageStamp("", badge.box, badge.align, badge.size, picture=badge.picture)
    source = make_pdf("a", 2)
    with pikepdf.open(source) as pdf:
        stamper = Stamper(pdf, pdf.make_indirect(pikepdf.Dictionary()), SHEET)
        for page in pdf.pages:
            stamper.stamp(page, [lines.form(stamp, {})])
        out = io.BytesIO()
        pdf.save(out)
    (tmp_path / "stamped.pdf").write_bytes(out.getvalue())
    pages = [prover.zones([stamp.box], SHEET, (612, 792))] * 2
    job = {"source": str(source), "stamped": str(tmp_path / "stamped.pdf"), "pages": pages}
    assert json.loads(prover.prove(job)) == {"pages": 2, "problems": [], "inked": []}
