"""Whole builds of small papers: structure, links, stamps, refusals, the same bytes twice."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name

from colophon.assembly.build import STEPS, BuildOutputs, StepEvent, assemble
from colophon.assembly.domain.inputs import BuildInputs, LeftOut, PaperInput, Refused


@pytest.fixture
def built(inputs: BuildInputs, tmp_path: Path) -> BuildOutputs:
    return assemble(inputs, tmp_path / "out")


def labels(pdf: pikepdf.Pdf) -> list[str]:
    return [page.label for page in pdf.pages]


def text(path: Path, page: int) -> str:
    return str(pypdfium2.PdfDocument(path)[page].get_textpage().get_text_range())


def body(pdf: pikepdf.Pdf) -> int:
    return labels(pdf).index("1")


def test_papers_stand_in_print_order_under_their_numbers(built: BuildOutputs) -> None:
    assert [(p.paper, p.first_page, p.last_page) for p in built.papers] == [
        ("p1", 1, 3),
        ("p2", 4, 4),
        ("p3", 5, 6),
    ]
    volume = built.folder / "volume.pdf"
    with pikepdf.open(volume) as pdf:
        assert labels(pdf)[:4] == ["i", "ii", "iii", "iv"]
        front = body(pdf)
        assert front % 2 == 0
        assert labels(pdf)[front:] == [str(n) for n in range(1, len(pdf.pages) - front + 1)]
        assert pdf.check_pdf_syntax() == []
    for number, paper in enumerate(["p1", "p1", "p1", "p2", "p3", "p3"]):
        page = text(volume, front + number)
        assert f"{paper} page" in page
        assert re.search(rf"Tests {number + 1}\b", page)
        assert "Proceedings of the Workshop of Tests" in page
    assert "10.5555/p2" in text(volume, front + 3)


def test_every_contents_entry_opens_the_paper_whose_title_it_bears(built: BuildOutputs) -> None:
    volume = built.folder / "volume.pdf"
    with pikepdf.open(volume) as pdf:
        front = body(pdf)
        document = pypdfium2.PdfDocument(volume)
        pages = [page.obj.objgen for page in pdf.pages]
        found = {}
        for number in range(front):
            if "Contents\r\n" not in text(volume, number):
                continue
            words = document[number].get_textpage()
            for annotation in pdf.pages[number].obj.Annots:
                box = [float(v) for v in annotation.Rect]
                found[words.get_text_bounded(*box).split("\r\n")[0]] = (
                    pages.index(annotation.Dest[0].objgen) - front
                )
        lines = [(re.sub(r"[\s.]*(\d+|[ivx]+)$", "", k), v) for k, v in found.items()]
        assert lines[-4:] == [
            ("First Paper", 0),
            ("Second Paper", 3),
            ("Third Paper of γ-rays", 4),
            ("Author Index", 6),
        ]
        assert [title for title, _ in lines[:-4]] == [
            "Message from the Organisers",
            "Organisation",
            "Programme",
        ]
        for title, leaf in lines[:-4]:
            assert title in text(volume, front + leaf)
        assert "An Invited Talk" in "".join(text(volume, n) for n in range(front))
        assert "Ådne" not in text(volume, front - 1)


def test_names_of_destinations_that_clash_stay_in_their_paper(built: BuildOutputs) -> None:
    with pikepdf.open(built.folder / "volume.pdf") as pdf:
        front = body(pdf)
        pages = [page.obj.objgen for page in pdf.pages]
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        goes = {}
        for placed in built.papers:
            link = pdf.pages[front + placed.first_page - 1].obj.Annots[0]
            target = tree[str(link.A.D)].D[0].objgen
            goes[placed.paper] = pages.index(target) - front + 1
        assert goes == {"p1": 3, "p2": 4, "p3": 6}


def test_outline_leads_from_sessions_to_papers_to_their_sections(built: BuildOutputs) -> None:
    with pikepdf.open(built.folder / "volume.pdf") as pdf, pdf.open_outline() as outline:
        tops = [item.title for item in outline.root]
        assert tops[-3:] == ["Open Models", "Software", "Author Index"]
        models = next(item for item in outline.root if item.title == "Open Models")
        assert [item.title for item in models.children] == ["First Paper", "Second Paper"]
        assert [item.title for item in models.children[0].children] == ["p1 section"]


def test_the_authors_streams_stay_byte_for_byte(built: BuildOutputs, inputs: BuildInputs) -> None:
    sources = {item.paper.id: item.path for item in inputs.papers}
    with pikepdf.open(built.folder / "volume.pdf") as pdf:
        front = body(pdf)
        for placed in built.papers:
            with (
                pikepdf.open(sources[placed.paper]) as source,
                pikepdf.open(built.folder / placed.path) as own,
            ):
                for number, page in enumerate(source.pages):
                    stamped = pdf.pages[front + placed.first_page - 1 + number].obj.Contents
                    assert stamped[1].read_bytes() == page.obj.Contents.read_bytes()
                    assert len(stamped) == 3
                    assert own.pages[number].obj.Contents[1].read_bytes() == page.obj.Contents.read_bytes()
                assert own.pages[0].label == str(placed.first_page)


def test_our_fonts_are_embedded_once(built: BuildOutputs) -> None:
    with pikepdf.open(built.folder / "volume.pdf") as pdf:
        ours = [
            obj.FontName
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get(Name.Type) == Name.FontDescriptor
        ]
        assert len(ours) == len(set(ours))
        assert any("Garamond" in str(name) for name in ours)


def test_metadata_is_the_venues(built: BuildOutputs) -> None:
    with pikepdf.open(built.folder / "volume.pdf") as pdf:
        assert str(pdf.docinfo.Title) == "Proceedings of the Workshop of Tests"
        assert str(pdf.docinfo.CreationDate) == "D:20261114000000Z"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Proceedings of the Workshop of Tests"
            assert xmp["dc:identifier"] == "urn:isbn:979-8-3503-9126-8"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        whole = (built.folder / "volume.pdf").read_bytes()
        assert b"t26" not in whole


def test_names_with_accents_read_back_from_the_index(built: BuildOutputs) -> None:
    volume = built.folder / "volume.pdf"
    index = text(volume, len(pypdfium2.PdfDocument(volume)) - 1)
    for name in ("Ångström, Núria", "Šimůnek, Łukasz", "Đức, Nguyễn", "Berg, Olu van der"):
        assert name in index


def test_files_are_what_the_build_says(built: BuildOutputs) -> None:
    assert [f.path for f in built.files] == [
        "at-a-glance.pdf", "bibtex/p1.bib", "bibtex/p2.bib", "bibtex/p3.bib", "citations/volume.csl.json",
        "citations/volume.enw", "citations/volume.ris", "citations/volume.utf8.bib", "cover.pdf",
        "front-matter.pdf", "papers/p1.pdf", "papers/p2.pdf", "papers/p3.pdf", "plan.json", "volume.bib",
        "volume.pdf",
    ]  # fmt: skip
    for file in built.files:
        data = (built.folder / file.path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)
    plan = json.loads((built.folder / "plan.json").read_text())
    assert [row["paper"] for row in plan["papers"]] == ["p1", "p2", "p3"]


def test_steps_are_those_announced(inputs: BuildInputs, tmp_path: Path) -> None:
    events: list[StepEvent] = []
    assemble(inputs, tmp_path / "out", events.append)
    assert [e.step for e in events if e.state == "done"][:2] == [step for step, _ in STEPS][:2]
    assert {e.step for e in events if e.state == "done"} | {"prove"} == {step for step, _ in STEPS}
    assert [e.done for e in events if e.step == "read"] == [0, 1, 2, 3, 3]


HELD = LeftOut("p9", "A Held Paper", "on hold: FNT-002 Type 3 fonts")


def test_a_final_build_refuses_papers_by_name(inputs: BuildInputs, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="p9 “A Held Paper”: on hold"):
        assemble(inputs, tmp_path / "out", left_out=[HELD])
    assert not (tmp_path / "out").exists()


def test_a_final_build_refuses_pending_facts(inputs: BuildInputs, tmp_path: Path) -> None:
    venue = dataclasses.replace(inputs.venue, doi_prefix="", publication_date=None, starts=None)
    with pytest.raises(Refused, match="DOI prefix, publication date are pending"):
        assemble(dataclasses.replace(inputs, venue=venue), tmp_path / "out")


def test_a_draft_says_what_it_is_and_what_is_missing(inputs: BuildInputs, tmp_path: Path) -> None:
    venue = dataclasses.replace(inputs.venue, doi_prefix="")
    out = assemble(dataclasses.replace(inputs, venue=venue), tmp_path / "out", draft=True, left_out=[HELD])
    document = pypdfium2.PdfDocument(out.folder / "volume.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    assert all("not for distribution" in page for page in pages)
    whole = "\n".join(pages)
    assert "DOI prefix pending" in whole
    assert "A Held Paper" in whole
    assert "FNT-002" in whole


def test_a_broken_paper_is_named(inputs: BuildInputs, tmp_path: Path) -> None:
    broken = inputs.papers[1]
    broken.path.write_bytes(broken.path.read_bytes()[:400])
    with pytest.raises(Refused, match="p1 “First Paper”"):
        assemble(inputs, tmp_path / "out")
    out = assemble(inputs, tmp_path / "draft", draft=True)
    assert [item.paper for item in out.left_out] == ["p1"]
    assert [p.paper for p in out.papers] == ["p2", "p3"]


def test_one_file_under_two_papers_is_refused(inputs: BuildInputs, tmp_path: Path) -> None:
    double = dataclasses.replace(inputs.papers[0], path=inputs.papers[1].path, sha256=inputs.papers[1].sha256)
    with pytest.raises(Refused, match="the same file as"):
        assemble(dataclasses.replace(inputs, papers=(double, *inputs.papers[1:])), tmp_path / "out")


def test_arrival_order_and_venue_name_do_not_change_a_byte(inputs: BuildInputs, tmp_path: Path) -> None:
    one = assemble(inputs, tmp_path / "one")
    venue = dataclasses.replace(inputs.venue, id="another", version=7)
    turned = dataclasses.replace(inputs, papers=tuple(reversed(inputs.papers)), venue=venue)
    two = assemble(turned, tmp_path / "two")
    assert [f.sha256 for f in one.files] == [f.sha256 for f in two.files]


SCRIPT = """
import pickle, sys
from pathlib import Path
from colophon.assembly.build import assemble
if __name__ == "__main__":
    inputs = pickle.loads(Path(sys.argv[1]).read_bytes())
    for file in assemble(inputs, Path(sys.argv[2])).files:
        print(file.path, file.sha256)
"""


def test_same_bytes_in_other_processes_under_other_hash_seeds_time_zones_and_locales(
    inputs: BuildInputs, tmp_path: Path
) -> None:
    import pickle

    (tmp_path / "build_once.py").write_text(SCRIPT)
    (tmp_path / "inputs.pickle").write_bytes(pickle.dumps(inputs))
    answers = []
    for number, (seed, zone, locale) in enumerate(
        [("1", "Asia/Tokyo", "C"), ("77", "America/Chicago", "C.UTF-8")]
    ):
        done = subprocess.run(
            [sys.executable, "build_once.py", "inputs.pickle", f"out{number}"],
            cwd=tmp_path, check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
        )  # fmt: skip
        answers.append(done.stdout)
    assert answers[0] == answers[1]
    assert answers[0].count("\n") == 16


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_stamps_stand_upright_on_rotated_pages(
    inputs: BuildInputs, make_pdf, tmp_path: Path, rotate: int
) -> None:
    path = make_pdf("turned", 2, rotate=rotate)
    paper = dataclasses.replace(inputs.papers[0].paper, id="turned")
    item = PaperInput(paper, path, "0" * 64)
    out = assemble(dataclasses.replace(inputs, papers=(item,)), tmp_path / "out")
    document = pypdfium2.PdfDocument(out.folder / "papers/turned.pdf")
    page = document[0]
    width, height = page.get_size()
    words = page.get_textpage()
    image = page.render(scale=1).to_pil().convert("L")
    strip = image.crop((int(width / 2 - 26), int(height - 48), int(width / 2 + 26), int(height - 30)))
    assert strip.getextrema()[0] < 128, "the page number is not at the foot of the page as it is seen"
    assert "Proceedings of the Workshop of Tests" in words.get_text_range()


def test_an_unbalanced_paper_is_stamped_where_it_should_be(
    inputs: BuildInputs, make_pdf, tmp_path: Path
) -> None:
    item = PaperInput(inputs.papers[0].paper, make_pdf("loose", 1, unclosed=2), "0" * 64)
    out = assemble(dataclasses.replace(inputs, papers=(item,)), tmp_path / "out")
    page = pypdfium2.PdfDocument(out.folder / out.papers[0].path)[0]
    strip = page.render(scale=1).to_pil().convert("L").crop((280, 744, 332, 762))
    assert strip.getextrema()[0] < 128
