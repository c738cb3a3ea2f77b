"""Front matter alone, the volume at a glance, the cover; what documents say of themselves."""

from __future__ import annotations

import dataclasses
import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from colophon.assembly.build import BuildOutputs, assemble
from colophon.assembly.domain.inputs import BuildInputs
from colophon.assembly.render import cover, description, styles
from colophon.common.domain.venue import Venue


@pytest.fixture
def built(inputs: BuildInputs, tmp_path: Path) -> BuildOutputs:
    return assemble(inputs, tmp_path / "out")


def text(path: Path, page: int) -> str:
    return str(pypdfium2.PdfDocument(path)[page].get_textpage().get_text_range())


def dead_links(pdf: Pdf) -> list[str]:
    """Links that lead nowhere in the document, and left-over ones of our own scheme."""
    pages = {page.obj.objgen for page in pdf.pages}
    names = set(pikepdf.NameTree(pdf.Root.Names.Dests)) if "/Names" in pdf.Root else set()
    out = []
    for number, page in enumerate(pdf.pages):
        for link in page.obj.get(Name.Annots, Array()):
            action = link.get(Name.A, Dictionary())
            target = link.get(Name.Dest, action.get(Name.D))
            if str(action.get(Name.URI, "")).startswith("colophon:"):
                out.append(f"{number} {action.URI}")
            elif target is None:
                continue
            elif isinstance(target, Array):
                if target[0].objgen not in pages:
                    out.append(f"{number} {target}")
            elif str(target) not in names:
                out.append(f"{number} {target}")
    return out


def outlined(pdf: Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def test_every_edition_is_sound_and_no_link_is_dead(built: BuildOutputs) -> None:
    for name in ("volume.pdf", "front-matter.pdf", "at-a-glance.pdf", "cover.pdf", "papers/p1.pdf"):
        with pikepdf.open(built.folder / name) as pdf:
            assert pdf.check_pdf_syntax() == [], name
            assert dead_links(pdf) == [], name


def test_the_front_matter_alone_leads_out_to_the_papers(built: BuildOutputs) -> None:
    with pikepdf.open(built.folder / "front-matter.pdf") as pdf:
        addresses = {
            str(a.A.URI) for page in pdf.pages for a in page.obj.get(Name.Annots, Array()) if Name.A in a
        }
        assert {f"https://doi.org/10.5555/p{n}" for n in (1, 2, 3)} <= addresses
        assert pdf.pages[2].label == "iii"
        assert outlined(pdf)[-1] == "Contents"
        with pikepdf.open(built.folder / "volume.pdf") as volume:
            assert len(pdf.pages) == next(n for n, page in enumerate(volume.pages) if page.label == "1")


def test_at_a_glance_has_each_first_page_under_its_number(built: BuildOutputs) -> None:
    path = built.folder / "at-a-glance.pdf"
    with pikepdf.open(path) as pdf:
        assert [page.label for page in pdf.pages][-3:] == ["1", "4", "5"]
        assert outlined(pdf)[-3:] == ["First Paper", "Second Paper", "Third Paper of γ-rays"]
        for number, paper in ((-3, "p1"), (-2, "p2"), (-1, "p3")):
            assert f"{paper} page 1" in text(path, len(pdf.pages) + number)
            links = [str(a.A.URI) for a in pdf.pages[number].obj.Annots if Name.A in a]
            assert f"https://doi.org/10.5555/{paper}" in links
        fonts = {
            str(f.BaseFont) for page in pdf.pages for f in page.obj.Resources.get(Name.Font, {}).values()
        }
        assert sum(font.endswith("EBGaramond-Regular") for font in fonts) == 1


def test_first_pages_lead_back_to_the_contents(built: BuildOutputs) -> None:
    volume = built.folder / "volume.pdf"
    with pikepdf.open(volume) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        front = [page.label for page in pdf.pages].index("1")
        for first in (0, 3, 4):
            links = [
                a for a in pdf.pages[front + first].obj.Annots if str(a.get(Name.Contents, "")) == "Contents"
            ]
            assert len(links) == 1
            assert "Contents\r\n" in text(volume, pages.index(links[0].Dest[0].objgen))
            box = [float(v) for v in links[0].Rect]
            assert box == [72, 760, 540, 776]


def test_the_cover_embeds_its_fonts_and_takes_any_venue(venue: Venue, tmp_path: Path) -> None:
    sheet = styles.Sheet()
    bare = dataclasses.replace(
        venue, acronym="", volume_title="Long Title " * 30, isbn="", topics=("a",) * 90
    )
    for number, one in enumerate([venue, bare, Venue("x", "王小明" * 40, "T")]):
        path = tmp_path / f"{number}.pdf"
        cover.cover(one, sheet, path)
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 2
            for page in pdf.pages:
                for font in page.obj.Resources.Font.values():
                    assert Name.FontFile2 in font.FontDescriptor
    assert "979-8-3503-9126-8" in text(tmp_path / "0.pdf", 1)


def test_the_bar_code_has_its_bars(venue: Venue, tmp_path: Path) -> None:
    cover.cover(venue, styles.Sheet(), tmp_path / "cover.pdf")
    with pypdfium2.PdfDocument(tmp_path / "cover.pdf") as pdf:
        picture = pdf[1].render(scale=8, grayscale=True).to_pil()
    foot = picture.height - 100 * 8  # through the bars, 100 pt above the foot
    dark = [value < 128 for value in picture.crop((0, foot, picture.width, foot + 1)).tobytes()]
    assert sum(here and not before for before, here in pairwise(dark)) == 30, "EAN-13 has thirty bars"


def test_papers_get_dublin_core_and_keep_what_they_say(inputs: BuildInputs, tmp_path: Path) -> None:
    certificate = "Certified by IEEE PDFeXpress at 08/20/2026 1:02:03 AM"
    path = inputs.papers[1].path
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Creator"] = certificate
        pdf.docinfo["/Title"] = "The Authors' Own"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["dc:title"] = "The Authors' Own"
        pdf.save(path)
    built = assemble(inputs, tmp_path / "out")
    with pikepdf.open(built.folder / "papers/p1.pdf") as pdf:
        assert str(pdf.docinfo["/Creator"]) == certificate
        assert str(pdf.docinfo["/Title"]) == "The Authors' Own"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "The Authors' Own"
            assert xmp["dc:identifier"] == "https://doi.org/10.5555/p1"
            assert xmp["dc:creator"] == ["Núria Ångström"]
            assert xmp["dc:source"] == inputs.venue.volume_title
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_a_packet_is_read_as_what_was_meant() -> None:
    info = {
        "title": "A < B & “C”", "creators": ["Núria Ångström", "王小明"], "publisher": "P & Q",
        "keywords": ["a", "b"], "identifier": "https://doi.org/10.5555/<1>", "rights": "© \x07 2026",
        "language": "en", "date": "2026-11-15",
    }  # fmt: skip
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        description.add(pdf, info)
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == info["title"]
            assert xmp["dc:creator"] == info["creators"]
            assert xmp["dc:publisher"] == {"P & Q"}
            assert xmp["dc:subject"] == {"a", "b"}
            assert xmp["dc:identifier"] == info["identifier"]
            assert xmp["dc:date"] == ["2026-11-15"]
            assert xmp["dc:rights"] == "©  2026"


def test_a_paper_with_broken_xmp_is_described_all_the_same() -> None:
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta><broken", Type=Name.Metadata, Subtype=Name.XML)
        info = {
            "title": "T", "creators": ["A"], "publisher": "", "keywords": [], "identifier": "", "rights": "",
            "language": "en", "date": "",
        }  # fmt: skip
        description.add(pdf, info)
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(out) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "T"


def test_the_volume_is_linearised_where_the_profile_asks(inputs: BuildInputs, tmp_path: Path) -> None:
    asked = dataclasses.replace(inputs, profile=dataclasses.replace(inputs.profile, linearized=True))
    with pikepdf.open(assemble(asked, tmp_path / "a").folder / "volume.pdf") as pdf:
        assert pdf.is_linearized
        assert pdf.check_pdf_syntax() == []
    with pikepdf.open(assemble(inputs, tmp_path / "b").folder / "volume.pdf") as pdf:
        assert not pdf.is_linearized
