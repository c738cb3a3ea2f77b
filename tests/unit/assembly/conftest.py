"""Authors' PDFs made on the spot, and a small venue."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from colophon.assembly.domain.inputs import BuildInputs, PaperInput
from colophon.common.domain.profile import Profile, Stamp
from colophon.common.domain.venue import InvitedTalk, Paper, Person, Session, Venue

MakePdf = Callable[..., Path]


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """A PDF as LaTeX makes one: a citation on page 1 links to ``cite.1`` on the last, an outline."""

    def make(name: str, pages: int = 3, rotate: int = 0, unclosed: int = 0) -> Path:
        path = tmp_path / f"{name}.pdf"
        canvas = Canvas(str(path), pagesize=(612, 792), invariant=1, initialFontName="Helvetica")
        for number in range(1, pages + 1):
            canvas.drawString(72, 700, f"{name} page {number}")
            for _ in range(unclosed):
                canvas._code.append("q 2 0 0 2 0 0 cm")
            canvas.showPage()
        canvas.save()
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            last = pdf.pages[-1].obj
            where = pdf.make_indirect(Dictionary(D=Array([last, Name.XYZ, 72, 700, None])))
            tree = pikepdf.NameTree.new(pdf)
            tree["cite.1"] = where
            pdf.Root.Names = Dictionary(Dests=tree.obj)
            link = Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 690, 200, 712]),
                A=Dictionary(S=Name.GoTo, D=String("cite.1")),
            )  # fmt: skip
            pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
            with pdf.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(f"{name} section", pages - 1))
            for page in pdf.pages:
                if rotate:
                    page.obj.Rotate = rotate
            pdf.save(path, deterministic_id=True)
        return path

    return make


@pytest.fixture
def profile() -> Profile:
    """Running head, page number, DOI."""
    return Profile(
        name="test",
        title="Test",
        required_metadata=("title", "authors", "doi"),
        stamps=(
            Stamp("head", "{volume_title}", (72, 760, 540, 776)),
            Stamp("page", "{page}", (280, 30, 332, 48), size=9.0),
            Stamp("doi", "{doi}", (340, 30, 563, 48), pages="first", align="right", size=7.0),
        ),
    )


@pytest.fixture
def venue() -> Venue:
    """Two sessions, an invited talk, names with accents."""
    return Venue(
        id="t26",
        title="A Workshop of Tests",
        volume_title="Proceedings of the Workshop of Tests",
        acronym="TEST26",
        publisher="Test Press",
        location="Chicago, USA",
        starts=date(2026, 11, 15),
        ends=date(2026, 11, 20),
        publication_date=date(2026, 11, 14),
        isbn="979-8-3503-9126-8",
        doi_prefix="10.5555",
        editors=(Person("Javier Aula-Blasco", "Barcelona Supercomputing Center", "Spain"),),
        sessions=(
            Session("s1", "Open Models", invited=(InvitedTalk("An Invited Talk", "Ada Example"),)),
            Session("s2", "Software"),
        ),
        preface="Welcome to **Chicago**.",
    )


@pytest.fixture
def inputs(make_pdf: MakePdf, venue: Venue, profile: Profile) -> BuildInputs:
    """Three papers; the order of the list is not the order of print."""
    rows = [
        ("p3", "Third Paper of γ-rays", ("Łukasz Šimůnek", "Nguyễn Đức"), "s2", 2, 2),
        ("p1", "First Paper", ("Núria Ångström",), "s1", 0, 3),
        ("p2", "Second Paper", ("Olu van der Berg", "Núria Ångström"), "s1", 1, 1),
    ]
    papers = []
    for pid, title, people, session, order, pages in rows:
        path = make_pdf(pid, pages)
        paper = Paper(
            pid,
            title,
            tuple(Person(n) for n in people),
            session=session,
            order=order,
            doi=f"10.5555/{pid}",
        )
        papers.append(PaperInput(paper, path, hashlib.sha256(path.read_bytes()).hexdigest()))
    return BuildInputs(venue, tuple(papers), profile)
